"""The old minibars, which count themselves."""

import datetime

from hotel.errors import NothingThere
from hotel.models import Stay


class LegacyMinibar:
    """One count per room."""

    def __init__(self, counts: dict[int, list[str]]) -> None:
        self._counts = counts

    def list_consumption(self, stay: Stay, on: datetime.date) -> list[str]:
        """List what was taken on a day."""
        if stay.room not in self._counts:
            raise NothingThere(stay.room)
        return self._counts[stay.room]
