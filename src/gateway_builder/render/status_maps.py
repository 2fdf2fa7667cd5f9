"""Translations of a service's states as text: a constant that tests can compare, and the function that looks in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.documentation import MethodDoc
from gateway_builder.render.docstrings import render_docstring
from gateway_builder.render.text import string_literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gateway_builder.model.binding import StatusMap
    from gateway_builder.model.style import ClassStyle


def name_map(status_map: StatusMap) -> str:
    """Name of the constant: `STATUS_MAP`."""
    return f"{status_map.name.upper()}_MAP"


def name_map_function(status_map: StatusMap) -> str:
    """Name of the function: `map_status`."""
    return f"map_{status_map.name}"


def write_map(status_map: StatusMap, mapping: str) -> Iterator[str]:
    """The constant.

    Args:
        status_map: What it holds.
        mapping: Identifier of `Mapping`.
    """
    yield f"{name_map(status_map)}: {mapping}[str, {status_map.annotation or 'object'}] = {{"
    yield from (f"    {string_literal(external)}: {code}," for external, code in status_map.values)
    yield "}"


def write_map_function(status_map: StatusMap, error: Mapping[str, str], style: ClassStyle) -> Iterator[str]:
    """The function.

    Args:
        status_map: What it looks in.
        error: Identifiers of the application's errors by key.
        style: How the project writes docstrings.
    """
    constant, fallback = name_map(status_map), status_map.when_unknown
    subject = status_map.shape if status_map.shape.isidentifier() else status_map.name
    otherwise = "is an error" if fallback.error else f"is {fallback.code}"
    yield from ("", "", f"def {name_map_function(status_map)}(value: str) -> {status_map.annotation or 'object'}:")
    doc = MethodDoc(f"Tell what {subject} means to the application.", details=(f"What is not known {otherwise}.",))
    yield f"    {render_docstring(doc, style, style.indent)}"
    if fallback.code:
        yield f"    return {constant}.get(value, {fallback.code})"
        return
    yield f"    if value not in {constant}:"
    yield f'        message = f"{{_SERVICE}}: {subject} {{value!r}} is not known"'
    yield f"        raise {error[fallback.error]}(message)"
    yield f"    return {constant}[value]"
