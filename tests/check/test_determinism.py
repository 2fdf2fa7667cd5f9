"""The same files give the same bytes, wherever and however they are checked: results may be kept and shared."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.check.test_truths import NAIVE

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = (
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC", "COLUMNS": "40"},
    {"PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo", "COLUMNS": "200", "PYTHONOPTIMIZE": "1"},
)
FORMATS = (
    "text",
    "concise",
    "json",
    "jsonl",
    "github",
    "gitlab",
    "sarif",
    "junit",
    "rdjson",
    "azure",
    "markdown",
    "html",
)


def check(project: Path, name: str, settings: dict[str, str], *, cores: bool) -> bytes:
    """What one run writes, in a process of its own, on one core or on all."""
    kept = {key: text for key, text in os.environ.items() if not key.startswith(("COVERAGE", "LC_", "LANG"))}
    command = [sys.executable, "-P", "-m", "gateway_builder", "check", "--profile", "strict", "--output-format", name]
    before = os.sched_getaffinity(0)
    if not cores:
        os.sched_setaffinity(0, {min(before)})
    try:
        done = subprocess.run(
            [*command, "--no-cache"], cwd=project, env={**kept, **settings}, capture_output=True, check=False
        )
    finally:
        os.sched_setaffinity(0, before)
    assert done.returncode == 1, done.stderr
    return done.stdout


@pytest.fixture
def projects(tmp_path: Path) -> tuple[Path, Path]:
    """The same project in two folders, made in another order and at another time."""
    first, second = tmp_path / "one", tmp_path / "folder of another name" / "ü"
    shutil.copytree(NAIVE, first, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    files = sorted((path for path in first.rglob("*") if path.is_file()), reverse=True)
    for number, path in enumerate(files):
        copy = second / path.relative_to(first)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
        os.utime(copy, (number, number))
    return first, second


@pytest.mark.parametrize("name", FORMATS)
def test_two_runs_in_different_places_give_the_same_bytes(projects: tuple[Path, Path], name: str) -> None:
    one = check(projects[0], name, SETTINGS[0], cores=True)
    other = check(projects[1], name, SETTINGS[1], cores=False)
    assert one == other
    assert str(projects[0].parent).encode() not in one
