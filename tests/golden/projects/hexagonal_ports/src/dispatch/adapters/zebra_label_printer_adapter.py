import socket

from dispatch.domain.shipment import Label


class ZebraLabelPrinterAdapter:
    """A Zebra printer on the network."""

    def __init__(self, host: str, port: int = 9100) -> None:
        self._address = (host, port)

    def print_label(self, label: Label) -> None:
        with socket.create_connection(self._address, timeout=5) as connection:
            connection.sendall(label.pdf)
