"""Fixes that spell a text as the service does."""

from __future__ import annotations

import ast
from difflib import get_close_matches
from typing import TYPE_CHECKING

from gateway_builder.check.edits import has_comment, replace_node
from gateway_builder.errors import ConflictError
from gateway_builder.model.finding import Fix
from gateway_builder.naming import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gateway_builder.source.code_module import CodeModule

_QUOTES = ('"', "'")


def near_names(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known names that may be meant, the nearest first; a single one where only case or separators differ."""
    names = list(known)
    same = [name for name in names if fold(name) == fold(word)]
    return tuple(same[:1] or get_close_matches(word, names, n=3))


def meant(names: Iterable[str]) -> str:
    """` (did you mean jobName or jobArn?)`, or "" where nothing is near."""
    listed = " or ".join(names)
    return f" (did you mean {listed}?)" if listed else ""


def spelling_fix(module: CodeModule, node: ast.AST, near: Iterable[str], *, is_safe: bool) -> Fix | None:
    """The fix that puts a name in place of a string literal; None where not a single one is near, or it is no literal.

    Args:
        module: The file.
        node: What is spelled wrong.
        near: What may be meant.
        is_safe: Whether the program can then only do what it was meant to.
    """
    names = tuple(near)
    if len(names) != 1 or not isinstance(node, ast.Constant):
        return None
    text = names[0]
    quote = module.text_of(node)[:1]
    try:
        if quote not in _QUOTES or has_comment(module, node):
            return None
        return Fix(f"Spell it {text}", is_safe, (replace_node(module, node, f"{quote}{text}{quote}"),))
    except ConflictError:
        return None
