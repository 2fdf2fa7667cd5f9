"""A comma-separated list in brackets or behind `import`: puts an element in, in the layout that is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Generic, TypeVar, cast

import libcst as cst

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item", bound="cst.ImportAlias | cst.BaseElement")
Space = cst.BaseParenthesizableWhitespace


@value
class CommaList(Generic[Item]):
    """Elements with the whitespace around them.

    Attributes:
        items: The elements, each with the comma that follows it.
        opening: Whitespace behind the opening bracket; None where there are no brackets.
        closing: Whitespace before the closing bracket.
    """

    items: tuple[Item, ...]
    opening: Space | None
    closing: Space

    def insert(self, index: int, item: Item, *, headings: bool, break_line: bool = False) -> CommaList[Item]:
        """The list with one element more.

        `headings` tells that comments on lines of their own stand above groups and not above the one element below.
        `break_line` asks for a new line in a layout that has several elements on a line.
        """
        if not self.items:
            return replace(self, items=(item,))
        if index == len(self.items):
            return self._append(item, break_line=break_line)
        return self._put_before(index, item, headings=headings, break_line=break_line)

    def _put_before(self, index: int, item: Item, *, headings: bool, break_line: bool) -> CommaList[Item]:
        before = self._space_before(index)
        mine, theirs = _share_comments(before, headings=headings)
        gap = self._gap(break_line=break_line)
        if isinstance(theirs, cst.ParenthesizedWhitespace) and isinstance(gap, cst.ParenthesizedWhitespace):
            gap = gap.with_changes(empty_lines=theirs.empty_lines)
        elif isinstance(theirs, cst.ParenthesizedWhitespace) and any(line.comment for line in theirs.empty_lines):
            gap = theirs.with_changes(first_line=cst.TrailingWhitespace())
        added = _with_comma(item, gap)
        if index == 0:
            only = self.items[0]
            if len(self.items) == 1 and isinstance(only.comma, cst.Comma) and isinstance(gap, cst.SimpleWhitespace):
                return replace(self, items=(added, _without_comma(only)))
            return replace(self, items=(added, *self.items), opening=None if self.opening is None else mine)
        previous = _with_comma(self.items[index - 1], mine)
        return replace(self, items=(*self.items[: index - 1], previous, added, *self.items[index:]))

    def _append(self, item: Item, *, break_line: bool) -> CommaList[Item]:
        last = self.items[-1]
        gap = self._gap(break_line=break_line)
        trailing = last.comma if isinstance(last.comma, cst.Comma) else None
        if trailing is not None and isinstance(trailing.whitespace_after, cst.ParenthesizedWhitespace):
            tail = trailing.whitespace_after
            added = _with_comma(item, tail.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=()))
            return replace(self, items=(*self.items[:-1], _with_comma(last, _keep_comment(gap, tail)), added))
        added = _with_comma(item, cst.SimpleWhitespace("")) if trailing else _without_comma(item)
        if isinstance(self.closing, cst.ParenthesizedWhitespace):
            closing = self.closing.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=())
            kept = _with_comma(last, _keep_comment(gap, self.closing))
            return replace(self, items=(*self.items[:-1], kept, added), closing=closing)
        if len(self.items) == 1:
            added = _without_comma(item)
        return replace(self, items=(*self.items[:-1], _with_comma(last, gap), added))

    def _space_before(self, index: int) -> Space:
        if index == 0:
            return self.opening or cst.SimpleWhitespace(" ")
        comma = self.items[index - 1].comma
        return comma.whitespace_after if isinstance(comma, cst.Comma) else cst.SimpleWhitespace(" ")

    def _gap(self, *, break_line: bool) -> Space:
        """What stands between two elements in this layout."""
        spaces = [self._space_before(index) for index in range(1, len(self.items))]
        broken = [space for space in (*spaces, self.opening) if isinstance(space, cst.ParenthesizedWhitespace)]
        vertical = len(broken) >= len(self.items) if spaces else bool(broken)
        if not (vertical or (break_line and self.opening is not None)):
            return cst.SimpleWhitespace(" ")
        model = (
            broken[0] if broken else cst.ParenthesizedWhitespace(indent=True, last_line=cst.SimpleWhitespace("    "))
        )
        return model.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=())

    def vertical(self, indent: str, step: str) -> CommaList[Item]:
        """The list with one element on each line, a comma behind the last, the bracket on a line of its own."""
        inner = cst.ParenthesizedWhitespace(last_line=cst.SimpleWhitespace(indent + step))
        outer = cst.ParenthesizedWhitespace(last_line=cst.SimpleWhitespace(indent))
        items = [_with_comma(item, inner) for item in self.items[:-1]]
        return CommaList((*items, _with_comma(self.items[-1], outer)), inner, cst.SimpleWhitespace(""))

    @property
    def comments(self) -> bool:
        """Whether a comment stands between the elements."""
        spaces: Sequence[Space | None] = (
            self.opening,
            self.closing,
            *(self._space_before(i + 1) for i in range(len(self.items))),
        )
        return any(
            isinstance(space, cst.ParenthesizedWhitespace)
            and (space.first_line.comment or any(line.comment for line in space.empty_lines))
            for space in spaces
        )


def _with_comma(item: Item, after: Space) -> Item:
    before = item.comma.whitespace_before if isinstance(item.comma, cst.Comma) else cst.SimpleWhitespace("")
    return cast("Item", item.with_changes(comma=cst.Comma(whitespace_before=before, whitespace_after=after)))


def _without_comma(item: Item) -> Item:
    return cast("Item", item.with_changes(comma=cst.MaybeSentinel.DEFAULT))


def _keep_comment(gap: Space, tail: cst.ParenthesizedWhitespace) -> Space:
    """The gap between two elements, with the comments that stood behind the first of them."""
    if isinstance(gap, cst.ParenthesizedWhitespace):
        return gap.with_changes(first_line=tail.first_line, empty_lines=tail.empty_lines)
    if tail.first_line.comment is None and not any(line.comment for line in tail.empty_lines):
        return gap
    return tail.with_changes(last_line=cst.SimpleWhitespace(tail.last_line.value + "    "))


def _share_comments(space: Space, *, headings: bool) -> tuple[Space, Space]:
    """Whitespace before the new element and before the old one, comments above the old one going with it."""
    if headings or not isinstance(space, cst.ParenthesizedWhitespace):
        return space, cst.SimpleWhitespace(" ")
    return space.with_changes(empty_lines=()), space
