"""A project that puts its own modules and programs where ours, or Python's, would be looked for."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from tests.security.victim import CONSOLE_SCRIPT, INTERFACES, NEW, SAFE_MODULE, assert_made

if TYPE_CHECKING:
    from pathlib import Path

    from tests.security.victim import Victim

ENTRIES = pytest.mark.parametrize("program", [CONSOLE_SCRIPT, SAFE_MODULE], ids=["script", "module"])
NAMES = (
    "json", "typing", "tomllib", "ast", "re", "difflib", "subprocess", "tempfile", "contextlib", "dataclasses",
    "typer", "rich", "jinja2", "libcst", "ruff", "click", "markupsafe", "sitecustomize", "usercustomize", "conftest",
)  # fmt: skip


@ENTRIES
def test_modules_in_the_current_folder_are_not_imported(victim: Victim, program: tuple[str, ...]) -> None:
    for name in NAMES:
        victim.trap(f"{name}.py")
    for name in ("gateway_builder", "yaml", "botocore", "gateways", "models", "tests"):
        victim.trap(f"{name}/__init__.py")
    victim.trap("gateway_builder/__main__.py")

    assert_made(victim.run(*NEW, program=program), "gateways/interfaces.py", "gateways/aws_batch_simulation_runner.py")


@ENTRIES
def test_nothing_is_imported_from_the_folder_of_the_command(victim: Victim, program: tuple[str, ...]) -> None:
    victim.write("gateways/interfaces.py", INTERFACES)
    for name in NAMES:
        victim.trap(f"gateways/{name}.py")

    ran = victim.run("list", program=program, cwd=victim.project / "gateways")

    assert ran.code == 0, ran.said
    assert "IMailer" in ran.stdout
    assert ran.seen == ""


def test_programs_of_the_project_do_not_run(victim: Victim) -> None:
    places = (".venv/bin", "venv/bin", "node_modules/.bin", "bin", ".")
    for place in places:
        for name in ("ruff", "git", "python", "python3", "isort", "black"):
            make_program(victim, f"{place}/{name}")
    found_first = os.pathsep.join(["", ".", *(str(victim.project / place) for place in places), os.environ["PATH"]])

    ran = victim.run(*NEW, environment={"PATH": found_first, "VIRTUAL_ENV": str(victim.project / ".venv")})

    assert_made(ran, "gateways/aws_batch_simulation_runner.py")


@pytest.mark.parametrize("command", [NEW, ("list",), ("init",), (*NEW, "--check"), ("templates", "list")], ids=" ".join)
def test_code_of_the_project_is_read_and_never_run(victim: Victim, command: tuple[str, ...]) -> None:
    side_effect = f"open({str(victim.marker)!r}, 'w').close()\n"
    victim.write("gateways/__init__.py", side_effect)
    victim.write("gateways/interfaces.py", f"import typing\n{side_effect}{INTERFACES}")
    victim.write("models/__init__.py", f"class Simulation:\n    {side_effect}")
    victim.write("setup.py", side_effect)
    victim.write("conftest.py", side_effect)

    ran = victim.run(*command)

    assert ran.code == (1 if "--check" in command else 0), ran.said
    assert ran.seen == ""


def make_program(victim: Victim, path: str) -> None:
    place: Path = victim.write(path, f"#!/bin/sh\ntouch '{victim.marker}'\nexit 0\n")
    place.chmod(place.stat().st_mode | stat.S_IXUSR)
