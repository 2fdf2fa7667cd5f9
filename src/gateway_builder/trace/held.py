"""The clients that classes hold, and the calls that build clients."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.source.scopes import walk_scope
from gateway_builder.trace.things import External, Member, Partial, Place
from gateway_builder.trace.values import Client, ClientAttribute, Construction
from gateway_builder.trace.variables import attribute_assignments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.resolver import Resolver
    from gateway_builder.trace.variables import Assigned

_MOST_STEPS = 8
_PASSING = ("contextlib.", "copy.", "typing.", "typing_extensions.")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def read_constructions(module: CodeModule, resolver: Resolver) -> tuple[Construction, ...]:
    """Every call of a module that builds a client or a session itself, in source order."""
    found = []
    for node in module.nodes:
        if isinstance(node, ast.Call):
            place = Place(module, node)
            client = resolver.resolve(place)
            if isinstance(client, Client) and _builds(resolver, place, node):
                found.append(Construction(module, node, client, module.class_of(node), module.function_of(node)))
    return tuple(sorted(found, key=lambda each: (each.node.lineno, each.node.col_offset)))


def read_attributes(module: CodeModule, resolver: Resolver) -> tuple[tuple[str, tuple[ClientAttribute, ...]], ...]:
    """The clients that each class of a module holds."""
    holders = ((node.name, _HeldReader(resolver.index.class_view(module, node), resolver)) for node in module.classes)
    return tuple((name, held) for name, reader in holders if (held := reader.read()))


def _builds(resolver: Resolver, place: Place, node: ast.Call) -> bool:
    """Whether a call that gives a client makes it, and does not only hand one on."""
    target = resolver.resolve(place.at(node.func))
    if isinstance(target, External):
        return "." in target.origin and not target.origin.startswith(_PASSING)
    if isinstance(target, Member):
        return not target.name.startswith("__") and target.client.kind != "resource"
    is_entered = isinstance(node.func, ast.Attribute) and node.func.attr.startswith("enter_")
    return isinstance(target, Partial) or (target is None and not is_entered)


class _HeldReader:
    """Reads the clients of one class; each attribute once, by the assignment that tells most."""

    def __init__(self, view: ClassView, resolver: Resolver) -> None:
        self._view = view
        self._resolver = resolver
        self._module = view.module

    def read(self) -> tuple[ClientAttribute, ...]:
        found: dict[str, ClientAttribute] = {}
        for each in (*self._of_class(), *self._of_instances(), *self._of_properties()):
            known = found.get(each.name)
            if known is None or (known.parameter is None and known.construction is None):
                found[each.name] = each
        return tuple(found.values())

    def _of_class(self) -> Iterator[ClientAttribute]:
        for name, held in self._resolver.variables(self._module).assigned_in(self._view.node).items():
            for assigned in held:
                yield from self._held(name, assigned, None)

    def _of_instances(self) -> Iterator[ClientAttribute]:
        for function in self._view.own_methods.values():
            for name, assigned in attribute_assignments(function):
                yield from self._held(name, assigned, function)

    def _of_properties(self) -> Iterator[ClientAttribute]:
        for name, function in self._view.own_methods.items():
            client = self._resolver.attribute(self._view, name)
            if isinstance(client, Client):
                calls = (each for each in walk_scope(function) if isinstance(each, ast.Call))
                built = (each for each in calls if self._is_construction(each, client))
                yield ClientAttribute(name, client, function, function, None, next(built, None))

    def _held(
        self, name: str, assigned: Assigned, function: ast.FunctionDef | ast.AsyncFunctionDef | None
    ) -> Iterator[ClientAttribute]:
        client = self._resolver.attribute(self._view, name)
        if not isinstance(client, Client):
            return
        parts = list(self._parts(assigned.expression, _MOST_STEPS))
        parameter = next((each for each in parts if isinstance(each, ast.arg)), None)
        construction = next((each for each in parts if isinstance(each, ast.Call)), None)
        is_said = assigned.annotation is not None or parameter or construction
        given = assigned.expression
        own = self._resolver.resolve(Place(self._module, given, self._view)) if given else None
        if is_said or isinstance(own, Client):
            statement = self._module.statement_of(assigned.target)
            yield ClientAttribute(name, client, function, statement, parameter, construction)

    def _parts(self, node: ast.expr | None, steps: int) -> Iterator[ast.arg | ast.Call]:
        """The parameters that an expression takes its value from, and the calls that make it."""
        match node:
            case ast.BoolOp(values=values) if steps:
                for each in values:
                    yield from self._parts(each, steps - 1)
            case ast.IfExp(body=body, orelse=orelse) if steps:
                yield from self._parts(body, steps - 1)
                yield from self._parts(orelse, steps - 1)
            case ast.Await(value=inner) | ast.NamedExpr(value=inner) if steps:
                yield from self._parts(inner, steps - 1)
            case ast.Name() if steps:
                yield from self._parts_of_name(node, steps)
            case ast.Call() if isinstance(self._resolver.resolve(Place(self._module, node, self._view)), Client):
                yield node

    def _parts_of_name(self, node: ast.Name, steps: int) -> Iterator[ast.arg | ast.Call]:
        variable = self._resolver.variables(self._module).find(node)
        if variable is None or not isinstance(variable.scope, _FUNCTIONS):
            return
        if variable.parameter:
            yield variable.parameter
        for each in variable.assigned:
            yield from self._parts(each.expression, steps - 1)

    def _is_construction(self, node: ast.Call, client: Client) -> bool:
        place = Place(self._module, node, self._view)
        return self._resolver.resolve(place) == client and _builds(self._resolver, place, node)
