"""Tides and the places that have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Station:
    """A place where the level is measured."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class HighWater:
    """The highest level of a tide."""

    station: Station
    moment: datetime
    level_m: float
