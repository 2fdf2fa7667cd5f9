"""The exported contracts are understood by import-linter, kept by a clean project, and broken by faults."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gateway_builder.check.discovery import discover_codebase
from gateway_builder.cli.export import export
from gateway_builder.errors import UsageError
from gateway_builder.gateways.disk_source_tree import DiskSourceTree
from gateway_builder.plan.layer_contracts import export_layer_contracts
from tests.check.cases import read_project_text, real_models, real_technologies

_LINTER = Path(sys.executable).with_name("lint-imports")
_CLEAN = Path(__file__).parents[1] / "check" / "truths" / "clean"
_TWO_PACKAGES = """
# pyproject.toml
[project]
name = "two"
# shop/__init__.py
# shop/gateways/__init__.py
from shop.gateways.stripe import StripePayments
# shop/gateways/interfaces/__init__.py
# shop/gateways/interfaces/payments.py
from typing import Protocol

class IPayments(Protocol):
    def charge(self, amount: int) -> None: ...
# shop/gateways/stripe.py
import stripe

class StripePayments:
    def charge(self, amount: int) -> None:
        stripe.Charge.create(amount=amount)
# shop/use_cases/__init__.py
# shop/use_cases/pay.py
from shop.gateways.interfaces.payments import IPayments
# shop/repositories/__init__.py
# shop/repositories/payments.py
import sqlite3
# shop/config.py
import os
# shop/main.py
from shop.gateways import StripePayments
from shop.use_cases import pay
# mail/__init__.py
# mail/models.py
import enum
# mail/ports.py
from typing import Protocol

class IMailSender(Protocol):
    def send(self, to: str) -> None: ...
# mail/gateways/__init__.py
# mail/gateways/google_mail.py
import google.cloud.storage

class GoogleMailSender:
    def send(self, to: str) -> None:
        google.cloud.storage.Client()
"""


def _export(root: Path) -> str:
    return export_layer_contracts(discover_codebase(DiskSourceTree(root), real_models(), real_technologies()))


def _lint(root: Path, text: str) -> tuple[int, str]:
    (root / ".importlinter").write_text(text)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])}
    run = subprocess.run(
        [_LINTER, "--no-cache"], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    return run.returncode, run.stdout + run.stderr


def _make(root: Path, text: str) -> None:
    for path, content in read_project_text(text).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content)


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    shutil.copytree(_CLEAN, tmp_path / "project")
    return tmp_path / "project"


def test_a_clean_project_keeps_every_contract(clean: Path) -> None:
    code, output = _lint(clean, _export(clean))
    assert code == 0, output
    assert "Contracts: 4 kept, 0 broken." in output


@pytest.mark.parametrize(
    ("path", "line", "broken"),
    [
        ("use_cases/start_run.py", "import boto3", "SDKs only in gateways"),
        ("models/run.py", "import boto3", "SDKs only in gateways"),
        ("gateways/interfaces.py", "import requests", "SDKs only in gateways"),
        (
            "use_cases/start_run.py",
            "from platform_app.gateways.slack_notification_service import SlackNotificationService",
            "Use cases know interfaces, never concrete gateways",
        ),
        ("models/run.py", "from platform_app.gateways import errors", "Each layer uses what stands below it"),
        (
            "gateways/slack_notification_service.py",
            "from platform_app.use_cases import start_run",
            "Gateways know neither who asks nor what is remembered",
        ),
        (
            "use_cases/start_run.py",
            "from platform_app.controllers import start_run_controller",
            "Each layer uses what stands below it",
        ),
    ],
)
def test_a_planted_fault_breaks_its_contract(clean: Path, path: str, line: str, broken: str) -> None:
    text = _export(clean)
    file = clean / "src" / "platform_app" / path
    file.write_text(f"{file.read_text()}\n{line}\n")
    code, output = _lint(clean, text)
    assert code == 1, output
    assert f"{broken} BROKEN" in output


def test_a_gateway_that_is_added_later_is_protected_too(clean: Path) -> None:
    text = _export(clean)
    package = clean / "src" / "platform_app"
    (package / "gateways" / "aws_sns.py").write_text("class AWSSNSNotificationService: ...\n")
    file = package / "use_cases" / "start_run.py"
    file.write_text(f"{file.read_text()}\nfrom platform_app.gateways.aws_sns import AWSSNSNotificationService\n")
    assert _lint(clean, text)[0] == 1


def test_several_packages_have_contracts_of_their_own(tmp_path: Path) -> None:
    _make(tmp_path, _TWO_PACKAGES)
    text = _export(tmp_path)
    code, output = _lint(tmp_path, text)
    assert code == 0, output
    assert "Use cases of shop know interfaces, never concrete gateways KEPT" in output
    assert "Each layer of mail uses what stands below it KEPT" in output
    assert "shop.config" not in text
    assert "    google" not in text
    assert "    stripe" in text
    (tmp_path / "shop/use_cases/pay.py").write_text("from shop.gateways import StripePayments\n")
    assert _lint(tmp_path, text)[0] == 1


def test_a_package_of_gateways_alone_has_no_contracts_between_layers(tmp_path: Path) -> None:
    _make(
        tmp_path, "# app/gateways/slack.py\nimport requests\n\nclass SlackChat:\n    def say(self): requests.get('x')\n"
    )
    with pytest.raises(UsageError, match="no boundary to export"):
        _export(tmp_path)


def test_the_command_prints_the_configuration(
    clean: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(clean)
    export(["import-linter"], standalone_mode=False)
    assert capsys.readouterr().out == _export(clean)
