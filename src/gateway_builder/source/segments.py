"""The text that a node of the syntax tree was read from."""

from __future__ import annotations

import ast
import re

_NEWLINE = re.compile(rb"\r\n|\r|\n")
_OPENED = re.compile(r"(?<=[(\[{]) ")
_BEFORE_CLOSING = re.compile(r" (?=[)\]}])")
_CLOSED = re.compile(r",? (?=[)\]}])")


class Segments:
    """Slices of one module's text by the positions of `ast`, which counts bytes of UTF-8."""

    def __init__(self, text: str) -> None:
        self._bytes = text.encode("utf-8", "surrogatepass")
        self._starts = [0, *(match.end() for match in _NEWLINE.finditer(self._bytes))]

    def offset(self, line: int, column: int) -> int:
        """The byte that a line, from 1, and a column of `ast` mean."""
        return self._starts[line - 1] + column

    def between(self, first: ast.AST, last: ast.AST) -> str:
        """The text from the beginning of one node to the end of another, as it stands."""
        start = self.offset(getattr(first, "lineno", 1), getattr(first, "col_offset", 0))
        end = self.offset(getattr(last, "end_lineno", 1), getattr(last, "end_col_offset", 0))
        return self._bytes[start:end].decode("utf-8", "surrogatepass")

    def expression(self, node: ast.expr) -> str:
        """The text of an expression as it was written, on one line."""
        text = self.between(node, node)
        if "\n" not in text and "\r" not in text:
            return text
        return _on_one_line(text, node)


def between_brackets(text: str) -> str:
    """A list of type parameters on one line, without comments and trailing comma."""
    return " ".join(re.sub(r"#[^\r\n]*", "", text).split()).rstrip(" ,")


def _on_one_line(text: str, node: ast.expr) -> str:
    """An expression of several lines joined as its author would, or written anew where joining changes its meaning."""
    joined = " ".join(line.strip() for line in text.splitlines())
    opened = _OPENED.sub("", joined)
    wanted = ast.dump(node)
    for candidate in (_CLOSED.sub("", opened), _BEFORE_CLOSING.sub("", opened)):
        try:
            if ast.dump(ast.parse(candidate, mode="eval").body) == wanted:
                return candidate
        except SyntaxError:
            continue
    return ast.unparse(node)
