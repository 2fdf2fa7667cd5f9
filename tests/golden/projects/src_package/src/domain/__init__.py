"""Business data."""

from src.domain.forecast import Forecast, WarningLevel

__all__ = ["Forecast", "WarningLevel"]
