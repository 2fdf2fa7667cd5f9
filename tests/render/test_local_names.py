"""Local variables of generated methods hide nothing that the methods' code reads."""

from __future__ import annotations

import builtins
import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.render.local_names import LocalNames, singular


@given(st.lists(st.text(max_size=12), max_size=8), st.lists(st.sampled_from(["run", "jobs", "id_", "value"])))
def test_every_name_is_new_and_hides_nothing(wishes: list[str], taken: list[str]) -> None:
    names = LocalNames([" ".join(taken)])

    given_names = [names.take(wish) for wish in wishes]

    assert all(name.isidentifier() and not keyword.iskeyword(name) for name in given_names)
    assert len(set(given_names)) == len(given_names)
    assert not set(given_names) & {*taken, *dir(builtins), "self", "translated_errors"}


def test_a_name_is_as_near_to_the_wish_as_can_be() -> None:
    names = LocalNames(["run.job_id", "jobs[0]"])

    assert [names.take(wish) for wish in ("JobSummaryList", "jobs", "Id", "jobs", "from", "x-amz id")] == [
        "job_summary_list",
        "jobs_",
        "id_",
        "jobs__",
        "from_",
        "x_amz_id",
    ]


def test_a_name_that_is_released_can_be_taken_again() -> None:
    names = LocalNames([])
    taken = names.take("job")
    names.release(taken)

    assert names.take("job") == "job"


@pytest.mark.parametrize(
    ("several", "one"),
    [
        ("jobs", "job"),
        ("Entries", "Entry"),
        ("ties", "tie"),
        ("addresses", "address"),
        ("boxes", "box"),
        ("branches", "branch"),
        ("access", "item"),
        ("JobSummaryList", "item"),
        ("s", "item"),
    ],
)
def test_one_of_several_has_the_singular(several: str, one: str) -> None:
    assert singular(several) == one
