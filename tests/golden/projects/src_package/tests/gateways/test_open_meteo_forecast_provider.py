from src.gateways.interfaces import IForecastProvider
from src.gateways.open_meteo_forecast_provider import OpenMeteoForecastProvider


def test_is_a_forecast_provider() -> None:
    assert isinstance(OpenMeteoForecastProvider(), IForecastProvider)
