"""`kill -9` at every step on the disk and at any moment: each file is old or new, and the next run settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.child_process import run_program

if TYPE_CHECKING:
    from pathlib import Path


def test_a_run_killed_at_any_step_is_finished_or_reverted_by_the_next(tmp_path: Path) -> None:
    assert int(run_program("tests.faults.killed_runs", "kill_at_every_step", tmp_path)) > 60


def test_a_recovery_killed_at_any_step_is_done_by_the_next(tmp_path: Path) -> None:
    assert int(run_program("tests.faults.killed_runs", "kill_the_recovery_too", tmp_path)) > 50


def test_a_run_killed_while_it_takes_back_a_failure_is_reverted_by_the_next(tmp_path: Path) -> None:
    assert int(run_program("tests.faults.killed_runs", "kill_the_taking_back", tmp_path)) > 50


def test_a_run_killed_at_a_random_moment_is_finished_or_reverted_by_the_next(tmp_path: Path) -> None:
    assert int(run_program("tests.faults.killed_runs", "kill_at_random_moments", tmp_path)) > 0
