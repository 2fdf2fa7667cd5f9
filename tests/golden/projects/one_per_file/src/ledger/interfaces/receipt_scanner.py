"""Who reads paper receipts."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol, runtime_checkable


@runtime_checkable
class ReceiptScanner(Protocol):
    """Reads the total off a photo."""

    def scan_total(self, photo: bytes) -> Decimal:
        """Read the total."""
        ...
