"""Where in a block a new import statement stands, and the blank lines around it."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from gateway_builder.source.import_blocks import place_key
from gateway_builder.source.text import Splice
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.model.style import ImportStyle
    from gateway_builder.source.import_blocks import Block, Statement
    from gateway_builder.source.import_order import ImportLine
    from gateway_builder.source.outline import Outline
    from gateway_builder.source.text import SourceText

_HEADING = re.compile(
    r"#\s*-*\s*(?:\S+\s+){0,2}(?:std\w*|standard|built-?ins?|third|3rd|party|local|first|own|project|application|internal|"
    r"external|relative|future|packages?|librar\w*|modules?|imports?)\b[^.]{0,20}$",
    re.IGNORECASE,
)
_OF_THE_FILE = re.compile(
    r"#!|#.*coding[:=]|#\s*(?:mypy|ruff|pylint|flake8|type|isort|pyright|cython|distutils|SPDX)\b"
)
_BLANK_LINES = re.compile(r"(?:[ \t\f]*(?:\r\n|\r|\n))*")
_BLANK_OR_COMMENT_LINES = re.compile(r"(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_LATE = re.compile(r"#.*\bE402\b.*$")


@value
class NewLine:
    """A statement to be added, and its section."""

    line: ImportLine
    section: str


@value
class _Entry:
    """A statement of a block as it will be: an old one by its index, or a new one."""

    line: ImportLine
    section: str
    index: int | None = None


@value
class _Layout:
    """How statements of one block are written and spaced."""

    style: ImportStyle
    newline: str
    indent: str = ""
    spaced: bool = True
    mark: str = ""

    def between(self, earlier: _Entry, later: _Entry) -> int:
        """Blank lines that belong between two statements."""
        if earlier.section != later.section:
            return 1 if self.spaced and later.section not in self.style.no_lines_before else 0
        differ = (earlier.line.names is None) != (later.line.names is None)
        return self.style.lines_between_types if differ and not self.style.force_sort_within_sections else 0

    def text(self, entries: Sequence[_Entry]) -> str:
        """New statements that follow each other, without the last newline."""
        pieces = [self._written(entries[0].line)]
        for earlier, later in pairwise(entries):
            pieces.append(self.newline * (1 + self.between(earlier, later)) + self._written(later.line))
        return "".join(pieces)

    def _written(self, line: ImportLine) -> str:
        """Text of a new statement, wrapped where it is too long."""
        if line.names is None:
            return f"{self.indent}import {line.module}{f' as {line.alias}' if line.alias else ''}{self.mark}"
        names = [f"{name} as {alias}" if alias else name for name, alias in line.names]
        head = f"{self.indent}from {'.' * line.level}{line.module} import "
        single = head + ", ".join(names)
        if len(single) <= self.style.line_length:
            return single + self.mark
        step = self.indent or "    "
        inner = "".join(f"{self.indent}{step}{name},{self.newline}" for name in names)
        return f"{head}({self.mark}{self.newline}{inner}{self.indent})"


def into_block(source: SourceText, style: ImportStyle, block: Block, new: Sequence[NewLine]) -> list[Splice]:
    """Splices that put statements between those of a block."""
    layout = _Layout(style, source.newline, block.indent, _is_spaced(block), _mark(source, block))
    entries = [_Entry(each.line, each.section, index) for index, each in enumerate(block.statements)]
    ordered = block.is_sorted(style)
    for each in sorted(new, key=lambda each: place_key(each.line, each.section, style)):
        entries.insert(_position(entries, each, style, ordered=ordered), _Entry(each.line, each.section))
    splices: list[Splice] = []
    index = 0
    while index < len(entries):
        end = index
        while end < len(entries) and entries[end].index is None:
            end += 1
        splices += (_between(source, block, layout, entries, *part) for part in _parts(layout, entries, index, end))
        index = end + 1
    return splices


def new_block(
    outline: Outline, style: ImportStyle, new: Sequence[NewLine], *, after: int, following: tuple[int, str]
) -> Splice:
    """A block of its own: below the line `after`, or below the docstring or the comments at the top where that is 0.

    `following` is text that will stand at an offset, which could be the block's as well.
    """
    source = outline.source
    ordered = sorted(new, key=lambda each: place_key(each.line, each.section, style))
    text = _Layout(style, source.newline).text([_Entry(each.line, each.section) for each in ordered])
    line = after or header_line(outline)
    start = source.next_line(line) if line else 0
    shared = start == following[0]
    rest = following[1] + source.text[start:] if shared else source.text[start:]
    blank = _BLANK_LINES.match(rest)
    there = len(_NEWLINE.findall(blank[0])) if blank else 0
    wanted = _blank_lines_after(style, rest)
    skipped = max(0, there - wanted) if line and not shared else 0
    start = source.next_line(line + skipped) if skipped else start
    lead = source.newline if line and not skipped else ""
    return Splice(start, start, lead + text + source.newline * (1 + max(0, wanted - there)))


def _parts(layout: _Layout, entries: Sequence[_Entry], first: int, end: int) -> list[tuple[int, int]]:
    """Runs of new statements: cut where one part joins the section above and the other the section below."""
    if end == first:
        return []
    cuts = [index for index in range(max(first, 1), end) if layout.between(entries[index - 1], entries[index])]
    joins_below = end < len(entries) and not layout.between(entries[end - 1], entries[end])
    if first and joins_below and cuts and cuts[0] > first:
        return [(first, cuts[0]), (cuts[0], end)]
    return [(first, end)]


def _position(entries: Sequence[_Entry], new: NewLine, style: ImportStyle, *, ordered: bool) -> int:
    """Where a statement goes: its sorted place, else below its like."""
    keys = [place_key(entry.line, entry.section, style) for entry in entries]
    key = place_key(new.line, new.section, style)
    if ordered:
        return bisect_right(keys, key)
    top = new.line.module.partition(".")[0]
    lines = [(entry.line.level, entry.line.module.partition(".")[0]) for entry in entries]
    related = [index for index, line in enumerate(lines) if line == (new.line.level, top)]
    same = [index for index, entry in enumerate(entries) if entry.section == new.section]
    earlier = [index for index, other in enumerate(keys) if other[0] < key[0]]
    return max(related or same or earlier, default=-1) + 1


def _between(
    source: SourceText, block: Block, layout: _Layout, entries: Sequence[_Entry], first: int, end: int
) -> Splice:
    """One splice for new statements that follow each other."""
    text = layout.text(entries[first:end])
    before = entries[first - 1] if first else None
    after = entries[end] if end < len(entries) else None
    lead = layout.between(before, entries[first]) if before else 0
    tail = layout.between(entries[end - 1], after) if after else 0
    if after is not None and after.index is not None and (before is None or (lead and not tail)):
        line = _line_above(source, block, after.index, joins=not tail)
        commented = line < block.statements[after.index].first
        start = source.starts[line - 1]
        return Splice(start, start, text + source.newline * (1 + max(tail, int(commented))))
    old = block.statements[(before.index if before else None) or 0]
    end_of_old = source.line_end(old.last)
    there = _blank_lines_below(source, old) if after is not None and after.index is not None else tail
    return Splice(end_of_old, end_of_old, source.newline * (1 + lead) + text + source.newline * max(0, tail - there))


def _line_above(source: SourceText, block: Block, index: int, *, joins: bool) -> int:
    """The line that new statements above an old one push down: the old one's, or that of the comments on it.

    Comments on a statement go with it, a heading stays above its section, a licence at the top of the file.
    """
    line = block.statements[index].first
    top = line
    while top > 1 and source.line(top - 1).lstrip().startswith("#"):
        top -= 1
    heading = any(_HEADING.match(source.line(number).strip()) for number in range(top, line))
    if top > 1:
        return line if joins and heading else top
    return top if heading and not joins and not _OF_THE_FILE.match(source.line(1)) else line


def _is_spaced(block: Block) -> bool:
    """Whether sections of a block have blank lines between them; assumed where it has but one section."""
    gaps = [
        later.first - earlier.last > 1
        for earlier, later in pairwise(block.statements)
        if earlier.section != later.section
    ]
    return any(gaps) or not gaps


def _mark(source: SourceText, block: Block) -> str:
    """The comment that keeps late imports quiet, where the neighbours need it."""
    if block.early:
        return ""
    texts = (source.line(each.last) for each in block.statements)
    return next((f"  {match[0]}" for text in texts if (match := _LATE.search(text))), "")


def _blank_lines_below(source: SourceText, old: Statement) -> int:
    count = 0
    while old.last + count < source.line_count and not source.line(old.last + count + 1).strip():
        count += 1
    return count


def _blank_lines_after(style: ImportStyle, rest: str) -> int:
    """Blank lines that belong between the imports and what follows."""
    if not rest.strip():
        return 0
    if style.lines_after_imports >= 0:
        return style.lines_after_imports
    skipped = _BLANK_OR_COMMENT_LINES.match(rest)
    code = rest[skipped.end() :] if skipped else rest
    return 2 if re.match(r"@|class\b|def\b|async\b", code) else 1


def _is_leading(node: ast.stmt, *, first: bool) -> bool:
    """Whether a statement is the docstring or one of the imports that follow it."""
    if isinstance(node, ast.Expr):
        return first and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return isinstance(node, (ast.Import, ast.ImportFrom))


def header_line(outline: Outline) -> int:
    """Line below which the first import of a file goes: the docstring's, else of the comments at the top."""
    source = outline.source
    body = outline.body
    leading = 0
    while leading < len(body) and _is_leading(body[leading], first=leading == 0):
        leading += 1
    rest = body[leading].lineno if leading < len(body) else 0
    while leading and (body[leading - 1].end_lineno or 0) == rest:
        leading -= 1
    if leading:
        return body[leading - 1].end_lineno or body[leading - 1].lineno
    line = 0
    while line < source.line_count and source.line(line + 1).lstrip("\f").startswith("#"):
        line += 1
    if source.line(line + 1).strip():
        while line and not _OF_THE_FILE.match(source.line(line)):
            line -= 1
    return line
