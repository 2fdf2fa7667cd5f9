from dispatch.adapters.dhl_carrier_adapter import DHLCarrierAdapter
from dispatch.application.dispatch_order import dispatch_order
from dispatch.domain.shipment import Label, Shipment


class Printer:
    def __init__(self) -> None:
        self.printed: list[Label] = []

    def print_label(self, label: Label) -> None:
        self.printed.append(label)


def test_the_label_is_printed() -> None:
    printer = Printer()

    number = dispatch_order(Shipment("o2", 900), DHLCarrierAdapter("acme"), printer)

    assert [label.tracking_number for label in printer.printed] == [number]
