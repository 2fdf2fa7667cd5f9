"""Fixes are made together where they can be, one by one where one is bad, never at the price of what people wrote."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gateway_builder.check.run import CheckResult
from gateway_builder.errors import ConflictError
from gateway_builder.gateways.ruff_code_formatter import RuffCodeFormatter
from gateway_builder.model.finding import Finding, Fix, Severity, Span, TextEdit
from gateway_builder.plan.fixes import FixPlan, plan_fixes
from gateway_builder.source.fix_proof import prove_fix
from tests.check.cases import check_files
from tests.fakes.in_memory_source_tree import InMemorySourceTree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gateway_builder.gateways.interfaces import ISourceTree

PATH = "app/code.py"


def find_words(*replacements: tuple[str, str], safe: bool = True) -> Callable[[ISourceTree], CheckResult]:
    """A check that finds every occurrence of some texts, each with the fix that replaces it."""
    empty = check_files({})

    def check(tree: ISourceTree) -> CheckResult:
        text = (tree.read_file(PATH) or b"").decode()
        found = []
        for old, new in replacements:
            for number, match in enumerate(re.finditer(re.escape(old), text)):
                fix = Fix("replace", safe, (TextEdit(PATH, match.start(), match.end(), new),))
                span = Span(text.count("\n", 0, match.start()) + 1)
                found.append(Finding("GW999", "word", old, Severity.ERROR, PATH, span, "", fix, "", f"{old}{number}"))
        return CheckResult(empty.codebase, empty.coverage, tuple(found))

    return check


@pytest.fixture
def fix(tmp_path: Path) -> Callable[..., FixPlan]:
    def run(text: str, *replacements: tuple[str, str], unsafe: bool = False, safe: bool = True) -> FixPlan:
        tree = InMemorySourceTree({PATH: text})
        check = find_words(*replacements, safe=safe)
        return plan_fixes(tree, check, RuffCodeFormatter(root=tmp_path), unsafe=unsafe)

    return run


def text_of(plan: FixPlan) -> str:
    return "".join(edit.after.decode() for edit in plan.plan.edits)


def test_fixes_of_one_file_are_made_together(fix: Callable[..., FixPlan]) -> None:
    made = fix("a = 1\nb = 2\n", ("1", "10"), ("2", "20"))
    assert text_of(made) == "a = 10\nb = 20\n"
    assert not made.refused


def test_nothing_to_fix_is_an_empty_plan(fix: Callable[..., FixPlan]) -> None:
    made = fix("a = 1\n", ("zzz", "y"))
    assert (made.plan.edits, made.mended, made.refused) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "old", "new", "reason"),
    [
        ("a = [  # kept\n    one,\n]\none = 1\n", "[  # kept\n    one,\n]", "one", "comment would be lost"),
        ("a = one\none = 1\n", "a = one", "a = (", "can't be read"),
        ("one = 1\na = one\n", "a = one", "a = two", "F821"),
        ("a = 1\n", "a = 1\n", "a = 1\r\n", "newlines"),
    ],
)
def test_a_fix_that_would_lose_or_break_something_is_refused_with_the_reason(
    fix: Callable[..., FixPlan], text: str, old: str, new: str, reason: str
) -> None:
    made = fix(text, (old, new))
    assert not made.plan.edits
    assert reason in made.refused[0][1]


def test_one_bad_fix_does_not_stand_in_the_way_of_the_others(fix: Callable[..., FixPlan]) -> None:
    made = fix("a = 1  # why\nb = 2\nc = 3\n", ("a = 1  # why", "a = 1"), ("b = 2", "b = 5"), ("c = 3", "c = 6"))
    assert text_of(made) == "a = 1  # why\nb = 5\nc = 6\n"
    assert [finding.message for finding, _ in made.refused] == ["a = 1  # why"]


def test_fixes_at_one_place_are_made_one_after_the_other(fix: Callable[..., FixPlan]) -> None:
    made = fix("a = 1\n", ("a = 1", "a = 7"), ("= 1", "= 8"), ("= 7", "= 9"))
    assert text_of(made) == "a = 9\n"


def test_an_unsafe_fix_is_made_only_when_asked_for(fix: Callable[..., FixPlan]) -> None:
    assert not fix("a = 1\n", ("1", "2"), safe=False).plan.edits
    assert text_of(fix("a = 1\n", ("1", "2"), safe=False, unsafe=True)) == "a = 2\n"


def test_an_unused_ignore_of_ours_may_go(fix: Callable[..., FixPlan]) -> None:
    assert text_of(fix("a = 1  # gw: ignore[GW501]\n", ("  # gw: ignore[GW501]", ""))) == "a = 1\n"


def test_a_text_that_can_not_be_split_into_tokens_loses_no_line_with_a_hash() -> None:
    assert prove_fix(b"x = 1  # kept\n  y = (\n", b"x = 1\n", path=PATH)
    with pytest.raises(ConflictError):
        prove_fix(b"x = 1\0", b"x = 1\n", path=PATH)


def test_fixes_that_never_come_to_an_end_are_given_up(tmp_path: Path) -> None:
    once = find_words(("a = ", "a = 1 + "))

    def check(tree: ISourceTree) -> CheckResult:
        length = len(tree.read_file(PATH) or b"")
        found = once(tree)
        return replace(found, findings=tuple(replace(each, fingerprint=str(length)) for each in found.findings))

    made = plan_fixes(InMemorySourceTree({PATH: "a = 1\n"}), check, RuffCodeFormatter(root=tmp_path), unsafe=False)
    assert 1 < len(made.mended) < 100
