"""Findings as reviewdog's diagnostic format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gateway_builder.check.reports.report import rule_url
from gateway_builder.model.finding import Severity

if TYPE_CHECKING:
    from gateway_builder.check.reports.report import Report
    from gateway_builder.model.finding import Finding, Fix

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def write_rdjson(report: Report) -> str:
    """One result with every finding; columns count bytes, as reviewdog's do."""
    data = {
        "source": {"name": "gateway-builder"},
        "severity": "WARNING",
        "diagnostics": [_diagnostic(each, report) for each in report.findings],
    }
    return json.dumps(data, indent=2) + "\n"


def _diagnostic(finding: Finding, report: Report) -> dict[str, object]:
    first, last = report.byte_span(finding)
    diagnostic: dict[str, object] = {
        "message": f"{finding.message}; {finding.hint}" if finding.hint else finding.message,
        "location": {
            "path": finding.path,
            "range": {
                "start": {"line": finding.span.line, "column": first},
                "end": {"line": finding.span.end_line, "column": last},
            },
        },
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code, "url": rule_url(finding.code)},
    }
    suggestions = _suggestions(finding, finding.fix, report)
    return {**diagnostic, "suggestions": suggestions} if suggestions else diagnostic


def _suggestions(finding: Finding, fix: Fix | None, report: Report) -> list[dict[str, object]]:
    """The fix, where it is one edit of the file: reviewdog would apply several edits one by one."""
    if fix is None or len(fix.edits) != 1 or fix.edits[0].path != finding.path:
        return []
    edit = fix.edits[0]
    ends = []
    for offset in (edit.start, edit.end):
        line, column = report.sources.place(edit.path, offset)
        ends.append({"line": line, "column": report.sources.byte_column(edit.path, line, column)})
    return [{"range": {"start": ends[0], "end": ends[1]}, "text": edit.text}]
