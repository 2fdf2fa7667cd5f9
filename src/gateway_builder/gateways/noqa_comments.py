"""Suppressions with codes, written where a project's linter forbids what generated code can't avoid."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_ON_LINES = 3
# What is said of the file as a whole, and read from no line of it.
_OF_THE_FILE = frozenset({"CPY001", "D100", "D104", "INP001", "N999"})


@value
class Finding:
    """A rule's code, the line, from 1, that a suppression belongs on, and whether ruff can mend it safely."""

    code: str
    line: int
    fixable: bool = False


def suppress(text: str, findings: Sequence[Finding]) -> str:
    """The text with a comment for each finding: on its line, or for the file when a code occurs more than three times.

    Args:
        text: Python source.
        findings: What the linter said of it.
    """
    counts = Counter(finding.code for finding in findings)
    everywhere = {code for code, count in counts.items() if count > _MOST_ON_LINES or code in _OF_THE_FILE}
    lines = text.split("\n")
    for number in sorted({finding.line for finding in findings}):
        codes = sorted({finding.code for finding in findings if finding.line == number} - everywhere)
        if codes:
            lines[number - 1] += f"  # noqa: {', '.join(codes)}"
    head = [f"# ruff: noqa: {', '.join(sorted(everywhere))}"] if everywhere else []
    return "\n".join([*head, *lines])
