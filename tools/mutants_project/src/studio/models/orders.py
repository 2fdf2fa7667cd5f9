"""Orders, and the tables that they are kept in."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Order:
    """An order."""

    number: str
    customer: str
    note: str | None = None


class TableState(StrEnum):
    """Whether a table can be used."""

    READY = "ready"
    BUSY = "busy"
    LOST = "lost"
