"""Every rule finds what its cases say, where they say it, and nothing else."""

from __future__ import annotations

from collections import Counter

import pytest

from gateway_builder.check.registry import list_rules
from tests.check.cases import Case, check_files, list_cases

_CASES = list_cases()
_FEWEST = 3
_ALONGSIDE = {"GW903": ("GW101",)}  # what must have run for it to speak


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case.code}-{case.kind}-{case.title}")
def test_a_rule_finds_exactly_what_its_case_says(case: Case) -> None:
    result = check_files(case.files, select=(case.code, *_ALONGSIDE.get(case.code, ())))
    found = result.findings
    assert case.code == "GW000" or not result.coverage.unreadable, "a case that nobody can read tests nothing"
    assert [(each.path, each.span.line, each.code) for each in found] == sorted(case.expected)
    if case.kind == "bad":
        assert found
    if case.kind == "good":
        assert not case.expected


@pytest.mark.parametrize("rule", list_rules(), ids=lambda rule: rule.code)
def test_each_rule_has_cases_of_several_styles(rule: object) -> None:
    code = getattr(rule, "code", "")
    kinds = Counter(case.kind for case in _CASES if case.code == code)
    assert min(kinds["bad"], kinds["good"]) >= _FEWEST, f"{code} needs {_FEWEST} bad and {_FEWEST} good cases"
