"""Names that were meant, and names that there are, as parts of sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.naming import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_LISTED = 12


def find_near(word: str, known: Iterable[str]) -> str:
    """The known name that is probably meant, or ""."""
    from difflib import get_close_matches

    names = list(known)
    same = [name for name in names if fold(name) == fold(word)]
    return next(iter(same or get_close_matches(word, names, n=1)), "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (did you mean jobName?)`, or "" where nothing is near."""
    near = find_near(word, known)
    return f" (did you mean {near}?)" if near else ""


def list_names(names: Iterable[str]) -> str:
    """The names with commas, the first ones where they are many."""
    found = list(names)
    listed = ", ".join(found[:_MOST_LISTED])
    return f"{listed} and {len(found) - _MOST_LISTED} more" if len(found) > _MOST_LISTED else listed
