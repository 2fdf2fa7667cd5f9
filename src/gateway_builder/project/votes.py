"""Decides by votes: what at least three samples and sixty per cent of them say is the project's convention."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

_FEWEST = 3
_MAJORITY = 0.6


class Verdict(NamedTuple, Generic[T]):
    """A value that was chosen and how: `configured`, `detected (5 of 6 interfaces)` or `standard`."""

    value: T
    origin: str

    @property
    def is_standard(self) -> bool:
        """Whether nothing but the standard spoke for it."""
        return self.origin == "standard"


def vote(circles: Iterable[Iterable[T]], what: str) -> Verdict[T] | None:
    """The winner of the innermost circle that decides; None where none does.

    Args:
        circles: Samples by circle, the narrowest first: the target's file, its folder, its package.
        what: What the samples are, for the origin (`interfaces`).
    """
    for circle in circles:
        counts = Counter(circle)
        total = counts.total()
        for value, count in counts.most_common(1):
            if total >= _FEWEST and count >= _MAJORITY * total:
                return Verdict(value, f"detected ({count} of {total} {what})")
    return None
