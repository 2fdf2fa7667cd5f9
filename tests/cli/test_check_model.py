"""`check-model` on a project of the test's own, with a botocore of the test's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import write_files
from tests.gateways.botocore_package import install_botocore, write_service

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

GATEWAY = (
    'STATUS_MAP = {"QUEUED": 1, "DONE": 2}\n\n\ndef ask(parcels_client):\n'
    '    return STATUS_MAP[parcels_client.get_job()["status"]]\n'
)


def model(*states: str) -> dict[str, Any]:
    return {
        "metadata": {"serviceFullName": "Parcels"},
        "operations": {"GetJob": {"output": {"shape": "Answer"}}},
        "shapes": {
            "Answer": {"type": "structure", "members": {"status": {"shape": "Status"}}},
            "Status": {"type": "string", "enum": list(states)},
        },
    }


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    write_files(tmp_path, {"pyproject.toml": "", "shop/jobs.py": GATEWAY})
    write_service(
        install_botocore(tmp_path / ".venv/lib/python3.11/site-packages"), {"service-2": model("QUEUED", "DONE")}
    )
    write_service(install_botocore(tmp_path / "newer"), {"service-2": model("QUEUED", "DONE", "LOST")})
    return tmp_path


def test_nothing_to_tell_is_0(cli: Cli, project: Path) -> None:
    result = cli("check-model")

    assert result.code == 0
    assert result.out.splitlines() == [
        "botocore 9.8.7 of .venv: 1 module with a client",
        "Nothing that a gateway here uses is otherwise.",
    ]


@pytest.mark.parametrize("place", ["newer", "newer/botocore"])
def test_a_change_that_concerns_a_gateway_is_1(cli: Cli, project: Path, place: str) -> None:
    result = cli("check-model", "--against", place)

    assert result.code == 1
    assert result.out.splitlines() == [
        f"botocore 9.8.7 of .venv against botocore 9.8.7 of {project / place}: 1 module with a client",
        "shop/jobs.py:1: parcels: Status also has LOST, which STATUS_MAP does not map",
    ]


def test_json_is_pure(cli: Cli, project: Path) -> None:
    result = cli("check-model", "--against", "newer", "--output-format", "json")

    assert result.code == 1
    assert json.loads(result.out)["changes"] == [
        {
            "path": "shop/jobs.py",
            "line": 1,
            "service": "parcels",
            "kind": "state",
            "text": "Status also has LOST, which STATUS_MAP does not map",
        }
    ]


def test_a_folder_without_botocore_is_2(cli: Cli, project: Path) -> None:
    result = cli("check-model", "--against", "shop")

    assert result.code == 2
    assert "shop holds no botocore" in result.err


def test_a_project_without_gateways_says_so(cli: Cli, project: Path) -> None:
    (project / "shop/jobs.py").unlink()

    assert cli("check-model").out.splitlines()[1] == "No gateway here has a client."


def test_what_cannot_be_read_is_a_warning(cli: Cli, project: Path) -> None:
    write_files(project, {"shop/broken.py": "client = ("})

    result = cli("check-model")

    assert result.code == 0
    assert "shop/broken.py was passed over" in result.err
