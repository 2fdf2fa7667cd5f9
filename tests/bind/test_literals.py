"""Literals: one Python literal whatever stands in it, and held against what the service takes."""

from __future__ import annotations

import ast
import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.bind.literals import describe_shape, find_literal_fault, find_size_fault, spell_literal, spell_text
from gateway_builder.model.service import Shape, ShapeKind
from tests.fakes.in_memory_service_catalog import PARCELS

TEXT = Shape("T", ShapeKind.STRING)
NUMBER = Shape("N", ShapeKind.NUMBER, minimum=0.5, maximum=2)
WHOLE = Shape("I", ShapeKind.INTEGER, minimum=1, maximum=2)


@given(st.text(st.characters(exclude_categories=())))
def test_text_is_one_double_quoted_literal(text: str) -> None:
    spelled = spell_text(text)
    assert spelled[0] == spelled[-1] == '"'
    assert "\n" not in spelled
    assert ast.literal_eval(spelled) == text


@pytest.mark.parametrize(
    ("text", "spelled"),
    [("plain", '"plain"'), ("it's", '"it\'s"'), ('say "x"', '"say \\"x\\""'), ("a\\'b", '"a\\\\\'b"'), ("ä", '"ä"')],
)
def test_text_reads_as_a_person_writes_it(text: str, spelled: str) -> None:
    assert spell_text(text) == spelled


@given(st.integers() | st.booleans() | st.floats(allow_nan=False))
def test_numbers_keep_their_value_and_type(number: float) -> None:
    code = spell_literal(number)
    value = eval(code, {"__builtins__": {"float": float}})
    assert value == number
    assert type(value) is type(number)


def test_no_number_is_spelled_as_a_call_and_not_as_a_name() -> None:
    assert spell_literal(math.nan) == 'float("nan")'
    assert spell_literal(-math.inf) == 'float("-inf")'


def test_text_for_bytes_is_bytes() -> None:
    assert ast.literal_eval(spell_literal("ä'\"", ShapeKind.BLOB)) == "ä'\"".encode()


def test_dates_are_spelled_as_iso_text() -> None:
    assert spell_literal(dt.datetime(2026, 1, 2, 3, tzinfo=dt.UTC)) == '"2026-01-02T03:00:00+00:00"'


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (1, WHOLE),
        (2, NUMBER),
        (0.5, NUMBER),
        ("x", TEXT),
        ("x", Shape("E", ShapeKind.STRING, enum=("x", "y"))),
        ("abc", Shape("P", ShapeKind.STRING, minimum=3, maximum=3, pattern="^[a-c]+$")),
        ("xx", Shape("B", ShapeKind.BLOB, maximum=2)),
        (True, Shape("B", ShapeKind.BOOLEAN)),
        (True, Shape("D", ShapeKind.DOCUMENT)),
        (1.5, Shape("D", ShapeKind.DOCUMENT)),
        (dt.time(1), Shape("U", ShapeKind.UNKNOWN)),
        (dt.date(2026, 1, 1), Shape("T", ShapeKind.TIMESTAMP)),
        ("2026-01-01", Shape("T", ShapeKind.TIMESTAMP)),
        (12, Shape("T", ShapeKind.TIMESTAMP)),
    ],
)
def test_values_that_the_service_takes_are_right(value: object, shape: Shape) -> None:
    assert find_literal_fault(value, shape) == ""


@pytest.mark.parametrize(
    ("value", "shape", "fault"),
    [
        (True, WHOLE, "True is a boolean, the service takes an integer"),
        (3, WHOLE, "3 is more than the 2 that the service takes"),
        (0.25, NUMBER, "0.25 is less than the 0.5 that the service asks for"),
        (
            "äöü",
            Shape("B", ShapeKind.BLOB, maximum=5),
            'the length 6 of "äöü" is more than the 5 that the service takes',
        ),
        ("x" * 99, Shape("B", ShapeKind.BOOLEAN), f'"{"x" * 59}… is a string, the service takes a boolean'),
        ("x", Shape("L", ShapeKind.LIST, element="T"), '"x" is a string, the service takes a list'),
    ],
)
def test_values_that_it_refuses_are_named_with_the_reason(value: object, shape: Shape, fault: str) -> None:
    assert find_literal_fault(value, shape) == fault


def test_lists_are_as_long_as_the_service_allows() -> None:
    shape = Shape("L", ShapeKind.LIST, element="T", minimum=1, maximum=2)
    assert find_size_fault(0, shape, "items") == "0 items are less than the 1 that the service asks for"
    assert find_size_fault(2, shape, "items") == ""


def test_collections_are_described_with_what_they_hold() -> None:
    assert describe_shape(PARCELS.shapes["Items"], PARCELS) == "a list, each element a structure"
    assert describe_shape(PARCELS.shapes["Tags"], PARCELS) == "a map, each value a string"
