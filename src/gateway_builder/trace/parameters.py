"""What the parameters of a function stand for in one call of it, and what it gives back."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.source.scopes import walk_scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode
    from gateway_builder.trace.things import Place

_GENERATORS = frozenset(
    {"contextlib.contextmanager", "contextlib.asynccontextmanager", "pytest.fixture", "pytest_asyncio.fixture"}
)


def bind_arguments(place: Place, call: ast.Call, function: FunctionNode, *, skips_first: bool) -> dict[str, Place]:
    """Arguments by the names of the parameters that take them; what is spread (`*more`, `**others`) is left out.

    Args:
        place: Where the call stands.
        call: The call.
        function: What is called.
        skips_first: Whether the first parameter is `self` or `cls`.
    """
    names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)][1 if skips_first else 0 :]
    bound: dict[str, Place] = {}
    for name, given in zip(names, call.args, strict=False):
        if isinstance(given, ast.Starred):
            break
        bound[name] = place.at(given)
    known = {*names, *(each.arg for each in function.args.kwonlyargs)}
    for keyword in call.keywords:
        if keyword.arg in known and keyword.arg is not None:
            bound[keyword.arg] = place.at(keyword.value)
    return bound


def returned_values(module: CodeModule, function: FunctionNode) -> Iterator[ast.expr]:
    """What a function returns; what it yields where it is a context manager or a fixture."""
    decorators = (each.func if isinstance(each, ast.Call) else each for each in function.decorator_list)
    yields = any(module.origin(each) in _GENERATORS for each in decorators)
    for node in walk_scope(function):
        if isinstance(node, (ast.Return, ast.Yield)) and node.value and (yields or isinstance(node, ast.Return)):
            yield node.value


def is_first(function: FunctionNode, parameter: ast.arg) -> bool:
    """Whether a parameter is the first one, `self` in a method."""
    return parameter is next(iter((*function.args.posonlyargs, *function.args.args)), None)


def has_decorator(module: CodeModule, function: FunctionNode, name: str) -> bool:
    """Whether a function is decorated with what a dotted name means."""
    return any(module.origin(each) == name for each in function.decorator_list)
