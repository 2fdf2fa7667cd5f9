"""What every format is made of."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from gateway_builder.errors import UsageError
from gateway_builder.source.parse import decode_source
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.check.gateway_map import GatewayMap
    from gateway_builder.gateways.interfaces import ISourceTree
    from gateway_builder.model.finding import Finding, Span

_NEWLINE = re.compile(r"\r\n|\r|\n")
REFERENCE = "https://pypi.org/project/gateway-builder/"


def rule_url(code: str) -> str:
    """Where a rule is explained."""
    return f"{REFERENCE}#{code.lower()}"


class Sources:
    """The texts that findings stand in, each read when it is first asked for."""

    def __init__(self, tree: ISourceTree) -> None:
        self._tree = tree
        self._read: dict[str, tuple[str, tuple[int, ...]]] = {}

    def line(self, path: str, number: int) -> str | None:
        """Text of a line, from 1, without its newline; None where there is no such line."""
        text, starts = self._text(path)
        if not 0 < number <= len(starts):
            return None
        end = starts[number] if number < len(starts) else len(text)
        return text[starts[number - 1] : end].rstrip("\r\n")

    def lines(self, path: str) -> tuple[str, ...]:
        """Every line of a file."""
        return tuple(_NEWLINE.split(self._text(path)[0]))

    def place(self, path: str, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset in a file's text."""
        starts = self._text(path)[1]
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def byte_column(self, path: str, line: int, column: int) -> int:
        """A column that counts bytes of UTF-8, from 1."""
        before = (self.line(path, line) or "")[: column - 1]
        return column - len(before) + len(before.encode("utf-8", "surrogatepass"))

    def _text(self, path: str) -> tuple[str, tuple[int, ...]]:
        if path not in self._read:
            text = self._decode(path)
            self._read[path] = text, (0, *(match.end() for match in _NEWLINE.finditer(text)))
        return self._read[path]

    def _decode(self, path: str) -> str:
        try:
            content = self._tree.read_file(path) or b""
        except UsageError:
            return ""
        try:
            return decode_source(content)
        except SyntaxError:
            return content.decode("utf-8", "replace")


@value
class Report:
    """One run's findings for a format to write.

    Attributes:
        findings: By file and place.
        sources: The texts that they stand in.
        version: Version of this program.
        map: Who knows whom; only for the format that draws it.
    """

    findings: Sequence[Finding]
    sources: Sources
    version: str
    map: GatewayMap | None = None

    def byte_span(self, finding: Finding) -> tuple[int, int]:
        """First and last column of a finding, counted in bytes of UTF-8."""
        span: Span = finding.span
        first = self.sources.byte_column(finding.path, span.line, span.column)
        return first, self.sources.byte_column(finding.path, span.end_line, span.end_column)
