"""Clips."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Clip:
    """A clip.

    Attributes:
        name: What it is stored under.
        title: What people call it.
        version: Which state of it was stored, None until it was.
    """

    name: str
    title: str
    version: str | None = None


@dataclass(frozen=True)
class ClipInfo:
    """What the store tells of a clip."""

    name: str
    size: int
    changed: datetime | None
