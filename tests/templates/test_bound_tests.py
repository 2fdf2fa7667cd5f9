"""Tests generated for decided gateways pass at once, are clean, and turn red where a gateway goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.render.bound_tests import write_tested_project

if TYPE_CHECKING:
    from pathlib import Path

EVERY_RULE = 'line-length = 100\nlint.select = ["ALL"]\nlint.ignore = ["CPY", "COM812", "D203", "D213", "S101"]\n'
QUIET = ("-q", "-W", "error", "-p", "no:cacheprovider", "-p", "no:xdist")
FAULTS = {
    "an argument is another": ("jobQueue=self._job_queue", "jobQueue=self._job_definition"),
    "an argument is forgotten": ("jobQueue=self._job_queue,", ""),
    "a part of an argument is another": ('"value": str(run.id)', '"value": str(run.job_id)'),
    "another operation is called": ("self._client.describe_jobs(", "self._client.list_jobs("),
    "a state has another meaning": ('"STARTING": RunStatus.QUEUED', '"STARTING": RunStatus.ERROR'),
    "a state is forgotten": ('    "STARTING": RunStatus.QUEUED,\n', ""),
    "a default is another": ('.get("statusReason", "")', '.get("statusReason", "?")'),
    "the default of the configuration is another": ('job_queue: str = "simulation-queue"', 'job_queue: str = "queue"'),
    "a result is not stored": ("run.aws_batch_job_id = ", "_ = "),
    "what is required is not": ("if run.aws_batch_job_id is None:", "if run.id is None:"),
    "an error has another meaning": ('"ServerException": GatewayUnavailableError', '"ServerException": GatewayError'),
    "a variable is another's": ('_read_variable("SIMULATION_JOB_DEFINITION")', '"SIMULATION_JOB_DEFINITION"'),
    "a call waits too long": ("read_timeout=60", "read_timeout=600"),
    "the log holds data": ('_log_call("submit_job", response)', "logger.info('submit_job %s', response)"),
    "an answer is taken for granted": ('_required(response, "jobId")', 'response.get("jobId", "")'),
}


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": "stand_ins"}
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root: Path = tmp_path_factory.mktemp("bound_tests")
    write_tested_project(root, EVERY_RULE)
    return root


def test_they_pass_at_once(project: Path) -> None:
    tested = run(project, "pytest", *QUIET, "tests")

    assert tested.returncode == 0, tested.stdout
    assert "skipped" not in tested.stdout
    assert "xfailed" not in tested.stdout


def test_they_are_clean_under_every_rule_and_formatted(project: Path) -> None:
    checked = run(project, "ruff", "check", "--no-cache", "tests")
    formatted = run(project, "ruff", "format", "--check", "--no-cache", "tests")

    assert checked.returncode == 0, checked.stdout
    assert formatted.returncode == 0, formatted.stdout


def test_suppressions_are_only_those_that_examples_force(project: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (project / "tests").glob("*.py"))

    codes = {code for part in text.split("noqa: ")[1:] for code in part.partition("\n")[0].split(", ")}
    assert codes <= {"ANN401", "E501", "FBT003", "PLR0913", "PLR0917", "PLR2004", "S106", "C408", "SLF001"}


def test_they_type_check_under_the_strictest_settings(project: Path) -> None:
    checked = run(project, "mypy", "--strict", "--cache-dir", str(project / ".mypy"), "gateways", "tests")

    assert checked.returncode == 0, checked.stdout


def test_pyright_strict_is_content_too(project: Path) -> None:
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "include": ["tests"]}
    (project / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")

    checked = run(project, "pyright", "--pythonpath", sys.executable)

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_turns_a_test_red(project: Path, fault: str) -> None:
    right, wrong = FAULTS[fault]
    gateway = project / "gateways/worked.py"
    text = gateway.read_text(encoding="utf-8")
    assert right in text
    gateway.write_text(text.replace(right, wrong), encoding="utf-8")

    tested = run(project, "pytest", *QUIET, "-x", "tests/test_worked.py")

    gateway.write_text(text, encoding="utf-8")
    assert tested.returncode == 1, tested.stdout
