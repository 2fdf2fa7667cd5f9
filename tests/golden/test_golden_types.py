"""Whole projects under the strict modes of both type checkers; each checker runs over all of them in one go."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.golden.case import list_cases, read_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.golden.case import Case, Tools
    from tests.golden.shelf import Shelf

PYRIGHT = Path(sys.executable).with_name("pyright")


def test_mypy_strict_is_content_with_each_project(shelf: Shelf) -> None:
    complaints = []
    for case in map(read_case, list_cases()):
        project = shelf.get(case.name).project
        for tools in case.tools:
            folder = project / tools.folder
            paths = os.pathsep.join(str(folder / path) for path in tools.paths)
            cache = ("--cache-dir", str(shelf.folder / "mypy"))
            options = ("--strict", "--no-error-summary", "--explicit-package-bases", *cache)
            ended = subprocess.run(
                [sys.executable, "-m", "mypy", *options, *sorted(list_checked(case, tools))],
                cwd=folder,
                env={**os.environ, "MYPYPATH": paths},
                capture_output=True,
                text=True,
                check=False,
            )
            complaints += [f"{case.name}: {line}" for line in (ended.stdout + ended.stderr).splitlines()]
    assert complaints == []


def test_pyright_strict_is_content_with_every_generated_file(shelf: Shelf) -> None:
    configuration = shelf.folder / "pyrightconfig.json"
    configuration.write_text(json.dumps(_configure_pyright(shelf)))
    ended = subprocess.run(
        [PYRIGHT, "--outputjson", "--pythonpath", sys.executable, "-p", configuration],
        cwd=shelf.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    answer = json.loads(ended.stdout)
    found = [_show(shelf, finding) for finding in answer["generalDiagnostics"]]
    assert found == []
    assert answer["summary"]["filesAnalyzed"] >= len(list_cases()) * 2


def list_checked(case: Case, tools: Tools) -> set[str]:
    """Files that the commands made or changed below a folder, relative to it."""
    inside = "" if tools.folder == "." else f"{tools.folder}/"
    files = {path for step in case.steps for path in (*step.creates, *step.edits)}
    return {path.removeprefix(inside) for path in files if path.startswith(inside) and path.endswith(".py")}


def _configure_pyright(shelf: Shelf) -> dict[str, Any]:
    places = [(case, tools) for case in map(read_case, list_cases()) for tools in case.tools]
    return {
        "typeCheckingMode": "strict",
        "include": [path for case, tools in places for path in _list_places(shelf, case, tools)],
        "executionEnvironments": [
            {
                "root": f"{_relative(shelf, case)}/{tools.folder}",
                "extraPaths": [f"{_relative(shelf, case)}/{tools.folder}/{path}" for path in tools.paths],
                "pythonVersion": tools.python,
            }
            for case, tools in places
        ],
    }


def _relative(shelf: Shelf, case: Case) -> str:
    return shelf.get(case.name).project.relative_to(shelf.folder).as_posix()


def _list_places(shelf: Shelf, case: Case, tools: Tools) -> Iterator[str]:
    for path in sorted(list_checked(case, tools)):
        yield f"{_relative(shelf, case)}/{tools.folder}/{path}"


def _show(shelf: Shelf, finding: dict[str, Any]) -> str:
    place = Path(finding["file"]).relative_to(shelf.folder)
    line = finding["range"]["start"]["line"] + 1
    return f"{place}:{line}: {finding['message']} [{finding.get('rule', '')}]"
