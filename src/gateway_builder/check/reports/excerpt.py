"""The line of a finding with its characters underlined, as wide as a terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.printable import printable
from gateway_builder.values import value

if TYPE_CHECKING:
    from gateway_builder.model.finding import Span

_TAB = 4
_CUT = "…"
_CONTEXT = 8


@value
class Excerpt:
    """A line of source and the marks below it; each is as wide as it looks."""

    text: str
    marks: str


def make_excerpt(line: str, span: Span, width: int | None = None) -> Excerpt:
    """The line and what is meant in it; a span of several lines is marked to the end of its first.

    Args:
        line: Text of the line that the span begins on.
        span: What is meant.
        width: How many columns there are; None for no limit.
    """
    line = line.rstrip()
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    cells = _cells(line)
    end = max(min(end, len(line)), start)
    if width is None or sum(map(_width, cells)) <= width:
        return _mark(cells, start, end)
    return _cut(cells, start, end, max(width, _CONTEXT * 2))


def _mark(cells: list[str], start: int, end: int) -> Excerpt:
    before = sum(map(_width, cells[:start]))
    return Excerpt("".join(cells), " " * before + "^" * max(sum(map(_width, cells[start:end])), 1))


def _cut(cells: list[str], start: int, end: int, width: int) -> Excerpt:
    """As much of the line as fits, with the beginning of what is meant in it."""
    first = 0
    while first < start and sum(map(_width, cells[first:end])) + 2 > width and start - first > _CONTEXT:
        first += 1
    shown = [_CUT] if first else []
    last, room = first, width - 1 - len(shown)
    while last < len(cells) and room >= _width(cells[last]):
        room -= _width(cells[last])
        last += 1
    shown += cells[first:last] + ([_CUT] if last < len(cells) else [])
    moved = first - bool(first)
    return _mark(shown, start - moved, min(end, last) - moved)


def _cells(line: str) -> list[str]:
    """What a terminal shows for each character: tabs as blanks, and nothing that steers it."""
    cells: list[str] = []
    column = 0
    for character in line:
        cell = " " * (_TAB - column % _TAB) if character == "\t" else printable(character)
        column += _width(cell)
        cells.append(cell.encode("utf-8", "backslashreplace").decode())
    return cells


def _width(cell: str) -> int:
    """Columns that a cell takes."""
    if cell.isascii():
        return len(cell)
    from unicodedata import category, east_asian_width

    if category(cell[0]) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(cell[0]) in {"W", "F"} else 1
