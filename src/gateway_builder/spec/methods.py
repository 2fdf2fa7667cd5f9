"""`[methods.NAME]` of a spec file: the contract of a method, its call, and what becomes of the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.model.spec import AssignSpec, ErrorSpec, MethodSpec, SpecTable
from gateway_builder.spec.nodes import read_error_key, read_scalar, read_table
from gateway_builder.spec.results import read_value
from gateway_builder.spec.words import describe_value, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.spec.table import Table

_OF_CALLS = ("arguments", "pages", "token", "wait", "assign", "returns", "errors")
_KEYS = ("signature", "summary", "doc", "require", "operation", *_OF_CALLS)
_PAGES = ("all", "first")
_TARGET = re.compile(r"[A-Za-z]\w*(?:\.[A-Za-z]\w*)+", re.ASCII)


def read_methods(table: Table) -> Iterator[MethodSpec]:
    """Each method."""
    for name, found in table.tables("methods"):
        found.refuse_unknown(_KEYS)
        calls = [key for key in _OF_CALLS if key in found.content]
        if calls:
            found.demand("operation", f"{calls[0]} belongs to a call")
        yield _read_method(name, found)


def _read_method(name: str, table: Table) -> MethodSpec:
    return MethodSpec(
        name,
        table.place,
        signature=table.text("signature"),
        summary=table.text("summary"),
        doc=table.text("doc"),
        require=tuple(_read_require(table)),
        operation=_read_word(table, "operation"),
        operation_place=table.place_of("operation"),
        arguments=_read_arguments(table),
        pages=_read_pages(table),
        pages_place=table.place_of("pages"),
        token=read_scalar(table, "token"),
        wait=_read_word(table, "wait"),
        wait_place=table.place_of("wait"),
        assign=tuple(_read_assign(table)),
        returns=read_value(table, "returns"),
        errors=tuple(_read_errors(table)),
    )


def _read_word(table: Table, key: str) -> str:
    """The name under a key, which can't be empty where the key is there."""
    found = table.text(key)
    if table.content.get(key) == "":
        table.refuse(key, f"{key} is empty", f"name one, or leave {key} out")
    return found


def _read_require(table: Table) -> Iterator[tuple[str, str]]:
    """What must not be None, with its place."""
    for number, each in enumerate(table.of_type("require", list, "an array of strings") or ()):
        keys = (*table.path_of("require"), number)
        if isinstance(each, str):
            yield each, table.document.place_of(keys)
        else:
            message = f"require names {describe_value(each)}, not a string"
            table.document.refuse(keys, message, 'name what must be there: "run.job_id"')


def _read_arguments(table: Table) -> SpecTable | None:
    if table.of_type("arguments", dict, "a table") is None:
        return None
    found = table.below("arguments")
    return read_table(found.content, found.keys, found.document)


def _read_pages(table: Table) -> str:
    found = table.text("pages")
    if found in {"", *_PAGES} and table.content.get("pages") != "":
        return found
    table.refuse("pages", f"pages is {found!r}", suggest(found, _PAGES, 'write "all" or "first"'))
    return ""


def _read_assign(table: Table) -> Iterator[AssignSpec]:
    found = table.below("assign")
    for target in found.content:
        if not _TARGET.fullmatch(target):
            hint = 'quote the whole of it: assign."run.job_id"'
            found.refuse(target, f"{target!r} is no attribute of a parameter", hint)
        elif value := read_value(found, target):
            yield AssignSpec(target, value, found.place_of(target))


def _read_errors(table: Table) -> Iterator[ErrorSpec]:
    found = table.below("errors")
    for code in found.content:
        key = read_error_key(found, code)
        if key:
            yield ErrorSpec(code, key, found.place_of(code))
