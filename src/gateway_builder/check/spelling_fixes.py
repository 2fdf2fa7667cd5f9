"""Fixes that spell a text as the service does."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.edits import has_comment, replace_node
from gateway_builder.errors import ConflictError
from gateway_builder.model.finding import Fix

if TYPE_CHECKING:
    from gateway_builder.source.code_module import CodeModule

_QUOTES = ('"', "'")


def spelling_fix(module: CodeModule, node: ast.AST, text: str, *, is_safe: bool) -> Fix | None:
    """The fix that puts a text in place of a string literal; None where there is no text, or no plain literal.

    Args:
        module: The file.
        node: What is spelled wrong.
        text: What is meant, "" where nobody knows.
        is_safe: Whether nothing else can have been meant.
    """
    if not text or not isinstance(node, ast.Constant):
        return None
    quote = module.text_of(node)[:1]
    try:
        if quote not in _QUOTES or has_comment(module, node):
            return None
        return Fix(f"Spell it {text}", is_safe, (replace_node(module, node, f"{quote}{text}{quote}"),))
    except ConflictError:
        return None
