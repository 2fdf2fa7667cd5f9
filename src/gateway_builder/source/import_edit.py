"""Puts imports into a file: extends a statement that is there, or adds one to its section."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from gateway_builder.source.import_blocks import (
    Block,
    choose_block,
    path_edit,
    place_key,
    read_blocks,
)
from gateway_builder.source.import_order import FUTURE, STANDARD, ImportLine, member_key, section_of
from gateway_builder.source.outline import import_module_name
from gateway_builder.source.resolution import guarded_imports
from gateway_builder.source.text import Splice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gateway_builder.model.style import ImportStyle
    from gateway_builder.source.outline import Outline
    from gateway_builder.source.resolution import Addition

_HEADING = re.compile(
    r"\b(?:std|standard|built|third|3rd|party|local|first|own|project|app|application|internal|external|relative|future|"
    r"packages?|librar\w*|imports?)\b",
    re.IGNORECASE,
)
_BLANK_LINES = re.compile(r"(?:[ \t\f]*(?:\r\n|\r|\n))*")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_LATE = re.compile(r"#.*\bE402\b.*$")


@dataclass(frozen=True, slots=True)
class ImportEdit:
    """Splices that add imports, and what to tell the user."""

    splices: tuple[Splice, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportEditor:
    """Adds imports above a line of a file.

    `following` is text that will stand at `insertion` (the new class), where an import could come to stand as well.
    """

    outline: Outline
    style: ImportStyle
    before: int
    insertion: int
    following: str

    def edit(self, additions: Sequence[Addition]) -> ImportEdit:
        """Splices for all imports."""
        splices: list[Splice] = []
        notes: list[str] = []
        rest: list[Addition] = []
        targets: dict[int, tuple[ast.ImportFrom, list[Addition]]] = defaultdict(
            lambda: (ast.ImportFrom(module=None, names=[], level=0), [])
        )
        for addition in sorted(set(additions)):
            target = self._target(addition)
            if target is None:
                rest.append(addition)
            else:
                joined = targets[target.lineno][1]
                targets[target.lineno] = (target, [*joined, addition])
        for target, joined in targets.values():
            splices += self._extend(target, joined)
            names = ", ".join(addition.name for addition in joined)
            notes.append(
                f"added {names} to `from {'.' * target.level}{target.module or ''} import …` (line {target.lineno})"
            )
        splices += self._add(rest)
        return ImportEdit(tuple(splices), tuple(notes))

    # statements that are there

    def _target(self, addition: Addition) -> ast.ImportFrom | None:
        """The `from` import that a name joins."""
        if not addition.name or self._single or (addition.alias and not self.style.combine_as_imports):
            return None
        nodes = self._candidates(typing_only=addition.typing_only)
        return next((node for node in nodes if self._reads(node, addition)), None)

    def _candidates(self, *, typing_only: bool) -> list[ast.ImportFrom]:
        if typing_only:
            return [node for node in guarded_imports(self.outline) if isinstance(node, ast.ImportFrom)]
        nodes = (node for node in self.outline.body if (node.end_lineno or node.lineno) < self.before)
        return [node for node in nodes if isinstance(node, ast.ImportFrom)]

    @property
    def _single(self) -> bool:
        """Whether each name is imported by a statement of its own: by configuration, or as the file shows."""
        if self.style.force_single_line:
            return True
        blocks = [block for block in read_blocks(self.outline, self.style, before=self.before) if not block.typing_only]
        return len(blocks) == 1 and _is_single(blocks[0])

    def _reads(self, node: ast.ImportFrom, addition: Addition) -> bool:
        if import_module_name(node, self.outline.package) != addition.module or node.names[0].name == "*":
            return False
        return (
            self.style.combine_as_imports or any(alias.asname is None for alias in node.names) or bool(addition.alias)
        )

    def _extend(self, node: ast.ImportFrom, additions: Sequence[Addition]) -> list[Splice]:
        from gateway_builder.source.import_fragment import extend_import

        source = self.outline.source
        start = source.offset(node.lineno, node.col_offset)
        last = node.end_lineno or node.lineno
        end = source.line_end(last)
        if any(
            other.lineno == last
            for other in self.outline.body
            if other.lineno > node.lineno or other.col_offset > node.col_offset
        ):
            end = source.offset(last, node.end_col_offset or 0)
        members = [(addition.name, addition.alias) for addition in additions]
        indent = source.text[source.starts[node.lineno - 1] : start]
        if indent.strip():
            indent = ""
        return extend_import(source, Splice(start, end, ""), members, style=self.style, indent=indent)

    # new statements

    def _add(self, additions: Sequence[Addition]) -> list[Splice]:
        """New statements, each in the block and at the place where it belongs."""
        blocks = read_blocks(self.outline, self.style, before=self.before)
        late = path_edit(self.outline, before=self.before)
        pending: dict[int, tuple[Block | None, list[_New]]] = {}
        for line, typing_only in self._lines(additions):
            section = section_of(line, self.style, self.outline.package or self.outline.module)
            section = _section_by_neighbours(blocks, line) or section
            free = late is None or typing_only or section in {FUTURE, STANDARD}
            after = 0 if late is None or free else late.end_lineno or late.lineno
            block = choose_block(blocks, line, section, after=after, typing_only=typing_only)
            key = block.statements[0].first if block else -after
            pending.setdefault(key, (block, []))[1].append(_New(line, section))
        splices: list[Splice] = []
        for key, (block, new) in pending.items():
            splices += self._into_block(block, new) if block else [self._new_block(new, after=-key)]
        return splices

    def _lines(self, additions: Iterable[Addition]) -> list[tuple[ImportLine, bool]]:
        """Statements for the names that join none."""
        lines: list[tuple[ImportLine, bool]] = []
        grouped: dict[tuple[str, bool], list[tuple[str, str]]] = defaultdict(list)
        for addition in additions:
            member = (addition.name, addition.alias)
            if not addition.name:
                lines.append((ImportLine(addition.module, alias=addition.alias), addition.typing_only))
            elif self._single or (addition.alias and not self.style.combine_as_imports):
                lines.append((self._from(addition.module, [member]), addition.typing_only))
            else:
                grouped[addition.module, addition.typing_only].append(member)
        lines += ((self._from(module, members), typing_only) for (module, typing_only), members in grouped.items())
        return lines

    def _from(self, module: str, members: Sequence[tuple[str, str]]) -> ImportLine:
        level, written = spell_module(self.outline, module)
        return ImportLine(written, level, tuple(sorted(members, key=member_key(self.style))))

    def _into_block(self, block: Block, new: Sequence[_New]) -> list[Splice]:
        """Splices that put statements between those of a block."""
        entries = [_Entry(each.line, each.section, index) for index, each in enumerate(block.statements)]
        ordered = block.is_sorted(self.style)
        for each in sorted(new, key=lambda each: place_key(each.line, each.section, self.style)):
            entries.insert(self._position(entries, each, ordered=ordered), _Entry(each.line, each.section, None))
        splices: list[Splice] = []
        index = 0
        while index < len(entries):
            end = index
            while end < len(entries) and entries[end].index is None:
                end += 1
            splices += [self._between(block, entries, *part) for part in self._parts(block, entries, index, end)]
            index = end + 1
        return splices

    def _parts(self, block: Block, entries: Sequence[_Entry], first: int, end: int) -> list[tuple[int, int]]:
        """Runs of new statements: cut where one part joins the section above and the other the section below."""
        spaced = self._is_spaced(block)
        cuts = [
            index
            for index in range(first, end + 1)
            if 0 < index < len(entries) and self._blank_lines(entries[index - 1], entries[index], spaced=spaced)
        ]
        inner = [index for index in cuts if first < index < end]
        if not inner or not first or end == len(entries) or first in cuts or end in cuts:
            return [(first, end)] if end > first else []
        return [(first, inner[0]), (inner[0], end)]

    def _position(self, entries: Sequence[_Entry], new: _New, *, ordered: bool) -> int:
        key = place_key(new.line, new.section, self.style)
        if ordered:
            return bisect_right([place_key(entry.line, entry.section, self.style) for entry in entries], key)
        top = new.line.module.partition(".")[0]
        related = [
            i
            for i, entry in enumerate(entries)
            if entry.line.level == new.line.level and entry.line.module.partition(".")[0] == top
        ]
        same = [i for i, entry in enumerate(entries) if entry.section == new.section]
        earlier = [i for i, entry in enumerate(entries) if place_key(entry.line, entry.section, self.style)[0] < key[0]]
        return max(related or same or earlier, default=-1) + 1

    def _between(self, block: Block, entries: Sequence[_Entry], first: int, end: int) -> Splice:
        """One splice for new statements that follow each other."""
        source = self.outline.source
        spaced = self._is_spaced(block)
        before = entries[first - 1] if first else None
        after = entries[end] if end < len(entries) else None
        mark = self._noqa(block)
        pieces = [_written(entries[first], self.style, block.indent, source.newline, mark)]
        for earlier, later in zip(entries[first:end], entries[first + 1 : end], strict=False):
            pieces.append(source.newline * (1 + self._blank_lines(earlier, later, spaced=spaced)))
            pieces.append(_written(later, self.style, block.indent, source.newline, mark))
        text = "".join(pieces)
        lead = self._blank_lines(before, entries[first], spaced=spaced) if before else 0
        tail = self._blank_lines(entries[end - 1], after, spaced=spaced) if after else 0
        if before is None or (lead and not tail and after is not None):
            return self._above(block, after, text, tail)
        return self._below(block, before, after, text, lead, tail)

    def _above(self, block: Block, after: _Entry | None, text: str, tail: int) -> Splice:
        """New statements directly above an old one."""
        source = self.outline.source
        old = block.statements[after.index if after and after.index is not None else 0]
        line = old.first
        if tail or after is None or after.index:
            top = line
            while top > 1 and source.line(top - 1).lstrip().startswith("#"):
                top -= 1
            heading = any(_HEADING.search(source.line(number)) for number in range(top, line))
            attached = bool(after and after.index and not tail) and not heading
            if attached or (tail and heading and not _is_top_of_file(source.line(top), top)):
                line = top
        start = source.starts[line - 1]
        return Splice(start, start, text + source.newline * (1 + tail))

    def _below(self, block: Block, before: _Entry, after: _Entry | None, text: str, lead: int, tail: int) -> Splice:
        """New statements directly below an old one."""
        source = self.outline.source
        old = block.statements[before.index or 0]
        end = source.line_end(old.last)
        if after is not None and after.index is not None:
            there = _blank_lines_below(self.outline, old.last)
            tail = max(0, tail - there)
        else:
            tail = 0
        newline = source.newline
        return Splice(end, end, newline * (1 + lead) + text + newline * tail)

    def _blank_lines(self, earlier: _Entry, later: _Entry, *, spaced: bool) -> int:
        """Blank lines that belong between two statements."""
        if earlier.section != later.section:
            return 1 if spaced and later.section not in self.style.no_lines_before else 0
        differ = (earlier.line.names is None) != (later.line.names is None)
        return self.style.lines_between_types if differ and not self.style.force_sort_within_sections else 0

    def _is_spaced(self, block: Block) -> bool:
        """Whether sections of a block have blank lines between them; assumed where it has but one section."""
        gaps = [
            later.first - earlier.last > 1
            for earlier, later in zip(block.statements, block.statements[1:], strict=False)
            if earlier.section != later.section
        ]
        return any(gaps) or not gaps

    def _noqa(self, block: Block) -> str:
        """The comment that keeps late imports quiet, where the neighbours need it."""
        if block.early:
            return ""
        texts = (self.outline.source.line(each.last) for each in block.statements)
        return next((f"  {match[0]}" for text in texts if (match := _LATE.search(text))), "")

    def _new_block(self, new: Sequence[_New], *, after: int) -> Splice:
        """A block of its own: below the docstring and the comments at the top, or below an edit of the import path."""
        source = self.outline.source
        ordered = sorted(new, key=lambda each: place_key(each.line, each.section, self.style))
        entries = [_Entry(each.line, each.section, None) for each in ordered]
        pieces = [_written(entries[0], self.style, "", source.newline, "")]
        for earlier, later in pairwise(entries):
            pieces.append(source.newline * (1 + self._blank_lines(earlier, later, spaced=True)))
            pieces.append(_written(later, self.style, "", source.newline, ""))
        line = after or _header_line(self.outline)
        return self._below_line(line, "".join(pieces))

    def _below_line(self, line: int, text: str) -> Splice:
        """Text below a line (0 for the top of the file), with the blank lines that belong around imports."""
        source = self.outline.source
        newline = source.newline
        start = source.next_line(line) if line else 0
        rest = self.following + source.text[start:] if start == self.insertion else source.text[start:]
        blank = _BLANK_LINES.match(rest)
        there = _NEWLINE.findall(blank[0]) if blank else []
        wanted = self._blank_lines_after(rest) if rest.strip() else 0
        lead = newline if line else ""
        skipped = max(0, len(there) - wanted) if line and start != self.insertion else 0
        if skipped:
            lead = ""
            start = source.next_line(line + skipped)
        return Splice(start, start, lead + text + newline * (1 + max(0, wanted - len(there))))

    def _blank_lines_after(self, rest: str) -> int:
        if self.style.lines_after_imports >= 0:
            return self.style.lines_after_imports
        code = re.sub(r"^(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*", "", rest)
        return 2 if re.match(r"@|class\b|def\b|async\b", code) else 1


@dataclass(frozen=True, slots=True)
class _New:
    line: ImportLine
    section: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A statement of a block: an old one by its index, or a new one."""

    line: ImportLine
    section: str
    index: int | None


