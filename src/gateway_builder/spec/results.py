"""VALUEs of a spec file: where a result comes from, and what it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.spec import SpecExpression, ValueSpec
from gateway_builder.spec.nodes import is_expression, read_fallback, read_scalar, without_mark
from gateway_builder.spec.words import describe_bad_name, describe_value

if TYPE_CHECKING:
    from gateway_builder.spec.table import Table

_FORMS = ("fields", "each", "map")
_KEYS = ("path", *_FORMS, "default", "when_empty")
_HINT = 'write a path ("jobs[0].status"), an expression ("=run.id") or a table with a path'


def read_value(table: Table, key: str) -> ValueSpec | None:
    """The VALUE under a key; None where there is none, or nothing that could be one."""
    found = table.content.get(key)
    if isinstance(found, str):
        return _read_text(found, table.place_of(key))
    if isinstance(found, dict):
        return _read_table(table.below(key))
    if found is not None:
        table.refuse(key, f"{key} is {describe_value(found)}, not a path, an expression or a table", _HINT)
    return None


def _read_text(text: str, place: str) -> ValueSpec:
    if is_expression(text):
        return ValueSpec(place, expression=SpecExpression(without_mark(text), place))
    return ValueSpec(place, path=text)


def _read_table(table: Table) -> ValueSpec:
    table.refuse_unknown(_KEYS)
    given = [form for form in _FORMS if form in table.content]
    path = table.text("path")
    if is_expression(path):
        return _refuse_beside_expression(table)
    if len(given) > 1:
        table.refuse(given[1], f"{' and '.join(given)} stand beside each other", "a value has one of them at most")
    if not given:
        table.demand("path", "the table has to say what is read")
    return ValueSpec(
        table.place,
        path=path,
        fields=_read_fields(table),
        each=read_value(table, "each"),
        map=table.text("map"),
        default=read_scalar(table, "default"),
        when_empty=read_fallback(table, "when_empty"),
    )


def _refuse_beside_expression(table: Table) -> ValueSpec:
    """The expression that stands as the path; an expression has nothing beside it."""
    others = [key for key in table.content if key in _KEYS and key != "path"]
    for key in others:
        table.refuse(key, f"{key} stands beside an expression, which reads nothing of the answer", f"leave {key} out")
    return _read_text(table.text("path"), table.place_of("path"))


def _read_fields(table: Table) -> tuple[tuple[str, ValueSpec], ...]:
    found = table.below("fields")
    if "fields" in table.content and not found.content:
        table.refuse("fields", "fields names no field", "name the fields of the model that is made")
    values = []
    for name in found.content:
        bad = describe_bad_name(name)
        if bad:
            found.refuse(name, f"the field {name!r} {bad}", "name a field of the model that is made")
        value = read_value(found, name)
        if value:
            values.append((name, value))
    return tuple(values)
