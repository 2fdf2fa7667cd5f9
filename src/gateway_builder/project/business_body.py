"""What stands in the body of one class: attributes, methods, what runs when an object is made; bases are left out."""

from __future__ import annotations

import ast
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from gateway_builder.model.business import ModelField, ModelMethod
from gateway_builder.project.business_fields import DeclaredField, read_fields
from gateway_builder.project.business_signatures import read_signature
from gateway_builder.project.module_types import last_name
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

_Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_PROPERTIES = frozenset({"property", "cached_property", "abstractproperty"})
_OF_CLASSES = frozenset({"classmethod", "staticmethod", "abstractclassmethod", "abstractstaticmethod"})
_PLAIN = frozenset({"abstractmethod", "override", "final", "lru_cache", "cache", "deprecated", "computed_field"})
_ACCESSORS = frozenset({"setter", "deleter"})
_CHECKS = frozenset({"field_validator", "model_validator", "validator", "root_validator", "default"})
_MAKING = frozenset({"__new__", "__post_init__", "__attrs_post_init__", "model_post_init", "__init__"})
_DYNAMIC = frozenset({"__getattr__", "__getattribute__"})


@value
class ClassBody:
    """What stands in a class.

    Attributes:
        declared: Annotated attributes.
        assigned: Attributes that its methods set on `self`, and those that unknown decorators make.
        constants: What is assigned in the body without annotation; members of enumerations.
        methods: Public methods and properties.
        constructor: `__init__`, or None.
        runs_code: Whether making an object runs code that stands here.
        is_dynamic: Whether it answers for attributes that stand nowhere.
    """

    declared: tuple[DeclaredField, ...] = ()
    assigned: tuple[ModelField, ...] = ()
    constants: tuple[ModelField, ...] = ()
    methods: tuple[ModelMethod, ...] = ()
    constructor: _Function | None = None
    runs_code: bool = False
    is_dynamic: bool = False


def read_body(node: ast.ClassDef) -> ClassBody:
    """What stands in the class."""
    functions = [each for each in node.body if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef))]
    names = {each.name for each in functions}
    decorators = set(chain.from_iterable(map(_decorators, functions)))
    return ClassBody(
        declared=tuple(read_fields(node)),
        assigned=(*_list_assigned(functions), *_list_unknown(functions)),
        constants=tuple(_list_constants(node)),
        methods=tuple(_list_methods(functions)),
        constructor=next((each for each in functions if each.name == "__init__"), None),
        runs_code=bool(names & _MAKING) or bool(decorators & _CHECKS),
        is_dynamic=bool(names & _DYNAMIC),
    )


def _list_methods(functions: list[_Function]) -> Iterator[ModelMethod]:
    for each in functions:
        decorators = _decorators(each)
        if each.name.startswith("_") or not decorators <= _PROPERTIES | _OF_CLASSES | _PLAIN:
            continue
        is_static = bool(decorators & {"staticmethod", "abstractstaticmethod"})
        signature = read_signature(each, is_bound=not is_static)
        is_class = bool(decorators & _OF_CLASSES)
        yield ModelMethod(each.name, signature, is_property=bool(decorators & _PROPERTIES), is_class=is_class)


def _list_unknown(functions: list[_Function]) -> Iterator[ModelField]:
    """What functions under decorators become that are not known."""
    known = _PROPERTIES | _OF_CLASSES | _PLAIN | _ACCESSORS | _CHECKS
    for each in functions:
        if not each.name.startswith("_") and not _decorators(each) <= known:
            yield ModelField(each.name, "")


def _decorators(function: _Function) -> set[str]:
    return {last_name(each) for each in function.decorator_list}


def _list_constants(node: ast.ClassDef) -> Iterator[ModelField]:
    """Public names that the body binds without annotation."""
    for each in node.body:
        targets = each.targets if isinstance(each, ast.Assign) else []
        for target in chain.from_iterable(map(_names, targets)):
            if not target.startswith("_"):
                yield ModelField(target, "")


def _names(target: ast.expr) -> list[str]:
    parts = target.elts if isinstance(target, ast.Tuple) else [target]
    return [each.id for each in parts if isinstance(each, ast.Name)]


def _list_assigned(functions: list[_Function]) -> Iterator[ModelField]:
    """Attributes that are set on the first parameter."""
    for function in functions:
        arguments = [*function.args.posonlyargs, *function.args.args]
        if not arguments:
            continue
        annotations = {each.arg: each.annotation for each in (*arguments, *function.args.kwonlyargs)}
        for node in ast.walk(function):
            for target in _targets(node):
                if isinstance(target, ast.Attribute) and last_name(target.value) == arguments[0].arg:
                    value_name = last_name(getattr(node, "value", None))
                    said = getattr(node, "annotation", None) or annotations.get(value_name)
                    yield ModelField(target.attr, ast.unparse(said) if said else "")


def _targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return [part for each in node.targets for part in (each.elts if isinstance(each, ast.Tuple) else [each])]
    return [node.target] if isinstance(node, ast.AnnAssign) else []
