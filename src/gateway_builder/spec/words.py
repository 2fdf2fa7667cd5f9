"""How a spec file's values and names are called in messages."""

from __future__ import annotations

import datetime as dt
import keyword

_WORDS: tuple[tuple[type, str], ...] = (
    (bool, "a boolean"),
    (str, "a string"),
    (int, "an integer"),
    (float, "a float"),
    (list, "an array"),
    (dict, "a table"),
    (dt.datetime, "a date and time"),
    (dt.date, "a date"),
)


def describe_value(value: object) -> str:
    """What a value of TOML is, with its article."""
    return next((word for kind, word in _WORDS if isinstance(value, kind)), "a time")


def find_near(word: str, known: tuple[str, ...]) -> str:
    """The known word that is probably meant, or ""."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, n=1, cutoff=0.7)), "")


def suggest(word: str, known: tuple[str, ...], otherwise: str) -> str:
    """A hint that names the known word nearest to another; another hint where none is near."""
    near = find_near(word, known)
    return f"did you mean {near}?" if near else otherwise


def describe_bad_name(name: str) -> str:
    """Why a name can't be one in Python code; "" where it can."""
    if not name:
        return "is empty"
    if not (name.isascii() and name.isidentifier()):
        return "is no Python identifier"
    if keyword.iskeyword(name):
        return "is a reserved word of Python"
    return "begins with an underscore" if name.startswith("_") else ""
