"""Runs the program's own ruff: several at once, and never what a project or an environment puts in its place."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from subprocess import Popen

_FAILED = 2


@value
class RuffCall:
    """The arguments of one call, and the text that it reads."""

    arguments: tuple[str, ...]
    text: bytes


@value
class RuffAnswer:
    """What one call said."""

    code: int
    output: bytes
    complaint: str

    @property
    def failed(self) -> bool:
        """Whether ruff itself could not work: a broken configuration, or a text that is no Python."""
        return self.code >= _FAILED or self.code < 0


def run_ruff(root: Path, calls: Sequence[RuffCall]) -> tuple[RuffAnswer, ...]:
    """Run every call, all at the same time, and answer in their order.

    Args:
        root: The folder that ruff works in.
        calls: What to run.
    """
    if not calls:
        return ()
    program = _find_program()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RUFF_")}
    processes = [_start([program, *call.arguments], root, environment, call.text) for call in calls]
    return tuple(_finish(process) for process in processes)


def _find_program() -> str:
    """The ruff of the environment that this program is installed in."""
    beside = Path(sys.prefix, "bin", "ruff")
    if sys.prefix != sys.base_prefix and beside.is_file():
        return str(beside)
    from ruff import find_ruff_bin  # knows every other place, and reads the settings of Python's build for that

    return str(find_ruff_bin())


def _start(command: list[str], root: Path, environment: dict[str, str], text: bytes) -> Popen[bytes]:
    """Start one process on a file that holds its input: a pipe would make the processes wait for each other."""
    import subprocess
    from tempfile import TemporaryFile

    with TemporaryFile() as source:
        source.write(text)
        source.seek(0)
        return subprocess.Popen(  # noqa: S603 -- our own program, found beside our own interpreter
            command, cwd=root, env=environment, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )


def _finish(process: Popen[bytes]) -> RuffAnswer:
    output, complaint = process.communicate()
    return RuffAnswer(process.returncode, output, complaint.decode(errors="replace").strip())
