"""Types that expressions of Python's own types have: attributes, methods, elements."""

from __future__ import annotations

import builtins

from gateway_builder.bind.annotation_types import MAPPINGS, SCALARS, Type, read_type
from gateway_builder.bind.annotations import element_of

FUNCTIONS = {
    "str": "str", "int": "int", "float": "float", "bool": "bool", "len": "int",
    "list": "list", "tuple": "tuple", "dict": "dict", "sorted": "list",
}  # fmt: skip
_CHECKED = frozenset({"str", "int", "float", "bool", "bytes", "list", "tuple", "dict", "set", "frozenset"})
_REFUSED = frozenset({"format", "format_map"})  # their fields reach any attribute
_METHODS = {
    "str": {
        "bool": "endswith isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace "
        "istitle isupper startswith",
        "bytes": "encode",
        "int": "count find index rfind rindex",
        "list[str]": "rsplit split splitlines",
        "str": "capitalize casefold center expandtabs join ljust lower lstrip removeprefix removesuffix replace rjust "
        "rstrip strip swapcase title translate upper zfill",
        "tuple[str, str, str]": "partition rpartition",
    },
    "bytes": {"bool": "endswith startswith", "bytes": "lower strip upper replace", "str": "decode hex"},
    "int": {"int": "bit_count bit_length conjugate"},
    "float": {"bool": "is_integer", "str": "hex"},
    "datetime": {
        "str": "ctime isoformat strftime", "float": "timestamp", "date": "date", "time": "time timetz",
        "datetime": "astimezone replace", "int": "isoweekday toordinal weekday", "timedelta | None": "utcoffset",
    },
    "date": {"str": "ctime isoformat strftime", "date": "replace", "int": "isoweekday toordinal weekday"},
    "time": {"str": "isoformat strftime", "time": "replace"},
    "timedelta": {"float": "total_seconds"},
    "Path": {"str": "as_posix as_uri", "bytes": "read_bytes"},
    "PurePath": {"str": "as_posix as_uri"},
}  # fmt: skip
_ATTRIBUTES = {
    "datetime": {"int": "year month day hour minute second microsecond fold"},
    "date": {"int": "year month day"},
    "time": {"int": "hour minute second microsecond fold"},
    "timedelta": {"int": "days seconds microseconds"},
    "UUID": {"str": "hex urn", "bytes": "bytes", "int": "int"},
    "Path": {"str": "name stem suffix", "list[str]": "suffixes", "Path": "parent"},
    "PurePath": {"str": "name stem suffix", "list[str]": "suffixes", "PurePath": "parent"},
    "int": {"int": "real imag numerator denominator"},
}


def list_attributes(owner: Type) -> tuple[str, ...]:
    """Public attributes of a builtin type; () for what is none."""
    if owner.name not in _CHECKED:
        return ()
    names = dir(getattr(builtins, owner.name))
    return tuple(name for name in names if not name.startswith("_") and name not in _REFUSED)


def is_method(owner: Type, name: str) -> bool:
    """Whether an attribute of one of Python's own types is called; so far as is known."""
    found = getattr(getattr(builtins, owner.name, None), name, None)
    return callable(found) or bool(_find(_METHODS, owner.name, name))


def type_of_attribute(owner: Type, name: str) -> str:
    """Annotation of an attribute, or of what a method returns; "" where it is not known."""
    if owner.name in MAPPINGS and name == "get" and owner.elements[1:]:
        return f"{owner.elements[1].text} | None"
    return _find(_ATTRIBUTES, owner.name, name) or _find(_METHODS, owner.name, name)


def type_of_element(annotation: str) -> str:
    """Annotation of what an iteration gives; "" where it is not known."""
    found = read_type(annotation)
    if found.name in MAPPINGS:
        return found.elements[0].text if found.elements else ""
    return "str" if found.name == "str" else element_of(annotation)


def type_of_item(owner: Type, key: object) -> str:
    """Annotation of `owner[key]`, where `key` is the literal or None; "" where it is not known."""
    if owner.name in {"str", "bytes"}:
        return "str" if owner.name == "str" else "int"
    if owner.name in MAPPINGS:
        return owner.elements[1].text if owner.elements[1:] else ""
    if isinstance(key, int) and 0 <= key < len(owner.elements) and owner.name == "tuple":
        return owner.elements[key].text
    return element_of(owner.text)


def has_items(owner: Type) -> bool:
    """Whether values may be subscripted; true for types that are not known."""
    return owner.name not in SCALARS - {"str", "bytes", "bytearray"}


def type_of_collection(name: str, elements: tuple[str, ...]) -> str:
    """Annotation of a list, tuple or set whose elements have these annotations."""
    if not elements or not all(elements):
        return name
    return f"{name}[{', '.join(elements) if name == 'tuple' else _union(elements)}]"


def type_of_dictionary(keys: tuple[str, ...], values: tuple[str, ...]) -> str:
    """Annotation of a dictionary whose keys and values have these annotations."""
    is_known = keys and all(keys) and all(values)
    return f"dict[{_union(keys)}, {_union(values)}]" if is_known else "dict"


def _union(annotations: tuple[str, ...]) -> str:
    return " | ".join(dict.fromkeys(annotations))


def _find(table: dict[str, dict[str, str]], owner: str, name: str) -> str:
    return next((found for found, names in table.get(owner, {}).items() if name in names.split()), "")
