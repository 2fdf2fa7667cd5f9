from __future__ import annotations


class EscposTicketPrinter:
    """Speaks the language of receipt printers."""

    def __init__(self, device: str = '/dev/usb/lp0') -> None:
        self._device = device

    def print_text(self, text: str, copies: int = 1) -> None:
        with open(self._device, 'ab') as printer:
            printer.write(b'\x1b@' + text.encode('cp437') * copies + b'\x1dV\x00')
