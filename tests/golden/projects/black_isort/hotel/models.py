"""Guests and rooms."""

from dataclasses import dataclass
import datetime


@dataclass(frozen=True)
class Stay:
    guest: str
    room: int
    until: datetime.date
