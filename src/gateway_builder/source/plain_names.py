"""Extends a list of names of a plain form as text: on one line, or each on a line of its own, it needs no LibCST."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME = r"(?:\"\w+\"|'\w+')"
_ONE_LINE = rf"\[{_NAME}(?:, {_NAME})*\]"
_TALL = rf"\[\n([ \t]+){_NAME},\n(?:\1{_NAME},\n)*([ \t]*)\]"


def extend_plain_names(literal: str, names: Sequence[tuple[str, int]], *, room: int, indent: str) -> str | None:
    """The literal with more strings, each with its index, or None where it has another form.

    `room` is how long its first line may be.
    """
    if re.fullmatch(_ONE_LINE, literal):
        elements = _inserted(literal[1:-1].split(", "), names)
        short = f"[{', '.join(elements)}]"
        return short if len(short) <= room else _tall(elements, f"{indent}    ", indent)
    if match := re.fullmatch(_TALL, literal):
        elements = [line.strip().removesuffix(",") for line in literal.splitlines()[1:-1]]
        return _tall(_inserted(elements, names), match[1], match[2])
    return None


def _inserted(elements: list[str], names: Sequence[tuple[str, int]]) -> list[str]:
    for written, index in names:
        elements.insert(index, written)
    return elements


def _tall(elements: Sequence[str], inner: str, outer: str) -> str:
    return "[\n" + "".join(f"{inner}{each},\n" for each in elements) + f"{outer}]"
