"""A run that an earlier one would repeat is restored, whatever it found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gateway_builder.check.baseline import Baseline, StaleEntry
from gateway_builder.check.cached_run import describe_request, run_cached
from gateway_builder.check.outcome import CheckOutcome, keep_outcome, restore_outcome
from gateway_builder.check.request import CheckRequest
from gateway_builder.check.rule import Profile
from gateway_builder.model.finding import Finding, Fix, Severity, Span, TextEdit
from tests.fakes.in_memory_source_tree import InMemorySourceTree

if TYPE_CHECKING:
    from collections.abc import Mapping

PLAIN = Finding("GW101", "name", "it is wrong", Severity.ERROR, "a.py")
RICH = Finding(
    *("GW102", "other", "it ist wrong – really", Severity.WARNING, "b.py", Span(1, 2, 3, 4), "mend it"),
    Fix("Mend", is_safe=True, edits=(TextEdit("b.py", 1, 2, "x"),)),
    *("Runner.run", "abc"),
)
OUTCOME = CheckOutcome(
    (PLAIN, RICH), ("a warning",), (PLAIN,), (StaleEntry("b.json", 3, "GW1", "gone"),), 2, Baseline("b.json")
)


class Sources(InMemorySourceTree):
    """Files whose stamps are what a test says."""

    stamps = "now"

    def take_stamps(self) -> str:
        return self.stamps

    def confirm_stamps(self, stamps: str) -> bool:
        return stamps == self.stamps


class Cache:
    """Entries in memory, as JSON."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}

    def read_entry(self, key: str) -> Mapping[str, object] | None:
        return json.loads(self.entries[key]) if key in self.entries else None

    def write_entry(self, key: str, entry: Mapping[str, object]) -> None:
        self.entries[key] = json.dumps(entry)


class Runs:
    """Counts how often it is asked."""

    count = 0

    def __call__(self) -> CheckOutcome:
        self.count += 1
        return OUTCOME


def test_outcomes_are_restored_whole() -> None:
    assert restore_outcome(json.loads(json.dumps(keep_outcome(OUTCOME)))) == OUTCOME
    assert restore_outcome(json.loads(json.dumps(keep_outcome(CheckOutcome(()))))) == CheckOutcome(())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("findings", None),
        ("findings", [["GW101"]]),
        ("warnings", [1]),
        ("suppressed", "2"),
        ("baseline", 1),
        ("stale", [[1]]),
    ],
)
def test_what_is_no_outcome(key: str, value: object) -> None:
    assert restore_outcome({**keep_outcome(OUTCOME), key: value}) is None
    assert restore_outcome({}) is None


def test_nothing_runs_twice_while_nothing_changes() -> None:
    sources, cache, runs = Sources(), Cache(), Runs()
    assert [run_cached("key", sources, cache, runs) for _ in range(3)] == [OUTCOME] * 3
    assert runs.count == 1
    sources.stamps = "later"
    run_cached("key", sources, cache, runs)
    run_cached("other", sources, cache, runs)
    assert runs.count == 3


def test_what_has_no_stamps_is_not_kept() -> None:
    sources, cache = Sources(), Cache()
    sources.stamps = ""
    run_cached("key", sources, cache, Runs())
    assert cache.entries == {}


def test_a_broken_entry_is_run_anew() -> None:
    cache, runs = Cache(), Runs()
    cache.write_entry("key", {"stamps": "now"})
    assert run_cached("key", Sources(), cache, runs) == OUTCOME
    assert runs.count == 1


def test_equal_requests_are_told_equally() -> None:
    one = CheckRequest(profile=Profile.STRICT, since=frozenset({"b.py", "a.py"}))
    assert describe_request(one) == describe_request(CheckRequest(Profile.STRICT, since=frozenset({"a.py", "b.py"})))
    assert describe_request(one) != describe_request(CheckRequest(Profile.STRICT))
    assert describe_request(CheckRequest()) != describe_request(CheckRequest(paths=("a.py",)))
