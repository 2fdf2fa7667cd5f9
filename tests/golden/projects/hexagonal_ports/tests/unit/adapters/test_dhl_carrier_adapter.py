from dispatch.adapters.dhl_carrier_adapter import DHLCarrierAdapter
from dispatch.domain.shipment import Shipment


def test_labels_are_numbered() -> None:
    carrier = DHLCarrierAdapter("acme")

    label = carrier.buy_label(Shipment("o1", 500))

    assert label.tracking_number == "acme-o1-1"
