"""`operations` and `operation`, on the models of the SDK that is installed here."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gateway_builder import wiring
from gateway_builder.gateways.interfaces import IServiceCatalog
from tests.fakes.in_memory_service_catalog import PARCELS, InMemoryServiceCatalog

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


@pytest.fixture
def parcels(monkeypatch: pytest.MonkeyPatch) -> None:
    """The models are those of the parcel service, whatever AWS service is asked for."""
    catalog = InMemoryServiceCatalog()
    catalog.models["batch"] = PARCELS
    monkeypatch.setattr(wiring, "open_service_catalog", lambda _: catalog)


def as_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))


def test_operations_are_found_by_words(cli: Cli) -> None:
    result = cli("operations", "AWSBatch", "submit job")
    assert result.code == 0
    assert 'AWSBatch is the service "batch"' in result.out.splitlines()[0]
    assert "botocore" in result.out.splitlines()[0]
    assert any(line.startswith("submit_job ") for line in result.out.splitlines())


def test_operations_as_json_name_service_and_source(cli: Cli) -> None:
    found = cli("operations", "aws-batch", "terminate", "--output-format", "json").json()
    assert (found["technology"], found["service"]) == ("AWSBatch", "batch")
    assert found["source"].startswith("botocore ")
    assert "terminate_job" in [each["name"] for each in found["operations"]]


@pytest.mark.parametrize("arguments", [("AWSBatch", "zzzz"), ("AWSBach", ""), ("SendGrid", ""), ("AWSSES", "")])
def test_wrong_names_are_2_with_a_next_step(cli: Cli, arguments: tuple[str, str]) -> None:
    result = cli("operations", *arguments)
    assert result.code == 2
    assert "  next:  " in result.err
    assert result.out == ""


def test_without_an_sdk_the_command_that_installs_one_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "open_service_catalog", lambda _: InMemoryServiceCatalog([]))
    for command in (("operations", "AWSBatch"), ("operation", "AWSBatch", "submit_job")):
        result = cli(*command)
        assert result.code == 2
        assert "pip install 'gateway-builder[aws]'" in result.err


def test_an_operation_is_described(cli: Cli) -> None:
    result = cli("operation", "AWSBatch", "SubmitJob")
    assert result.code == 0
    lines = result.out.splitlines()
    assert "submit_job (SubmitJob)" in lines
    assert "  * jobName: str" in lines
    assert "      environment: list of structure" in [line.replace("*", " ") for line in lines]
    assert "  ClientException (status 400): rejected" in lines


def test_an_unknown_operation_is_2_with_a_suggestion(cli: Cli) -> None:
    result = cli("operation", "AWSBatch", "submit_jbo")
    assert result.code == 2
    assert "(did you mean submit_job?)" in result.err


@pytest.mark.usefixtures("parcels")
def test_everything_about_an_operation_stands_in_its_description(cli: Cli) -> None:
    said = cli("operation", "AWSBatch", "send_parcel").out
    assert "    clientToken: str, idempotency token\n" in said
    assert "    colour: str, deprecated\n" in said
    assert "  Idempotency token, which the SDK fills in where it is left out: clientToken.\n" in said
    assert "  DepotClosed (status 400): rejected\n  DepotBroken: unavailable\n" in said
    described = cli("operation", "AWSBatch", "describe_parcels").out
    assert "parcelIds: list of str, at most 10 items" in described
    assert "state: str, one of POSTED, IN_TRANSIT, DELIVERED, LOST" in described
    assert "optional, although the model says required: a parcel that nobody has taken yet" in described
    assert "  Waiters that ask it: parcel_delivered.\n" in described
    assert "items: list of structure, …" not in described
    assert "inside: list of structure, …" in described
    assert (
        "  It answers in pages of parcels; next page: nextToken.\n" in cli("operation", "AWSBatch", "list_parcels").out
    )
    assert "like [A-Z0-9-]+" in cli("operation", "AWSBatch", "cancel_parcel").out
    assert "  It answers nothing.\n" in cli("operation", "AWSBatch", "cancel_parcel").out
    assert "  Streamed: label.\n" in cli("operation", "AWSBatch", "get_label").out
    assert "  The service advises against it.\n" in cli("operation", "AWSBatch", "move_parcel").out
    assert "  Nobody knows which.\n" in cli("operation", "AWSBatch", "weigh_parcel").out
    assert (
        "  It can't be called: it takes a stream of events as input.\n"
        in cli("operation", "AWSBatch", "scan_parcels").out
    )
    quiet = cli("operation", "AWSBatch", "ping_depot").out
    assert "  It takes none.\n" in quiet
    assert "  It declares none;" in quiet
    assert "Notes" not in quiet


@pytest.mark.usefixtures("parcels")
def test_the_list_marks_what_is_old_and_what_can_not_be_called(cli: Cli) -> None:
    lines = cli("operations", "AWSBatch").out.splitlines()
    assert [line for line in lines if line.startswith("move_parcel ")] == ["move_parcel       (deprecated)"]
    assert any("(can't be called: it takes a stream of events as input)" in line for line in lines)


@pytest.mark.usefixtures("parcels")
def test_the_description_as_json_is_complete(cli: Cli) -> None:
    told = cli("operation", "AWSBatch", "list_parcels", "--output-format", "json").json()
    assert told["paging"]["result_keys"] == ["parcels"]
    assert told["parameters"][0] == {
        "name": "state",
        "type": "str",
        "required": False,
        "limits": None,
        "pattern": None,
        "values": ["POSTED", "IN_TRANSIT", "DELIVERED", "LOST"],
        "token": False,
        "deprecated": False,
        "evidence": None,
        "documentation": "",
        "cut": False,
        "members": [],
    }
    assert told["answer"][0]["members"][0]["name"] == "parcelId"
    cancel = cli("operation", "AWSBatch", "cancel_parcel", "--output-format", "json").json()
    assert cancel["errors"][0] == {
        "code": "ParcelNotFoundException",
        "status": 404,
        "meaning": "not_found",
        "documentation": "",
    }
    assert cli("operation", "AWSBatch", "weigh_parcel", "--output-format", "json").json()["errors"] is None


@pytest.mark.parametrize("columns", [40, 60, 200])
@pytest.mark.usefixtures("parcels")
def test_lines_keep_to_the_width_of_the_terminal(cli: Cli, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    as_terminal(monkeypatch, columns)
    assert max(map(len, cli("operation", "AWSBatch", "describe_parcels").out.splitlines())) <= columns
    rows = cli("operations", "AWSBatch").out.splitlines()[1:]
    assert max(map(len, rows)) <= columns


def test_models_of_the_project_come_from_its_own_environment(cli: Cli, tmp_path: Path) -> None:
    packages = tmp_path / ".venv" / "lib" / "python3.12" / "site-packages"
    packages.mkdir(parents=True)
    spec = find_spec("botocore")
    assert spec
    assert spec.origin
    (packages / "botocore").symlink_to(Path(spec.origin).parent)
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("")
    assert cli("operations", "AWSBatch", "--output-format", "json").json()["source"].endswith(".venv")


def test_the_fake_is_a_service_catalog() -> None:
    assert isinstance(InMemoryServiceCatalog(), IServiceCatalog)
