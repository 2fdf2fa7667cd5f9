"""`__all__`: which literal lists a module's names, and how a name is put into it."""

from __future__ import annotations

import ast
from bisect import bisect_right
from typing import TYPE_CHECKING

from gateway_builder.source.import_order import own_order
from gateway_builder.source.outline import is_interface
from gateway_builder.source.plain_names import extend_plain_names
from gateway_builder.source.text import Splice, from_linefeeds, smallest_splice, to_linefeeds
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.source.outline import Outline


_PREFIXES = "rRbBuUfF"


@value
class Export:
    """Splices that list names in `__all__`, and what could not be done."""

    splices: tuple[Splice, ...] = ()
    warnings: tuple[str, ...] = ()


def export_names(outline: Outline, names: Sequence[str], *, line_length: int, new: bool = True) -> Export:
    """List public names in `__all__` where the module has one.

    `new` tells that the names are classes that join the module: they are listed only where their like is.
    """
    statements = [node for node in outline.body if _is_about_exports(node)]
    wanted = [name for name in names if not name.startswith("_")]
    if not wanted or not statements:
        return Export()
    literals = [literal for node in statements if (literal := _literal(node)) is not None]
    listed = {name for literal in literals for name in _strings(literal)}
    wanted = [name for name in wanted if name not in listed]
    if not wanted:
        return Export()
    if not literals:
        line = outline.bindings["__all__"][0].line if "__all__" in outline.bindings else statements[0].lineno
        return Export(
            warnings=(f"{outline.source.path}:{line} computes __all__: add {', '.join(wanted)} to it yourself",)
        )
    if new and _leaves_out(outline, listed):
        return Export(
            warnings=(
                f"{outline.source.path} leaves its interfaces out of __all__, so {', '.join(wanted)} is not listed",
            )
        )
    literal = _best_literal(outline, literals)
    return Export(tuple(_extend(outline, literal, wanted, line_length)))


def _is_about_exports(node: ast.stmt) -> bool:
    match node:
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.AnnAssign(target=ast.Name(id="__all__")) | ast.AugAssign(target=ast.Name(id="__all__")):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="__all__"), attr="extend"))):
            return True
        case _:
            return False


def _literal(node: ast.stmt) -> ast.List | ast.Tuple | None:
    """The list of strings that a statement about `__all__` holds, if it holds one."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        values: list[ast.expr] = list(node.value.args[:1])
    else:
        value = getattr(node, "value", None)
        values = [value] if isinstance(value, ast.expr) else []
    while values and isinstance(values[0], ast.BinOp) and isinstance(values[0].op, ast.Add):
        values = [values[0].left, values[0].right, *values[1:]]
    return next((value for value in values if isinstance(value, (ast.List, ast.Tuple)) and _is_plain(value)), None)


def _is_plain(literal: ast.List | ast.Tuple) -> bool:
    return all(
        isinstance(each, ast.Starred) or (isinstance(each, ast.Constant) and isinstance(each.value, str))
        for each in literal.elts
    )


def _strings(literal: ast.List | ast.Tuple) -> list[str]:
    return [each.value for each in literal.elts if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def _interfaces(outline: Outline) -> list[str]:
    return [node.name for node in outline.body if isinstance(node, ast.ClassDef) and is_interface(outline, node)]


def _leaves_out(outline: Outline, listed: set[str]) -> bool:
    """Whether the module has public interfaces and lists none of them."""
    public = [name for name in _interfaces(outline) if not name.startswith("_")]
    return bool(public) and not listed.intersection(public)


def _best_literal(outline: Outline, literals: Sequence[ast.List | ast.Tuple]) -> ast.List | ast.Tuple:
    """The literal that lists most of the module's interfaces, else of its names; the last of equals."""
    interfaces = set(_interfaces(outline))
    return max(
        enumerate(literals),
        key=lambda each: (
            len(interfaces.intersection(_strings(each[1]))),
            len(set(_strings(each[1])) & set(outline.bindings)),
            each[0],
        ),
    )[1]


def _extend(outline: Outline, literal: ast.List | ast.Tuple, names: Sequence[str], line_length: int) -> list[Splice]:
    source = outline.source
    start = source.offset(literal.lineno, literal.col_offset)
    end = source.offset(literal.end_lineno or literal.lineno, literal.end_col_offset or 0)
    quote = _quote(outline, literal)
    groups = _groups(outline, literal)
    placed: list[tuple[str, int]] = []
    elements: list[str | None] = [
        each.value if isinstance(each, ast.Constant) and isinstance(each.value, str) else None for each in literal.elts
    ]
    for name in names:
        index = _index(outline, elements, groups, name)
        elements.insert(index, name)
        groups = [(first + (first > index), last + (last >= index)) for first, last in groups]
        placed.append((f"{quote}{name}{quote}", index))
    line = source.text[source.starts[literal.lineno - 1] : start]
    indent = line[: len(line) - len(line.lstrip())]
    old = source.text[start:end]
    written = to_linefeeds(source, old, start)
    room = line_length - len(indent) - len("__all__ = ")
    new = extend_plain_names(written, placed, room=room, indent=indent)
    if new is None:
        from gateway_builder.source.import_fragment import extend_names

        new = extend_names(written, placed, line_length=line_length, indent=indent)
    return [smallest_splice(start, old, from_linefeeds(source, new))]


def _index(outline: Outline, elements: Sequence[str | None], groups: Sequence[tuple[int, int]], name: str) -> int:
    """Where a name goes: into the group of its like, sorted where the group is, else behind the last of its like."""
    interfaces = set(_interfaces(outline))

    def likeness(group: tuple[int, int]) -> tuple[int, int]:
        inside = [each for each in elements[group[0] : group[1]] if each]
        return len(interfaces.intersection(inside)), group[1]

    first, last = max(groups, key=likeness, default=(0, len(elements)))
    inside = elements[first:last]
    strings = [each for each in inside if each is not None]
    order = own_order(strings, str)
    if order is not None and len(strings) == len(inside):
        return first + bisect_right([order(each) for each in strings], order(name))
    alike = [index for index in range(first, last) if elements[index] in interfaces]
    named = [index for index in range(first, last) if elements[index] is not None]
    return (alike or named or [last - 1])[-1] + 1


def _groups(outline: Outline, literal: ast.List | ast.Tuple) -> list[tuple[int, int]]:
    """Runs of elements between comments or blank lines, as index ranges."""
    source = outline.source
    starts = [0]
    for index, (earlier, later) in enumerate(zip(literal.elts, literal.elts[1:], strict=False), 1):
        between = range((earlier.end_lineno or earlier.lineno) + 1, later.lineno)
        if any(not (text := source.line(number).strip()) or text.startswith("#") for number in between):
            starts.append(index)
    return list(zip(starts, [*starts[1:], len(literal.elts)], strict=True))


def _quote(outline: Outline, literal: ast.List | ast.Tuple) -> str:
    source = outline.source
    for each in reversed(literal.elts):
        if isinstance(each, ast.Constant):
            start = source.offset(each.lineno, each.col_offset)
            return source.text[start:].lstrip(_PREFIXES)[0]
    return "'" if source.text.count("'") > source.text.count('"') else '"'
