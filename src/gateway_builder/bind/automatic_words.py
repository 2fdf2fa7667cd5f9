"""Parts of sentences about what stated rules leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.bind.suggestions import list_names
from gateway_builder.model.service import ShapeKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.model.service import ServiceModel

KIND_TYPES = {
    ShapeKind.STRING: "str",
    ShapeKind.INTEGER: "int",
    ShapeKind.NUMBER: "float",
    ShapeKind.BOOLEAN: "bool",
    ShapeKind.TIMESTAMP: "datetime",
    ShapeKind.BLOB: "bytes",
    ShapeKind.DOCUMENT: "a document",
    ShapeKind.UNKNOWN: "of unknown type",
}
_PLURALS = {"a document": "documents", "of unknown type": "values of unknown type"}


def spell_type(name: str, model: ServiceModel) -> str:
    """What values of a shape are, in Python's words: `str`, `list of str`, `structure of Subject, Body`."""
    shape = model.shapes[name]
    if shape.kind is ShapeKind.STRUCTURE:
        names = list_names(member.name for member in shape.members)
        return f"structure of {names}" if names else "empty structure"
    if shape.kind in {ShapeKind.LIST, ShapeKind.MAP}:
        return f"{shape.kind.value} of {_spell_many(shape.element, model)}"
    return f"{KIND_TYPES[shape.kind]}: {list_names(shape.enum)}" if shape.enum else KIND_TYPES[shape.kind]


def _spell_many(name: str, model: ServiceModel) -> str:
    kind = model.shapes[name].kind
    if kind in KIND_TYPES:
        return _PLURALS.get(KIND_TYPES[kind], KIND_TYPES[kind])
    return f"{kind.value}s"


def join_and(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return _join(parts, " and ")


def join_or(parts: Sequence[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return _join(parts, " or ")


def _join(parts: Sequence[str], word: str) -> str:
    return word.join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
