"""Fixes leave the files that their cases show, lose nothing, and have nothing left to do in a second run."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from gateway_builder.check.request import CheckRequest
from gateway_builder.check.rule import Profile
from gateway_builder.check.run import check_project
from gateway_builder.gateways.ruff_code_formatter import RuffCodeFormatter
from gateway_builder.plan.fixes import FixPlan, plan_fixes
from tests.check.cases import Case, list_cases, real_models, real_technologies
from tests.fakes.in_memory_source_tree import InMemorySourceTree

if TYPE_CHECKING:
    from pathlib import Path

    from gateway_builder.check.run import CheckResult
    from gateway_builder.gateways.interfaces import ISourceTree

_CASES = [case for case in list_cases() if case.kind.endswith("fix")]


def _check(tree: ISourceTree, code: str) -> CheckResult:
    request = CheckRequest(profile=Profile.STRICT, select=(code,))
    return check_project(tree, request, real_models(), real_technologies())


def _fix(files: dict[str, str], code: str, root: Path, *, unsafe: bool) -> FixPlan:
    tree = InMemorySourceTree({"pyproject.toml": "", **files})
    return plan_fixes(tree, partial(_check, code=code), RuffCodeFormatter(root=root), unsafe=unsafe)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case.code}-{case.title}")
def test_a_fix_leaves_what_its_case_shows_and_a_second_run_has_nothing_to_do(case: Case, tmp_path: Path) -> None:
    unsafe = case.kind == "unsafe fix"
    found = _check(InMemorySourceTree({"pyproject.toml": "", **case.files}), case.code).findings
    assert [(each.path, each.span.line, each.code) for each in found] == sorted(case.expected)
    fixed = _fix(case.files, case.code, tmp_path, unsafe=unsafe)
    assert not fixed.refused
    assert {edit.path: edit.after.decode() for edit in fixed.plan.edits} == case.after
    assert not _fix({**case.files, **case.after}, case.code, tmp_path, unsafe=unsafe).plan.edits


@pytest.mark.parametrize("case", [each for each in _CASES if each.kind == "unsafe fix"], ids=lambda case: case.code)
def test_an_unsafe_fix_is_made_only_when_it_is_asked_for(case: Case, tmp_path: Path) -> None:
    mended = _fix(case.files, case.code, tmp_path, unsafe=False).mended
    assert all(each.fix and each.fix.is_safe for each in mended)
