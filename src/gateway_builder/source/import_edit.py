"""Puts imports into a file: extends a statement that is there, or adds one where it belongs."""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING

from gateway_builder.source.import_blocks import choose_block, path_edit, read_blocks
from gateway_builder.source.import_insertion import NewLine, into_block, new_block
from gateway_builder.source.import_order import FUTURE, STANDARD, ImportLine, member_key, section_of
from gateway_builder.source.outline import import_module_name
from gateway_builder.source.plain_import import extend_plain_import
from gateway_builder.source.resolution import guarded_imports
from gateway_builder.source.text import Splice, from_linefeeds, smallest_splice, to_linefeeds
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gateway_builder.model.style import ImportStyle
    from gateway_builder.source.import_blocks import Block
    from gateway_builder.source.outline import Outline
    from gateway_builder.source.resolution import Addition


@value
class ImportEdit:
    """Splices that add imports, and what to tell the user."""

    splices: tuple[Splice, ...]
    notes: tuple[str, ...] = ()


@value
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
        targets: dict[int, ast.ImportFrom] = {}
        joined: dict[int, list[Addition]] = defaultdict(list)
        rest: list[Addition] = []
        for addition in sorted(set(additions)):
            target = self._target(addition)
            if target is None:
                rest.append(addition)
            else:
                targets[target.lineno] = target
                joined[target.lineno].append(addition)
        splices = [splice for line, target in targets.items() for splice in self._extend(target, joined[line])]
        notes = [_note(target, joined[line]) for line, target in targets.items()]
        return ImportEdit((*splices, *self._add(rest)), tuple(notes))

    def _target(self, addition: Addition) -> ast.ImportFrom | None:
        """The `from` import that a name joins."""
        apart = addition.alias and not self.style.combine_as_imports
        if not addition.name or apart or self._is_single(typing_only=addition.typing_only):
            return None
        nodes = self._candidates(addition)
        return next((node for node in nodes if self._reads(node, addition)), None)

    def _candidates(self, addition: Addition) -> list[ast.ImportFrom]:
        """The `from` imports of the part of the file that a name is to be imported in."""
        if addition.typing_only:
            return [node for node in guarded_imports(self.outline) if isinstance(node, ast.ImportFrom)]
        nodes = (node for node in self.outline.body if ((node.end_lineno or 0) >= self.before) == addition.late)
        return [node for node in nodes if isinstance(node, ast.ImportFrom)]

    def _reads(self, node: ast.ImportFrom, addition: Addition) -> bool:
        """Whether a statement imports from the module, in a form that isort lets another name join."""
        if import_module_name(node, self.outline.package) != addition.module or node.names[0].name == "*":
            return False
        return self.style.combine_as_imports or any(alias.asname is None for alias in node.names)

    def _is_single(self, *, typing_only: bool) -> bool:
        """Whether each name is imported by a statement of its own: by configuration, or as the file shows."""
        if self.style.force_single_line:
            return True
        every = read_blocks(self.outline, self.style, before=self.before)
        blocks = [block for block in every if block.typing_only == typing_only]
        return len(blocks) == 1 and _is_single(blocks[0])

    def _extend(self, node: ast.ImportFrom, additions: Sequence[Addition]) -> list[Splice]:
        source = self.outline.source
        start = source.offset(node.lineno, node.col_offset)
        end = source.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
        rest = source.text[end : source.line_end(node.end_lineno or node.lineno)]
        if not rest.lstrip().startswith(";"):
            end += len(rest)
        lead = source.text[source.starts[node.lineno - 1] : start]
        members = [(addition.name, addition.alias) for addition in additions]
        indent = "" if lead.strip() else lead
        old = source.text[start:end]
        statement = to_linefeeds(source, old, start)
        new = extend_plain_import(statement, members, style=self.style, indent=indent)
        if new is None:
            from gateway_builder.source.import_fragment import extend_import

            new = extend_import(statement, members, style=self.style, indent=indent)
        return [smallest_splice(start, old, from_linefeeds(source, new))]

    def _add(self, additions: Sequence[Addition]) -> list[Splice]:
        """New statements, each in the block and at the place where it belongs."""
        blocks = read_blocks(self.outline, self.style, before=self.before)
        late = path_edit(self.outline, before=self.before)
        chosen: dict[int, Block | None] = {}
        pending: dict[int, list[NewLine]] = defaultdict(list)
        for line, typing_only in self._lines(additions):
            own = self.outline.package or self.outline.module
            section = _section_by_neighbours(blocks, line) or section_of(line, self.style, own)
            free = late is None or typing_only or section in {FUTURE, STANDARD}
            after = 0 if late is None or free else late.end_lineno or late.lineno
            block = choose_block(blocks, line, section, after=after, typing_only=typing_only)
            key = block.statements[0].first if block else -after
            chosen[key] = block
            pending[key].append(NewLine(line, section))
        splices: list[Splice] = []
        for key, new in pending.items():
            splices += self._into(chosen[key], new, after=-key)
        return splices

    def _into(self, block: Block | None, new: Sequence[NewLine], *, after: int) -> list[Splice]:
        if block is not None:
            return into_block(self.outline.source, self.style, block, new)
        following = (self.insertion, self.following)
        return [new_block(self.outline, self.style, new, after=after, following=following)]

    def _lines(self, additions: Iterable[Addition]) -> list[tuple[ImportLine, bool]]:
        """Statements for the names that join none."""
        lines: list[tuple[ImportLine, bool]] = []
        grouped: dict[tuple[str, bool], list[tuple[str, str]]] = defaultdict(list)
        for addition in additions:
            member = (addition.name, addition.alias)
            single = self._is_single(typing_only=addition.typing_only)
            if not addition.name:
                lines.append((ImportLine(addition.module, alias=addition.alias), addition.typing_only))
            elif single or (addition.alias and not self.style.combine_as_imports):
                lines.append((self._from(addition.module, [member]), addition.typing_only))
            else:
                grouped[addition.module, addition.typing_only].append(member)
        lines += ((self._from(module, members), typing_only) for (module, typing_only), members in grouped.items())
        return lines

    def _from(self, module: str, members: Sequence[tuple[str, str]]) -> ImportLine:
        level, written = spell_module(self.outline, module)
        return ImportLine(written, level, tuple(sorted(members, key=member_key(self.style))))


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


def _note(target: ast.ImportFrom, joined: Sequence[Addition]) -> str:
    names = ", ".join(addition.name for addition in joined)
    return f"added {names} to `from {'.' * target.level}{target.module or ''} import …` (line {target.lineno})"


def _section_by_neighbours(blocks: Sequence[Block], line: ImportLine) -> str:
    """The section in which the file keeps other modules of the same package."""
    top = line.module.partition(".")[0]
    for block in blocks:
        for each in block.statements:
            if each.line.level == line.level == 0 and each.line.module.partition(".")[0] == top:
                return each.section
    return ""


def _is_single(block: Block) -> bool:
    """Whether a block gives each name a statement, as it shows where one module has several."""
    lines = [each.line for each in block.statements if each.line.names is not None and not each.line.names[0][1]]
    modules = [(line.level, line.module) for line in lines]
    return len(set(modules)) < len(modules) and all(len(line.names or ()) == 1 for line in lines)
