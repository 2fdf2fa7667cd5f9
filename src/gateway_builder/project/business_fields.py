"""Annotated attributes of a class: whether its call takes them, and what stands in for them when they are left out."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.model.business import ModelField
from gateway_builder.project.module_types import last_name
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SPECIFIERS = frozenset({"field", "Field", "attrib", "ib"})
_ALIASES = frozenset({"alias", "validation_alias"})
_FACTORIES = ("default_factory", "factory")
_HARMLESS = frozenset(
    {"default", "init", "repr", "hash", "compare", "metadata", "kw_only", "title", "description", "examples", "exclude"}
    | {"frozen", "eq", "order", "deprecated", "json_schema_extra", *_ALIASES, *_FACTORIES}
)
_WRAPPERS = frozenset({"Required", "NotRequired", "ReadOnly", "InitVar", "ClassVar", "Final"})
_NOT_GIVEN = "..."


@value
class DeclaredField:
    """One annotated attribute.

    Attributes:
        field: Name, type and default.
        is_constant: Whether it belongs to the class.
        is_keyword: Whether a call that takes the class's attributes takes this one.
        is_renamed: Whether the call takes it under another name.
        is_checked: Whether code or limits decide which values it may have.
    """

    field: ModelField
    is_constant: bool = False
    is_keyword: bool = True
    is_renamed: bool = False
    is_checked: bool = False


def read_fields(node: ast.ClassDef) -> Iterator[DeclaredField]:
    """The annotated attributes in their order."""
    is_open = any(each.arg == "total" and not _is_true(each.value) for each in node.keywords)
    annotated = [each for each in node.body if isinstance(each, ast.AnnAssign)]
    for each in annotated:
        if isinstance(each.target, ast.Name) and last_name(each.annotation) != "KW_ONLY":
            yield _read_field(each.target.id, each, is_open=is_open)


def _read_field(name: str, node: ast.AnnAssign, *, is_open: bool) -> DeclaredField:
    annotation, wrappers = _unwrap(node.annotation)
    is_open = (is_open and "Required" not in wrappers) or "NotRequired" in wrappers
    said = _read_specifier(node.value)
    default = _NOT_GIVEN if is_open else _read_default(node.value, said)
    return DeclaredField(
        ModelField(name, _spell(annotation), default),
        is_constant=last_name(node.annotation) == "ClassVar",
        is_keyword=said is None or "init" not in said or _is_true(said["init"]),
        is_renamed=bool(said and _ALIASES & said.keys()),
        is_checked=bool(said and said.keys() - _HARMLESS) or last_name(annotation) == "Annotated",
    )


def _unwrap(annotation: ast.expr) -> tuple[ast.expr, set[str]]:
    """The type itself, and what was said around it."""
    wrappers: set[str] = set()
    while isinstance(annotation, ast.Subscript) and last_name(annotation) in _WRAPPERS:
        wrappers.add(last_name(annotation))
        annotation = annotation.slice
    return annotation, wrappers


def _spell(annotation: ast.expr) -> str:
    """The annotation's source; "" where only a wrapper stands."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        return annotation.value
    return "" if last_name(annotation) in _WRAPPERS else ast.unparse(annotation)


def _read_specifier(node: ast.expr | None) -> Mapping[str, ast.expr] | None:
    """What a call of `field`, `Field` or the like says, None where there is none."""
    if not isinstance(node, ast.Call) or last_name(node) not in _SPECIFIERS:
        return None
    said = {each.arg: each.value for each in node.keywords if each.arg}
    return {"default": node.args[0], **said} if node.args else said


def _read_default(node: ast.expr | None, said: Mapping[str, ast.expr] | None) -> str | None:
    if said is None:
        return ast.unparse(node) if node else None
    for name in _FACTORIES:
        if name in said:
            return f"{ast.unparse(said[name])}()"
    default = said.get("default")
    is_demanded = default is None or (isinstance(default, ast.Constant) and default.value is ...)
    return None if is_demanded or not default else ast.unparse(default)


def _is_true(node: ast.expr) -> bool:
    return not (isinstance(node, ast.Constant) and node.value is False)
