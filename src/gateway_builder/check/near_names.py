"""The one name that was surely meant, and the edits that spell it."""

from __future__ import annotations

import ast
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from gateway_builder.check.edits import end_of, start_of
from gateway_builder.errors import ConflictError
from gateway_builder.model.finding import TextEdit
from gateway_builder.naming import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gateway_builder.source.code_module import CodeModule

_NEAR = 0.75
_AHEAD = 0.1


def find_only_near(word: str, known: Iterable[str]) -> str:
    """The known name that is near a word and clearly nearer than all others; "" where none is, or several are."""
    names = list(dict.fromkeys(known))
    same = [name for name in names if fold(name) == fold(word)]
    if same:
        return same[0] if len(same) == 1 else ""
    rated = sorted(((SequenceMatcher(None, word, name).ratio(), name) for name in names), reverse=True)
    best, runner_up = (*rated, (0.0, ""), (0.0, ""))[:2]
    return best[1] if best[0] >= _NEAR and best[0] - runner_up[0] >= _AHEAD else ""


def respell(module: CodeModule, node: ast.AST, word: str, name: str) -> TextEdit | None:
    """The edit that spells a name in place of a word; None where the node does not spell the word plainly.

    Args:
        module: The file.
        node: A keyword argument, an attribute, or a string.
        word: What stands there.
        name: What is meant.
    """
    try:
        start, end = start_of(module, node), end_of(module, node)
        text = module.source.text
    except ConflictError:
        return None
    if isinstance(node, ast.keyword):
        begin = start
    elif isinstance(node, ast.Attribute):
        begin = end - len(word)
    else:
        begin = start + 1
        if text[start:end] not in {f'"{word}"', f"'{word}'"}:
            return None
    return TextEdit(module.path, begin, begin + len(word), name) if text[begin : begin + len(word)] == word else None
