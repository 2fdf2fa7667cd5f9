"""Gateways and their interfaces."""

from src.gateways.interfaces import IForecastProvider

__all__ = ["IForecastProvider"]
