"""Where tax rates come from."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol, runtime_checkable


@runtime_checkable
class TaxRateProvider(Protocol):
    """Knows the taxes of a country."""

    def get_vat_rate(self, country: str) -> Decimal:
        """Get the value-added tax of a country."""
        ...
