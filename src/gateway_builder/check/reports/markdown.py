"""Findings as Markdown, for the comment of a pull request or the summary of a job."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gateway_builder.check.reports.report import rule_url
from gateway_builder.model.printable import one_line

if TYPE_CHECKING:
    from gateway_builder.check.reports.report import Report
    from gateway_builder.model.finding import Finding

_SPECIAL = {**{ord(each): f"\\{each}" for each in "\\`*_[]<>|~$:&"}, ord("@"): "@<!-- -->"}
_MOST_ROWS = 500


def write_markdown(report: Report) -> str:
    """A table of findings, and how many there are of each severity."""
    count = len(report.findings)
    if not count:
        return "## gateway-builder\n\nNo findings.\n"
    kinds = Counter(each.severity.value for each in report.findings)
    told = ", ".join(f"{number} {kind}{'s' * (number != 1)}" for kind, number in sorted(kinds.items()))
    lines = [
        "## gateway-builder",
        "",
        f"**{count} finding{'s' * (count != 1)}** ({told})",
        "",
        "| where | rule | what |",
        "|---|---|---|",
        *(_row(each) for each in report.findings[:_MOST_ROWS]),
    ]
    if count > _MOST_ROWS:
        lines += ["", f"{count - _MOST_ROWS} more are left out here."]
    return "\n".join(lines) + "\n"


def _row(finding: Finding) -> str:
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    rule = f"[{finding.code}]({rule_url(finding.code)}) {finding.name}"
    hint = f" – {_plain(finding.hint)}" if finding.hint else ""
    return f"| {_plain(place)} | {rule} | {_plain(finding.message)}{hint} |"


def _plain(text: str) -> str:
    """Text without any meaning in Markdown or HTML; what looks like a mention or a link becomes neither."""
    return one_line(text).translate(_SPECIAL)
