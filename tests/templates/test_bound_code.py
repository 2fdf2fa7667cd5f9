"""Decided gateways are clean too: types, lint under every rule, format, with and without async clients."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gateway_builder.gateways.ruff_code_formatter import RuffCodeFormatter
from tests.render import bound
from tests.render.running import write_project

if TYPE_CHECKING:
    from pathlib import Path

EVERY_RULE = 'line-length = 88\nlint.select = ["ALL"]\nlint.ignore = ["CPY", "COM812", "D203", "D213"]\n'
PACKAGES = ("gateways", "depot", "simulation_platform")


def generate_bound(root: Path) -> None:
    """Write a project of decided gateways, formatted."""
    (root / "ruff.toml").write_text(EVERY_RULE, encoding="utf-8")
    write_project(root)
    paths = {path.relative_to(root).as_posix(): path for path in sorted((root / "gateways").glob("*.py"))}
    texts = {name: path.read_text(encoding="utf-8") or '"""Gateways."""\n' for name, path in paths.items()}
    for name, text in RuffCodeFormatter(root=root, first_party=PACKAGES).format_files(texts).items():
        paths[name].write_text(text, encoding="utf-8")


def write_real_clients(root: Path) -> None:
    """Write what a type checker that has the stubs of boto3 must accept: real clients as the narrow ones."""
    services = [("worked", "_BatchClient", "batch"), *((name, "_DepotClient", name) for name in bound.SPECS)]
    lines = [
        "# pyright: basic",
        "import boto3",
        *(f"from gateways.{module} import {client} as {module}_" for module, client, _ in services),
    ]
    lines += [f'{module}: {module}_ = boto3.client("{service}")' for module, _, service in services]
    (root / "real_clients.py").write_text("\n".join([*lines, ""]), encoding="utf-8")


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], cwd=root, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root: Path = tmp_path_factory.mktemp("bound_code")
    generate_bound(root)
    return root


def test_it_is_clean_under_every_rule_and_formatted(project: Path) -> None:
    checked = run(project, "ruff", "check", "--no-cache", "gateways")
    formatted = run(project, "ruff", "format", "--check", "--no-cache", "gateways")

    assert checked.returncode == 0, checked.stdout
    assert formatted.returncode == 0, formatted.stdout


def test_suppressions_are_only_those_that_the_sdk_forces(project: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (project / "gateways").glob("*.py"))

    codes = {code for part in text.split("noqa: ")[1:] for code in part.partition("\n")[0].split(", ")}
    assert codes <= {"ANN401", "N803", "A002", "FBT001", "FBT003", "PLR0913", "PLR2004"}


def test_it_type_checks_under_the_strictest_settings(project: Path) -> None:
    checked = run(project, "mypy", "--strict", "--cache-dir", str(project / ".mypy"), "gateways")

    assert checked.returncode == 0, checked.stdout


def test_pyright_strict_is_content_too(project: Path) -> None:
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "include": ["gateways"]}
    (project / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")

    checked = run(project, "pyright", "--pythonpath", sys.executable)

    assert checked.returncode == 0, checked.stdout
