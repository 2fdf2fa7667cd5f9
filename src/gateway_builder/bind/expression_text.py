"""The text of an expression as a syntax tree, within bounds, and as the one line that is written into code."""

from __future__ import annotations

import ast
import warnings
from typing import NoReturn

from gateway_builder.errors import Problem, UsageError

GRAMMAR = (
    "an expression holds names, attributes, literals, subscripts, comparisons, f-strings, and calls of models' methods "
    "and of str int float bool len list tuple dict sorted"
)
_MOST_CHARACTERS = 2000
_MOST_LEVELS = 40
_SHOWN = 60


def read_expression(code: str, place: str) -> tuple[ast.expr, str]:
    """The syntax tree, and the text on one line.

    Raises:
        UsageError: If it is no expression of Python's, or too long or too deeply nested.
    """
    text = code.strip()
    if not text:
        _refuse("the expression is empty", "write what stands for the value: =run.id", place)
    if len(text) > _MOST_CHARACTERS:
        _refuse(f"{shorten(text)} has more than {_MOST_CHARACTERS} characters", "give a model a method for it", place)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            node = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        _refuse(f"{shorten(text)} is no expression: {getattr(error, 'msg', error)}", GRAMMAR, place)
    if _is_deep(node):
        _refuse(f"{shorten(text)} is nested too deeply", "give a model a method for it", place)
    return node, text


def spell_expression(node: ast.expr, text: str) -> str:
    """The expression as its author wrote it where that is one line of code and nothing else, else as Python writes it.

    Raises:
        ValueError: If Python can't write it.
    """
    is_whole = node.col_offset == 0 and node.end_col_offset == len(text.encode())
    return text if is_whole and text.isprintable() and not isinstance(node, ast.Tuple) else ast.unparse(node)


def spell_part(node: ast.AST) -> str:
    """A part of an expression for messages."""
    try:
        return ast.unparse(node)
    except ValueError:
        return "…"  # Python 3.11 has no way to write some f-strings


def shorten(text: str) -> str:
    """A text of the user's as it can stand in a sentence."""
    line = " ".join(text.split())
    return repr(line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…")


def _refuse(message: str, hint: str, place: str) -> NoReturn:
    raise UsageError(Problem(message, hint, place)) from None


def _is_deep(node: ast.AST) -> bool:
    level: list[ast.AST] = [node]
    for _ in range(_MOST_LEVELS):
        level = [child for each in level for child in ast.iter_child_nodes(each)]
    return bool(level)
