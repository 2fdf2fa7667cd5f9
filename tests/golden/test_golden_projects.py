"""Whole projects of very different shape, seen from the outside: what `new` does to them, byte by byte."""

from __future__ import annotations

import difflib
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from gateway_builder.check.registry import find_rule
from tests.golden.case import list_cases, read_case
from tests.golden.shelf import PROGRAM, Shelf, read_files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.golden.case import Case, Tools
    from tests.golden.shelf import Built

_AS_NEIGHBOURS_DO = {"GW208"}
"""Findings in a file that somebody wrote without sections in its docstrings: what is added there looks alike."""
pytestmark = pytest.mark.parametrize("name", list_cases())


@pytest.fixture
def case(name: str) -> Case:
    return read_case(name)


@pytest.fixture
def built(name: str, shelf: Shelf) -> Built:
    return shelf.get(name)


def test_commands_end_as_the_case_says(case: Case, built: Built) -> None:
    for step, ran in zip(case.steps, built.ran, strict=True):
        assert ran.code == step.exit, ran.said
        assert [text for text in step.says if text not in ran.said] == [], ran.said


def test_only_the_expected_files_change(case: Case, built: Built) -> None:
    for step, ran in zip(case.steps, built.ran, strict=True):
        assert ran.changed == {*step.creates, *step.edits}, ran.said
        assert {path for path in ran.changed if path not in ran.before} == set(step.creates)
        assert {path for path in ran.before if path not in ran.after} == set()
        if not ran.changed:
            assert ran.touched == set()


def test_nothing_of_the_users_is_lost(case: Case, built: Built) -> None:
    for step, ran in zip(case.steps, built.ran, strict=True):
        for path in step.edits:
            assert find_losses(ran.before[path], ran.after[path]) == [], path


def test_files_hold_what_they_must(case: Case, built: Built) -> None:
    files = read_files(built.project)
    for expected in case.files:
        text = files[expected.path].decode()
        assert [part for part in expected.holds if part not in text] == [], f"{expected.path}:\n{text}"
        assert [part for part in expected.lacks if part in text] == [], f"{expected.path}:\n{text}"


def test_a_second_run_has_nothing_to_do(built: Built) -> None:
    for ran in built.again:
        assert ran.code == 0, ran.said
        assert "Nothing to do" in ran.stdout
        assert ran.changed | ran.touched == set()


def test_check_is_content_afterwards(built: Built) -> None:
    for ran in built.checks:
        assert ran.code == 0, ran.said
        assert ran.changed | ran.touched == set()


def test_a_dry_run_changes_nothing_and_tells_all(case: Case, built: Built) -> None:
    for step, ran in zip(case.done, built.previews, strict=True):
        assert ran.code == 0, ran.said
        assert ran.changed | ran.touched == set()
        below = "" if step.root == "." else f"{step.root}/"
        told = {(change["kind"], below + change["path"]) for change in json.loads(ran.stdout)["changes"]}
        assert told == {*(("create", path) for path in step.creates), *(("edit", path) for path in step.edits)}


def test_git_applies_the_diffs_to_the_same_result(built: Built) -> None:
    assert [complaint for complaint in built.applied if complaint] == []
    assert read_files(built.patched) == built.ran[-1].after


def test_the_same_commands_elsewhere_give_the_same_bytes(built: Built) -> None:
    assert read_files(built.elsewhere) == built.ran[-1].after


def test_what_was_generated_keeps_the_standard(case: Case, built: Built) -> None:
    """Files without a decision left keep every rule, the others those that are on by default."""
    for root in sorted({step.root for step in case.done}):
        project = built.project / root
        ended = subprocess.run(
            [PROGRAM, "check", "--profile", "strict", "--output-format", "json", "--no-cache", "--project", project],
            capture_output=True,
            check=False,
        )
        assert ended.returncode in {0, 1}, ended.stderr.decode()
        wrong = [
            f"{finding['file']}:{finding['line']} {finding['code']} {finding['message']}"
            for finding in json.loads(ended.stdout)
            if is_generated(case, built, root, finding) and not is_left_to_the_user(project, finding)
        ]
        assert wrong == []


def is_generated(case: Case, built: Built, root: str, finding: dict[str, Any]) -> bool:
    """Whether a finding stands in what a command created, or on a line that it added."""
    path = os.path.normpath(f"{root}/{finding['file']}")
    if any(path in step.creates for step in case.done):
        return True
    if finding["code"] in _AS_NEIGHBOURS_DO:
        return False
    edited = any(path in step.edits for step in case.done)
    added = {line for ran in built.ran for line in set(lines(ran.after, path)) - set(lines(ran.before, path))}
    return edited and lines(built.ran[-1].after, path)[finding["line"] - 1] in added


def is_left_to_the_user(project: Path, finding: dict[str, Any]) -> bool:
    """Whether a rule that is not on by default finds something in a file that still holds a decision."""
    rule = find_rule(finding["code"])
    assert rule
    return not rule.recommended and b"NotImplementedError" in (project / finding["file"]).read_bytes()


def lines(files: dict[str, bytes], path: str) -> list[bytes]:
    """The lines of a file; none where it is not there."""
    return files.get(path, b"").splitlines()


def test_its_own_and_the_generated_tests_pass(case: Case, built: Built) -> None:
    for tools in case.tools:
        if sys.version_info < tuple(int(part) for part in tools.python.split(".")):
            continue  # the project's own code is newer than this Python; its types are checked all the same
        ended = run_tool(built, tools, "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov")
        assert ended.returncode == 0, ended.stdout
        if tools.passes is not None:
            assert f"{tools.passes} passed" in ended.stdout.splitlines()[-1]


def test_the_linter_of_the_project_is_content(case: Case, built: Built) -> None:
    for tools in case.tools:
        isolated = ["--isolated"] if tools.ruff else []
        width = [option for option in tools.ruff if option.startswith("line-length")]
        formats = [argument for option in width for argument in ("--config", option)]
        rules = [argument for option in tools.ruff for argument in ("--config", option)]
        options = ("--no-cache", "--output-format=concise", *isolated, *rules)
        checked = run_tool(built, tools, "ruff", "check", *options, ".")
        assert checked.returncode == 0, checked.stdout + checked.stderr
        drawn = run_tool(built, tools, "ruff", "format", "--no-cache", "--diff", *isolated, *formats, ".")
        assert drawn.returncode == 0, drawn.stdout + drawn.stderr


def find_losses(before: bytes, after: bytes) -> list[str]:
    """Lines that are gone, or whose words are; an import and a line of `__all__` may be extended."""
    old, new = before.decode().splitlines(keepends=True), after.decode().splitlines(keepends=True)
    lost = []
    for kind, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind in {"equal", "insert"}:
            continue
        extended = set(re.findall(r"\w+", "".join(new[new_start:new_end])))
        for line in old[start:end]:
            kept = set(re.findall(r"\w+", line)) <= extended
            if not (kept and re.match(r"\s*(from|import|__all__)\b", line)):
                lost.append(line)
    return lost


def run_tool(built: Built, tools: Tools, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a developer's tool in a built project."""
    ours = ("COV_", "COVERAGE_", "PYTEST_")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=built.project / tools.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
