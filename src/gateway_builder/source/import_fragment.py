"""Extends one `from` import or one literal of names with LibCST, in the order and layout that it has."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import libcst as cst

from gateway_builder.source.import_order import member_key, own_order
from gateway_builder.source.sequence import CommaList

_PRAGMA = re.compile(r"#\s*(?:noqa|type:|pyright:|pylint:|isort:|ruff:|mypy:|nosec|pragma)", re.IGNORECASE)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gateway_builder.model.style import ImportStyle


def extend_import(statement: str, members: Sequence[tuple[str, str]], *, style: ImportStyle, indent: str) -> str:
    """A `from` import with more names, its trailing comment included."""
    tree = cst.parse_module(statement)
    line = cst.ensure_type(tree.body[0], cst.SimpleStatementLine)
    node = cst.ensure_type(line.body[0], cst.ImportFrom)
    key = member_key(style)
    before = _list_of(node).items

    long_already = _too_long(tree, line, node, indent, style)

    def too_long(changed: cst.ImportFrom) -> bool:
        return not long_already and _too_long(tree, line, changed, indent, style)

    for member in members:
        node = _with_member(node, member, key, too_long)
    if too_long(node):
        line, node = _wrapped(line, node, indent, _member(before[0]) if len(before) == 1 else None)
    return _code(tree, line, node)


def extend_names(literal: str, names: Sequence[tuple[str, int]], *, line_length: int, indent: str) -> str:
    """A list or tuple of names with more strings; each comes with its index."""
    parsed = cst.parse_expression(literal)
    changed = parsed if isinstance(parsed, cst.List) else cst.ensure_type(parsed, cst.Tuple)
    for written, index in names:
        changed = _with_name(changed, written, index, line_length=line_length, indent=indent)
    return cst.Module([]).code_for_node(changed)


def _with_member(
    node: cst.ImportFrom,
    member: tuple[str, str],
    key: Callable[[tuple[str, str]], tuple[Any, ...]],
    too_long: Callable[[cst.ImportFrom], bool],
) -> cst.ImportFrom:
    """The import with one name more."""
    listed = _list_of(node)
    names = [_member(item) for item in listed.items]
    order = own_order([name for name, _ in names], lambda name: key((name, "")))
    index = len(names) if order is None else bisect_right([order(name) for name, _ in names], order(member[0]))
    alias = cst.AsName(name=cst.Name(member[1])) if member[1] else None
    item = cst.ImportAlias(name=cst.Name(member[0]), asname=alias)
    changed = _with_list(node, listed.insert(index, item, headings=False))
    if node.lpar is not None and too_long(changed):
        return (
            changed
            if _one_inner_line(listed)
            else _with_list(node, listed.insert(index, item, headings=False, break_line=True))
        )
    return changed


def _one_inner_line(listed: CommaList[cst.ImportAlias]) -> bool:
    """Whether all names stand on one line between brackets on lines of their own."""
    return not any(
        isinstance(item.comma, cst.Comma) and isinstance(item.comma.whitespace_after, cst.ParenthesizedWhitespace)
        for item in listed.items[:-1]
    )


def _list_of(node: cst.ImportFrom) -> CommaList[cst.ImportAlias]:
    names: Sequence[cst.ImportAlias] = () if isinstance(node.names, cst.ImportStar) else node.names
    closing = node.rpar.whitespace_before if node.rpar else cst.SimpleWhitespace("")
    return CommaList(tuple(names), _opening(node), closing)


def _opening(node: cst.ImportFrom) -> cst.BaseParenthesizableWhitespace | None:
    return node.lpar.whitespace_after if node.lpar else None


def _with_list(node: cst.ImportFrom, listed: CommaList[cst.ImportAlias]) -> cst.ImportFrom:
    if node.lpar is None or node.rpar is None or listed.opening is None:
        return node.with_changes(names=listed.items)
    return node.with_changes(
        names=listed.items,
        lpar=node.lpar.with_changes(whitespace_after=listed.opening),
        rpar=node.rpar.with_changes(whitespace_before=listed.closing),
    )


def _wrapped(
    line: cst.SimpleStatementLine, node: cst.ImportFrom, indent: str, alone: tuple[str, str] | None
) -> tuple[cst.SimpleStatementLine, cst.ImportFrom]:
    """The import with a line for each name; a comment stays with the one name it was behind, else on the first line."""
    listed = _list_of(node)
    if listed.comments:
        return line, node
    tall = listed.vertical(indent, indent or "    ")
    bracket = cst.LeftParen(whitespace_after=tall.opening or cst.SimpleWhitespace(""))
    node = node.with_changes(
        names=tall.items,
        lpar=bracket,
        rpar=cst.RightParen(whitespace_before=tall.closing),
        whitespace_after_import=cst.SimpleWhitespace(" "),
    )
    comment = line.trailing_whitespace.comment
    if comment is None or not isinstance(tall.opening, cst.ParenthesizedWhitespace):
        return line, node
    first = cst.TrailingWhitespace(whitespace=line.trailing_whitespace.whitespace, comment=comment)
    line = line.with_changes(trailing_whitespace=cst.TrailingWhitespace(newline=line.trailing_whitespace.newline))
    if alone is None or _PRAGMA.match(comment.value):
        return line, node.with_changes(
            lpar=bracket.with_changes(whitespace_after=tall.opening.with_changes(first_line=first))
        )
    items = [_with_comment(item, first) if _member(item) == alone else item for item in tall.items]
    return line, node.with_changes(names=items)


def _with_comment(item: cst.ImportAlias, comment: cst.TrailingWhitespace) -> cst.ImportAlias:
    """A name on a line of its own with a comment behind it."""
    comma = cst.ensure_type(item.comma, cst.Comma)
    after = cst.ensure_type(comma.whitespace_after, cst.ParenthesizedWhitespace)
    return item.with_changes(comma=comma.with_changes(whitespace_after=after.with_changes(first_line=comment)))


def _too_long(
    tree: cst.Module, line: cst.SimpleStatementLine, node: cst.ImportFrom, indent: str, style: ImportStyle
) -> bool:
    first, *others = _code(tree, line, node).split("\n")
    return len(indent + first) > style.line_length or any(len(other) > style.line_length for other in others)


def _code(tree: cst.Module, line: cst.SimpleStatementLine, node: cst.ImportFrom) -> str:
    return tree.with_changes(body=[line.with_changes(body=[node, *line.body[1:]]), *tree.body[1:]]).code


def _member(item: cst.ImportAlias) -> tuple[str, str]:
    alias = item.asname.name.value if item.asname and isinstance(item.asname.name, cst.Name) else ""
    return item.evaluated_name, alias


def _with_name(
    literal: cst.List | cst.Tuple, written: str, index: int, *, line_length: int, indent: str
) -> cst.List | cst.Tuple:
    """The literal with one string more, on lines of their own where one line would be too long."""
    item = cst.Element(cst.SimpleString(written))
    changed = _rebuilt(literal, _elements(literal).insert(index, item, headings=True))
    if not _literal_too_long(changed, line_length, indent):
        return changed
    listed = _elements(changed)
    if isinstance(literal, cst.Tuple) and not literal.lpar:
        return changed
    if "\n" not in cst.Module([]).code_for_node(literal):
        return _rebuilt(changed, listed.vertical(indent, "    "))
    return _rebuilt(literal, _elements(literal).insert(index, item, headings=True, break_line=True))


def _literal_too_long(literal: cst.List | cst.Tuple, line_length: int, indent: str) -> bool:
    lead = len(indent) + len("__all__ = ")
    first, *others = cst.Module([]).code_for_node(literal).split("\n")
    return lead + len(first) > line_length or any(len(other) > line_length for other in others)


def _elements(literal: cst.List | cst.Tuple) -> CommaList[cst.BaseElement]:
    items = tuple(literal.elements)
    if isinstance(literal, cst.List):
        return CommaList(items, literal.lbracket.whitespace_after, literal.rbracket.whitespace_before)
    if not literal.lpar:
        return CommaList(items, None, cst.SimpleWhitespace(""))
    return CommaList(items, literal.lpar[0].whitespace_after, literal.rpar[0].whitespace_before)


def _rebuilt(literal: cst.List | cst.Tuple, listed: CommaList[cst.BaseElement]) -> cst.List | cst.Tuple:
    items = listed.items
    opening = listed.opening or cst.SimpleWhitespace("")
    if isinstance(literal, cst.List):
        return literal.with_changes(
            elements=items,
            lbracket=literal.lbracket.with_changes(whitespace_after=opening),
            rbracket=literal.rbracket.with_changes(whitespace_before=listed.closing),
        )
    if not literal.lpar:
        return literal.with_changes(elements=items)
    return literal.with_changes(
        elements=items,
        lpar=[literal.lpar[0].with_changes(whitespace_after=opening), *literal.lpar[1:]],
        rpar=[literal.rpar[0].with_changes(whitespace_before=listed.closing), *literal.rpar[1:]],
    )
