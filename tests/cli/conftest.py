"""Runs the command line in this process, in a project of the test's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gateway_builder.cli.app import run


@dataclass(frozen=True)
class Result:
    """How a run ended, and what it said."""

    code: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401  # JSON may be anything
        """What it said, as data."""
        return json.loads(self.out)


Cli = Callable[..., Result]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run `gateway-builder` with arguments in the test's folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")

    def run_here(*arguments: str) -> Result:
        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return run_here


@pytest.fixture
def platform(tmp_path: Path) -> Path:
    """A small project that has one interface, models and tests."""
    write_files(tmp_path, PLATFORM)
    return tmp_path


def write_files(root: Path, files: Mapping[str, str]) -> None:
    """Make a project of files."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of change of every file, the state folder's aside."""
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".gateway-builder" not in path.parts and "__pycache__" not in path.parts
    }


PLATFORM = {
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\n\n[tool.pytest.ini_options]\npythonpath = ["src"]\n',
    "src/shop/__init__.py": '"""A shop."""\n',
    "src/shop/models/__init__.py": (
        '"""Models."""\n\nfrom shop.models.order import Order, Receipt\n\n__all__ = ["Order", "Receipt"]\n'
    ),
    "src/shop/models/order.py": (
        '"""Orders."""\n\nfrom dataclasses import dataclass\n\n\n@dataclass\nclass Order:\n    """An order."""\n\n'
        '    id: int\n\n\n@dataclass\nclass Receipt:\n    """A receipt."""\n\n    id: int\n'
    ),
    "src/shop/gateways/__init__.py": (
        '"""Gateways."""\n\nfrom shop.gateways.interfaces import IMailSender\n\n__all__ = ["IMailSender"]\n'
    ),
    "src/shop/gateways/interfaces.py": (
        '"""Interfaces."""\n\nfrom typing import Protocol, runtime_checkable\n\nfrom shop.models import Order\n\n\n'
        '@runtime_checkable\nclass IMailSender(Protocol):\n    """Sends mail."""\n\n'
        '    def send_mail(self, order: Order) -> None:\n        """Send mail about an order."""\n        ...\n'
    ),
    "tests/__init__.py": "",
    "tests/models/__init__.py": "",
}
