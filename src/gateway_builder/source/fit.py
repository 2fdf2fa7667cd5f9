"""What a class's text has to be like to stand in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

STEP = "    "


@value
class Fit:
    """What a class's text has to be like in one file.

    Attributes:
        expressions: Expression for each name or dotted name that can't stay.
        quoted: Names whose annotations have to be quoted.
        indent: One level of indentation.
        quote: Quote of plain strings.
        docstring_quote: Quotes of docstrings.
        line_length: Columns that a line may have.
    """

    expressions: Mapping[str, str]
    quoted: Collection[str]
    indent: str = STEP
    quote: str = '"'
    docstring_quote: str = '"""'
    line_length: int = 88
