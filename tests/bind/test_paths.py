"""Paths into an answer: what is written is what is read, and nothing else is a path."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.bind.paths import Base, PathError, follow_path, read_path
from gateway_builder.model.binding import Step, StepKind
from tests.fakes.in_memory_service_catalog import PARCELS

NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_-]{0,8}", fullmatch=True).map(lambda name: (name, name))
KEYS = st.text(min_size=1, max_size=9).map(lambda key: (_quote(key), key))
POSITIONS = st.integers(0, 999) | st.none()


@given(st.lists(NAMES | KEYS | POSITIONS, max_size=6))
def test_what_is_written_is_read(drawn: list[tuple[str, str] | int | None]) -> None:
    written = "".join(
        f"[{'*' if each is None else each}]" if not isinstance(each, tuple) else f".{each[0]}" for each in drawn
    )
    parts = read_path(written.removeprefix("."))
    assert [(part.name, part.position) for part in parts] == [
        (each[1], None) if isinstance(each, tuple) else ("", each) for each in drawn
    ]


@pytest.mark.parametrize("whole", ["", "."])
def test_nothing_and_a_dot_are_the_whole(whole: str) -> None:
    assert read_path(whole) == ()


@pytest.mark.parametrize(
    "text", [".a", "a.", "a..b", "a b", "a[x]", "a[-1]", "a[1", "a[0]b", 'a"b"', "1a", "a.1", "..", "[]", "a.[0]", "ä"]
)
def test_what_is_no_path_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(PathError, match=re.escape("jobs[0].status")):
        read_path(text)


def test_steps_know_where_they_lead_and_what_may_be_absent() -> None:
    base = Base(PARCELS.shapes["DescribeParcelsResponse"], "the answer")
    assert follow("parcels[1].tags.colour", base) == (
        Step(StepKind.MEMBER, "Parcels", "parcels", is_optional=True),
        Step(StepKind.INDEX, "Parcel", index=1, is_optional=True),
        Step(StepKind.MEMBER, "Tags", "tags", is_optional=True),
        Step(StepKind.KEY, "String", "colour", is_optional=True),
    )


def test_what_always_comes_is_not_optional() -> None:
    base = Base(PARCELS.shapes["Parcel"], "a parcel")
    assert [step.is_optional for step in follow("state", base)] == [False]
    label = Base(PARCELS.shapes["GetLabelResponse"], "the answer")
    assert [step.is_optional for step in follow("label", label)] == [False]


def test_nothing_is_held_against_a_shape_that_is_not_known() -> None:
    assert follow("a", Base(None, "the answer")) == ()


def test_keys_of_a_map_with_an_enum_are_checked() -> None:
    tags = replace(PARCELS.shapes["Tags"], key="ParcelState")
    base = Base(tags, "tags")
    assert follow("LOST", base)[0].name == "LOST"
    with pytest.raises(AssertionError, match=re.escape("tags has no key LOSS (did you mean LOST?)")):
        follow("LOSS", base)


def test_a_path_goes_on_with_the_name_that_was_probably_meant() -> None:
    faults: list[str] = []
    base = Base(PARCELS.shapes["DescribeParcelsResponse"], "the answer")
    steps = follow_path(read_path("parcel[0].stat"), base, PARCELS, faults.append)
    assert [step.name for step in steps] == ["parcels", "", "state"]
    assert faults == [
        "the answer has no member parcel (did you mean parcels?)",
        "parcel[0] has no member stat (did you mean state?)",
    ]


def follow(path: str, base: Base) -> tuple[Step, ...]:
    """Steps of a path in which nothing is misspelt."""

    def refuse(fault: str) -> None:
        raise AssertionError(fault)

    return follow_path(read_path(path), base, PARCELS, refuse)


def _quote(key: str) -> str:
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
