"""Starts programs of these tests in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def start_program(module: str, *arguments: object, prefix: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """A module of the tests as a program, with the same source as here."""
    command = [*prefix, sys.executable, "-m", module, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [*sys.path, str(REPOSITORY)]))}
    return subprocess.Popen(
        command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def run_program(module: str, *arguments: object, prefix: tuple[str, ...] = ()) -> str:
    """What the program prints; it must end well."""
    process = start_program(module, *arguments, prefix=prefix)
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, output + errors
    return output
