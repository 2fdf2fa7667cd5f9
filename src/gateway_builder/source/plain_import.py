"""Extends a `from` import of a plain form as text: names on one line, or each on a line of its own, need no LibCST."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from gateway_builder.source.import_order import member_key, own_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.model.style import ImportStyle

_MEMBER = r"[A-Za-z_]\w*(?: as [A-Za-z_]\w*)?"
_ONE_LINE = rf"(from [.\w]+ import )({_MEMBER}(?:, {_MEMBER})*)([ \t]*#.*)?"
_TALL = rf"(from [.\w]+ import \(\n)([ \t]+){_MEMBER},\n(?:\2{_MEMBER},\n)*([ \t]*\))"
_PRAGMA = r"\s*#\s*(?:noqa|type:|pyright:|pylint:|isort:|ruff:|mypy:|nosec|pragma)"


def extend_plain_import(
    statement: str, members: Sequence[tuple[str, str]], *, style: ImportStyle, indent: str
) -> str | None:
    """The statement with more names, or None where it has another form or a name is longer than a line.

    A comment stays with the one name that it stood behind, else on the first line.
    """
    if match := re.fullmatch(_ONE_LINE, statement, re.ASCII):
        names = [_split(written) for written in match[2].split(", ")]
        comment = match[3] or ""
        every = _joined(names, members, style)
        short = match[1] + ", ".join(map(_written, every)) + comment
        if len(indent + short) <= style.line_length or len(indent + statement) > style.line_length:
            return short
        step = indent + (indent or "    ")
        owner = names[0] if len(names) == 1 and not re.match(_PRAGMA, comment, re.IGNORECASE) else None
        lines = [f"{step}{_written(each)},{comment if each == owner else ''}\n" for each in every]
        return f"{match[1]}({'' if owner else comment}\n{''.join(lines)}{indent})"
    if match := re.fullmatch(_TALL, statement, re.ASCII):
        inner = statement[match.end(1) : match.start(3)]
        names = [_split(line.strip().removesuffix(",")) for line in inner.splitlines()]
        every = _joined(names, members, style)
        tall = match[1] + "".join(f"{match[2]}{_written(each)},\n" for each in every) + match[3]
        return tall if all(len(line) <= style.line_length for line in tall.split("\n")) else None
    return None


def _joined(
    names: Sequence[tuple[str, str]], members: Sequence[tuple[str, str]], style: ImportStyle
) -> list[tuple[str, str]]:
    """Names with more of them, each where the order of those that are there puts it."""
    key = member_key(style)
    joined = list(names)
    for member in members:
        order = own_order([name for name, _ in joined], lambda name: key((name, "")))
        index = len(joined) if order is None else bisect_right([order(name) for name, _ in joined], order(member[0]))
        joined.insert(index, member)
    return joined


def _split(written: str) -> tuple[str, str]:
    name, _, alias = written.partition(" as ")
    return name, alias


def _written(member: tuple[str, str]) -> str:
    return " as ".join(filter(None, member))
