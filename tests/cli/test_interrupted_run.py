"""A run that was killed while it wrote is named by commands that look, and finished by the next that writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, snapshot

NEW = ("new", "IMailSender", "--tech", "SendGrid", "--no-input")
KILLED_AFTER_THE_FIRST_NEW_FILE = """
import os, sys
link = os.link
def dying(source, target, **options):
    link(source, target, **options)
    if str(target).endswith(".py"):
        os._exit(9)
os.link = dying
from gateway_builder.__main__ import main
main()
"""


@pytest.fixture
def interrupted(platform: Path) -> Path:
    """The project, after a run that was killed between two files."""
    command = [sys.executable, "-c", KILLED_AFTER_THE_FIRST_NEW_FILE, *NEW]
    done = subprocess.run(command, cwd=platform, capture_output=True, check=False)
    assert done.returncode == 9, done.stderr
    return platform


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        (*NEW, "--dry-run"),
        ("init", "--dry-run"),
        ("check", "--exit-zero"),
        ("check", "--diff", "--exit-zero"),
    ],
)
def test_a_command_that_only_looks_names_it_and_changes_nothing(
    cli: Cli, interrupted: Path, arguments: tuple[str, ...]
) -> None:
    before = snapshot(interrupted)
    result = cli(*arguments)
    assert result.code == 0
    assert "warning: A run was interrupted" in result.err
    assert snapshot(interrupted) == before


@pytest.mark.parametrize("arguments", [(*NEW, "--check"), ("init", "--check")])
def test_check_is_1(cli: Cli, interrupted: Path, arguments: tuple[str, ...]) -> None:
    assert cli(*arguments).code == 1
    assert (interrupted / ".gateway-builder").is_dir()


@pytest.mark.parametrize("arguments", [NEW, ("init",)])
def test_the_next_run_that_writes_says_what_it_did_about_it(
    cli: Cli, interrupted: Path, arguments: tuple[str, ...]
) -> None:
    result = cli(*arguments)
    assert result.code == 0, result.err
    assert "A run that was interrupted has been" in result.err
    assert cli(*NEW).code == 0
    again = cli(*NEW)
    assert "Nothing to do" in again.out
    assert again.err == ""
