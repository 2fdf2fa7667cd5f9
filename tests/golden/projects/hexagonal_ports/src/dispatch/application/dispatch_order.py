from dispatch.application.ports import CarrierPort, LabelPrinterPort
from dispatch.domain.shipment import Shipment


def dispatch_order(shipment: Shipment, carrier: CarrierPort, printer: LabelPrinterPort) -> str:
    shipment.label = carrier.buy_label(shipment)
    printer.print_label(shipment.label)
    return shipment.label.tracking_number
