"""Findings as GitLab's code quality report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gateway_builder.model.finding import Severity

if TYPE_CHECKING:
    from gateway_builder.check.reports.report import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write_gitlab(report: Report) -> str:
    """An array of what GitLab shows in a merge request."""
    data = [
        {
            "description": f"{each.code}: {each.message}",
            "check_name": each.name,
            "fingerprint": each.fingerprint,
            "severity": _SEVERITIES[each.severity],
            "location": {
                "path": each.path,
                "positions": {
                    "begin": {"line": each.span.line, "column": each.span.column},
                    "end": {"line": each.span.end_line, "column": each.span.end_column},
                },
            },
        }
        for each in report.findings
    ]
    return json.dumps(data, indent=2) + "\n"
