"""How objects of a class are made, and which attributes they have."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gateway_builder.model.business import ModelField, ModelKind, ModelMethod
from gateway_builder.model.interface import Parameter, ParameterKind
from gateway_builder.project.business_bases import makes_data, renames_private
from gateway_builder.project.business_signatures import read_parameters
from gateway_builder.project.module_types import last_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gateway_builder.project.business_bases import ReadClass
    from gateway_builder.project.business_body import ClassBody
    from gateway_builder.project.business_fields import DeclaredField

_KEYWORDS = frozenset({ParameterKind.POSITIONAL_OR_KEYWORD, ParameterKind.KEYWORD_ONLY})
Named = TypeVar("Named", ModelField, ModelMethod)


class Making(NamedTuple):
    """How objects are made: the kind, what the call takes as keywords, and what objects have besides."""

    kind: ModelKind
    fields: tuple[ModelField, ...] = ()
    attributes: tuple[ModelField, ...] = ()


def read_making(node: ast.ClassDef, body: ClassBody, bases: Sequence[ReadClass]) -> Making:
    """How objects of the class are made; `bases` from the last to the first."""
    kinds = {each.model.kind for each in bases}
    if ModelKind.ENUM in kinds:
        making = Making(ModelKind.ENUM, (), _own_fields(body, is_constructed=False))
    elif ModelKind.TYPED_DICT in kinds:
        making = Making(ModelKind.TYPED_DICT, merge(_inherited(bases, ModelKind.TYPED_DICT), _own_fields(body)))
    elif body.constructor:
        making = _read_constructor(body)
    elif any(each.takes_fields for each in bases) or _list_makers(node):
        making = _read_generated(node, body, bases)
    elif ModelKind.DATA in kinds:
        making = Making(ModelKind.DATA, _inherited(bases, ModelKind.DATA), _own_fields(body))
    else:
        making = Making(ModelKind.OTHER, merge(*(each.model.fields for each in bases), _own_fields(body)))
    return _with_attributes(making, body, bases)


def merge(*groups: Iterable[Named]) -> tuple[Named, ...]:
    """All of them, later ones in the place of earlier ones of the same name."""
    return tuple({each.name: each for group in groups for each in group}.values())


def _with_attributes(making: Making, body: ClassBody, bases: Sequence[ReadClass]) -> Making:
    """The same with every attribute that objects have and the call does not take."""
    taken = {each.name for each in making.fields}
    inherited = (merge(each.model.attributes, each.model.fields) for each in bases)
    every = merge(body.assigned, *inherited, making.attributes)
    return making._replace(attributes=tuple(each for each in every if each.name not in taken))


def _inherited(bases: Sequence[ReadClass], kind: ModelKind) -> tuple[ModelField, ...]:
    return merge(*(each.model.fields for each in bases if each.model.kind is kind))


def _own_fields(body: ClassBody, *, is_constructed: bool = True) -> tuple[ModelField, ...]:
    """Annotated attributes of objects; of enumerations those without a value."""
    declared = (each.field for each in body.declared if not each.is_constant)
    return tuple(each for each in declared if is_constructed or each.default is None)


def _read_constructor(body: ClassBody) -> Making:
    assert body.constructor
    parameters = tuple(read_parameters(body.constructor.args))[1:]
    fields = tuple(ModelField(each.name, each.annotation or "", each.default) for each in parameters)
    if all(each.kind in _KEYWORDS for each in parameters):
        return Making(ModelKind.DATA, fields, _own_fields(body))
    return Making(ModelKind.OTHER, merge(_without_stars(parameters), _own_fields(body)))


def _without_stars(parameters: Sequence[Parameter]) -> list[ModelField]:
    stars = {ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD}
    named = (each for each in parameters if each.kind not in stars)
    return [ModelField(each.name, each.annotation or "", each.default) for each in named]


def _read_generated(node: ast.ClassDef, body: ClassBody, bases: Sequence[ReadClass]) -> Making:
    """A class whose call is made of its annotations."""
    makers = _list_makers(node)
    declared = [each for each in body.declared if not each.is_constant]
    taken = [each for each in declared if each.is_keyword and (makers or not each.field.name.startswith("_"))]
    fields = merge(_inherited(bases, ModelKind.DATA), (each.field for each in taken))
    is_known = not any(_is_renamed(each, makers) for each in taken) and not _has_no_call(node)
    kind = ModelKind.DATA if is_known else ModelKind.OTHER
    return Making(kind, fields, tuple(each.field for each in declared if each not in taken))


def _is_renamed(declared: DeclaredField, makers: set[str]) -> bool:
    is_private = declared.field.name.startswith("_")
    return declared.is_renamed or (is_private and any(map(renames_private, makers)))


def _list_makers(node: ast.ClassDef) -> set[str]:
    return {name for name in map(last_name, node.decorator_list) if makes_data(name)}


def _has_no_call(node: ast.ClassDef) -> bool:
    """Whether a decorator says `init=False`."""
    keywords = [keyword for each in node.decorator_list if isinstance(each, ast.Call) for keyword in each.keywords]
    said = (each.value for each in keywords if each.arg == "init")
    return any(isinstance(each, ast.Constant) and each.value is False for each in said)
