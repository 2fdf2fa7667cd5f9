"""Business models."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Phase(Enum):
    """Where a server stands."""

    OFF = "off"
    ON = "on"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Tag:
    """A word that something is found by."""

    name: str
    value: str | None = None


@dataclass(frozen=True)
class Entry:
    """A thing in a store."""

    key: str
    size: int
    owner: str | None = None


@dataclass(frozen=True)
class Disk:
    """What a server keeps its files on."""

    id: str
    size: float


@dataclass(frozen=True)
class Receipt:
    """What a server was made as."""

    server: str | None
    address: str | None = None


@dataclass
class Server:
    """A machine."""

    name: str
    id: str | None = None
    address: str | None = None
    phase: Phase = Phase.OFF

    def token(self) -> str:
        """What repeats the same wish."""
        return f"make-{self.name}"
