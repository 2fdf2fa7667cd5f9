"""Bookings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Booking:
    """Money that moves from one account to another."""

    debit: str
    credit: str
    amount: Decimal
    booked_on: dt.date
