import pytest

from src.domain import Forecast
from src.use_cases.warn import is_warning_due


class CannedForecasts:
    def __init__(self, gusts: float) -> None:
        self.gusts = gusts

    def get_forecast(self, place: str) -> Forecast:
        return Forecast(place, self.gusts)


@pytest.mark.parametrize(("gusts", "due"), [(20.0, False), (62.0, True), (120.0, True)])
def test_a_gale_is_worth_a_warning(gusts: float, due: bool) -> None:
    assert is_warning_due("Kiel", CannedForecasts(gusts)) is due
