from __future__ import annotations

from typing import TYPE_CHECKING

from ticketing.gateways.escpos_ticket_printer import EscposTicketPrinter


if TYPE_CHECKING:
    from pathlib import Path


def test_the_paper_is_cut(tmp_path: Path) -> None:
    device = tmp_path / 'lp0'

    EscposTicketPrinter(str(device)).print_text('Row A, seat 7', copies=2)

    assert device.read_bytes().endswith(b'\x1dV\x00')
