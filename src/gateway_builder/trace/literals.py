"""What literals are."""

from __future__ import annotations

import ast


def index_of(node: ast.expr) -> int | None:
    """The whole number that a literal is."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        found = index_of(node.operand)
        return None if found is None else -found
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return node.value
    return None


def is_empty(node: ast.expr) -> bool:
    """Whether a fallback holds nothing: `[]`, `{}`, `None`, `""`."""
    if isinstance(node, (ast.List, ast.Tuple)):
        return not node.elts
    if isinstance(node, ast.Dict):
        return not node.keys
    return isinstance(node, ast.Constant) and not node.value
