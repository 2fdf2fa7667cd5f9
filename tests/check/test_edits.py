"""A fix is left out where its file can't be edited."""

from __future__ import annotations

from gateway_builder.check.edits import attempt
from gateway_builder.errors import ConflictError, Problem
from gateway_builder.model.finding import Fix


def _refuse() -> Fix | None:
    raise ConflictError(Problem("the file mixes newlines", "save it with one kind", "app.py"))


def test_a_file_that_cannot_be_edited_gets_no_fix() -> None:
    assert attempt(_refuse) is None


def test_another_file_gets_its_fix() -> None:
    fix = Fix("Add it", is_safe=True, edits=())
    assert attempt(lambda: fix) is fix
