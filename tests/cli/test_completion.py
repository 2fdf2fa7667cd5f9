"""What the shell offers."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway_builder.cli.completion import complete_interface, complete_technology


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
