"""Where bank statements come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from ..models import Booking


@runtime_checkable
class BankStatementSource(Protocol):
    """Reads what the bank has booked."""

    def read_bookings(self, account: str) -> Iterator[Booking]:
        """Read the bookings of an account, oldest first."""
        ...
