"""Where exchange rates come from."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol, runtime_checkable


@runtime_checkable
class ExchangeRateProvider(Protocol):
    """Knows what a currency is worth."""

    def get_rate(self, base: str, quote: str) -> Decimal:
        """Get the rate of today."""
        ...
