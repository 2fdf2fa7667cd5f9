"""The helper for a project's own tests fails with what was found, and loads little."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gateway_builder.testing import assert_gateway_rules
from tests.cli.conftest import write_files

if TYPE_CHECKING:
    from pathlib import Path

PATH = "src/app/gateways/interfaces.py"
INTERFACE = "from typing import Protocol\n\n\nclass IRunner(Protocol):\n    def run(self) -> None: ...\n"
SELECT = ("GW202",)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(tmp_path, {"pyproject.toml": "", PATH: INTERFACE, "src/app/models/run.py": ""})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_findings_fail_with_all_that_is_known_of_them(project: Path) -> None:
    with pytest.raises(AssertionError) as failure:
        assert_gateway_rules(select=SELECT)
    lines = str(failure.value).splitlines()
    assert lines[0] == f"1 finding of gateway-builder check in {project}:"
    assert lines[1].startswith(f"{PATH}:4:7: GW202 IRunner")
    assert lines[2] == "    next: decorate it with @runtime_checkable"


def test_nothing_found_passes(project: Path) -> None:
    assert_gateway_rules(project, profile="strict", select=SELECT, paths=["src/app/models"])
    assert_gateway_rules(str(project), select=["GW2"], ignore=["GW20", "GW213"])


def test_findings_without_a_hint_and_several_of_them(project: Path) -> None:
    write_files(project, {PATH: INTERFACE + INTERFACE.replace("IRunner", "IMailer")[28:]})
    with pytest.raises(AssertionError, match="2 findings"):
        assert_gateway_rules(select=SELECT)
    write_files(project, {"src/app/gateways/broken.py": "def f(:\n"})
    with pytest.raises(AssertionError, match="GW000"):
        assert_gateway_rules(select=("GW000",))


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ({"select": ("E501",)}, "E501 is no rule"),
        ({"paths": ("absent.py",)}, "not there: absent.py"),
        ({"baseline": "absent.json"}, "absent.json is not there"),
        ({"profile": "loose"}, "loose"),
        ({"project": "absent"}, "does not exist"),
    ],
)
def test_wrong_arguments_are_value_errors(project: Path, arguments: dict[str, object], part: str) -> None:
    with pytest.raises(ValueError, match=part):
        assert_gateway_rules(**arguments)  # type: ignore[arg-type]  # each is what its parameter takes


def test_importing_the_helper_loads_nothing_of_the_program() -> None:
    code = "import sys, gateway_builder.testing; print(*(name for name in sys.modules if name.startswith('gateway_')))"
    done = subprocess.run([sys.executable, "-P", "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["gateway_builder", "gateway_builder.testing"]
