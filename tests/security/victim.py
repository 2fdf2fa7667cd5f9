"""Runs the program in a hostile project, watched, and compares the disk before and after."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

GUARD = Path(__file__).parent / "guard"
CONSOLE_SCRIPT = (str(Path(sys.executable).with_name("gateway-builder")),)
SAFE_MODULE = (sys.executable, "-P", "-m", "gateway_builder")
NEW = ("new", "ISimulationRunner", "--tech", "AWSBatch", "--no-input")

INTERFACES = '''\
from typing import Protocol, runtime_checkable


@runtime_checkable
class IMailer(Protocol):
    """Sends mail."""

    def send_mail(self, to: str) -> None:
        """Send one mail."""
        ...
'''


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended, what changed on the disk (paths relative to the victim's folder), what the watch saw."""

    code: int
    stdout: str
    stderr: str
    changed: frozenset[str]
    seen: str

    @property
    def said(self) -> str:
        """Everything that it printed."""
        return self.stdout + self.stderr


class Victim:
    """A folder with `project`, which is hostile, and `outside`, `home` and `tmp`, which nobody may touch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = folder / "project"
        self.outside = folder / "outside"
        self.log = folder / "guard.log"
        self.marker = folder / "marker"
        for each in (self.project, self.outside, folder / "home", folder / "tmp"):
            each.mkdir()
        self.write("pyproject.toml", "[project]\nname = 'victim'\nversion = '1'\n")
        (self.outside / "secret.py").write_text("SECRET = 'never read'\n")

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file of the project."""
        place = self.project / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
        return place

    def trap(self, path: str) -> Path:
        """Write a module that leaves a marker when it is imported or run."""
        return self.write(path, f"open({str(self.marker)!r}, 'w').close()\nraise SystemExit(99)\n")

    def configure(self, text: str) -> None:
        """Set `[tool.gateway-builder]`."""
        self.write("pyproject.toml", f"[tool.gateway-builder]\n{text}\n")

    def run(
        self,
        *arguments: str,
        program: tuple[str, ...] = CONSOLE_SCRIPT,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
        seconds: float = 30,
    ) -> Ran:
        """Run the program, watched."""
        before = self._look()
        ended = subprocess.run(
            [*program, *arguments],
            cwd=cwd or self.project,
            env={**self._environment(), **(environment or {})},
            capture_output=True,
            check=False,
            timeout=seconds,
            stdin=subprocess.DEVNULL,
        )
        after = self._look()
        changed = frozenset(path for path in {*before, *after} if before.get(path) != after.get(path))
        seen = self.log.read_text() if self.log.exists() else ""
        seen += "marker: code of the project ran\n" if self.marker.exists() else ""
        return Ran(
            ended.returncode,
            ended.stdout.decode(errors="surrogateescape"),
            ended.stderr.decode(errors="surrogateescape"),
            changed,
            seen,
        )

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "tmp"),
            "PYTHONPATH": os.pathsep.join(filter(None, [str(GUARD), os.environ.get("PYTHONPATH")])),
            "PYTHONDONTWRITEBYTECODE": "1",
            "NO_COLOR": "1",
            "GUARD_LOG": str(self.log),
            "GUARD_VICTIM": str(self.project),
            "GUARD_SECRET": str(self.outside),
            "GUARD_WRITABLE": os.pathsep.join([str(self.project), str(self.folder / "tmp"), *_list_coverage_folders()]),
        }

    def _look(self) -> dict[str, tuple[int, int, bytes]]:
        """Kind, time of change and content of everything; folders without their time."""
        found = {}
        for folder, folders, names in os.walk(self.folder):
            for name in (*folders, *names):
                path = Path(folder, name)
                status = path.lstat()
                kind = stat.S_IFMT(status.st_mode)
                content = path.read_bytes() if stat.S_ISREG(kind) and status.st_size < 1_000_000 else b""
                time = 0 if stat.S_ISDIR(kind) else status.st_mtime_ns
                found[os.path.relpath(path, self.folder)] = (kind, time, content)
        return {path: state for path, state in found.items() if path not in {"guard.log", "marker"}}


def _list_coverage_folders() -> list[str]:
    """Where a measured run writes its own data."""
    return (
        [str(Path(__file__).parents[2])]
        if "COVERAGE_PROCESS_CONFIG" in os.environ or "COVERAGE_PROCESS_START" in os.environ
        else []
    )


def assert_refused(ran: Ran, code: int, *texts: str) -> None:
    """The run was refused with a user error that holds the texts; nothing was written, read or run meanwhile."""
    assert ran.code == code, ran.said
    assert ran.stderr.startswith(("error: ", "warning: ")), ran.said
    assert "Traceback" not in ran.stderr
    assert "  next:  " in ran.stderr
    missing = [text for text in texts if text not in ran.stderr]
    assert missing == [], ran.said
    assert_harmless(ran)
    assert ran.changed == frozenset()


def assert_harmless(ran: Ran) -> None:
    """Nothing of the project ran, no network was asked, nothing outside was read or written; no control codes."""
    assert ran.seen == ""
    assert [path for path in ran.changed if not path.startswith("project/")] == []
    assert [sign for sign in ran.said if is_dangerous(sign)] == []


def is_dangerous(sign: str) -> bool:
    """Whether a character steers a terminal or turns the text around."""
    return (
        (ord(sign) < 32 and sign not in "\n\t")
        or 0x7F <= ord(sign) <= 0x9F
        or sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def assert_made(ran: Ran, *paths: str) -> None:
    """The run did its work, harmlessly; the paths are among what it wrote."""
    assert ran.code == 0, ran.said
    assert_harmless(ran)
    assert {f"project/{path}" for path in paths} <= ran.changed
