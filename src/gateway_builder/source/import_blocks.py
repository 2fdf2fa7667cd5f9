"""The blocks of imports of a file, as isort sees them: which there are, which one a new import belongs to."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gateway_builder.source.import_order import (
    FIRST,
    FUTURE,
    LOCAL,
    STANDARD,
    ImportLine,
    is_sorted,
    section_of,
    section_rank,
    statement_key,
)
from gateway_builder.source.outline import is_typing_guard
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gateway_builder.model.style import ImportStyle
    from gateway_builder.source.outline import Outline

_ACTION = re.compile(r"^\s*#\s*isort:\s*(?:off|on|split)\b")
_PATH_EDIT = re.compile(r"\bsys\.path\b|\baddsitedir\b")


@value
class Statement:
    """One import statement in its place; `alone` tells that nothing else stands on its lines."""

    node: ast.Import | ast.ImportFrom
    line: ImportLine
    section: str
    alone: bool

    @property
    def first(self) -> int:
        """Its first line."""
        return self.node.lineno

    @property
    def last(self) -> int:
        """Its last line."""
        return self.node.end_lineno or self.node.lineno


@value
class Block:
    """Imports that follow each other with nothing but comments between."""

    statements: tuple[Statement, ...]
    indent: str
    typing_only: bool
    early: bool

    def is_sorted(self, style: ImportStyle) -> bool:
        """Whether the statements stand in isort's order."""
        return is_sorted([place_key(statement.line, statement.section, style) for statement in self.statements])


def place_key(line: ImportLine, section: str, style: ImportStyle) -> tuple[Any, ...]:
    """What a whole block is sorted by."""
    return (section_rank(section, style), statement_key(line, style))


def read_line(node: ast.Import | ast.ImportFrom) -> ImportLine:
    """A statement as the order sees it."""
    if isinstance(node, ast.ImportFrom):
        names = tuple((alias.name, alias.asname or "") for alias in node.names)
        return ImportLine(node.module or "", node.level, names)
    return ImportLine(node.names[0].name, alias=node.names[0].asname or "")


def read_blocks(outline: Outline, style: ImportStyle, *, before: int) -> list[Block]:
    """Blocks that end before a line: the module's own, and those under `if TYPE_CHECKING`."""
    blocks: list[Block] = []
    boundary = header_end(outline)
    for run in _runs(outline, outline.body):
        if (run[-1].end_lineno or 0) < before:
            early = boundary is None or run[0].lineno < boundary.lineno
            blocks.append(_block(outline, run, style, typing_only=False, early=early))
    for node in outline.body:
        if isinstance(node, ast.If) and is_typing_guard(node.test) and node.body[0].lineno > node.test.lineno:
            blocks += (_block(outline, run, style, typing_only=True, early=True) for run in _runs(outline, node.body))
    return blocks


def header_end(outline: Outline) -> ast.stmt | None:
    """The first statement behind which an import is no longer at the top of the file."""
    return next((node for node in outline.body if not _may_precede_imports(outline, node)), None)


def path_edit(outline: Outline, *, before: int) -> ast.stmt | None:
    """The last statement that edits the import path."""
    found = None
    if "path" not in outline.source.text and "sitedir" not in outline.source.text:
        return None
    for node in outline.body:
        if (
            node.lineno < before
            and not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
            and is_path_edit(outline, node)
        ):
            found = node
    return found


def is_path_edit(outline: Outline, node: ast.stmt) -> bool:
    """Whether a statement changes where modules are found."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return False
    source = outline.source
    text = source.text[source.starts[node.lineno - 1] : source.line_end(node.end_lineno or node.lineno)]
    return bool(_PATH_EDIT.search(text))


def choose_block(
    blocks: Sequence[Block], line: ImportLine, section: str, *, after: int, typing_only: bool
) -> Block | None:
    """The block that a new import joins; `after` is the line of the last edit of the import path, or 0."""
    standard = section in {FUTURE, STANDARD}
    found = [
        block
        for block in blocks
        if block.typing_only == typing_only
        and (standard or block.statements[0].first > after)
        and (block.early or after)
    ]
    top = line.module.partition(".")[0]
    related = [block for block in found if any(_is_related(each.line, line, top) for each in block.statements)]
    same = [block for block in found if any(each.section == section for each in block.statements)]
    early = [block for block in found if block.early] or found
    if standard:
        return next(iter(same or early), None)
    return next(iter([block for block in related if block.early] or same[-1:] or early[-1:]), None)


def _is_related(line: ImportLine, other: ImportLine, top: str) -> bool:
    return line.level == other.level > 0 or (
        not line.level and not other.level and line.module.partition(".")[0] == top
    )


def _may_precede_imports(outline: Outline, node: ast.stmt) -> bool:
    """Whether ruff and pycodestyle let imports follow a statement."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.If() | ast.Try() | ast.With():
            return True
        case ast.Expr(value=ast.Constant(value=str())):
            return node is outline.body[0]
        case (
            ast.Assign(targets=[ast.Name(id=name)])
            | ast.AnnAssign(target=ast.Name(id=name))
            | ast.AugAssign(target=ast.Name(id=name))
        ):
            return name.startswith("__") and name.endswith("__")
        case _:
            return is_path_edit(outline, node)


def _runs(outline: Outline, body: Sequence[ast.stmt]) -> Iterator[list[ast.Import | ast.ImportFrom]]:
    """Import statements that follow each other."""
    run: list[ast.Import | ast.ImportFrom] = []
    shared = _shared_lines(body)
    off = False
    previous = body[0].lineno - 1 if body and body is not outline.body else 0
    for node in body:
        actions = [outline.source.line(number) for number in range(previous + 1, node.lineno)]
        actions = [text for text in actions if _ACTION.match(text)]
        off = ("off" in actions[-1]) if actions else off
        previous = node.end_lineno or node.lineno
        usable = isinstance(node, (ast.Import, ast.ImportFrom)) and not off and not shared & {node.lineno, previous}
        if run and (actions or not usable):
            yield run
            run = []
        if usable:
            run.append(node)  # type: ignore[arg-type] # `usable` tells that it is an import
    if run:
        yield run


def _shared_lines(body: Sequence[ast.stmt]) -> set[int]:
    """Lines that hold more than one statement."""
    return {later.lineno for earlier, later in pairwise(body) if earlier.end_lineno == later.lineno}


def _block(
    outline: Outline, run: Sequence[ast.Import | ast.ImportFrom], style: ImportStyle, *, typing_only: bool, early: bool
) -> Block:
    source = outline.source
    lines = [read_line(node) for node in run]
    statements = [
        Statement(node, line, section_of(line, style, outline.package or outline.module), alone=True)
        for node, line in zip(run, lines, strict=True)
    ]
    start = source.starts[run[0].lineno - 1]
    indent = source.text[start : source.offset(run[0].lineno, run[0].col_offset)]
    return Block(_with_sections_of_groups(statements), indent, typing_only, early)


def _with_sections_of_groups(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements with the section that their neighbours between blank lines show.

    Which packages are the project's own can't always be known from here; the groups of the file tell.
    """
    groups: list[list[Statement]] = []
    for statement in statements:
        if groups and statement.first == groups[-1][-1].last + 1:
            groups[-1].append(statement)
        else:
            groups.append([statement])
    result: list[Statement] = []
    for group in groups:
        certain = Counter(each.section for each in group if each.section in {FUTURE, STANDARD, FIRST, LOCAL})
        section = next(iter(certain)) if len(certain) == 1 else ""
        result += (replace(each, section=section) if section else each for each in group)
    return tuple(result)
