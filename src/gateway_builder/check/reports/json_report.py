"""Findings as JSON: an array, or one object on each line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gateway_builder.check.reports.report import rule_url

if TYPE_CHECKING:
    from gateway_builder.check.reports.report import Report, Sources
    from gateway_builder.model.finding import Finding, Fix


def write_json(report: Report) -> str:
    """The findings as one array."""
    return json.dumps([finding_as_data(each, report.sources) for each in report.findings], indent=2) + "\n"


def write_jsonl(report: Report) -> str:
    """The findings, each on a line of its own."""
    return "".join(f"{json.dumps(finding_as_data(each, report.sources))}\n" for each in report.findings)


def finding_as_data(finding: Finding, sources: Sources) -> dict[str, object]:
    """One finding; lines and columns count from 1, the end column is behind the last character."""
    return {
        "code": finding.code,
        "name": finding.name,
        "message": finding.message,
        "severity": finding.severity.value,
        "file": finding.path,
        "line": finding.span.line,
        "column": finding.span.column,
        "end_line": finding.span.end_line,
        "end_column": finding.span.end_column,
        "fix": None if finding.fix is None else _fix_as_data(finding.fix, sources),
        "url": rule_url(finding.code),
        "fingerprint": finding.fingerprint,
    }


def _fix_as_data(fix: Fix, sources: Sources) -> dict[str, object]:
    edits = []
    for edit in fix.edits:
        line, column = sources.place(edit.path, edit.start)
        end_line, end_column = sources.place(edit.path, edit.end)
        place = {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
        edits.append({"file": edit.path, **place, "content": edit.text})
    return {"title": fix.title, "applicability": "safe" if fix.is_safe else "unsafe", "edits": edits}
