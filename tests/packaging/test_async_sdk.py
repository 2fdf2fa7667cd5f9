"""Async gateways against the SDK that they are written for, in an environment of its own: it pins an older botocore."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.golden.case import CASE_FILE, PROJECTS, read_case

PROGRAM = Path(sys.executable).with_name("gateway-builder")
CASE = read_case("async_models")


@pytest.fixture(scope="session")
def aioboto3(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds aioboto3 and pytest."""
    folder = tmp_path_factory.mktemp("aioboto3")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "aioboto3", "pytest"], check=True)
    return python


def test_generated_tests_of_async_gateways_pass_with_their_sdk(aioboto3: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(PROJECTS / CASE.name, project, ignore=shutil.ignore_patterns(CASE_FILE, "__pycache__"))
    for step in CASE.steps:
        subprocess.run([PROGRAM, *step.command, "--no-input"], cwd=project, check=True, stdout=subprocess.PIPE)
    ran = subprocess.run(
        [aioboto3, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert "skipped" not in ran.stdout.splitlines()[-1]
