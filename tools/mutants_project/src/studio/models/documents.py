"""Documents."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Document:
    """A document; `version` is None until it is stored."""

    name: str
    title: str
    version: str | None = None


@dataclass(frozen=True)
class StoredDocument:
    """What a store tells of a document."""

    name: str
    size: int
    changed: datetime | None = None
