"""A name is only respelt where one is clearly meant and it stands there plainly."""

from __future__ import annotations

import ast

import pytest

from gateway_builder.check.near_names import find_only_near, respell
from gateway_builder.errors import ConflictError, Problem
from gateway_builder.source.code_module import read_code


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("jobname", ["jobName", "jobQueue"], "jobName"),
        ("job_name", ["jobName", "JobName"], ""),
        ("submit_jobs", ["submit_job", "cancel_job"], "submit_job"),
        ("list_jobx", ["list_joba", "list_jobb"], ""),
        ("nothing", ["else"], ""),
        ("nothing", [], ""),
    ],
)
def test_a_name_is_near_if_no_other_is(word: str, known: list[str], near: str) -> None:
    assert find_only_near(word, known) == near


def test_what_does_not_stand_plainly_or_can_not_be_written_back_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    module = read_code(b"x = ab\n", path="app.py", module="app")
    node = module.tree.body[0]
    assert isinstance(node, ast.Assign)
    assert respell(module, node.value, "ab", "cd") is None

    def refuse(_module: object) -> None:
        raise ConflictError(Problem("the file mixes newlines", "save it with one kind", "app.py"))

    monkeypatch.setattr(type(module), "source", property(refuse))
    assert respell(module, node.value, "ab", "cd") is None
