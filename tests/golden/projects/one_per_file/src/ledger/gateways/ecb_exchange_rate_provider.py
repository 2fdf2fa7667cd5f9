"""Reference rates of the European Central Bank."""

from __future__ import annotations

from decimal import Decimal


class ECBExchangeRateProvider:
    """Rates from a downloaded reference file."""

    def __init__(self, rates: dict[str, Decimal]) -> None:
        self._rates = rates

    def get_rate(self, base: str, quote: str) -> Decimal:
        """Get the rate of today."""
        return self._rates[quote] / self._rates[base]
