"""What the shell offers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import typer
import typer.main

from gateway_builder.cli.app import make_app
from gateway_builder.cli.completion import (
    complete_interface,
    complete_operation,
    complete_operation_name,
    complete_technology,
)


def test_technologies_are_offered_in_any_case() -> None:
    assert "AWSBatch" in complete_technology("awsb")
    assert complete_technology("sendg") == ["SendGrid"]


def test_the_projects_interfaces_are_offered(platform: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(platform)
    assert complete_interface("IMail") == ["IMailSender"]
    assert complete_interface("Nothing") == []


def test_a_broken_project_offers_nothing_and_says_nothing(
    platform: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (platform / "pyproject.toml").write_text("not = [toml")
    monkeypatch.chdir(platform)
    assert complete_interface("I") == []
    assert complete_technology("zzz") == []
    assert capsys.readouterr() == ("", "")


def line(**given: object) -> typer.Context:
    """What stands on the line already."""
    group: Any = typer.main.get_command(make_app(rich_help=False))
    context = typer.Context(group.commands["new"])
    context.params = dict(given)
    return context


def test_methods_are_offered_for_operations(platform: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(platform)
    assert complete_operation(line(interface="IMailSender", method=None), "") == ["send_mail="]
    asked = line(
        interface="IRunner", method=["async def submit_run(run: Run) -> None", "stop()", "(", ""], project=platform
    )
    assert complete_operation(asked, "s") == ["stop=", "submit_run="]


def test_operations_of_the_technology_are_offered(platform: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(platform)
    batch = line(tech="aws-batch")
    assert "submit=submit_job" in complete_operation(batch, "submit=sub")
    assert complete_operation_name(batch, "terminate_j") == ["terminate_job", "terminate_jobs"]


@pytest.mark.parametrize("tech", ["", "SendGrid", "Nobody", "AWSSES"])
def test_nothing_is_offered_where_nobody_knows_the_operations(
    tech: str, platform: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(platform)
    assert complete_operation(line(tech=tech), "submit=") == []
    assert complete_operation_name(line(tech=tech), "") == []
    assert capsys.readouterr() == ("", "")
