from dispatch.domain.shipment import Label, Shipment


class DHLCarrierAdapter:
    """Labels of DHL."""

    def __init__(self, account: str) -> None:
        self._account = account
        self._sold = 0

    def buy_label(self, shipment: Shipment) -> Label:
        self._sold += 1
        return Label(f"{self._account}-{shipment.order_id}-{self._sold}", b"%PDF")

    def cancel_label(self, label: Label) -> None:
        self._sold -= 1
