"""Keeps the names of a `from` import sorted when one of them gets another name."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.edits import end_of, has_comment, start_of
from gateway_builder.model.finding import TextEdit
from gateway_builder.source.import_order import is_sorted, member_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gateway_builder.model.style import ImportStyle
    from gateway_builder.source.code_module import CodeModule


def keep_imports_sorted(module: CodeModule, style: ImportStyle, edits: Sequence[TextEdit]) -> Iterator[TextEdit]:
    """The edits of one module; where they would unsort the names of an import, these change places.

    Args:
        module: The module.
        style: How the project sorts imports.
        edits: Replacements of names.
    """
    left = list(edits)
    for node in module.nodes:
        if isinstance(node, ast.ImportFrom) and len(node.names) > 1 and not has_comment(module, node):
            slots = [(start_of(module, alias), end_of(module, alias)) for alias in node.names]
            inside = [edit for edit in left if slots[0][0] <= edit.start < slots[-1][1]]
            moved = _move(module, style, slots, inside) if inside else []
            if moved:
                left = [edit for edit in left if edit not in inside] + moved
    yield from sorted(left)


def _move(
    module: CodeModule, style: ImportStyle, slots: Sequence[tuple[int, int]], edits: Sequence[TextEdit]
) -> list[TextEdit]:
    """Edits that give each place of an import its name in order; none where they are sorted, or never were."""
    text = module.source.text
    before = [text[start:end] for start, end in slots]
    after = [_apply(text, slot, edits) for slot in slots]
    key = member_key(style)
    keys = [
        [key((name, alias)) for name, _, alias in (each.partition(" as ") for each in names)]
        for names in (before, after)
    ]
    if not is_sorted(keys[0]) or is_sorted(keys[1]):
        return []
    order = [name for _, name in sorted(zip(keys[1], after, strict=True))]
    return [
        TextEdit(module.path, start, end, name)
        for (start, end), old, name in zip(slots, before, order, strict=True)
        if name != old
    ]


def _apply(text: str, slot: tuple[int, int], edits: Sequence[TextEdit]) -> str:
    start, end = slot
    for edit in sorted(edits, reverse=True):
        if start <= edit.start < slot[1]:
            text = text[: edit.start] + edit.text + text[edit.end :]
            end += len(edit.text) - (edit.end - edit.start)
    return text[start:end]
