"""What a `case.toml` says about a golden project: the commands to run in it, and what must hold afterwards."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

PROJECTS = Path(__file__).parent / "projects"
CASE_FILE = "case.toml"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command of `gateway-builder`.

    Attributes:
        command: Its arguments.
        folder: The folder that it runs in, relative to the golden project.
        root: The root that it must find, relative to the golden project.
        exit: Its exit code.
        says: What it must print.
        creates: Files that it must create, relative to the golden project; no others.
        edits: Files that it must change; no others.
    """

    command: tuple[str, ...]
    folder: str = "."
    root: str = "."
    exit: int = 0
    says: tuple[str, ...] = ()
    creates: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFile:
    """What a file must hold after all steps."""

    path: str
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """How the project's own tools are called.

    Attributes:
        folder: Where, relative to the golden project.
        paths: Import roots, relative to the folder.
        python: The oldest Python that can import the project.
        passes: How many tests must pass, those of the project included; None where the SDK decides.
        ruff: Options that stand for the configuration of a project that has none for ruff.
    """

    folder: str = "."
    paths: tuple[str, ...] = (".",)
    python: str = "3.11"
    passes: int | None = None
    ruff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A golden project."""

    name: str
    summary: str
    steps: tuple[Step, ...]
    files: tuple[ExpectedFile, ...]
    tools: tuple[Tools, ...]

    @property
    def done(self) -> tuple[Step, ...]:
        """The steps that change something."""
        return tuple(step for step in self.steps if step.creates or step.edits)


def read_case(name: str) -> Case:
    """The case of a golden project."""
    document = tomllib.loads((PROJECTS / name / CASE_FILE).read_text())
    return Case(
        name=name,
        summary=document["summary"],
        steps=tuple(_read(Step, table) for table in document["step"]),
        files=tuple(_read(ExpectedFile, table) for table in document.get("file", [])),
        tools=tuple(_read(Tools, table) for table in document.get("tools", [{}])),
    )


def list_cases() -> list[str]:
    """Names of the golden projects."""
    return sorted(path.parent.name for path in PROJECTS.glob(f"*/{CASE_FILE}"))


def _read(kind: type[T], table: dict[str, Any]) -> T:
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    assert table.keys() <= known, f"{CASE_FILE}: unknown keys {table.keys() - known}"
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return kind(**values)
