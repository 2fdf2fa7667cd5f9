"""What is known stays known when code moves, and what is gone is named."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from gateway_builder.check.baseline import Baseline, compare_baseline, read_baseline, write_baseline
from gateway_builder.errors import UsageError
from gateway_builder.model.finding import Finding, Severity, Span
from tests.check.cases import check_files
from tests.fakes.in_memory_source_tree import InMemorySourceTree

PATH = "gateway-builder-baseline.json"


def finding(fingerprint: str, *, code: str = "GW501", path: str = "b.py", message: str = "wrong") -> Finding:
    return Finding(code, "a-rule", message, Severity.ERROR, path, Span(), scope="f", fingerprint=fingerprint)


def everything(code: str, path: str) -> bool:
    return True


def baseline(*findings: Finding) -> Baseline:
    content = write_baseline(findings, None, everything)
    found = read_baseline(InMemorySourceTree({PATH: content}), PATH)
    assert found
    return found


def test_a_baseline_is_sorted_and_has_a_line_for_each_finding() -> None:
    one, two = finding("2", path="é.py"), finding("1", path="a.py", message='quote " and \n newline')
    content = write_baseline([one, two], None, everything)
    assert content == write_baseline([two, one, two], None, everything)
    assert content.isascii()
    data = json.loads(content)
    assert data["version"] == 1
    assert [each["path"] for each in data["findings"]] == ["a.py", "é.py"]
    assert len(content.splitlines()) == 7
    assert [each.line for each in baseline(one, two).entries] == [4, 5]


def test_an_empty_baseline_is_one() -> None:
    assert baseline().entries == ()


def test_without_a_baseline_everything_is_new() -> None:
    outcome = compare_baseline([finding("1")], None, everything)
    assert (len(outcome.new), outcome.known, outcome.stale) == (1, (), ())
    assert read_baseline(InMemorySourceTree({}), PATH) is None


def test_findings_are_new_or_known_and_entries_stale() -> None:
    outcome = compare_baseline(
        [finding("1"), finding("3")], baseline(finding("1"), finding("2", path="c.py")), everything
    )
    assert [each.fingerprint for each in outcome.new] == ["3"]
    assert [each.fingerprint for each in outcome.known] == ["1"]
    assert [(each.path, each.line, each.code, each.message) for each in outcome.stale] == [
        (PATH, 5, "GW501", "c.py: wrong")
    ]


def test_entries_that_a_run_could_not_find_are_never_stale_and_never_lost() -> None:
    before = baseline(finding("1"), finding("2", path="c.py"), finding("3", code="GW601"))

    def covers(code: str, path: str) -> bool:
        return code == "GW501" and path == "b.py"

    assert [each.message for each in compare_baseline([], before, covers).stale] == ["b.py: wrong"]
    written = json.loads(write_baseline([finding("4")], before, covers))["findings"]
    assert [each["fingerprint"] for each in written] == ["4", "3", "2"]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"{\n", "no JSON"),
        (b"\xff\xfe\xfa", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "version 1"),
        (b'{"version": 2}', "version 1"),
        (b'{"version": 1}', "no list"),
        (b'{"version": 1, "findings": [{"code": 1}]}', "number 1"),
    ],
)
def test_what_is_no_baseline_is_refused(content: bytes, part: str) -> None:
    with pytest.raises(UsageError, match=part):
        read_baseline(InMemorySourceTree({PATH: content}), PATH)


GATEWAY = """\
import boto3


class AWSBatchRunner:
    def __init__(self) -> None:
        self._client = boto3.client('batch')

    def run(self, name: str) -> None:
        self._client.submit_job(jobName=name, jobQueue="q", jobDefinition="d")

    def stop(self, name: str) -> None:
        self._client.cancel_job(jobId=name, reason='it "was" ' 'asked for')
"""
REFORMATTED = """\
\"\"\"A module.\"\"\"

import boto3

LIMIT = 3


class Helper:
    pass


class AWSBatchRunner:
    def __init__(self) -> None:
        self._client = boto3.client("batch")  # a comment

    def run(self, name: str) -> None:
        renamed = 1
        self._client.submit_job(
            jobName=name,
            jobQueue="q",
            jobDefinition="d",  # the definition
        )

    def stop(self, name: str) -> None:
        (
            self._client.cancel_job(
                jobId=(name), reason='it "was" asked for'
            )
        )
"""
INTERFACES = """\
from typing import Protocol, runtime_checkable


@runtime_checkable
class IRunner(Protocol):
    def run(self, name: str) -> None: ...
    def stop(self, name: str) -> None: ...
"""


def fingerprints(gateway: str, select: tuple[str, ...] = ("GW501", "GW702", "GW104")) -> list[tuple[str, str]]:
    files = {"src/app/gateways/aws_batch_runner.py": gateway, "src/app/gateways/interfaces.py": INTERFACES}
    return [(each.code, each.fingerprint) for each in check_files(files, select=select).findings]


def test_fingerprints_survive_moved_lines_and_another_layout() -> None:
    before = fingerprints(GATEWAY)
    assert {code for code, _ in before} == {"GW501", "GW702"}
    assert fingerprints(REFORMATTED) == before


def test_fingerprints_differ_by_place() -> None:
    before = fingerprints(GATEWAY)
    assert len({fingerprint for _, fingerprint in before}) == len(before)
    doubled = GATEWAY.replace("    def stop", GATEWAY.splitlines()[8] + "\n\n    def stop")
    after = fingerprints(doubled)
    assert len({fingerprint for _, fingerprint in after}) == len(after) == len(before) + 1
    assert {fingerprint for _, fingerprint in before} < {fingerprint for _, fingerprint in after}


def test_a_changed_call_is_a_new_one() -> None:
    assert set(fingerprints(GATEWAY.replace("submit_job", "terminate_job"), ("GW501",))) != set(
        fingerprints(GATEWAY, ("GW501",))
    )


def test_the_same_finding_twice_in_a_baseline_is_known_twice() -> None:
    known = finding("1")
    double = replace(baseline(known), entries=baseline(known).entries * 2)
    outcome = compare_baseline([known, known], double, everything)
    assert (outcome.new, outcome.stale) == ((), ())
