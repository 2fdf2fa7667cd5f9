"""Helpers that call what they are given: a client's method, or an operation by its name."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.source.scopes import walk_scope
from gateway_builder.trace.parameters import bind_arguments
from gateway_builder.trace.things import Member, Partial, Place, Sending
from gateway_builder.trace.variables import find_parameter
from gateway_builder.values import value

if TYPE_CHECKING:
    from gateway_builder.trace.resolver import Resolver
    from gateway_builder.trace.things import Callable, Thing

_LOOKUPS = frozenset({"getattr", "get_paginator", "get_waiter"})
_STATIC = "staticmethod"


@value
class Forward:
    """How a helper calls what it was given.

    Attributes:
        target: What it calls.
        place: The call in the helper, with what its parameters stand for.
        call: The same, as a node.
        spread: Name of the helper's `**kwargs` where the call hands them on, else "".
        keywords: The arguments that are handed on so.
        is_answer: Whether the helper gives back what the call gives.
    """

    target: Thing
    place: Place
    call: ast.Call
    spread: str
    keywords: list[ast.keyword]
    is_answer: bool


class Forwards:
    """Finds what helpers call; which calls of a helper hang on its parameters is found out once."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._hanging: dict[ast.AST, tuple[ast.Call, ...]] = {}

    def find(self, target: Callable, place: Place, node: ast.Call) -> Forward | None:
        """What a call of a helper leads to; None for a function that calls nothing that it is given."""
        function = target.node
        inner = self._hanging_calls(target)
        if not inner:
            return None
        is_method = target.owner is not None and not any(
            target.module.origin(each) == _STATIC for each in function.decorator_list
        )
        bound = bind_arguments(place, node, function, skips_first=is_method)
        for call in inner:
            where = Place(target.module, call, target.owner, tuple(bound.items()))
            found = self._resolver.resolve(where.at(call.func))
            if isinstance(found, (Member, Sending, Partial)):
                spread = (
                    function.args.kwarg.arg if function.args.kwarg and _spreads(call, function.args.kwarg.arg) else ""
                )
                others = [each for each in node.keywords if each.arg is None or each.arg not in bound]
                return Forward(found, where, call, spread, others, _gives_back(function, call))
        return None

    def _hanging_calls(self, target: Callable) -> tuple[ast.Call, ...]:
        """The calls in a helper whose target is a parameter, or is looked up by one."""
        if target.node not in self._hanging:
            calls = [each for each in walk_scope(target.node) if isinstance(each, ast.Call)]
            looks_up = any(_called_name(each) in _LOOKUPS for each in calls)
            self._hanging[target.node] = tuple(
                each
                for each in calls
                if _called_name(each) not in _LOOKUPS and self._hangs(target, each, looks_up=looks_up)
            )
        return self._hanging[target.node]

    def _hangs(self, target: Callable, call: ast.Call, *, looks_up: bool) -> bool:
        function = call.func
        if isinstance(function, ast.Name) and find_parameter(target.node, function.id):
            return True
        is_known = not looks_up or self._resolver.resolve(Place(target.module, function, target.owner)) is not None
        return not is_known


def _called_name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _spreads(call: ast.Call, name: str) -> bool:
    spread = (each.value for each in call.keywords if each.arg is None)
    return any(isinstance(each, ast.Name) and each.id == name for each in spread)


def _gives_back(function: ast.AST, call: ast.Call) -> bool:
    """Whether every value that a function returns is what the call gives, directly or by one variable."""
    returned = [each.value for each in walk_scope(function) if isinstance(each, ast.Return) and each.value]
    names = {
        target.id
        for each in walk_scope(function)
        if isinstance(each, ast.Assign) and _unawaited(each.value) is call
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    plain = [_unawaited(each) for each in returned]
    return bool(plain) and all(each is call or (isinstance(each, ast.Name) and each.id in names) for each in plain)


def _unawaited(node: ast.expr) -> ast.expr:
    return node.value if isinstance(node, ast.Await) else node
