"""Adds keyword arguments to calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.edits import end_of, insert_after
from gateway_builder.model.finding import TextEdit

if TYPE_CHECKING:
    import ast

    from gateway_builder.source.code_module import CodeModule


def add_argument(module: CodeModule, call: ast.Call, text: str) -> TextEdit | None:
    """The edit that adds an argument behind the last one of a call; None where its end can't be told.

    Raises:
        ConflictError: If the file can't be edited.
    """
    source, end = module.source.text, end_of(module, call) - 1
    given = [*call.args, *call.keywords]
    if not given:
        return TextEdit(module.path, end, end, text)
    last = max(given, key=lambda each: end_of(module, each))
    between = source[end_of(module, last) : end].strip()
    return insert_after(module, last, f", {text}") if between in {"", ","} else None
