"""Checks of single values of the configuration: what TOML gave becomes a typed value, or a sentence on its fault."""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

_TOML_TYPES = {
    bool: "a boolean",
    int: "an integer",
    float: "a float",
    str: "a string",
    list: "an array",
    dict: "a table",
}
_PATTERN_FIELDS = ("technology", "purpose")


class BadValueError(Exception):
    """A value that can't stand where it stands: what is wrong with it, what would be right, and at which key below."""

    def __init__(self, message: str, hint: str = "", key: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.key = key


def describe_type(value: object) -> str:
    """What TOML calls the type of a value."""
    return _TOML_TYPES.get(type(value), "a date or time")


def text(value: object) -> str:
    """A string of one line that is not empty."""
    if not isinstance(value, str):
        raise BadValueError(f"must be a string, not {describe_type(value)}")
    if not value.strip() or not value.isprintable():
        raise BadValueError(f"must be a text of one line, not {value!r}")
    return value


def prose(value: object) -> str:
    """A string, possibly empty or of several lines."""
    if not isinstance(value, str):
        raise BadValueError(f"must be a string, not {describe_type(value)}")
    return value


def boolean(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise BadValueError(f"must be true or false, not {describe_type(value)}")
    return value


def words(value: object) -> tuple[str, ...]:
    """An array of strings."""
    return tuple(each(text)(value))


def each(parse: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """A check for an array whose elements pass another check."""

    def parse_all(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise BadValueError(f"must be an array, not {describe_type(value)}")
        return tuple(_below(f"[{number}]", parse, element) for number, element in enumerate(value))

    return parse_all


def table_of(parse: Callable[[object], T]) -> Callable[[object], tuple[tuple[str, T], ...]]:
    """A check for a table whose values pass another check; pairs in the order of the file."""

    def parse_all(value: object) -> tuple[tuple[str, T], ...]:
        return tuple((key, _below(f".{key}", parse, inner)) for key, inner in table(value).items())

    return parse_all


def _below(key: str, parse: Callable[[object], T], value: object) -> T:
    try:
        return parse(value)
    except BadValueError as bad:
        raise BadValueError(bad.message, bad.hint, key + bad.key) from None


def table(value: object) -> Mapping[str, object]:
    """A table."""
    if not isinstance(value, dict):
        raise BadValueError(f"must be a table, not {describe_type(value)}")
    return value


def choice(*allowed: str) -> Callable[[object], str]:
    """A check for one word out of a few."""

    def parse(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            shown = repr(value) if isinstance(value, str) else describe_type(value)
            raise BadValueError(f"must be one of {', '.join(allowed)}, not {shown}", nearest(str(value), allowed))
        return value

    return parse


def dotted_name(value: object) -> str:
    """A dotted name of Python identifiers."""
    name = text(value)
    if not all(part.isidentifier() and not keyword.iskeyword(part) for part in name.split(".")):
        raise BadValueError(f"must be a dotted Python name, not {name!r}")
    return name


def class_path(value: object) -> str:
    """The dotted name of a class: `package.module.Class`."""
    name = dotted_name(value)
    if "." not in name:
        raise BadValueError(f"must name a class with its module, not {name!r}", f"write it as package.{name}")
    return name


def inside_path(value: object) -> str:
    """A path that stays inside the project, without `./` and a closing slash; `.` is ""."""
    path = text(value)
    parts = path.split("/")
    if path.startswith(("/", "~")) or "\\" in path or re.match(r"[A-Za-z]:", path) or ".." in parts:
        raise BadValueError(
            f"must be a path inside the project, not {path!r}", "write it relative to the project's root, with /"
        )
    return "/".join(part for part in parts if part not in {"", "."})


def python_file(value: object) -> str:
    """A path or pattern of paths inside the project; a name that ends in `.py`, or a folder."""
    path = inside_path(value)
    if not path:
        raise BadValueError("must be a file, not the project's root")
    return path


def paths(value: object) -> tuple[str, ...]:
    """One path or an array of paths inside the project."""
    return (inside_path(value),) if isinstance(value, str) else tuple(each(inside_path)(value))


def regular_expression(value: object) -> str:
    """A regular expression."""
    pattern = text(value)
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise BadValueError(f"is not a regular expression: {error}") from None
    return pattern


def class_pattern(value: object) -> str:
    """A pattern of `{technology}` and `{purpose}` that gives class names."""
    return _pattern(value, r"[A-Za-z0-9]*", "letters and digits")


def module_pattern(value: object) -> str:
    """A pattern of `{technology}` and `{purpose}` that gives module names."""
    return _pattern(value, r"[a-z0-9_]*", "lower-case letters, digits and _")


def _pattern(value: object, literal: str, allowed: str) -> str:
    pattern = text(value)
    pieces = re.split(r"\{([^{}]*)\}", pattern)
    fields, literals = pieces[1::2], pieces[0::2]
    for field in fields:
        if field not in _PATTERN_FIELDS:
            raise BadValueError(f"holds the field {{{field}}}", "the fields are {technology} and {purpose}")
    if not all(re.fullmatch(literal, part) for part in literals):
        raise BadValueError(f"may hold {allowed} beside its fields, not {pattern!r}")
    if not fields or re.match(r"\d", pattern):
        raise BadValueError(f"does not make a name: {pattern!r}", "use {technology} and {purpose}")
    return pattern


def nearest(word: str, known: tuple[str, ...]) -> str:
    """A hint that names the known word nearest to another, or ""."""
    import difflib

    found = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {found[0]}?" if found else ""
