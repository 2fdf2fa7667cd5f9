"""Interfaces of the services that tide tables depend on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tide_tables.models.tide import HighWater, Station


@runtime_checkable
class ITideProvider(Protocol):
    """Knows when the water is high."""

    def list_high_waters(self, station: Station, day: date) -> Sequence[HighWater]:
        """List the high waters of a day.

        Parameters
        ----------
        station : Station
            Where.
        day : date
            The day, in the local time of the station.

        Returns
        -------
        Sequence[HighWater]
            In the order of time; mostly two.

        Raises
        ------
        ValueError
            If the day is in the past.

        """
        ...
