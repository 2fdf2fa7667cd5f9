"""Runs at once on one project: each waits for the one before, none loses what another wrote."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from gateway_builder.errors import ConflictError
from gateway_builder.gateways.disk_change_store import DiskChangeStore
from tests.faults.child_process import start_program
from tests.faults.example_run import OLD_INTERFACES, make_project

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")


def test_eight_runs_at_once_on_one_file_all_leave_their_class(tmp_path: Path) -> None:
    make_project(tmp_path)
    runs = [start_program("tests.faults.appending_run", tmp_path, name) for name in NAMES]
    results = [(run.communicate(timeout=60)[1], run.returncode) for run in runs]
    assert results == [("", 0)] * len(NAMES)
    written = (tmp_path / "gateways/interfaces.py").read_bytes()
    assert written.startswith(OLD_INTERFACES)
    assert sorted(written.decode().splitlines()[1:]) == sorted(f"class I{name}: ..." for name in NAMES)
    assert len(DiskChangeStore(tmp_path).list_generated_digests()) == len(NAMES)


def test_a_run_waits_for_another_that_ends_in_time(tmp_path: Path) -> None:
    make_project(tmp_path)
    with DiskChangeStore(tmp_path).lock_project():
        run = start_program("tests.faults.appending_run", tmp_path, "Patient")
        time.sleep(0.3)
        assert run.poll() is None
        assert (tmp_path / "gateways/interfaces.py").read_bytes() == OLD_INTERFACES
    assert run.communicate(timeout=60) == ("", "")
    assert (tmp_path / "gateways/interfaces.py").read_bytes() == OLD_INTERFACES + b"class IPatient: ...\n"


def test_a_run_gives_up_on_another_that_does_not_end(tmp_path: Path) -> None:
    late = DiskChangeStore(tmp_path, seconds=0.1)
    refusal = pytest.raises(ConflictError, match=r"has been writing to .* for 0\.1 seconds")
    with DiskChangeStore(tmp_path).lock_project(), refusal, late.lock_project():
        pass
