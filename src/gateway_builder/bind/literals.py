"""Values that are meant as they stand: as Python text, and held against what the service takes."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from gateway_builder.bind.patterns import breaks_pattern
from gateway_builder.bind.suggestions import did_you_mean, list_names
from gateway_builder.model.service import ShapeKind

if TYPE_CHECKING:
    from gateway_builder.model.service import ServiceModel, Shape

KIND_WORDS = {
    ShapeKind.STRUCTURE: "a structure",
    ShapeKind.LIST: "a list",
    ShapeKind.MAP: "a map",
    ShapeKind.STRING: "a string",
    ShapeKind.INTEGER: "an integer",
    ShapeKind.NUMBER: "a number",
    ShapeKind.BOOLEAN: "a boolean",
    ShapeKind.TIMESTAMP: "a timestamp",
    ShapeKind.BLOB: "bytes",
    ShapeKind.DOCUMENT: "a document",
    ShapeKind.UNKNOWN: "of a type that the model does not tell",
}
_TAKEN: dict[ShapeKind, tuple[type, ...]] = {
    ShapeKind.STRING: (str,),
    ShapeKind.INTEGER: (int,),
    ShapeKind.NUMBER: (int, float),
    ShapeKind.TIMESTAMP: (dt.date, str, int, float),
    ShapeKind.BLOB: (str,),
    ShapeKind.DOCUMENT: (str, int, float),
    ShapeKind.UNKNOWN: (object,),
}
_BOOLEANS = frozenset({ShapeKind.BOOLEAN, ShapeKind.DOCUMENT, ShapeKind.UNKNOWN})
_MOST_SHOWN = 60


def spell_literal(value: object, kind: ShapeKind = ShapeKind.UNKNOWN) -> str:
    """A Python literal of the value, as the service's SDK takes it for that kind."""
    if isinstance(value, str):
        return repr(value.encode()) if kind is ShapeKind.BLOB else spell_text(value)
    if isinstance(value, (dt.date, dt.time)):
        return spell_text(value.isoformat())
    is_special = isinstance(value, float) and not math.isfinite(value)
    return f'float("{value}")' if is_special else repr(value)


def spell_text(text: str) -> str:
    """A double-quoted literal of the text."""
    quoted = repr(text + "'\"")[1:-4]  # both quotes inside: repr uses single ones, and escapes those alone
    return '"' + quoted.replace("\\'", "'").replace('"', '\\"') + '"'


def describe_shape(shape: Shape, model: ServiceModel) -> str:
    """What values of the shape are: `a list, each element a string`."""
    if shape.kind not in {ShapeKind.LIST, ShapeKind.MAP}:
        return KIND_WORDS[shape.kind]
    what = "element" if shape.kind is ShapeKind.LIST else "value"
    return f"{KIND_WORDS[shape.kind]}, each {what} {KIND_WORDS[model.shapes[shape.element].kind]}"


def find_literal_fault(value: object, shape: Shape) -> str:
    """What is wrong with sending the value as that shape, as the rest of a sentence; "" where nothing is."""
    if not _is_of_kind(value, shape.kind):
        return f"{_show(value)} is {_kind_of(value)}, the service takes {KIND_WORDS[shape.kind]}"
    if isinstance(value, str):
        return _find_text_fault(value, shape)
    if isinstance(value, (int, float)) and shape.kind in {ShapeKind.INTEGER, ShapeKind.NUMBER}:
        return _find_range_fault(value, shape, _show(value), "is")
    return ""


def find_size_fault(size: int, shape: Shape, what: str) -> str:
    """What is wrong with a list or map of that many entries; "" where nothing is."""
    return _find_range_fault(size, shape, f"{size} {what}", "are")


def _is_of_kind(value: object, kind: ShapeKind) -> bool:
    if isinstance(value, bool):
        return kind in _BOOLEANS
    return isinstance(value, _TAKEN.get(kind, ()))


def _find_text_fault(text: str, shape: Shape) -> str:
    if shape.kind is ShapeKind.TIMESTAMP:
        return "" if _is_moment(text) else f"{_show(text)} is no date and time as ISO 8601 has it"
    if shape.enum:
        known = f"{shape.name} has {list_names(shape.enum)}"
        return "" if text in shape.enum else f"{_show(text)} is unknown{did_you_mean(text, shape.enum)}; {known}"
    size = len(text.encode()) if shape.kind is ShapeKind.BLOB else len(text)
    if fault := _find_range_fault(size, shape, f"the length {size} of {_show(text)}", "is"):
        return fault
    if shape.pattern and breaks_pattern(text, shape.pattern):
        return f"{_show(text)} does not match the service's pattern {shape.pattern}"
    return ""


def _find_range_fault(size: float, shape: Shape, what: str, verb: str) -> str:
    if shape.minimum is not None and size < shape.minimum:
        return f"{what} {verb} less than the {shape.minimum:g} that the service asks for"
    if shape.maximum is not None and size > shape.maximum:
        return f"{what} {verb} more than the {shape.maximum:g} that the service takes"
    return ""


def _is_moment(text: str) -> bool:
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _kind_of(value: object) -> str:
    if isinstance(value, (dt.date, dt.time)):
        return "a date or time"
    return {bool: "a boolean", int: "an integer", float: "a number"}.get(type(value), "a string")


def _show(value: object) -> str:
    """The value as the user wrote it, shortened."""
    text = spell_literal(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
