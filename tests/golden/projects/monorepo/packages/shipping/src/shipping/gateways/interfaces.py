from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class ICarrier(Protocol):
    """Brings parcels to people."""

    def book_pickup(self, parcel_number: str) -> None:
        """Have a parcel picked up.

        Args:
            parcel_number: The number on the label.
        """
        ...
