"""Sections that are put into docstrings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.check.edits import end_of, indentation, start_of
from gateway_builder.model.finding import TextEdit
from gateway_builder.model.style import DocstringStyle

if TYPE_CHECKING:
    import ast
    from collections.abc import Sequence

    from gateway_builder.source.code_module import CodeModule

_QUOTES = 3


def add_section(
    module: CodeModule, docstring: ast.stmt, title: str, lines: Sequence[str], style: DocstringStyle
) -> TextEdit | None:
    """Puts a section above the note of a docstring, or at its end; None where the style has no sections of that kind.

    Raises:
        ConflictError: If the file can't be edited.
    """
    start, end = start_of(module, docstring), end_of(module, docstring)
    text = module.source.text[start:end]
    indent = indentation(module, docstring)
    section = _section(title, lines, style, indent)
    if not section or not text.endswith(('"""', "'''")) or "\\" in text:
        return None
    note = re.search(rf"^{indent}Notes?:?[ \t]*$", text, re.MULTILINE)
    if note:
        return _insertion(module, start + note.start(), [*section, "", ""])
    body = text[:-_QUOTES]
    last = body[max(body.rfind("\n"), body.rfind("\r")) + 1 :]
    if last.strip() or last == body:
        return _insertion(module, end - _QUOTES, ["", "", *section, indent])
    return _insertion(module, end - _QUOTES - len(last), ["", *section, ""])


def _section(title: str, lines: Sequence[str], style: DocstringStyle, indent: str) -> list[str]:
    if style is DocstringStyle.GOOGLE:
        return [f"{indent}{title}:", *(f"{indent}    {line}" for line in lines)]
    if style is DocstringStyle.NUMPY:
        return [f"{indent}{title}", f"{indent}{'-' * len(title)}", *(f"{indent}{line}" for line in lines)]
    return []


def _insertion(module: CodeModule, place: int, lines: Sequence[str]) -> TextEdit:
    return TextEdit(module.path, place, place, module.source.newline.join(lines))
