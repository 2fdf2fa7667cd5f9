"""The commands beside `new`, and how a run ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gateway_builder import __version__
from gateway_builder.cli import app
from tests.cli.conftest import Cli, snapshot

NEW = ("new", "IMailSender", "--tech", "SendGrid", "--no-input")


def test_list_shows_interfaces_gateways_and_tests(cli: Cli, platform: Path) -> None:
    cli(*NEW)
    before = snapshot(platform)
    result = cli("list")
    (row,) = [line for line in result.out.splitlines() if line.startswith("IMailSender")]
    assert "SendGridMailSender" in row
    assert "tests/gateways/test_sendgrid_mail_sender.py" in row
    assert snapshot(platform) == before


def test_list_as_json_names_methods_and_places(cli: Cli, platform: Path) -> None:
    cli(*NEW)
    (interface,) = cli("list", "--output-format", "json").json()["interfaces"]
    assert interface["name"] == "IMailSender"
    assert interface["path"] == "src/shop/gateways/interfaces.py"
    assert interface["methods"] == ["send_mail"]
    assert [gateway["name"] for gateway in interface["gateways"]] == ["SendGridMailSender"]


def test_list_in_an_empty_folder_says_how_to_begin(cli: Cli) -> None:
    result = cli("list")
    assert result.code == 0
    assert "gateway-builder new" in result.out


def test_technologies_are_found_by_any_part_of_a_name(cli: Cli) -> None:
    assert "SendGrid" in cli("technologies", "send-grid").out
    assert "AWSBatch" in cli("technologies", "batch").out
    assert {"Redis", "SendGrid", "AWSS3"} <= {
        each["name"] for each in cli("technologies", "--output-format", "json").json()
    }


def test_a_technology_that_nobody_knows_is_2_with_near_names(cli: Cli) -> None:
    near, far = cli("technologies", "sendgrdi"), cli("technologies", "zzzzzz")
    assert (near.code, far.code) == (2, 2)
    assert "SendGrid" in near.err
    assert "no technology matches" in far.err


def test_the_projects_own_technologies_are_listed_and_used(cli: Cli, platform: Path) -> None:
    pyproject = platform / "pyproject.toml"
    table = '\n[tool.gateway-builder.technologies.AcmeMail]\nlabel = "Acme Mail"\npackage = "acme-mail"\n'
    pyproject.write_text(pyproject.read_text() + table)
    assert "Acme Mail" in cli("technologies", "acme").out
    result = cli("new", "IMailSender", "--tech", "acme-mail", "--no-input")
    assert result.code == 0, result.err
    assert "pip install acme-mail" in result.out


def test_init_writes_down_what_it_found_and_then_has_nothing_to_do(cli: Cli, platform: Path) -> None:
    before = (platform / "pyproject.toml").read_text()
    assert cli("init", "--check").code == 1
    assert (platform / "pyproject.toml").read_text() == before
    assert cli("init").code == 0
    after = (platform / "pyproject.toml").read_text()
    assert after.startswith(before)
    assert "[tool.gateway-builder]" in after
    again = cli("init")
    assert "Nothing to do." in again.out
    assert cli("init", "--check").code == 0


def test_init_previews_with_dry_run(cli: Cli, platform: Path) -> None:
    before = snapshot(platform)
    result = cli("init", "--dry-run")
    assert "+[tool.gateway-builder]" in result.out
    assert snapshot(platform) == before


def test_an_ejected_template_is_used_and_listed(cli: Cli, platform: Path) -> None:
    assert cli("templates", "eject", "interface/class.py.jinja").code == 0
    template = platform / "gateway-templates/interface/class.py.jinja"
    template.write_text("{# ours #}" + template.read_text() + "# made by our template\n")
    assert "gateway-templates/interface/class.py.jinja" in cli("templates", "list").out
    result = cli("new", "IRefunder", "--tech", "Stripe", "--method", "refund(order: Order) -> None", "--no-input")
    assert result.code == 0, result.err
    assert "# made by our template" in (platform / "src/shop/gateways/interfaces.py").read_text()


def test_eject_without_a_name_takes_all_and_leaves_what_is_there(cli: Cli, tmp_path: Path) -> None:
    cli("templates", "eject", "interface/class.py.jinja")
    mine = tmp_path / "gateway-templates/interface/class.py.jinja"
    mine.write_text("mine")
    assert cli("templates", "eject").code == 0
    assert mine.read_text() == "mine"
    assert (tmp_path / "gateway-templates/gateway/module.py.jinja").is_file()
    assert "Nothing to do." in cli("templates", "eject").out


def test_an_unknown_template_is_2_with_near_names(cli: Cli) -> None:
    assert "interface/class.py.jinja" in cli("templates", "eject", "interface/clas.py.jinja").err
    far = cli("templates", "eject", "zzz")
    assert far.code == 2
    assert "templates list" in far.err


def test_a_wrong_configuration_is_2_with_the_key(cli: Cli, platform: Path) -> None:
    pyproject = platform / "pyproject.toml"
    pyproject.write_text(pyproject.read_text() + "\n[tool.gateway-builder]\ninterfacs = 1\n")
    result = cli(*NEW)
    assert result.code == 2
    assert "interfacs" in result.err
    assert "interfaces" in result.err


def test_version_and_help(cli: Cli) -> None:
    assert cli("--version").out == f"gateway-builder {__version__}\n"
    shown = cli("--help")
    assert shown.code == 0
    assert all(command in shown.out for command in ("new", "list", "init", "technologies", "templates"))


def test_no_command_shows_the_help_and_is_2(cli: Cli) -> None:
    result = cli()
    assert result.code == 2
    assert "Usage: gateway-builder" in result.out + result.err


def test_an_unknown_option_is_2(cli: Cli) -> None:
    assert cli("new", "--nonsense").code == 2


def test_a_bug_of_ours_is_3_and_asks_for_a_report(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway_builder.wiring.open_workspace", lambda _: 1 / 0)
    result = cli("list")
    assert result.code == 3
    assert "ZeroDivisionError" in result.err
    assert "please report it" in result.err


def test_an_interrupted_run_is_130(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gateway_builder.wiring.open_workspace", interrupt)
    assert cli("list").code == 130


def test_an_interrupt_before_a_command_runs_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "make_app", lambda **_: interrupt)
    assert app.run([]) == 130


def test_a_reader_that_goes_away_ends_the_run_quietly(tmp_path: Path) -> None:
    command = f"{sys.executable} -P -m gateway_builder technologies | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("NAME")
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False), ({}, False)],
)
def test_colour_follows_the_environment(tmp_path: Path, environment: dict[str, str], coloured: bool) -> None:
    clean = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "gateway_builder", "technologies", "sendgrid"],
        cwd=tmp_path, env={**clean, **environment}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ("\x1b[" in done.stdout) is coloured
    assert "SendGrid" in done.stdout


def test_json_is_never_coloured(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "gateway_builder", "new", "IMailer", "--tech", "SMTP", "--dry-run"]
    done = subprocess.run(
        [*command, "--output-format", "json"],
        cwd=tmp_path, env={**os.environ, "FORCE_COLOR": "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["gateway"] == "SMTPMailer"
