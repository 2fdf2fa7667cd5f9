"""Fits the canonical text of a class into a file: names as the file binds them, its indentation, quotes and width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.source.fit import STEP

if TYPE_CHECKING:
    from gateway_builder.source.fit import Fit


def fit_class(text: str, fit: Fit) -> str:
    """The text as it goes into the file, with line feeds."""
    if fit.expressions or fit.quoted or fit.quote != '"' or fit.docstring_quote != '"""':
        from gateway_builder.source.class_fragment import rewrite_class

        text = rewrite_class(text, fit)
    return text if fit.indent == STEP else _reindented(text, fit.indent)


def _reindented(text: str, indent: str) -> str:
    """The text with another level of indentation, docstrings included."""
    lines = []
    for line in text.split("\n"):
        depth, rest = divmod(len(line) - len(line.lstrip(" ")), len(STEP))
        lines.append(indent * depth + " " * rest + line.lstrip(" ") if line.strip() else line)
    return "\n".join(lines)
