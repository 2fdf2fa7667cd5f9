"""Every file of `cases`: a spec, and beside it what becomes of it, each problem with its line, or the binding."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway_builder.errors import UsageError
from tests.bind.binding_text import binding_text, problems_text
from tests.bind.depot import bind_text

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("case", sorted(CASES.glob("*.toml")), ids=lambda case: case.stem)
def test_spec_becomes_what_stands_beside_it(case: Path) -> None:
    assert outcome_of(case.read_text()) == case.with_suffix(".expected").read_text()


def test_every_expectation_has_its_spec() -> None:
    assert {case.stem for case in CASES.glob("*.expected")} == {case.stem for case in CASES.glob("*.toml")}


def outcome_of(text: str) -> str:
    """The binding or the problems, as text."""
    try:
        return binding_text(bind_text(text))
    except UsageError as error:
        return problems_text(error.problems)
