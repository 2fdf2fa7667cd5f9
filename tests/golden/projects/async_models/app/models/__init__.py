"""What the application is about."""

from typing import NamedTuple


class Parcel(NamedTuple):
    """A parcel."""

    number: str
    grams: int


class Label:
    """A label, which is printed once."""

    def __init__(self, parcel: Parcel, copies: int = 1) -> None:
        self.parcel = parcel
        self.copies = copies
        self.key: str | None = None

    def name(self) -> str:
        """What it is stored under."""
        return f"{self.parcel.number}-{self.copies}"
