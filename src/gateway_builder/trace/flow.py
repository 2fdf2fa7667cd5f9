"""Whether one place of a function can be reached after another."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway_builder.source.code_module import CodeModule

_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def excludes(module: CodeModule, first: ast.AST, second: ast.AST) -> bool:
    """Whether the second place is never reached after the first: other branches, or one that is left before.

    Args:
        module: The file.
        first: An earlier place.
        second: A later place of the same function.
    """
    around = [second, *module.ancestors(second)]
    inner = first
    for above in module.ancestors(first):
        position = next((number for number, each in enumerate(around) if each is above), None)
        if position is not None:
            return position > 0 and _are_branches(above, inner, around[position - 1])
        if isinstance(inner, ast.stmt) and _is_left(above, inner):
            return True
        inner = above
    return False


def _are_branches(holder: ast.AST, first: ast.AST, second: ast.AST) -> bool:
    """Whether two children of a statement are alternatives."""
    if isinstance(holder, ast.Match):
        return isinstance(first, ast.match_case) and isinstance(second, ast.match_case) and first is not second
    if not isinstance(holder, (ast.If, ast.IfExp)):
        return False
    sides = [_side(holder, each) for each in (first, second)]
    return sorted(sides) == ["body", "orelse"]


def _side(holder: ast.If | ast.IfExp, child: ast.AST) -> str:
    for name in ("body", "orelse"):
        held = getattr(holder, name)
        if child is held or (isinstance(held, list) and any(child is each for each in held)):
            return name
    return "test"


def _is_left(block: ast.AST, statement: ast.stmt) -> bool:
    """Whether the branch that a statement stands in ends by leaving."""
    if not isinstance(block, (ast.If, ast.match_case)):
        return False
    for name in ("body", "orelse"):
        held = getattr(block, name, [])
        if any(statement is each for each in held):
            return isinstance(held[-1], _LEAVING)
    return False
