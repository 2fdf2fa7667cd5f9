"""Tides by calculation."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from tide_tables.models.tide import HighWater

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tide_tables.models.tide import Station

_PERIOD = timedelta(hours=12, minutes=25)


class HarmonicTideProvider:
    """The moon's part of the tide only."""

    def list_high_waters(self, station: Station, day: date) -> Sequence[HighWater]:
        """List the high waters of a day.

        Parameters
        ----------
        station : Station
            Where.
        day : date
            The day.

        Returns
        -------
        Sequence[HighWater]
            Two of them.

        """
        first = datetime(day.year, day.month, day.day, tzinfo=UTC)
        level = 1 + math.cos(math.radians(station.latitude))
        return [HighWater(station, first, level), HighWater(station, first + _PERIOD, level)]
