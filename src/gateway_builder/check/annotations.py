"""The names in annotations, also in those that are written as strings."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.source.code_module import CodeModule


def origins_of_annotation(module: CodeModule, annotation: ast.expr) -> Iterator[str]:
    """The dotted origins of every name in an annotation: `Run | None` gives that of `Run`, subscripts both sides."""
    waiting: list[ast.AST] = [annotation]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            waiting.extend(_parsed(node.value))
        elif dotted_name(node) and isinstance(node, (ast.Name, ast.Attribute)):
            yield module.origin(node)
        else:
            waiting.extend(children(node))


def _parsed(text: str) -> list[ast.AST]:
    try:
        return [ast.parse(text.strip(), mode="eval").body]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
