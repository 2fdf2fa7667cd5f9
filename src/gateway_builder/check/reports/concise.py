"""Findings, each on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.reports.report import Report
    from gateway_builder.model.finding import Finding


def concise_lines(report: Report) -> Iterator[str]:
    """`path:line:column: CODE message`, with a mark where `--fix` can mend it."""
    for each in report.findings:
        place = f"{each.path}:{each.span.line}:{each.span.column}"
        yield f"{place}: {each.code} {fix_mark(each)}{each.message}"


def fix_mark(finding: Finding) -> str:
    """`[*] ` where `--fix` mends it, `[!] ` where that needs `--unsafe-fixes`, else nothing."""
    if finding.fix is None:
        return ""
    return "[*] " if finding.fix.is_safe else "[!] "