def spell_module(outline: Outline, module: str) -> tuple[int, str]:
    """How the file writes the name of a module: relative where it imports its own package so and never absolutely."""
    package = outline.package
    top = package.partition(".")[0]
    if not package or module.partition(".")[0] != top:
        return 0, module
    nodes = [node for node in ast.walk(outline.tree) if isinstance(node, ast.ImportFrom)]
    absolute = any(not node.level and (node.module or "").partition(".")[0] == top for node in nodes)
    if absolute or not any(node.level for node in nodes):
        return 0, module
    own = package.split(".")
    other = module.split(".")
    shared = 0
    while shared < min(len(own), len(other)) and own[shared] == other[shared]:
        shared += 1
    return len(own) - shared + 1, ".".join(other[shared:])


def _written(entry: _Entry, style: ImportStyle, indent: str, newline: str, mark: str) -> str:
    """Text of a new statement, wrapped where it is too long."""
    line = entry.line
    if line.names is None:
        return f"{indent}import {line.module}{f' as {line.alias}' if line.alias else ''}{mark}"
    names = [f"{name} as {alias}" if alias else name for name, alias in line.names]
    head = f"{indent}from {'.' * line.level}{line.module} import "
    single = head + ", ".join(names)
    if len(single) <= style.line_length:
        return single + mark
    step = indent or "    "
    inner = "".join(f"{indent}{step}{name},{newline}" for name in names)
    return f"{head}({mark}{newline}{inner}{indent})"


