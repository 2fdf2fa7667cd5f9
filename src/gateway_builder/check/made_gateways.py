"""Where code makes an instance of a gateway, and what it gives for the client."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.suite import find_conftests, is_fixture
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import children, walk
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.source.code_module import CodeModule

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_MOST_STEPS = 6


@value
class MadeGateway:
    """One call that makes a gateway.

    Attributes:
        module: The file.
        node: The call.
        given: What is given for parameters that clients are injected by; None is a literal None.
        is_open: Whether arguments are handed on that can't be seen.
    """

    module: CodeModule
    node: ast.Call
    given: tuple[ast.expr, ...]
    is_open: bool


def read_made_gateway(
    codebase: Codebase, gateway: GatewayView, module: CodeModule, node: ast.AST
) -> MadeGateway | None:
    """A node as a call that makes a gateway; None for any other."""
    if not isinstance(node, ast.Call):
        return None
    view = codebase.index.find_class(module.origin(node.func))
    if view is None or view.origin != gateway.view.origin:
        return None
    hidden = any(each.arg is None for each in node.keywords) or any(isinstance(each, ast.Starred) for each in node.args)
    return MadeGateway(module, node, tuple(_given(gateway, node)), hidden)


def client_parameters(gateway: GatewayView) -> frozenset[str]:
    """The names of the constructor's parameters that clients are injected by."""
    traced = {each.parameter.arg for each in gateway.clients if each.parameter}
    constructor = gateway.view.constructor
    arguments = (
        [*constructor.args.posonlyargs, *constructor.args.args, *constructor.args.kwonlyargs] if constructor else []
    )
    words = ("client", "session", "connection", "http", "transport", "api", "sdk", "opener", "resource")
    return frozenset(traced | {each.arg for each in arguments if any(word in each.arg.lower() for word in words)})


def _given(gateway: GatewayView, node: ast.Call) -> Iterator[ast.expr]:
    wanted = client_parameters(gateway)
    constructor = gateway.view.constructor
    names = [each.arg for each in (*constructor.args.posonlyargs, *constructor.args.args)][1:] if constructor else []
    for name, each in zip(names, node.args, strict=False):
        if name in wanted:
            yield each
    for keyword in node.keywords:
        if keyword.arg in wanted:
            yield keyword.value


def find_values(
    codebase: Codebase, module: CodeModule, node: ast.expr, steps: int = _MOST_STEPS
) -> Iterator[tuple[CodeModule, ast.expr]]:
    """What a value of test code may come from, with the file: through variables, fixtures, parameters and `cast`."""
    if isinstance(node, ast.Call) and dotted_name(node.func).rpartition(".")[2] == "cast" and len(node.args) > 1:
        yield from find_values(codebase, module, node.args[1], steps)
    elif isinstance(node, ast.Name) and steps:
        found = list(_sources(codebase, module, node))
        for where, each in found:
            yield from find_values(codebase, where, each, steps - 1)
        if not found:
            yield module, node
    else:
        yield module, node


def _sources(codebase: Codebase, module: CodeModule, node: ast.Name) -> Iterator[tuple[CodeModule, ast.expr]]:
    function = module.function_of(node)
    if function is not None:
        local = [(module, each) for each in _assigned(function, node.id)]
        if local:
            yield from local
            return
        names = [each.arg for each in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
        if node.id in names:
            yield from _injected(codebase, module, function, node.id)
            return
    yield from ((module, each) for each in _assigned(module.tree, node.id, deep=False))


def _injected(
    codebase: Codebase, module: CodeModule, function: ast.FunctionDef | ast.AsyncFunctionDef, name: str
) -> Iterator[tuple[CodeModule, ast.expr]]:
    """What a parameter gets: from callers of a helper, from the fixture of its name in a test or fixture."""
    if not (function.name.startswith("test") or is_fixture(function)):
        names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
        for call in module.nodes:
            if isinstance(call, ast.Call) and dotted_name(call.func).rpartition(".")[2] == function.name:
                yield from ((module, each) for given, each in zip(names, call.args, strict=False) if given == name)
                yield from ((module, each.value) for each in call.keywords if each.arg == name)
        return
    for where in (module, *find_conftests(codebase, module)):
        for each in where.nodes:
            if isinstance(each, _FUNCTIONS) and each.name == name and is_fixture(each):
                yield from ((where, made) for made in _results(each))
                return


def _results(function: ast.AST) -> Iterator[ast.expr]:
    for node in walk(function):
        if isinstance(node, (ast.Return, ast.Yield)) and node.value is not None:
            yield node.value


def _assigned(around: ast.AST, name: str, *, deep: bool = True) -> Iterator[ast.expr]:
    """What a name is assigned in a function, or at the top level of a file."""
    for node in walk(around) if deep else children(around):
        match node:
            case ast.Assign(targets=targets, value=made) if name in map(dotted_name, targets):
                yield made
            case ast.AnnAssign(target=ast.Name(id=bound), value=ast.expr() as made) if bound == name:
                yield made
            case ast.withitem(optional_vars=ast.Name(id=bound), context_expr=made) if bound == name:
                yield made
