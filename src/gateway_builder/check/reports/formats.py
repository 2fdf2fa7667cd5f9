"""Every format that is a string of its own, by name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.check.reports.report import Report

_WRITERS: Final[Mapping[str, tuple[str, str]]] = {
    "json": ("json_report", "write_json"),
    "jsonl": ("json_report", "write_jsonl"),
    "github": ("annotations", "write_github"),
    "azure": ("annotations", "write_azure"),
    "gitlab": ("gitlab", "write_gitlab"),
    "sarif": ("sarif", "write_sarif"),
    "junit": ("junit", "write_junit"),
    "rdjson": ("rdjson", "write_rdjson"),
    "html": ("html", "write_html"),
    "markdown": ("markdown", "write_markdown"),
}


def write_report(name: str, report: Report) -> str:
    """A report in one of the formats; only that format's module is loaded."""
    module, function = _WRITERS[name]
    written: str = getattr(import_module(f"gateway_builder.check.reports.{module}"), function)(report)
    return written
