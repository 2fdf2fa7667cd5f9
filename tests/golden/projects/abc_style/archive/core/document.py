from dataclasses import dataclass


@dataclass
class Document:
    key: str
    content: bytes
    retention_years: int = 10
