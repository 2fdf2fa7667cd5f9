"""Each command loads only what it needs: start-up time is a promise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = frozenset({"libcst", "jinja2", "rich", "typer", "ruff", "tomllib", "botocore", "pydantic"})
SOURCE = "gateway_builder.source"
NEW = ["new", "ISimulationRunner", "--tech", "AWSBatch", "--no-input"]
INTERFACES = "from typing import Protocol\n\n\nclass IClock(Protocol):\n    def tell(self) -> int: ...\n"


def loaded(arguments: list[str], folder: Path) -> set[str]:
    """The heavy modules that a command has loaded when it ends, with its output piped."""
    code = (
        "import atexit, sys; from gateway_builder.__main__ import main; sys.argv = ['gateway-builder', *sys.argv[1:]]\n"
        "atexit.register(lambda: sys.stderr.write('LOADED ' + ' '.join(sys.modules)))\nmain()"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    environment = {**clean, "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {*HEAVY, SOURCE} & set(done.stderr.rpartition("LOADED ")[2].split())


def forbidden(arguments: list[str], folder: Path) -> set[str]:
    """The modules that no user's command may load, however heavy its work."""
    return loaded(arguments, folder) & {"libcst.matchers", "libcst.codemod", "botocore", "pydantic"}


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["--version"], set()),
        (["--help"], {"typer"}),
        (["new", "--help"], {"typer"}),
        (["list"], {"typer", SOURCE}),
        (["check"], {"typer", SOURCE}),
        (["check", "--output-format", "sarif"], {"typer", SOURCE}),
        (["rule", "GW202"], {"typer", SOURCE}),
        (["technologies", "batch"], {"typer", "tomllib"}),
        (["init", "--dry-run"], {"typer", "tomllib"}),
        (NEW, {"typer", "jinja2"}),
    ],
)
def test_a_command_in_an_empty_folder_loads_no_more_than_it_needs(
    arguments: list[str], allowed: set[str], tmp_path: Path
) -> None:
    assert loaded(arguments, tmp_path) <= allowed


def test_editing_plain_statements_needs_no_libcst(tmp_path: Path) -> None:
    write_interfaces(tmp_path, INTERFACES)
    assert loaded(NEW, tmp_path) <= {"typer", "jinja2", SOURCE}


def test_editing_other_statements_adds_libcst_alone(tmp_path: Path) -> None:
    write_interfaces(tmp_path, INTERFACES.replace("import Protocol", "import (Protocol)"))
    assert loaded(NEW, tmp_path) == {"typer", "jinja2", SOURCE, "libcst"}


def test_a_spec_loads_neither_libcst_nor_an_sdk(tmp_path: Path) -> None:
    write_interfaces(tmp_path, INTERFACES)
    (tmp_path / "runner.toml").write_text(
        'schema = 1\ninterface = "IRunner"\ntechnology = "AWSBatch"\n[methods.stop]\n'
        'signature = "(job: str, reason: str) -> None"\noperation = "terminate_job"\n'
        'arguments = { jobId = "=job", reason = "=reason" }\n'
    )
    assert loaded(["new", "--spec", "runner.toml", "--no-input"], tmp_path) <= {"typer", "jinja2", "tomllib", SOURCE}


def write_interfaces(project: Path, text: str) -> None:
    (project / "gateways").mkdir()
    (project / "gateways" / "interfaces.py").write_text(text)


def test_a_second_run_loads_neither_libcst_nor_jinja(tmp_path: Path) -> None:
    loaded(NEW, tmp_path)
    assert loaded(NEW, tmp_path) <= {"typer", SOURCE}
