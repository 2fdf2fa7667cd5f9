"""Interfaces of what stands around the box office."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Protocol
from typing import runtime_checkable


if TYPE_CHECKING:
    from collections.abc import Sequence

    from ticketing.models import Seat


__all__ = [
    'ISeatMap',
    'ITicketPrinter',
]


# --- the hall ---------------------------------------------------------


@runtime_checkable
class ISeatMap(Protocol):
    """Knows which seats are free."""

    def list_free_seats(self, show: str) -> Sequence[Seat]:
        """List the seats that can be sold."""
        ...

    def hold_seat(self, show: str, seat: Seat) -> None:
        """Keep a seat for ten minutes."""
        ...


# --- the foyer --------------------------------------------------------


@runtime_checkable
class ITicketPrinter(Protocol):
    """Prints on cardboard."""

    def print_text(self, text: str, copies: int = 1) -> None:
        """Print a text."""
        ...
