"""Workers: what they find is what one process finds, whoever of them dies."""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway_builder.gateways.forked_workers import ForkedWorkers
from gateway_builder.gateways.interfaces import IWorkers

HERE = os.getpid()
forks = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")


def sizes(text: str) -> tuple[str, int]:
    return text, len(text)


def test_they_are_workers() -> None:
    assert isinstance(ForkedWorkers(), IWorkers)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=5), max_size=20), st.integers(1, 4))
def test_results_are_those_of_one_process_in_the_order_of_the_items(items: list[str], count: int) -> None:
    found = ForkedWorkers(fewest_items=0, workers=count).compute(sizes, items)
    assert found == [(item, len(item)) for item in items]


@forks
def test_many_items_are_shared() -> None:
    computed = ForkedWorkers(fewest_items=10, workers=3).compute(lambda _: os.getpid(), range(10))
    assert len(set(computed)) == 3
    assert computed[0] == HERE


def test_for_few_items_nothing_is_forked() -> None:
    computed = ForkedWorkers(fewest_items=11, workers=3).compute(lambda _: os.getpid(), range(10))
    assert set(computed) == {HERE}


@forks
def test_the_work_of_a_worker_that_dies_is_done_here() -> None:
    def die_elsewhere(number: int) -> int:
        if os.getpid() != HERE:
            os._exit(1)
        return -number

    assert ForkedWorkers(fewest_items=0, workers=4).compute(die_elsewhere, range(9)) == [-each for each in range(9)]


def test_elsewhere_than_on_linux_one_process_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert set(ForkedWorkers(fewest_items=0).compute(lambda _: os.getpid(), range(9))) == {HERE}
