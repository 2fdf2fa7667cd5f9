"""Interfaces of the systems that warnings depend on."""

from __future__ import annotations

import typing as t

from src.domain import Forecast

__all__ = ["IForecastProvider"]


@t.runtime_checkable
class IForecastProvider(t.Protocol):
    """Knows the weather of tomorrow."""

    def get_forecast(self, place: str) -> Forecast:
        """Get the forecast for a place.

        Args:
            place: Name of the place, as the weather service spells it.

        Returns:
            The forecast for the next day.
        """
        ...


if __name__ == "__main__":
    print(*__all__, sep="\n")
