from __future__ import annotations

from ticketing.gateways.interfaces import ISeatMap as ISeatMap
from ticketing.gateways.interfaces import ITicketPrinter as ITicketPrinter
