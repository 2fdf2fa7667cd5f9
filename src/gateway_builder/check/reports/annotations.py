"""Findings as lines that the log of a CI system turns into annotations: GitHub Actions, Azure Pipelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.finding import Severity
from gateway_builder.model.printable import one_line

if TYPE_CHECKING:
    from gateway_builder.check.reports.report import Report

_GITHUB_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_AZURE_TYPES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "warning"}


def write_github(report: Report) -> str:
    """A workflow command for each finding."""
    lines = []
    for each in report.findings:
        span = each.span
        properties = {
            "title": f"{each.code} {each.name}",
            "file": each.path,
            "line": str(span.line),
            "col": str(span.column),
            "endLine": str(span.end_line),
            **({"endColumn": str(span.end_column)} if span.end_line == span.line else {}),
        }
        written = ",".join(f"{key}={_github_property(text)}" for key, text in properties.items())
        message = _github_data(f"{each.path}:{span.line}:{span.column}: {each.code} {each.message}")
        lines.append(f"::{_GITHUB_LEVELS[each.severity]} {written}::{message}\n")
    return "".join(lines)


def write_azure(report: Report) -> str:
    """A logging command for each finding."""
    lines = []
    for each in report.findings:
        properties = {
            "type": _AZURE_TYPES[each.severity],
            "sourcepath": each.path,
            "linenumber": str(each.span.line),
            "columnnumber": str(each.span.column),
            "code": each.code,
        }
        written = "".join(f"{key}={_azure_property(text)};" for key, text in properties.items())
        lines.append(f"##vso[task.logissue {written}]{_azure_data(each.message)}\n")
    return "".join(lines)


def _github_data(text: str) -> str:
    """Text behind `::`; line ends are escapes already, but for what a name of a file may hold."""
    return one_line(text).replace("%", "%25")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def _azure_data(text: str) -> str:
    return one_line(text).replace("%", "%AZP25")


def _azure_property(text: str) -> str:
    return _azure_data(text).replace(";", "%3B").replace("]", "%5D")
