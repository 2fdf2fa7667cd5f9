"""What names are bound to inside one function."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.source.bindings import absolute_module
from gateway_builder.source.nodes import children, walk
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_INNER = (*_FUNCTIONS, ast.ClassDef)


@value
class FunctionScope:
    """Names that a function binds itself: dotted origins of those that it imports, and all others."""

    imports: Mapping[str, str]
    local: frozenset[str]


def read_function_scope(node: FunctionNode | ast.Lambda, module: str, *, is_package: bool) -> FunctionScope:
    """The names of one function; those of functions inside it are theirs."""
    imports: dict[str, str] = {}
    local = {argument.arg for argument in walk(node.args) if isinstance(argument, ast.arg)}
    shared: set[str] = set()
    for each in walk_scope(node):
        if isinstance(each, (ast.Global, ast.Nonlocal)):
            shared.update(each.names)
        elif isinstance(each, (ast.Import, ast.ImportFrom)):
            imports.update(_imported(each, module, is_package=is_package))
        else:
            local.update(_bound(each))
    return FunctionScope(
        {name: origin for name, origin in imports.items() if name not in local}, frozenset(local - shared)
    )


def walk_scope(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function or class body in source order, functions and classes inside it without their bodies."""
    body = getattr(node, "body", [])
    waiting: list[ast.AST] = list(reversed(body)) if isinstance(body, list) else [body]
    while waiting:
        each = waiting.pop()
        yield each
        if not isinstance(each, _INNER):
            waiting.extend(reversed(children(each)))


def _bound(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, (*_NAMED, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
        yield node.name
    elif isinstance(node, ast.MatchMapping) and node.rest:
        yield node.rest


def _imported(node: ast.Import | ast.ImportFrom, module: str, *, is_package: bool) -> Iterator[tuple[str, str]]:
    for alias in node.names:
        if isinstance(node, ast.ImportFrom):
            source = absolute_module(module, is_package=is_package, level=node.level, name=node.module or "")
            yield alias.asname or alias.name, f"{source}.{alias.name}"
        else:
            yield (
                alias.asname or alias.name.partition(".")[0],
                alias.name if alias.asname else alias.name.partition(".")[0],
            )
