"""Follows the answers of operations through a module: what is called with what, and which members are read."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.plan.model_uses import Call, Read, Uses, find_maps, name_of, read_arguments, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ELEMENT = "[]"
_PAGINATOR, _PAGES, _WAITER = "<paginator>", "<pages>", "<waiter>"
_FACTORIES = {"get_paginator": _PAGINATOR, "get_waiter": _WAITER}
_HELD_BACK = frozenset({_PAGINATOR, _PAGES, _WAITER})
_SAME = frozenset({"list", "tuple", "iter", "sorted", "reversed", "closing"})
_LOOKED_UP = 2


class _Place(NamedTuple):
    """Something out of an answer: the operation, and the path to it."""

    operation: str
    path: tuple[str, ...] = ()

    def down(self, step: str) -> _Place:
        """What lies one step further."""
        return _Place(self.operation, (*self.path, step))

    def element(self) -> _Place:
        """What iterating gives."""
        return _Place(self.operation) if self.path == (_PAGES,) else self.down(ELEMENT)


def read_uses(tree: ast.Module, services: tuple[str, ...], operations: frozenset[str]) -> Uses:
    """What a module uses of services.

    Args:
        tree: The module.
        services: The services that it talks to.
        operations: Names of the methods that their clients have.
    """
    reader = _Reader(operations)
    reader.visit(tree)
    return Uses(
        services=services,
        calls=tuple(reader.calls),
        reads=tuple(dict.fromkeys(reader.reads)),
        loose=tuple(dict.fromkeys(reader.loose)),
        maps=find_maps(tree),
    )


class _Reader(ast.NodeVisitor):
    """Visits statements in order and remembers which variables hold parts of which answers."""

    def __init__(self, operations: frozenset[str]) -> None:
        self.calls: list[Call] = []
        self.reads: list[Read] = []
        self.loose: list[tuple[str, int]] = []
        self._operations = operations
        self._places: dict[str, _Place] = {}

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """A function has variables of its own."""
        outer, self._places = self._places, {}
        self.generic_visit(node)
        self._places = outer

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 -- as ast calls it

    def visit_Assign(self, node: ast.Assign) -> None:
        """A variable holds what is assigned to it."""
        self.generic_visit(node)
        for target in node.targets:
            self._bind(target, self._find(node.value))

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """As without the annotation."""
        self.generic_visit(node)
        self._bind(node.target, self._find(node.value))

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        """As an assignment."""
        self.generic_visit(node)
        self._bind(node.target, self._find(node.value))

    def visit_For(self, node: ast.For | ast.AsyncFor | ast.comprehension) -> None:
        """The variable holds elements, in all that follows."""
        self.visit(node.iter)
        found = self._find(node.iter)
        self._bind(node.target, found.element() if found else None)
        inner = node.ifs if isinstance(node, ast.comprehension) else (*node.body, *node.orelse)
        for each in inner:
            self.visit(each)

    visit_AsyncFor = visit_comprehension = visit_For  # noqa: N815 -- as ast calls it

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
        """Its variables come before what is made of them."""
        for generator in node.generators:
            self.visit(generator)
        for each in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
            self.visit(each)

    visit_SetComp = visit_GeneratorExp = visit_DictComp = visit_ListComp  # noqa: N815 -- as ast calls it

    def visit_withitem(self, node: ast.withitem) -> None:
        """The variable holds what is opened."""
        self.generic_visit(node)
        if node.optional_vars:
            self._bind(node.optional_vars, self._find(node.context_expr))

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """`answer["member"]`."""
        self._note(node, text_of(node.slice))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Calls of the client, and `answer.get("member")` and `required(answer, "member")`."""
        self.calls += self._read_calls(node)
        self._note(node, _looked_up(node))
        self.generic_visit(node)

    def _bind(self, target: ast.expr, place: _Place | None) -> None:
        for name in _names_in(target):
            self._places.pop(name, None)
        if place and isinstance(target, ast.Name):
            self._places[target.id] = place

    def _note(self, node: ast.Subscript | ast.Call, name: str | None) -> None:
        place = self._find(node)
        if place is None and name is not None:
            self.loose.append((name, node.lineno))
        elif place and place.path and place.path[0] not in _HELD_BACK:
            self.reads.append(Read(place.operation, place.path, node.lineno))

    def _read_calls(self, node: ast.Call) -> Iterator[Call]:
        function = node.func
        if not isinstance(function, ast.Attribute):
            return
        place = self._find(function.value)
        if function.attr == "paginate" and place and place.path == (_PAGINATOR,):
            yield Call("paginator", place.operation, node.lineno, read_arguments(node))
        elif function.attr == "wait" and place and place.path == (_WAITER,):
            yield Call("waiter", place.operation, node.lineno, read_arguments(node))
        elif self._is_operation(function):
            yield Call("call", function.attr, node.lineno, read_arguments(node))

    def _is_operation(self, function: ast.Attribute) -> bool:
        """Whether a method is an operation's, by its name or because it is asked of what is called a client."""
        holder = name_of(function.value)
        if function.attr in self._operations:
            return holder not in {"self", "cls"}
        return holder.rpartition(".")[2].endswith("client") and function.attr not in _FACTORIES

    def _find(self, node: ast.expr | None) -> _Place | None:
        """What an expression gives, as far as it comes from an answer."""
        match node:
            case ast.Name(id=name):
                return self._places.get(name)
            case ast.Await(value=inner) | ast.NamedExpr(value=inner):
                return self._find(inner)
            case ast.BoolOp() | ast.IfExp():
                return self._find_chosen(node)
            case ast.Subscript(value=inner, slice=key):
                base = self._find(inner)
                return base.down(text_of(key) or ELEMENT) if base else None
            case ast.Call():
                return self._find_called(node)
        return None

    def _find_chosen(self, node: ast.BoolOp | ast.IfExp) -> _Place | None:
        choices = node.values if isinstance(node, ast.BoolOp) else (node.body, node.orelse)
        return next(filter(None, map(self._find, choices)), None)

    def _find_called(self, node: ast.Call) -> _Place | None:
        function = node.func
        name = _looked_up(node)
        if isinstance(function, ast.Name):
            base = self._find(node.args[0]) if node.args else None
            if base and name is not None:
                return base.down(name)
            return base if function.id in _SAME and len(node.args) == 1 else None
        return self._find_method(function, node, name) if isinstance(function, ast.Attribute) else None

    def _find_method(self, function: ast.Attribute, node: ast.Call, name: str | None) -> _Place | None:
        if function.attr in _FACTORIES:
            text = text_of(node.args[0]) if node.args else None
            return _Place(text, (_FACTORIES[function.attr],)) if text else None
        base = self._find(function.value)
        if base and function.attr == "paginate" and base.path == (_PAGINATOR,):
            return _Place(base.operation, (_PAGES,))
        if base and function.attr == "build_full_result" and base.path == (_PAGES,):
            return _Place(base.operation)
        if base and name is not None:
            return base.down(name)
        return _Place(function.attr) if not base and self._is_operation(function) else None


def _looked_up(node: ast.Call) -> str | None:
    """The text that `.get("member")` or `function(answer, "member")` looks up."""
    if isinstance(node.func, ast.Attribute):
        return text_of(node.args[0]) if node.func.attr == "get" and node.args else None
    is_lookup = isinstance(node.func, ast.Name) and len(node.args) == _LOOKED_UP
    return text_of(node.args[1]) if is_lookup else None


def _names_in(target: ast.expr) -> Iterator[str]:
    return (node.id for node in ast.walk(target) if isinstance(node, ast.Name))
