"""How the classes of a file are written: docstrings, empty bodies, indentation, quotes."""

from __future__ import annotations

import ast
import re
from collections import Counter
from typing import TYPE_CHECKING

from gateway_builder.model.style import ClassStyle, DocstringStyle
from gateway_builder.source.outline import is_interface

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gateway_builder.source.outline import Outline

_GOOGLE = re.compile(
    r"^\s*(?:Args|Arguments|Returns|Raises|Yields|Note|Notes|Side Effects|Example|Examples):\s*$", re.MULTILINE
)
_NUMPY = re.compile(r"^\s*(?:Parameters|Returns|Raises|Yields|Notes|Examples)\s*\n\s*-{3,}\s*$", re.MULTILINE)
_SPHINX = re.compile(r"^\s*:(?:param|return|returns|raises|rtype|type)\b[^:]*:", re.MULTILINE)
_STRING = re.compile(r"(?<![\w\"'])[rbuf]*(\"\"\"|'''|\"|')", re.IGNORECASE)
_FEWEST_PLAIN = 3


def class_style(outline: Outline, line_length: int) -> ClassStyle:
    """The style of the interfaces in a file, else of its classes; the default where nothing tells."""
    classes = [node for node in outline.body if isinstance(node, ast.ClassDef)]
    classes = [node for node in classes if is_interface(outline, node)] or classes
    methods = [
        node for each in classes for node in each.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    docstrings = [text for node in methods if (text := _docstring(node)) is not None]
    every = docstrings + [text for node in classes if (text := _docstring(node)) is not None]
    return ClassStyle(
        docstrings=_sections(docstrings),
        summary_on_first_line=_summary_on_first_line(every),
        ellipsis_on_def_line=_ellipsis_on_def_line(methods),
        indent=file_indent(outline),
        quote=file_quote(outline),
        line_length=line_length,
    )


def file_indent(outline: Outline) -> str:
    """One level of indentation: the most frequent among the bodies at the top level."""
    counts: Counter[str] = Counter()
    source = outline.source
    for node in outline.body:
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and body[0].lineno > node.lineno:
            text = source.line(body[0].lineno)
            counts[text[: len(text) - len(text.lstrip(" \t"))]] += 1
    found = next((indent for indent, _ in counts.most_common(1)), "")
    return found or "    "


def file_quote(outline: Outline) -> str:
    """The quote of most one-line strings."""
    quotes = Counter(match[1] for match in _quotes(outline) if len(match[1]) == 1)
    return "'" if quotes["'"] > quotes['"'] else '"'


def docstring_quote(outline: Outline) -> str:
    """The quotes of most docstrings."""
    quotes = Counter(match[1] for match in _quotes(outline) if len(match[1]) > 1)
    return "'''" if quotes["'''"] > quotes['"""'] else '"""'


def _quotes(outline: Outline) -> Iterator[re.Match[str]]:
    for number in range(1, outline.source.line_count + 1):
        text = outline.source.line(number).split("#", 1)[0]
        match = _STRING.search(text)
        if match:
            yield match


def _docstring(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> str | None:
    return ast.get_docstring(node, clean=False)


def _sections(docstrings: Sequence[str]) -> DocstringStyle:
    """The style that most docstrings with sections have; plain where several have none at all."""
    counts = Counter(
        style
        for text in docstrings
        for style, pattern in (
            (DocstringStyle.NUMPY, _NUMPY),
            (DocstringStyle.SPHINX, _SPHINX),
            (DocstringStyle.GOOGLE, _GOOGLE),
        )
        if pattern.search(text)
    )
    if counts:
        return counts.most_common(1)[0][0]
    return DocstringStyle.PLAIN if len(docstrings) >= _FEWEST_PLAIN else DocstringStyle.GOOGLE


def _summary_on_first_line(docstrings: Sequence[str]) -> bool:
    long = [text for text in docstrings if "\n" in text.strip("\n") or text.startswith("\n")]
    return 2 * sum(not text.startswith(("\n", "\r")) and bool(text.split("\n", 1)[0].strip()) for text in long) >= len(
        long
    )


def _ellipsis_on_def_line(methods: Sequence[ast.FunctionDef | ast.AsyncFunctionDef]) -> bool:
    empty = [
        node
        for node in methods
        if len(node.body) == 1 and isinstance(node.body[0], ast.Expr) and _is_ellipsis(node.body[0])
    ]
    beside = [node for node in empty if node.body[0].lineno == _header_end(node)]
    return bool(empty) and 2 * len(beside) > len(empty)


def _is_ellipsis(node: ast.Expr) -> bool:
    return isinstance(node.value, ast.Constant) and node.value.value is ...


def _header_end(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The last line of what stands before the colon, as far as the tree tells."""
    parts: list[ast.expr | ast.arg] = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    parts += [part for part in (node.args.vararg, node.args.kwarg, node.returns) if part is not None]
    return max([node.lineno, *(part.end_lineno or part.lineno for part in parts)])
