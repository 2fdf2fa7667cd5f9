"""Texts that stand in code as literals."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.source.nodes import children
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@value
class LiteralText:
    """A string or f-string; what an f-string computes is `{}` in the text."""

    node: ast.expr
    text: str


def literal_texts(node: ast.AST) -> Iterator[LiteralText]:
    """The texts below a node in source order; docstrings, other bare strings and annotations are left out."""
    if isinstance(node, ast.JoinedStr):
        yield LiteralText(node, "".join(map(_piece, node.values)))
        return
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield LiteralText(node, node.value)
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    left_out = _annotations(node)
    for child in children(node):
        if child not in left_out:
            yield from literal_texts(child)


def _annotations(node: ast.AST) -> list[ast.AST | None]:
    if isinstance(node, _DEFINITIONS):
        return [node.returns]
    return [node.annotation] if isinstance(node, (ast.arg, ast.AnnAssign)) else []


def _piece(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "{}"
