"""Forecasts by Open-Meteo."""

from __future__ import annotations

import json
from urllib.parse import urlencode
from urllib.request import urlopen

from src.domain import Forecast


class OpenMeteoForecastProvider:
    """Asks api.open-meteo.com."""

    def __init__(self, base_url: str = "https://api.open-meteo.com/v1/forecast") -> None:
        """Keep the address."""
        self._base_url = base_url

    def get_forecast(self, place: str) -> Forecast:
        """Get the forecast for a place."""
        query = urlencode({"name": place, "daily": "wind_gusts_10m_max"})
        with urlopen(f"{self._base_url}?{query}", timeout=10) as answer:
            daily = json.load(answer)["daily"]
        return Forecast(place, float(daily["wind_gusts_10m_max"][1]))
