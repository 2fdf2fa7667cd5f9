"""Findings as JUnit's XML: a suite for each file, a failed case for each finding."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from gateway_builder.model.printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gateway_builder.check.reports.report import Report
    from gateway_builder.model.finding import Finding


def write_junit(report: Report) -> str:
    """A document that CI systems read as test results; without findings it has one case that passed."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    count = len(report.findings)
    head = f'name="gateway-builder" tests="{max(count, 1)}" failures="{count}" errors="0"'
    lines.append(f"<testsuites {head}>")
    for path, findings in groupby(report.findings, key=lambda each: each.path):
        lines += _suite(path, list(findings))
    if not count:
        lines.append('  <testsuite name="gateway-builder" tests="1" failures="0" errors="0" skipped="0">')
        lines += ['    <testcase name="no findings" classname="gateway-builder"/>', "  </testsuite>"]
    lines.append("</testsuites>")
    return "".join(f"{line}\n" for line in lines).encode("ascii", "xmlcharrefreplace").decode()


def _suite(path: str, findings: list[Finding]) -> Iterator[str]:
    count = len(findings)
    yield (f'  <testsuite name={_attribute(path)} tests="{count}" failures="{count}" errors="0" skipped="0">')
    for each in findings:
        yield from _case(each)
    yield "  </testsuite>"


def _case(finding: Finding) -> Iterable[str]:
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    text = f"{place}: {finding.code} {finding.message}" + (f"\n{finding.hint}" if finding.hint else "")
    name = f"{finding.code} {finding.name} {finding.span.line}:{finding.span.column}"
    return (
        f"    <testcase name={_attribute(name)} classname={_attribute(finding.path)}>",
        f"      <failure message={_attribute(finding.message)} type={_attribute(finding.code)}>{_text(text)}</failure>",
        "    </testcase>",
    )


def _attribute(text: str) -> str:
    return quoteattr(one_line(text))


def _text(text: str) -> str:
    """Character data: what XML can't hold is written as escapes, and `]]>` can't appear since `>` is escaped."""
    return escape("\n".join(printable(line) for line in text.split("\n")).encode("utf-8", "backslashreplace").decode())
