"""What decides beside the files of a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway_builder.gateways import program_identity
from gateway_builder.gateways.program_identity import identify_program


def make_models(root: Path, version: str) -> None:
    packages = root / ".venv" / "lib" / "python3.11" / "site-packages"
    (packages / "botocore" / "data").mkdir(parents=True)
    (packages / f"botocore-{version}.dist-info").mkdir()


def test_it_is_the_same_for_the_same(tmp_path: Path) -> None:
    assert identify_program(tmp_path, {}) == identify_program(tmp_path, {})


def test_the_models_of_the_project_count(tmp_path: Path) -> None:
    before = identify_program(tmp_path, {})
    make_models(tmp_path, "1.40.0")
    assert identify_program(tmp_path, {}) != before
    assert "1.40.0" in identify_program(tmp_path, {})


def test_without_any_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program_identity, "find_own_package", lambda: None)
    assert "botocore" not in identify_program(tmp_path, {})


def test_an_installed_program_is_known_by_its_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program_identity, "__file__", "/x/site-packages/gateway_builder/gateways/program_identity.py")
    assert "''" in identify_program(tmp_path, {})