def _section_by_neighbours(blocks: Sequence[Block], line: ImportLine) -> str:
    """The section in which the file keeps other modules of the same package."""
    top = line.module.partition(".")[0]
    for block in blocks:
        for each in block.statements:
            if each.line.level == line.level == 0 and each.line.module.partition(".")[0] == top:
                return each.section
    return ""


def _blank_lines_below(outline: Outline, line: int) -> int:
    count = 0
    while line + count < outline.source.line_count and not outline.source.line(line + count + 1).strip():
        count += 1
    return count


def _is_top_of_file(text: str, line: int) -> bool:
    return line == 1 and text.startswith("#!")


def _is_single(block: Block) -> bool:
    """Whether a block gives each name a statement, as it shows where one module has several."""
    lines = [each.line for each in block.statements if each.line.names is not None and not each.line.names[0][1]]
    modules = [(line.level, line.module) for line in lines]
    return len(set(modules)) < len(modules) and all(len(line.names or ()) == 1 for line in lines)


def _is_leading(node: ast.stmt, *, first: bool) -> bool:
    """Whether a statement is the docstring or one of the imports that follow it."""
    if isinstance(node, ast.Expr):
        return first and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return isinstance(node, (ast.Import, ast.ImportFrom))


def _header_line(outline: Outline) -> int:
    """Line below which the first import of a file goes: the docstring's, else of the comments at the top."""
    source = outline.source
    body = outline.body
    leading = 0
    while leading < len(body) and _is_leading(body[leading], first=leading == 0):
        leading += 1
    if leading:
        last = body[leading - 1].end_lineno or body[leading - 1].lineno
        return max(node.end_lineno or node.lineno for node in body if node.lineno <= last)
    line = 0
    while line < source.line_count and source.line(line + 1).lstrip("\f").startswith("#"):
        line += 1
    if line < source.line_count and source.line(line + 1).strip():
        while line and not re.match(r"#!|#.*coding[:=]", source.line(line)):
            line -= 1
    return line
