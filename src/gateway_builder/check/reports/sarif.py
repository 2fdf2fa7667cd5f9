"""Findings as SARIF 2.1.0, which GitHub's code scanning reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gateway_builder.check.registry import find_rule
from gateway_builder.check.reports.report import rule_url
from gateway_builder.model.finding import Severity

if TYPE_CHECKING:
    from gateway_builder.check.reports.report import Report, Sources
    from gateway_builder.check.rule import Rule
    from gateway_builder.model.finding import Finding, Span, TextEdit

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "%SRCROOT%"
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def write_sarif(report: Report) -> str:
    """One run with the rules that found something, and every finding."""
    codes = sorted({each.code for each in report.findings})
    driver = {
        "name": "gateway-builder",
        "semanticVersion": report.version,
        "rules": [_rule(rule) for code in codes if (rule := find_rule(code))],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, codes, report.sources) for each in report.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    rationale = rule.rationale.strip()
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rationale},
        "help": {"text": rationale, "markdown": rationale},
        "helpUri": rule_url(rule.code),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["gateway", "architecture"]},
    }


def _result(finding: Finding, codes: list[str], sources: Sources) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}; {finding.hint}" if finding.hint else finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": _file(finding.path), "region": _region(finding.span)}}],
        "partialFingerprints": {"gatewayBuilder/v1": finding.fingerprint},
    }
    if finding.fix:
        result["fixes"] = [
            {"description": {"text": finding.fix.title}, "artifactChanges": _changes(finding.fix.edits, sources)}
        ]
    return result


def _changes(edits: tuple[TextEdit, ...], sources: Sources) -> list[dict[str, object]]:
    paths = dict.fromkeys(each.path for each in edits)
    return [
        {
            "artifactLocation": _file(path),
            "replacements": [_replacement(each, sources) for each in edits if each.path == path],
        }
        for path in paths
    ]


def _replacement(edit: TextEdit, sources: Sources) -> dict[str, object]:
    line, column = sources.place(edit.path, edit.start)
    end_line, end_column = sources.place(edit.path, edit.end)
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def _file(path: str) -> dict[str, str]:
    """A path as a relative URI."""
    quoted = (chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in path.encode("utf-8", "surrogateescape"))
    return {"uri": "".join(quoted), "uriBaseId": _ROOT}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
