"""A program that runs on a full or read-only disk; to be started in a mount namespace of its own or with limits."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from gateway_builder.errors import ConflictError
from gateway_builder.model.changes import FileEdit
from tests.faults.example_run import EDITS, ExampleRun, make_project, read_tree

LARGE = FileEdit("gateways/zz_large.py", None, b"#" * 100_000, generated=True)


def mount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)


def make_large_run(folder: Path) -> ExampleRun:
    make_project(folder / "project")
    root = folder / "project"
    return ExampleRun(root, read_tree(root), read_tree(root), (*EDITS[:-2], LARGE, *EDITS[-2:]))


def refuse(run: ExampleRun) -> str:
    try:
        run.apply()
    except ConflictError as error:
        assert read_tree(run.root) == run.before
        assert not (run.root / ".gateway-builder").exists()
        return " ".join(problem.message for problem in error.problems)
    raise AssertionError


def fill_disk(folder: Path) -> None:
    """A tmpfs of 64 kB that the last new file does not fit into."""
    mount(folder, "size=64k")
    run = make_large_run(folder)
    assert "the disk is full" in refuse(run)
    subprocess.run(["mount", "-o", "remount,size=4m", str(folder)], check=True)
    run.apply()
    assert (run.root / LARGE.path).read_bytes() == LARGE.after


def limit_files(folder: Path) -> None:
    """No file may be larger than 64 kB."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    run = make_large_run(folder)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, hard))
    assert "larger than the system allows" in refuse(run)
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    run.apply()
    assert (run.root / LARGE.path).read_bytes() == LARGE.after


def freeze_disk(folder: Path) -> None:
    """A tmpfs that becomes read-only, then one that becomes so in the middle of a run and is mended."""
    mount(folder, "size=4m")
    run = make_large_run(folder)
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    assert "its folder gateways is read-only" in refuse(run)
    subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)
    run.apply()
    assert (run.root / LARGE.path).read_bytes() == LARGE.after


def freeze_folder(folder: Path) -> None:
    """A folder without write permission; for users whom permissions bind."""
    run = make_large_run(folder)
    (run.root / "shared").chmod(0o555)
    assert "its folder shared is read-only" in refuse(replace(run, before=read_tree(run.root)))
    (run.root / "shared").chmod(0o755)
    run.apply()
    assert (run.root / LARGE.path).read_bytes() == LARGE.after


if __name__ == "__main__":
    ways = (fill_disk, limit_files, freeze_disk, freeze_folder)
    next(way for way in ways if way.__name__ == sys.argv[1])(Path(sys.argv[2]))
