"""Finds the error codes of services that code compares, and the calls whose failures it speaks of."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.source.nodes import walk
from gateway_builder.trace.clients import AWS_SDKS
from gateway_builder.trace.parameters import returned_values
from gateway_builder.trace.things import Callable, Member, Place
from gateway_builder.trace.values import CodeComparison

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.resolver import Resolver
    from gateway_builder.trace.values import ServiceCall

_CODE_KEYS = frozenset({"Code", "QueryErrorCode"})
_EXCEPTIONS = "exceptions."
_MOST_STEPS = 8

Compared = tuple["CodeModule", ast.expr, str]


class ComparisonReader:
    """Reads the comparisons of one module."""

    def __init__(self, module: CodeModule, resolver: Resolver, calls: Sequence[ServiceCall]) -> None:
        self._module = module
        self._resolver = resolver
        self._calls = calls

    def read(self) -> tuple[CodeComparison, ...]:
        """Every code that is compared, in source order."""
        found = []
        for node in self._module.nodes:
            for module, place, code in self._codes(node):
                found.append(CodeComparison(module, place, code, self._calls_behind(node)))
            for place, caught in self._caught(node):
                code, service = caught.name.removeprefix(_EXCEPTIONS), caught.client.service
                calls = self._calls_behind(place)
                found.append(CodeComparison(self._module, place, code, calls, is_exception=True, service=service))
        return tuple(sorted(found, key=lambda each: (each.node.lineno, each.node.col_offset)))

    # what is compared

    def _codes(self, node: ast.AST) -> Iterator[Compared]:
        match node:
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                yield from self._compared(left, operator, right)
            case ast.Match(subject=subject, cases=cases) if self._is_code(Place(self._module, subject)):
                for case in cases:
                    yield from self._patterns(case.pattern)
            case ast.Subscript(value=table, slice=key, ctx=ast.Load()) if self._is_code(Place(self._module, key)):
                yield from self._keys(table)
            case ast.Call(func=ast.Attribute(value=table, attr="get"), args=[key, *_]):
                if self._is_code(Place(self._module, key)):
                    yield from self._keys(table)

    def _compared(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Iterator[Compared]:
        if isinstance(operator, (ast.In, ast.NotIn)):
            if self._is_code(Place(self._module, left)):
                yield from self._members(right)
            return
        if isinstance(operator, (ast.Eq, ast.NotEq)):
            for asked, given in ((left, right), (right, left)):
                text = self._resolver.text(Place(self._module, given))
                if text is not None and self._is_code(Place(self._module, asked)):
                    yield self._module, given, text

    def _members(self, node: ast.expr) -> Iterator[Compared]:
        texts = self._resolver.texts.find_all(
            self._module, node, self._resolver.class_around(Place(self._module, node))
        )
        if texts is None:
            yield from self._keys(node)
        for each in texts or ():
            yield each.module, each.node, each.text

    def _keys(self, node: ast.expr) -> Iterator[Compared]:
        """The keys of a dictionary by which codes are looked up."""
        found = self._resolver.constant(Place(self._module, node))
        if found and isinstance(found.node, ast.Dict):
            for key in found.node.keys:
                text = self._resolver.text(found.at(key)) if key is not None else None
                if key is not None and text is not None:
                    yield found.module, key, text

    def _patterns(self, pattern: ast.pattern) -> Iterator[Compared]:
        match pattern:
            case ast.MatchValue(value=value):
                text = self._resolver.text(Place(self._module, value))
                if text is not None:
                    yield self._module, value, text
            case ast.MatchOr(patterns=patterns):
                for each in patterns:
                    yield from self._patterns(each)
            case ast.MatchAs(pattern=ast.pattern() as inner):
                yield from self._patterns(inner)

    def _caught(self, node: ast.AST) -> Iterator[tuple[ast.expr, Member]]:
        """`except client.exceptions.JobNotFound`."""
        if isinstance(node, ast.ExceptHandler) and node.type:
            types = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            for each in types:
                found = self._resolver.resolve(Place(self._module, each)) if isinstance(each, ast.Attribute) else None
                if isinstance(found, Member) and found.name.startswith(_EXCEPTIONS) and found.client.kind == "client":
                    yield each, found

    # what is an error's code

    def _is_code(self, place: Place, steps: int = _MOST_STEPS) -> bool:
        """Whether an expression is the code of an error (`error.response["Error"]["Code"]`)."""
        node = place.node
        if not steps:
            return False
        if isinstance(node, ast.Name):
            return any(self._is_code(each, steps - 1) for each in self._values(place, node))
        if isinstance(node, ast.NamedExpr):
            return self._is_code(place.at(node.value), steps - 1)
        if isinstance(node, ast.BoolOp):
            return self._is_code(place.at(node.values[0]), steps - 1)
        looked_up = _lookup(node)
        if looked_up and looked_up[1] in _CODE_KEYS:
            return self._is_error(place.at(looked_up[0]), steps - 1)
        return isinstance(node, ast.Call) and self._is_code_call(place, node, steps)

    def _is_code_call(self, place: Place, node: ast.Call, steps: int) -> bool:
        """A helper of the project that gives the code of an error, or `str(code)`."""
        if isinstance(node.func, ast.Name) and node.func.id == "str" and len(node.args) == 1:
            return self._is_code(place.at(node.args[0]), steps - 1)
        target = self._resolver.resolve(place.at(node.func))
        if not isinstance(target, Callable):
            return False
        returned = returned_values(target.module, target.node)
        return any(self._is_code(Place(target.module, each, target.owner), steps - 1) for each in returned)

    def _is_error(self, place: Place, steps: int) -> bool:
        """Whether an expression is the part of an answer that tells the error."""
        node = place.node
        if isinstance(node, ast.Name) and steps:
            return any(self._is_error(each, steps - 1) for each in self._values(place, node))
        looked_up = _lookup(node)
        return (
            looked_up is not None and looked_up[1] == "Error" and self._is_response(place.at(looked_up[0]), steps - 1)
        )

    def _is_response(self, place: Place, steps: int) -> bool:
        node = place.node
        if isinstance(node, ast.Name) and steps:
            return any(self._is_response(each, steps - 1) for each in self._values(place, node))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
            return len(node.args) > 1 and self._resolver.text(place.at(node.args[1])) == "response"
        return isinstance(node, ast.Attribute) and node.attr == "response"

    def _values(self, place: Place, node: ast.Name) -> Iterator[Place]:
        variable = self._resolver.variables(place.module).find(node)
        for each in variable.assigned if variable else ():
            if each.expression is not None:
                yield place.at(each.expression)

    # whose failure it is

    def _calls_behind(self, node: ast.AST) -> tuple[ServiceCall, ...]:
        """The calls in the `try` around; those of the whole class, or file, where these are not all."""
        inner = node
        for each in self._module.ancestors(node):
            if isinstance(each, (ast.Try, ast.TryStar)) and inner in each.handlers:
                direct = self._calls_in(each.body)
                return direct if direct and not self._asks_others(each.body) else self._calls_of_class(node)
            if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                break
            inner = each
        return self._calls_of_class(node)

    def _calls_in(self, body: Sequence[ast.stmt]) -> tuple[ServiceCall, ...]:
        inside = {id(each) for statement in body for each in walk(statement)}
        return tuple(each for each in self._calls if id(each.node) in inside and each.client.sdk in {"", *AWS_SDKS})

    def _asks_others(self, body: Sequence[ast.stmt]) -> bool:
        """Whether a body also calls functions of the project, which may ask services themselves."""
        known = {id(each.node) for each in self._calls}
        calls = (each for statement in body for each in walk(statement) if isinstance(each, ast.Call))
        return any(
            id(each) not in known and isinstance(self._resolver.resolve(Place(self._module, each.func)), Callable)
            for each in calls
        )

    def _calls_of_class(self, node: ast.AST) -> tuple[ServiceCall, ...]:
        owner = self._module.class_of(node)
        calls = [each for each in self._calls if each.client.sdk in {"", *AWS_SDKS}]
        return tuple(each for each in calls if owner is None or each.owner is owner)


def _lookup(node: ast.expr) -> tuple[ast.expr, str] | None:
    """What `table["key"]` and `table.get("key")` look in, and for what."""
    match node:
        case ast.Subscript(value=table, slice=ast.Constant(value=str() as key)):
            return table, key
        case ast.Call(func=ast.Attribute(value=table, attr="get"), args=[ast.Constant(value=str() as key), *_]):
            return table, key
    return None
