"""Findings for a person at a terminal: each with its line underlined, then what there is in all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.check.registry import find_rule
from gateway_builder.check.reports.baseline import describe_baseline
from gateway_builder.check.reports.concise import fix_mark
from gateway_builder.check.reports.excerpt import make_excerpt
from gateway_builder.check.reports.statistics import count_families, count_rules
from gateway_builder.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.check.outcome import CheckOutcome
    from gateway_builder.check.reports.report import Report
    from gateway_builder.cli.terminal import Terminal
    from gateway_builder.model.finding import Finding

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_BAR = "cyan"
_SENTENCE_END = re.compile(r"(?<=[.?!]) (?=[A-Z`])")
_SENTENCES = 2


class TextReport:
    """Writes the findings of one run to a terminal."""

    def __init__(self, terminal: Terminal, report: Report, outcome: CheckOutcome, mended: Sequence[Finding]) -> None:
        self._terminal = terminal
        self._report = report
        self._outcome = outcome
        self._mended = mended
        self._width = terminal.width
        self._explained: set[str] = set()

    def write(self, *, statistics: bool) -> None:
        """Write the findings, or with `statistics` how many there are of each rule; then the summary."""
        if statistics:
            self._write_statistics()
        else:
            for finding in self._report.findings:
                self._write_finding(finding)
        self._write_mended()
        self._write_summary()

    def _write_finding(self, finding: Finding) -> None:
        place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
        self._terminal.parts(
            (place, "bold"),
            (": ", ""),
            (finding.code, _STYLES[finding.severity]),
            (f" {fix_mark(finding)}{finding.message}", ""),
        )
        margin = " " * len(str(finding.span.line))
        self._write_excerpt(finding, margin)
        for title, text in self._explain(finding):
            self._terminal.parts((f"{margin} = ", _BAR), (f"{title}: ", "bold"), (text, ""))
        self._terminal.line()

    def _write_excerpt(self, finding: Finding, margin: str) -> None:
        line = self._report.sources.line(finding.path, finding.span.line)
        if not line or not line.strip():
            return
        room = None if self._width is None else self._width - len(margin) - len(" | ")
        excerpt = make_excerpt(line, finding.span, room)
        more = "" if finding.span.end_line == finding.span.line else f" to line {finding.span.end_line}"
        self._terminal.parts((f"{margin} |", _BAR))
        self._terminal.parts((f"{finding.span.line} | ", _BAR), (excerpt.text, ""))
        self._terminal.parts((f"{margin} | ", _BAR), (excerpt.marks, _STYLES[finding.severity]), (more, _BAR))

    def _explain(self, finding: Finding) -> list[tuple[str, str]]:
        told = []
        rule = find_rule(finding.code)
        if rule and finding.code not in self._explained:
            self._explained.add(finding.code)
            told.append(("why", f"{_beginning(rule.rationale)} (more: gateway-builder rule {rule.code})"))
        if finding.hint:
            told.append(("next", finding.hint))
        if finding.fix:
            flags = "--fix" if finding.fix.is_safe else "--fix --unsafe-fixes"
            told.append(("fix", f"{finding.fix.title} ({flags})"))
        return told

    def _write_statistics(self) -> None:
        rows = [
            (str(each.count), each.code, "[*]" if each.safe else "[!]" if each.unsafe else "", each.name)
            for each in count_rules(self._report.findings)
        ]
        if rows:
            self._terminal.table(("COUNT", "RULE", "FIX", "NAME"), rows)

    def _write_mended(self) -> None:
        for each in self._mended:
            title = each.fix.title if each.fix else ""
            place = f"Mended {each.path}:{each.span.line}: {each.code}"
            self._terminal.parts((place, "green"), (f" {title}", ""))

    def _write_summary(self) -> None:
        findings = self._report.findings
        silenced = f" {self._outcome.suppressed} silenced." if self._outcome.suppressed else ""
        if not findings:
            self._terminal.line(f"No findings.{silenced}", "green")
        else:
            self._terminal.line(f"Found {_count(len(findings), 'finding')}.{silenced}", "bold")
            self._terminal.lines(f"  {title}: {count}" for title, count in count_families(findings))
        self._terminal.lines(describe_baseline(self._outcome))
        self._write_fixable(findings)

    def _write_fixable(self, findings: Sequence[Finding]) -> None:
        counts = count_rules(findings)
        safe, unsafe = sum(each.safe for each in counts), sum(each.unsafe for each in counts)
        if safe:
            self._terminal.line(f"[*] {safe} can be mended with --fix.")
        if unsafe:
            self._terminal.line(f"[!] {unsafe} can be mended with --fix --unsafe-fixes.")


def _beginning(rationale: str) -> str:
    """The first sentences of a rationale, on one line."""
    return " ".join(_SENTENCE_END.split(" ".join(rationale.split()))[:_SENTENCES])


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
