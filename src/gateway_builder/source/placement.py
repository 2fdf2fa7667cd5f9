"""Where in a file a new class goes."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from gateway_builder.source.import_insertion import header_line
from gateway_builder.source.outline import is_interface
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gateway_builder.source.outline import Outline

_FOOTER = re.compile(
    r"^#+\s*(?:-\*-|vim?:|ex:|local variables:|end:|eof\b|end\b|endregion\b|fmt:\s*on|yapf:\s*enable|pylint:\s*enable|"
    r"isort:|flake8:|mypy:|pyright:|ruff:|noqa|kate:|\*{3,}\s*end|-+\s*(?:eof|end)\b)",
    re.IGNORECASE,
)
_CLOSER = re.compile(r"^#\s*(?:fmt:\s*on|yapf:\s*enable|pylint:\s*enable|ruff:\s*enable)", re.IGNORECASE)
_OFF = re.compile(r"^#\s*(?:fmt:\s*off|yapf:\s*disable)\b")
_ON = re.compile(r"^#\s*(?:fmt:\s*on|yapf:\s*enable)\b")
_FEWEST_SORTED = 3
_HOOKS = ("__getattr__", "__dir__")
_DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@value
class Place:
    """A line below which a class goes (0 for the top), and whether code follows it."""

    line: int
    code_follows: bool


def place_class(outline: Outline, name: str) -> Place:
    """Where a class of that name goes."""
    limit = _trailer_start(outline)
    classes = [node for node in outline.body[:limit] if isinstance(node, ast.ClassDef) and is_interface(outline, node)]
    classes = classes or _last_classes(outline, limit)
    if not classes:
        line = _end_of_body(outline, limit)
    else:
        names = [node.name for node in classes]
        key = None if _has_sections(outline, classes[0]) else _sorted_by(names)
        index = len(names) if key is None else bisect_right([key(each) for each in names], key(name))
        line = _below(outline, classes[index - 1], limit) if index else _above(outline, classes[0])
    line = _outside_unformatted(outline, line)
    return Place(line, code_follows=any(first_line(node) > line for node in outline.body))


def first_line(node: ast.stmt) -> int:
    """First line of a statement, its decorators included."""
    decorators = getattr(node, "decorator_list", [])
    return min(node.lineno, *(int(decorator.lineno) for decorator in decorators), node.lineno)


def last_line(node: ast.stmt) -> int:
    """Last line of a statement."""
    return node.end_lineno or node.lineno


def _sorted_by(names: Sequence[str]) -> Callable[[str], str] | None:
    """The order in which enough classes stand for it to be no accident."""
    if len(names) < _FEWEST_SORTED:
        return None
    orders: tuple[Callable[[str], str], ...] = (str, str.lower)
    return next((key for key in orders if sorted(names, key=key) == list(names)), None)


def _has_sections(outline: Outline, first: ast.stmt) -> bool:
    """Whether comments that stand on their own divide the classes, or wait at the end for one."""
    source = outline.source
    inside = _lines_inside(outline)
    for number in range(last_line(first) + 1, source.line_count + 1):
        text = source.line(number)
        apart = not source.line(number + 1).strip()
        if text.startswith("#") and number not in inside and apart and not _FOOTER.match(text):
            return True
    return False


def _last_classes(outline: Outline, limit: int) -> list[ast.ClassDef]:
    """Classes of a file without interfaces, where classes are all that it defines."""
    found = [node for node in outline.body[:limit] if isinstance(node, ast.ClassDef)]
    last = next((node for node in reversed(outline.body[:limit]) if isinstance(node, _DEFINITIONS)), None)
    return found[-1:] if isinstance(last, ast.ClassDef) else []


def _trailer_start(outline: Outline) -> int:
    """Index of the first statement of those at the end that nothing may follow."""
    body = outline.body
    index = len(body)
    while index and _is_trailer(body[index - 1]):
        index -= 1
    last = max((i for i, node in enumerate(body[:index]) if isinstance(node, _DEFINITIONS)), default=-1)
    if last >= 0:
        index = next((i for i in range(last, index) if _is_exports(body[i])), index)
    else:
        index = next((i for i in range(index, len(body)) if _is_end(body[i])), len(body))
    main = next((i for i, node in enumerate(body[:index]) if _is_main_guard(node)), index)
    return min(index, main)


def _is_end(node: ast.stmt) -> bool:
    """Whether even a file that defines nothing else ends with such a statement."""
    return _is_main_guard(node) or isinstance(node, ast.Delete) or getattr(node, "name", "") in _HOOKS


def _is_trailer(node: ast.stmt) -> bool:
    match node:
        case ast.If():
            return _is_main_guard(node)
        case ast.Delete() | ast.Expr():
            return not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        case ast.FunctionDef(name=name):
            return name in _HOOKS
        case ast.For() | ast.While():
            return True
        case _:
            return _is_alias_or_exports(node)


def _is_alias_or_exports(node: ast.stmt) -> bool:
    """Whether a statement is `__all__`, or names what is there already."""
    if _is_exports(node):
        return True
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        value = node.value
        return isinstance(value, (ast.Name, ast.Attribute, ast.Subscript, ast.BinOp)) or any(
            isinstance(target, ast.Attribute) for target in targets
        )
    return type(node).__name__ == "TypeAlias"


def _is_exports(node: ast.stmt) -> bool:
    """Whether a statement sets `__all__` or adds to it."""
    simple = isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr))
    return simple and any(isinstance(part, ast.Name) and part.id == "__all__" for part in ast.walk(node))


def _is_main_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and any(
        isinstance(part, ast.Name) and part.id == "__name__" for part in ast.walk(node.test)
    )


def _above(outline: Outline, node: ast.stmt) -> int:
    """The line above a statement and the comment that stands directly on it."""
    source = outline.source
    line = first_line(node) - 1
    while line and source.line(line).startswith("#"):
        line -= 1
    return line


def _below(outline: Outline, node: ast.stmt, limit: int) -> int:
    """The last line that belongs to a class, that of comments inside it and of closing pragmas included.

    Where nothing but comments follow, they are headers that wait for a class: the line below them.
    """
    index = outline.body.index(node)
    if index + 1 == limit:
        return _end_of_body(outline, limit)
    return _end_of_statement(outline, node)


def _end_of_statement(outline: Outline, node: ast.stmt) -> int:
    source = outline.source
    line = last_line(node)
    for other in outline.body:
        if other.lineno == line:
            line = max(line, last_line(other))
    following = min(
        (first_line(other) for other in outline.body if first_line(other) > line), default=source.line_count + 1
    )
    for number in range(line + 1, following):
        text = source.line(number)
        if text.strip() and text[:1] not in " \t":
            break
        if text.strip():
            line = number
    while line + 1 < following and _CLOSER.match(source.line(line + 1)):
        line += 1
    return line


def _end_of_body(outline: Outline, limit: int) -> int:
    """The line below which a new last class goes: behind waiting section headers, before footers."""
    source = outline.source
    body = outline.body
    start = _end_of_statement(outline, body[limit - 1]) if limit else 0
    if limit < len(body):
        return start or max(_above(outline, body[0]), header_line(outline))
    line = source.line_count
    while line > start and (not source.line(line).strip() or _FOOTER.match(source.line(line))):
        line -= 1
    footer = any(source.line(number).strip() for number in range(line + 1, source.line_count + 1))
    return line if footer else source.line_count


def _outside_unformatted(outline: Outline, line: int) -> int:
    """The place moved out of a region that formatters leave alone."""
    source = outline.source
    if "fmt:" not in source.text and "yapf:" not in source.text:
        return line
    opened = 0
    inside = _lines_inside(outline)
    for number in range(1, source.line_count + 1):
        text = source.line(number)
        if number in inside:
            continue
        if _OFF.match(text) and not opened and number <= line:
            opened = number
        elif _ON.match(text) and opened:
            if number >= line:
                return max(number, line)
            opened = 0
    inner = [node for node in outline.body if isinstance(node, ast.ClassDef) and first_line(node) > opened]
    outer = [node for node in outline.body if isinstance(node, _DEFINITIONS) and first_line(node) < opened]
    return opened - 1 if opened and (outer or not inner) else line


def _lines_inside(outline: Outline) -> set[int]:
    """Lines that belong to top-level statements, where a comment sign may be text."""
    return {number for node in outline.body for number in range(first_line(node), last_line(node) + 1)}
