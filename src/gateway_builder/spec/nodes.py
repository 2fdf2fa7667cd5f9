"""Literals, expressions, tables and arrays of a spec file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.spec import FallbackSpec, SpecArray, SpecExpression, SpecLiteral, SpecNode, SpecTable
from gateway_builder.spec.words import describe_value, suggest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.spec.document import Document
    from gateway_builder.spec.table import Table
    from gateway_builder.spec.toml_lines import KeyPath

ERROR_KEYS = (
    "rejected",
    "not_found",
    "conflict",
    "denied",
    "limited",
    "unavailable",
    "configuration",
    "unexpected",
)
_MARK = "="


def read_node(value: object, keys: KeyPath, document: Document) -> SpecNode:
    """What is sent: a literal, an expression, or a structure of them."""
    if isinstance(value, dict):
        return read_table(value, keys, document)
    return read_array(value, keys, document) if isinstance(value, list) else _scalar(value, document.place_of(keys))


def read_table(content: Mapping[str, object], keys: KeyPath, document: Document) -> SpecTable:
    """A table and all that is in it."""
    entries = tuple((key, read_node(value, (*keys, key), document)) for key, value in content.items())
    return SpecTable(entries, document.place_of(keys))


def read_array(values: list[object], keys: KeyPath, document: Document) -> SpecArray:
    """An array and all that is in it."""
    items = tuple(read_node(value, (*keys, number), document) for number, value in enumerate(values))
    return SpecArray(items, document.place_of(keys))


def read_scalar(table: Table, key: str) -> SpecLiteral | SpecExpression | None:
    """The literal or expression under a key, or None."""
    found = table.content.get(key)
    if isinstance(found, (dict, list)):
        example = '"=[]"' if isinstance(found, list) else '"={}"'
        table.refuse(key, f"{key} is {describe_value(found)}, not one value", f"write an expression, such as {example}")
        return None
    return None if found is None else _scalar(found, table.place_of(key))


def read_fallback(table: Table, key: str) -> FallbackSpec | None:
    """What `when_empty` or `when_unknown` says, or None where there is none."""
    found = table.content.get(key)
    if isinstance(found, dict):
        inner = table.below(key)
        inner.refuse_unknown(("value",))
        inner.demand("value", f"{key} is the key of an error, or a table with the value instead")
        return FallbackSpec(table.place_of(key), value=read_scalar(inner, "value"))
    error = read_error_key(table, key)
    return FallbackSpec(table.place_of(key), error=error) if error else None


def read_error_key(table: Table, key: str) -> str:
    """The key of one of the application's errors; "" where there is none."""
    found = table.text(key)
    if not found or found in ERROR_KEYS:
        return found
    if found.startswith(_MARK):
        table.refuse(key, f"{key} is an expression, not the key of an error", f'write {key} = {{ value = "{found}" }}')
    else:
        hint = suggest(found, ERROR_KEYS, f"the keys are: {', '.join(ERROR_KEYS)}")
        table.refuse(key, f"{found!r} is not the key of an error", hint)
    return ""


def is_expression(text: str) -> bool:
    """Whether a string is marked as an expression."""
    return text.startswith(_MARK) and not text.startswith(_MARK * 2)


def without_mark(text: str) -> str:
    """A string without what marks it: the code of an expression, or a text that begins with `=`."""
    return text.removeprefix(_MARK)


def _scalar(value: object, place: str) -> SpecLiteral | SpecExpression:
    if isinstance(value, str):
        is_code, text = is_expression(value), without_mark(value)
        return SpecExpression(text, place) if is_code else SpecLiteral(text, place)
    return SpecLiteral(value, place)
