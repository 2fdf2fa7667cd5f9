"""Deciding whether to warn."""

from __future__ import annotations

from src.domain import WarningLevel
from src.gateways.interfaces import IForecastProvider


def is_warning_due(place: str, provider: IForecastProvider) -> bool:
    """Whether people at a place must be warned."""
    return provider.get_forecast(place).level is not WarningLevel.NONE
