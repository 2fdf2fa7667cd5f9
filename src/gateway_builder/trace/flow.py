"""Whether one place of a function can be reached after another."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway_builder.source.code_module import CodeModule

_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)
_BRANCHING = (ast.If, ast.match_case)
_SIDES = {"body", "orelse"}


def excludes(module: CodeModule, first: ast.AST, second: ast.AST) -> bool:
    """Whether the second place is never reached after the first: other branches, or one that is left before.

    Args:
        module: The file.
        first: An earlier place.
        second: A later place of the same function.
    """
    around: dict[ast.AST, ast.AST] = {}
    for above in module.ancestors(second):
        around[above] = second
        second = above
    inner, holder = first, module.parent(first)
    while holder is not None and holder not in around:
        if isinstance(inner, ast.stmt) and _is_left(holder, inner):
            return True
        inner, holder = holder, module.parent(holder)
    return holder is not None and _are_branches(holder, inner, around[holder])


def _are_branches(holder: ast.AST, first: ast.AST, second: ast.AST) -> bool:
    """Whether two children of a statement are alternatives."""
    if isinstance(holder, ast.Match):
        return isinstance(first, ast.match_case) and first is not second
    return isinstance(holder, (ast.If, ast.IfExp)) and {_side(holder, each) for each in (first, second)} == _SIDES


def _side(holder: ast.If | ast.IfExp, child: ast.AST) -> str:
    for name in ("body", "orelse"):
        held = getattr(holder, name)
        if child is held or (isinstance(held, list) and any(child is each for each in held)):
            return name
    return "test"


def _is_left(block: ast.AST, statement: ast.stmt) -> bool:
    """Whether the branch that a statement stands in ends by leaving."""
    branches = [getattr(block, name, []) for name in ("body", "orelse")] if isinstance(block, _BRANCHING) else []
    return any(isinstance(held[-1], _LEAVING) for held in branches if any(statement is each for each in held))
