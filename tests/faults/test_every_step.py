"""A failure at every single step on the disk: all is written or nothing is, and the next run always completes."""

from __future__ import annotations

import errno
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

import pytest

from gateway_builder.errors import ConflictError
from gateway_builder.gateways.state_folder import STATE_FOLDER
from tests.faults.example_run import ExampleRun, make_run, read_tree
from tests.faults.failing_disk import do_nothing, fail_with, failing_at, interrupt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def run(tmp_path: Path) -> ExampleRun:
    return make_run(tmp_path)


def count_steps(run: ExampleRun) -> int:
    counted = run.again("counted")
    with failing_at(0, do_nothing) as counter:
        counted.apply()
    assert counted.is_done()
    return counter.steps


def test_the_failing_disk_sees_the_steps_of_a_run(run: ExampleRun) -> None:
    assert count_steps(run) > 60


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_passing_failure_at_any_step_changes_nothing(run: ExampleRun, number: int) -> None:
    for step in range(1, count_steps(run) + 1):
        current = run.again()
        try:
            with failing_at(step, fail_with(number)):
                current.apply()
        except ConflictError:
            assert read_tree(current.root) == current.before, step
            assert not (current.root / STATE_FOLDER).exists(), step
        else:
            assert current.is_done(), step
        current.apply()
        assert current.is_done(), step


@pytest.mark.parametrize("number", [errno.EROFS])
def test_a_disk_that_stays_broken_is_reverted_or_finished_by_the_next_run(run: ExampleRun, number: int) -> None:
    for step in range(1, count_steps(run) + 1):
        current = run.again()
        with failing_at(step, fail_with(number), lasting=True), suppress(ConflictError):
            current.apply()
        assert current.is_whole(), step
        settled = current.is_settled()
        report = current.recover()
        assert current.is_settled(), step
        assert settled or report, step
        current.apply()
        assert current.is_done(), step


def test_ctrl_c_at_any_step_changes_nothing_or_everything(run: ExampleRun) -> None:
    for step in range(1, count_steps(run) + 1):
        current = run.again()
        with pytest.raises(KeyboardInterrupt), failing_at(step, interrupt):
            current.apply()
        assert current.is_settled(), step
        assert current.recover() is None, step


@pytest.mark.parametrize("deed", [fail_with(errno.EIO), interrupt])
def test_a_failure_at_any_step_of_the_recovery_loses_nothing(run: ExampleRun, deed: Callable[[], None]) -> None:
    for first in range(20, count_steps(run) + 1, 5):
        for second in count(1 + first % 4, 4):
            current = run.again()
            with pytest.raises((ConflictError, KeyboardInterrupt)), failing_at(first, interrupt, lasting=True):
                current.apply()
            with failing_at(second, deed) as counter, suppress(ConflictError, KeyboardInterrupt):
                current.recover()
            assert current.is_whole(), (first, second)
            current.recover()
            assert current.is_settled(), (first, second)
            if counter.steps < second:
                break


@pytest.mark.parametrize("deed", [fail_with(errno.EIO), interrupt])
def test_a_second_failure_while_the_first_is_taken_back_loses_nothing(
    run: ExampleRun, deed: Callable[[], None]
) -> None:
    for first in range(20, count_steps(run) + 1, 5):
        for second in count(first + 1 + first % 3, 3):
            current = run.again()
            failure = failing_at(first, fail_with(errno.ENOSPC), later={second: deed})
            with failure as counter, suppress(ConflictError, KeyboardInterrupt):
                current.apply()
            assert current.is_whole(), (first, second)
            current.recover()
            assert current.is_settled(), (first, second)
            if counter.steps < second:
                break
