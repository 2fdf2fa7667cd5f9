"""Replacements of text that fixes are made of; everything around them stays byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.errors import GatewayBuilderError
from gateway_builder.model.finding import TextEdit

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Mapping, Sequence

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.model.finding import Fix
    from gateway_builder.model.interface import ImportedName
    from gateway_builder.source.code_module import CodeModule


def replace_node(module: CodeModule, node: ast.AST, text: str) -> TextEdit:
    """The text of a node replaced; comments inside it would be lost, so give it none."""
    return TextEdit(module.path, start_of(module, node), end_of(module, node), text)


def insert_after(module: CodeModule, node: ast.AST, text: str) -> TextEdit:
    """Text put right behind a node."""
    end = end_of(module, node)
    return TextEdit(module.path, end, end, text)


def insert_line_above(module: CodeModule, node: ast.stmt, line: str) -> TextEdit:
    """A line of its own above a statement that begins its line, as far indented, above its decorators."""
    source = module.source
    first = first_line(node)
    start = source.starts[first - 1]
    return TextEdit(module.path, start, start, f"{indentation(module, node)}{line}{source.newline}")


def insert_line_below(module: CodeModule, node: ast.stmt, line: str, *, indent: str | None = None) -> TextEdit:
    """Lines of their own below a statement, as far indented as it is, or by `indent`."""
    source = module.source
    last = node.end_lineno or node.lineno
    depth = indentation(module, node) if indent is None else indent
    lines = source.newline.join(f"{depth}{each}" if each else "" for each in line.split("\n"))
    start = source.next_line(last)
    if source.text[:start].endswith(("\n", "\r")):
        return TextEdit(module.path, start, start, f"{lines}{source.newline}")
    return TextEdit(module.path, start, start, f"{source.newline}{lines}")


def has_comment(module: CodeModule, node: ast.AST) -> bool:
    """Whether a comment stands inside the text of a node (a `#` in a string counts, too: better no fix)."""
    return "#" in module.source.text[start_of(module, node) : end_of(module, node)]


def indentation(module: CodeModule, node: ast.stmt) -> str:
    """The blanks that a statement is indented by."""
    source = module.source
    line = source.line(node.lineno)
    return line[: len(line) - len(line.lstrip())]


def first_line(node: ast.stmt) -> int:
    """The first line of a statement, its decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def start_of(module: CodeModule, node: ast.AST) -> int:
    """Offset of the first character of a node."""
    return module.source.offset(getattr(node, "lineno", 1), getattr(node, "col_offset", 0))


def end_of(module: CodeModule, node: ast.AST) -> int:
    """Offset behind the last character of a node."""
    return module.source.offset(getattr(node, "end_lineno", 1), getattr(node, "end_col_offset", 0))


def attempt(make: Callable[[], Fix | None]) -> Fix | None:
    """The fix that a function makes; none where the file can't be edited."""
    try:
        return make()
    except GatewayBuilderError:
        return None


def add_import(
    codebase: Codebase, module: CodeModule, imported: ImportedName, *, before: ast.stmt
) -> tuple[str, tuple[TextEdit, ...]]:
    """How text that stands at a top-level statement reaches a name, and the edits that import it where it is missing.

    What the file binds to the same thing is reused (`t.Protocol`); a name that means something else here is gone around
    by another form, so that nothing is ever rebound.

    Raises:
        ConflictError: If the file can't be edited.
    """
    expressions, edits = add_imports(codebase, module, [imported], before=before)
    return expressions[imported], edits


def add_imports(
    codebase: Codebase, module: CodeModule, wanted: Sequence[ImportedName], *, before: ast.stmt
) -> tuple[Mapping[ImportedName, str], tuple[TextEdit, ...]]:
    """The same for several names, whose edits don't overlap.

    Raises:
        ConflictError: If the file can't be edited.
    """
    from gateway_builder.source.import_edit import ImportEditor
    from gateway_builder.source.outline import read_outline
    from gateway_builder.source.resolution import Resolver

    outline = read_outline(module.content, path=module.path, module=module.name, is_package=module.is_package)
    line = first_line(before)
    resolution = Resolver(outline, line, frozenset(), frozenset()).resolve(wanted)
    keys = {each: each.alias or each.name or each.module for each in wanted}
    start = outline.source.starts[line - 1]
    style = codebase.import_style(module.path)
    edit = ImportEditor(outline, style, before=line, insertion=start, following="").edit(resolution.additions)
    splices = tuple(TextEdit(module.path, splice.start, splice.end, splice.text) for splice in edit.splices)
    return {each: resolution.expressions.get(key, key) for each, key in keys.items()}, splices
