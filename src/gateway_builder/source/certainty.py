"""Whether a statement binds a name whichever way it takes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def covers(statement: ast.stmt, name: str) -> bool:
    """Whether a statement binds a name whichever way it takes."""
    match statement:
        case ast.If():
            return bool(statement.orelse) and _any_covers(statement.body, name) and _any_covers(statement.orelse, name)
        case ast.Try():
            tried = _any_covers([*statement.body, *statement.orelse], name)
            handlers = all(_any_covers(handler.body, name) or _leaves(handler.body) for handler in statement.handlers)
            return (tried and handlers) or _any_covers(statement.finalbody, name)
        case ast.With():
            return _any_covers(statement.body, name)
        case ast.For() | ast.While() | ast.AsyncFor():
            return False
        case _:
            return True


def _any_covers(statements: Sequence[ast.stmt], name: str) -> bool:
    return any(_binds(statement, name) and covers(statement, name) for statement in statements)


def _binds(statement: ast.stmt, name: str) -> bool:
    """Whether a name is bound anywhere in a statement."""
    for node in ast.walk(statement):
        if isinstance(node, ast.alias) and (node.asname or node.name.partition(".")[0]) == name:
            return True
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store):
            return True
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node.name == name:
            return True
    return False


def _leaves(statements: Sequence[ast.stmt]) -> bool:
    return any(isinstance(statement, ast.Raise) for statement in statements)
