"""pre-commit itself installs the hook from a repository and runs it on the files of a commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import write_files
from tests.packaging.test_wheel import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PARTS = ("src", "templates", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
INTERFACES = "from typing import Protocol\n\n\nclass IRunner(Protocol):\n    def run(self) -> None: ...\n"
CLEAN = '"""Nothing."""\n'
CONFIGURATION = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: gateway-builder-check
        args: [--select, GW202]
"""


def run(command: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("GIT_", "COVERAGE"))}
    environment = {**kept, "GIT_CONFIG_GLOBAL": "/dev/null", **variables}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def commit(folder: Path) -> str:
    """Commit everything and return the revision."""
    identity = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    for arguments in (["init"], ["add", "-A"], ["commit", "--quiet", "-m", "all"]):
        done = run([*identity, *arguments], folder)
        assert done.returncode == 0, done.stderr
    return run(["git", "rev-parse", "HEAD"], folder).stdout.strip()


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository of this program as others see it."""
    folder = tmp_path_factory.mktemp("repository")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "*.jbc"))
        else:
            shutil.copy(ROOT / part, folder / part)
    return folder, commit(folder)


def test_the_hook_finds_what_is_wrong_in_the_files_that_it_is_given(
    repository: tuple[Path, str], tmp_path: Path
) -> None:
    project = tmp_path / "project"
    configuration = CONFIGURATION.format(repository=repository[0], revision=repository[1])
    wrong, clean = "src/app/gateways/interfaces.py", "src/app/models/run.py"
    write_files(project, {"pyproject.toml": "", wrong: INTERFACES, clean: CLEAN, "notes.md": "# Notes\n"})
    write_files(project, {".pre-commit-config.yaml": configuration})
    commit(project)
    command = [sys.executable, "-m", "pre_commit", "run", "--color", "never"]
    home = str(tmp_path / "home")
    everything = run([*command, "--all-files"], project, PRE_COMMIT_HOME=home)
    assert everything.returncode == 1, everything.stdout + everything.stderr
    assert f"{wrong}:4:7: GW202" in everything.stdout
    some = run([*command, "--files", clean, "notes.md"], project, PRE_COMMIT_HOME=home)
    assert some.returncode == 0, some.stdout
    assert "Passed" in some.stdout
