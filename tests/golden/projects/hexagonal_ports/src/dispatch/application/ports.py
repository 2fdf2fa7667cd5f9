"""The driven ports of the application."""

from typing import Protocol

from dispatch.domain.shipment import Label, Shipment


class CarrierPort(Protocol):
    """A company that moves parcels."""

    def buy_label(self, shipment: Shipment) -> Label: ...

    def cancel_label(self, label: Label) -> None: ...


class LabelPrinterPort(Protocol):
    """A printer in the warehouse."""

    def print_label(self, label: Label) -> None: ...


class AddressCheckPort(Protocol):
    """Somebody who knows which addresses exist."""

    def address_exists(self, street: str, *, postcode: str, country: str = "DE") -> bool: ...
