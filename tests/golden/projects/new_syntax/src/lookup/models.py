from __future__ import annotations

import enum
from dataclasses import dataclass


class Freshness(enum.Enum):
    ANY = enum.auto()
    RECENT = enum.auto()


@dataclass(frozen=True)
class Entry:
    key: str
    value: bytes
    version: int = 0
