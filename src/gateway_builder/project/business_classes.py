"""A class as a business model: what stands in its body, on top of what its bases give."""

from __future__ import annotations

import ast
from itertools import chain
from typing import TYPE_CHECKING

from gateway_builder.model.business import BusinessModel, ModelField, ModelKind
from gateway_builder.project.business_bases import ReadClass, is_known_decorator
from gateway_builder.project.business_body import ClassBody, read_body
from gateway_builder.project.business_making import merge, read_making
from gateway_builder.project.model_classes import says_frozen
from gateway_builder.project.module_types import last_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gateway_builder.model.interface import ImportedName

_METACLASSES = frozenset({"ABCMeta", "EnumMeta", "EnumType"})


def read_class(node: ast.ClassDef, imported: ImportedName, find: Callable[[ast.expr], ReadClass | None]) -> ReadClass:
    """The class, with what it inherits.

    Args:
        node: Its statement.
        imported: Where it is imported from.
        find: Gives the class that a base means, None where it is not known.
    """
    found = [find(base) for base in reversed(node.bases)]
    bases = [each for each in found if each]
    models = [each.model for each in bases]
    body = read_body(node)
    kind, fields, attributes = read_making(node, body, bases)
    is_enum = kind is ModelKind.ENUM
    model = BusinessModel(
        imported.name,
        imported,
        kind,
        fields,
        methods=merge(*(each.methods for each in models), body.methods),
        members=_list_members(body, models) if is_enum else (),
        is_frozen=_is_frozen(node, models),
        is_complete=all(found) and all(each.is_complete for each in models) and _is_known(node, body),
        is_plain=all(found) and all(each.is_plain for each in models) and not _runs_code(body),
        value_type=next((each.value_type for each in models if each.value_type), ""),
        constants=merge(*(each.constants for each in models), () if is_enum else _list_constants(node, body)),
        attributes=attributes,
    )
    is_tuple = "NamedTuple" in map(last_name, node.bases)
    return ReadClass(model, takes_fields=not is_tuple and any(each.takes_fields for each in bases))


def _list_members(body: ClassBody, models: Sequence[BusinessModel]) -> tuple[str, ...]:
    inherited = chain.from_iterable(each.members for each in models)
    annotated = (each.field.name for each in body.declared if each.field.default is not None and not each.is_constant)
    return tuple(dict.fromkeys((*inherited, *(each.name for each in body.constants), *annotated)))


def _list_constants(node: ast.ClassDef, body: ClassBody) -> tuple[ModelField, ...]:
    nested = (ModelField(each.name, "") for each in node.body if isinstance(each, ast.ClassDef))
    annotated = (each.field for each in body.declared if each.is_constant)
    return merge(body.constants, nested, annotated)


def _is_known(node: ast.ClassDef, body: ClassBody) -> bool:
    """Whether nothing but its body and its bases gives the class attributes."""
    decorators = map(last_name, node.decorator_list)
    metaclasses = [last_name(each.value) for each in node.keywords if each.arg == "metaclass"]
    return not body.is_dynamic and all(map(is_known_decorator, decorators)) and _METACLASSES.issuperset(metaclasses)


def _runs_code(body: ClassBody) -> bool:
    return body.runs_code or any(each.is_checked for each in body.declared)


def _is_frozen(node: ast.ClassDef, models: Sequence[BusinessModel]) -> bool:
    """Whether the class, its configuration or one of its bases says so."""
    configured = (each.value for each in node.body if isinstance(each, ast.Assign) and "model_config" in _names(each))
    calls = (keyword for each in configured if isinstance(each, ast.Call) for keyword in each.keywords)
    is_configured = any(each.arg == "frozen" and ast.unparse(each.value) == "True" for each in calls)
    says = says_frozen(node, set(map(last_name, node.bases)))
    return is_configured or says or any(each.is_frozen for each in models)


def _names(node: ast.Assign) -> list[str]:
    return [last_name(each) for each in node.targets]
