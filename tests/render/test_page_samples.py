"""Two pages of an answer, as a service would give them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gateway_builder.model.service import Member, Operation, Paging, Shape, ShapeKind
from gateway_builder.render.page_samples import PageSamples, blank_tokens, list_tokens
from gateway_builder.render.sample_values import Sample, Samples
from tests.fakes.in_memory_service_catalog import PARCELS

MODEL = replace(
    PARCELS,
    shapes={
        **PARCELS.shapes,
        "Short": Shape("Short", ShapeKind.STRING, maximum=8),
        "Long": Shape("Long", ShapeKind.STRING, minimum=6, maximum=50),
        "Ask": Shape(
            "Ask", ShapeKind.STRUCTURE, (Member("next", "Short"), Member("page", "Integer"), Member("from", "Address"))
        ),
        "Told": Shape(
            "Told",
            ShapeKind.STRUCTURE,
            (
                Member("names", "ParcelIds"),
                Member("count", "Integer"),
                Member("text", "String"),
                Member("more", "Boolean"),
                Member("next", "Long", required=True),
                Member("meta", "Meta"),
            ),
        ),
        "Meta": Shape("Meta", ShapeKind.STRUCTURE, (Member("page", "Integer"), Member("from", "Address"))),
    },
)
TOLD = Operation("Tell", "tell", "Ask", "Told")
ANSWER: Sample = {"names": ["a", "b"], "count": 2, "text": "t", "more": True, "next": "n"}


def pages(paging: Paging, answer: Sample = ANSWER) -> PageSamples | None:
    return PageSamples.make(blank_tokens(answer, paging), paging, TOLD, MODEL, Samples(MODEL))


def test_lists_are_shared_out_and_numbers_and_texts_add_up() -> None:
    made = pages(Paging(("next",), ("next",), ("names", "count", "text", "unread"), more_results="more"))

    assert made
    assert made.first == {"names": ["a"], "count": 2, "text": "t", "more": True, "next": made.tokens["next"]}
    assert made.second == {"names": ["b"], "count": 2, "text": "t", "more": False}
    assert made.whole == {"names": ["a", "b"], "count": 4, "text": "tt", "more": False}


def test_a_single_element_stands_on_both_pages() -> None:
    made = pages(Paging(("next",), ("next",), ("names",)), {"names": ["a"]})

    assert made
    assert made.whole == {"names": ["a", "a"]}
    assert made.second == {"names": ["a"]}


def test_a_token_is_as_long_as_both_sides_allow() -> None:
    made = pages(Paging(("next",), ("next",)))

    assert made
    assert 6 <= len(str(made.tokens["next"])) <= 8


def test_tokens_may_be_no_texts_and_stand_deeper() -> None:
    made = pages(Paging(("page", "from"), ("meta.page", "meta.from || other"), ("names",)))

    assert made
    assert isinstance(made.tokens["page"], int)
    assert made.first == {**_as_dict(ANSWER), "names": ["a"], "meta": {**made.tokens}}


@pytest.mark.parametrize(
    "paging", [Paging(("next",), ("names[-1]",)), Paging(("unheard",), ("next",)), Paging(("next",), ("unheard",))]
)
def test_tokens_that_nobody_can_make_give_no_pages(paging: Paging) -> None:
    assert pages(paging) is None


def test_a_last_page_has_neither_token_nor_more() -> None:
    paging = Paging(("next", "page"), ("next", "meta.page"), more_results="more")

    assert list_tokens(ANSWER, paging) == {("next",): "n"}
    assert blank_tokens(ANSWER, paging) == {"names": ["a", "b"], "count": 2, "text": "t", "more": False}


def _as_dict(sample: Sample) -> dict[str, Sample]:
    assert isinstance(sample, dict)
    return sample


def test_a_token_that_must_be_empty_is_never_followed_by_a_page() -> None:
    empty = replace(MODEL, shapes={**MODEL.shapes, "Short": Shape("Short", ShapeKind.STRING, maximum=0)})
    empty = replace(empty, shapes={**empty.shapes, "Long": Shape("Long", ShapeKind.STRING, minimum=0, maximum=0)})
    paging = Paging(("next",), ("next",), ("names",))

    assert PageSamples.make(blank_tokens(ANSWER, paging), paging, TOLD, empty, Samples(empty)) is None
