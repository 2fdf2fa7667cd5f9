"""Runs the commands of each golden project once, in copies, and keeps what happened for all tests and all workers."""

from __future__ import annotations

import fcntl
import json
import os
import pickle
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.golden.case import CASE_FILE, PROJECTS, Case, Step, read_case

PROGRAM = Path(sys.executable).with_name("gateway-builder")
STATE = ".gateway-builder"
_OTHER_WORLD = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Kathmandu", "COLUMNS": "40", "USER": "nobody"}

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and the files before and after it; `touched` are those whose time, mode or kind changed."""

    code: int
    stdout: str
    stderr: str
    before: Files
    after: Files
    touched: frozenset[str]

    @property
    def said(self) -> str:
        """Everything that it printed."""
        return self.stdout + self.stderr

    @property
    def changed(self) -> set[str]:
        """Files that were created, changed or removed."""
        return {path for path in {*self.before, *self.after} if self.before.get(path) != self.after.get(path)}


@dataclass(slots=True)
class Built:
    """A golden project after its commands.

    Attributes:
        project: The copy that the commands ran in.
        elsewhere: A second copy, where the same commands ran in a different folder and environment.
        patched: A third copy, which the diffs of the dry runs were applied to.
        ran: Each step.
        previews: The dry run before each step that changes something, and its data.
        applied: What `git apply` complained about, for each preview.
        again: Each of these steps a second time.
        checks: Each of these steps with `--check` afterwards.
    """

    project: Path
    elsewhere: Path
    patched: Path
    ran: list[Ran] = field(default_factory=list)
    previews: list[Ran] = field(default_factory=list)
    applied: list[str] = field(default_factory=list)
    again: list[Ran] = field(default_factory=list)
    checks: list[Ran] = field(default_factory=list)


class Shelf:
    """Built projects by name; each is built once, by whoever asks first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, name: str) -> Built:
        """A built project."""
        record = self.folder / f"{name}.pickle"
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not record.exists():
                built = _build(read_case(name), self.folder / name)
                record.write_bytes(pickle.dumps(built))
        loaded: Built = pickle.loads(record.read_bytes())
        return loaded


def run(
    arguments: tuple[str, ...], cwd: Path, home: Path, extra: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the installed console script."""
    environment = {**os.environ, "HOME": str(home), "NO_COLOR": "1", "COLUMNS": "100", **(extra or {})}
    return subprocess.run([PROGRAM, *arguments], cwd=cwd, env=environment, capture_output=True, check=False, timeout=60)


def read_files(root: Path) -> Files:
    """Content of every file, those of git and our state left out."""
    found = {}
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in {".git", STATE}]
        for name in names:
            path = Path(folder, name)
            found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found


def _build(case: Case, folder: Path) -> Built:
    home = folder / "home"
    home.mkdir(parents=True)
    built = Built(folder / "project", folder / "an other plâce", folder / "patched")
    for copy in (built.project, built.elsewhere, built.patched):
        shutil.copytree(PROJECTS / case.name, copy, ignore=shutil.ignore_patterns(CASE_FILE, "__pycache__"))
        subprocess.run(["git", "init", "--quiet"], cwd=copy, check=True)
    for step in case.steps:
        if step in case.done:
            built.previews.append(_run_step(built.project, step, home, "--dry-run", "--output-format", "json"))
            built.applied.append(_apply_diffs(built.patched, step.root, built.previews[-1]))
        built.ran.append(_run_step(built.project, step, home))
        if step in case.done:
            built.again.append(_run_step(built.project, step, home))
            built.checks.append(_run_step(built.project, step, home, "--check"))
        _run_elsewhere(built.elsewhere, step, home)
    return built


def _run_step(root: Path, step: Step, home: Path, *more: str) -> Ran:
    before, times = read_files(root), _read_states(root)
    ended = run((*step.command, *more, "--no-input"), root / step.folder, home)
    after, later = read_files(root), _read_states(root)
    touched = frozenset(path for path in {*times, *later} if times.get(path) != later.get(path))
    return Ran(ended.returncode, ended.stdout.decode(), ended.stderr.decode(), before, after, touched)


def _run_elsewhere(root: Path, step: Step, home: Path) -> None:
    """The same from another folder, with `--project`."""
    command = [str(root / each) if each.endswith(".toml") else each for each in step.command]
    run((*command, "--project", str(root / step.root), "--no-input"), root.parent, home, _OTHER_WORLD)


def _read_states(root: Path) -> dict[str, tuple[int, int, int]]:
    """Time, mode and inode of all files and folders, our state included."""
    paths = [path for path in root.rglob("*") if ".git" not in path.relative_to(root).parts]
    states = {path.relative_to(root).as_posix(): path.lstat() for path in paths}
    return {path: (state.st_mtime_ns, state.st_mode, state.st_ino) for path, state in states.items()}


def _apply_diffs(copy: Path, root: str, preview: Ran) -> str:
    """Apply the diffs of a dry run with git, as a reviewer would; "" when git is content."""
    try:
        diffs = "".join(change["diff"] for change in json.loads(preview.stdout)["changes"])
    except ValueError as error:
        return f"no JSON ({error}): {preview.said}"
    command = ["git", "apply", "--whitespace=nowarn", f"--directory={root.removeprefix('.')}", "-"]
    applied = subprocess.run(command, cwd=copy, input=diffs.encode(), capture_output=True, check=False)
    return applied.stderr.decode()
