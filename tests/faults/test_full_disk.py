"""A full disk, a read-only one: nothing is written, the reason is named, the same run works once that is mended."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.faults.child_process import run_program

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
# Takes root's right to write everywhere (CAP_DAC_OVERRIDE) from the program that it starts; other users never had it.
DROPPING = """
import ctypes, os, sys
library = ctypes.CDLL(None)
if hasattr(library, "prctl"):
    library.prctl(24, 1, 0, 0, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""
BOUND_BY_PERMISSIONS = (sys.executable, "-c", DROPPING)


def can_mount(folder: Path) -> bool:
    """Whether this machine lets a user mount a file system for one process."""
    try:
        trial = subprocess.run(
            [*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", str(folder)], capture_output=True, check=False
        )
    except FileNotFoundError:
        return False
    return trial.returncode == 0


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    if can_mount(tmp_path):
        run_program("tests.faults.confined_runs", "fill_disk", tmp_path, prefix=NAMESPACE)
    else:
        run_program("tests.faults.confined_runs", "limit_files", tmp_path)


def test_a_file_larger_than_allowed_changes_nothing(tmp_path: Path) -> None:
    run_program("tests.faults.confined_runs", "limit_files", tmp_path)


def test_a_read_only_disk_changes_nothing(tmp_path: Path) -> None:
    if can_mount(tmp_path):
        run_program("tests.faults.confined_runs", "freeze_disk", tmp_path, prefix=NAMESPACE)
    else:
        run_program("tests.faults.confined_runs", "freeze_folder", tmp_path, prefix=BOUND_BY_PERMISSIONS)


def test_a_read_only_folder_changes_nothing(tmp_path: Path) -> None:
    run_program("tests.faults.confined_runs", "freeze_folder", tmp_path, prefix=BOUND_BY_PERMISSIONS)
