"""Interfaces to the hotel's contacts."""

import datetime
from typing import Protocol, runtime_checkable

from hotel.models import Stay


@runtime_checkable
class IDoorLock(Protocol):
    """A lock on a door."""

    def unlock_room(self, room: int) -> None:
        """Unlock a room."""
        ...


@runtime_checkable
class IMinibar(Protocol):
    """Counts bottles."""

    def list_consumption(self, stay: Stay, on: datetime.date) -> list[str]:
        """List what was taken on a day."""
        ...
