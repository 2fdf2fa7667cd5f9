"""What the gateway makes of answers, and which changes of them it must have an opinion on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gateway_builder.model.binding import Answer, Fallback, StatusMap, Step, StepKind, StreamUse
from gateway_builder.render.answer_samples import (
    Alteration,
    AnswerReader,
    Refusal,
    WantedFacts,
    alter_value,
    find_value,
    list_alterations,
    want_answer,
)
from gateway_builder.render.sample_values import Sample, Samples, Stream, Wanted
from tests.fakes.in_memory_service_catalog import PARCELS

if TYPE_CHECKING:
    from collections.abc import Mapping

PARCEL_LIST = Step(StepKind.MEMBER, "Parcels", "parcels", is_optional=True)
EACH = Step(StepKind.EACH, "Parcel")
FIRST = Step(StepKind.INDEX, "Parcel", index=0, is_optional=True)
STATE = Answer("State", (Step(StepKind.MEMBER, "ParcelState", "state"),), map="state")
REASON = Answer("str", (Step(StepKind.MEMBER, "String", "reason", is_optional=True),), default='"?"')
NAMES = Answer("", (Step(StepKind.MEMBER, "ParcelIds", "ids", is_optional=True),))
MAPS: Mapping[str, StatusMap] = {
    "state": StatusMap("state", "ParcelState", "State", (("LOST", "State.DONE"),), Fallback(error="unexpected")),
    "kind": StatusMap("kind", "", "str", (("UNHEARD_OF", '"a"'), ("UNHEARD_OF_", '"b"')), Fallback(code='"?"')),
}
READER = AnswerReader(MAPS, PARCELS.shapes, lambda code: code)


def member(name: str, shape: str = "String", **facts: bool) -> Step:
    return Step(StepKind.MEMBER, shape, name, **facts)


def sample(output: str, *answers: Answer) -> Sample:
    samples, wanted = Samples(PARCELS), Wanted()
    for answer in answers:
        want_answer(answer, wanted, WantedFacts(MAPS, PARCELS.shapes, samples.count_on))
    return samples.make_sample(output, wanted=wanted)


@pytest.mark.parametrize(
    ("answer", "node", "expected"),
    [
        (Answer(code="run.id"), {}, "run.id"),
        (Answer(path=(member("a"),)), {"a": "x"}, '"x"'),
        (Answer(path=(member("a"),), is_optional=True), {}, "None"),
        (Answer(path=(member("a"),), default="run.id"), {}, "run.id"),
        (Answer(path=(member("a"), member("b")), default="0"), {"a": "x"}, "0"),
        (Answer(path=(PARCEL_LIST, FIRST), when_empty=Fallback(code="None")), {"parcels": []}, "None"),
        (Answer(path=(PARCEL_LIST, FIRST), when_empty=Fallback(code="None")), {}, "None"),
        (Answer(path=(PARCEL_LIST, FIRST), when_empty=Fallback(code="None")), {"parcels": ["x"]}, '"x"'),
        (Answer(path=(PARCEL_LIST, EACH), each=Answer()), {"parcels": ["x", "y"]}, '["x", "y"]'),
        (Answer(path=(PARCEL_LIST, EACH), each=Answer(), wrap="tuple"), {"parcels": ["x"]}, '("x",)'),
        (Answer(path=(PARCEL_LIST, EACH), each=Answer(), wrap="tuple"), {}, "()"),
        (Answer(path=(PARCEL_LIST, EACH), each=Answer(), wrap="set"), {}, "set()"),
        (Answer(path=(PARCEL_LIST, EACH), each=Answer(), wrap="set"), {"parcels": ["x"]}, '{"x"}'),
        (Answer(path=(PARCEL_LIST, EACH), each=Answer(), wrap="frozenset"), {"parcels": ["x"]}, 'frozenset({"x"})'),
        (Answer(path=(PARCEL_LIST, EACH), each=STATE), {"parcels": [{"state": "LOST"}]}, "[State.DONE]"),
        (NAMES, {"ids": ["x", "y"]}, '["x", "y"]'),
        (Answer(path=(member("a"),), map="kind"), {"a": "else"}, '"?"'),
        (Answer(path=(member("a"),), wrap="int"), {"a": "5"}, "5"),
        (Answer(path=(member("a"),), wrap="float"), {"a": "5"}, "5.0"),
        (Answer(path=(member("a"),), wrap="Decimal"), {"a": "5"}, 'Decimal("5")'),
        (Answer(path=(member("a"),), wrap="list"), {"a": {"b": 1}}, 'list({"b": 1})'),
        (Answer(path=(member("label", "Label"),), stream=StreamUse.READ), {"label": Stream(b"x")}, 'b"x"'),
        (Answer(build="T", fields=(("a", Answer(path=(member("a"),))), ("b", REASON))), {"a": 1}, 'T(a=1, b="?")'),
    ],
)
def test_answers_are_read_as_the_gateway_reads_them(answer: Answer, node: Sample, expected: str) -> None:
    assert READER.read(answer, node) == expected


@pytest.mark.parametrize(
    ("answer", "node", "key"),
    [
        (Answer(path=(member("a"),)), {}, "unexpected"),
        (STATE, {"state": "else"}, "unexpected"),
        (Answer(path=(PARCEL_LIST, FIRST), when_empty=Fallback(error="not_found")), {"parcels": []}, "not_found"),
        (Answer(path=(member("a"),), wrap="int"), {"a": "no number"}, "unexpected"),
        (Answer(path=(member("a"),), wrap="int"), {"a": 5}, "unexpected"),
        (Answer(path=(member("label", "Label"),), stream=StreamUse.READ, default="b''"), {}, "unexpected"),
        (Answer(path=(member("events", "ParcelEvents"), EACH), each=Answer()), {}, "unexpected"),
    ],
)
def test_what_can_not_be_understood_is_refused(answer: Answer, node: Sample, key: str) -> None:
    with pytest.raises(Refusal, match=key):
        READER.read(answer, node)


def test_a_sample_holds_all_that_is_read_and_no_value_twice() -> None:
    answer = Answer(path=(PARCEL_LIST, EACH), each=Answer(build="T", fields=(("state", STATE), ("reason", REASON))))

    made = sample("DescribeParcelsResponse", answer)

    parcels = find_value(made, ("parcels",))
    assert isinstance(parcels, list)
    assert [find_value(each, ("state",)) for each in parcels] == ["LOST", "LOST"]
    assert find_value(made, ("parcels", 0, "reason")) != find_value(made, ("parcels", 1, "reason"))


def test_numbers_in_texts_and_streams_are_what_they_must_be() -> None:
    number = Answer(path=(member("contentType"),), wrap="int")
    label = Answer(path=(member("label", "Label"),), stream=StreamUse.CHUNKS)

    assert sample("GetLabelResponse", number, label, Answer(code="run.id")) == {
        "contentType": "2",
        "label": Stream(b"example-3"),
    }


def test_events_come_once_for_each_that_is_wanted() -> None:
    moved = Answer(path=(member("moved", "Moved"), member("place")))
    events = Answer(path=(member("events", "ParcelEvents"), EACH), each=moved)

    assert sample("WatchParcelResponse", events) == {
        "events": [{"moved": {"place": "example-2"}}, {"moved": {"place": "example-3"}}]
    }


def test_a_list_that_is_taken_whole_has_two_elements() -> None:
    whole = Answer(path=(PARCEL_LIST,))

    assert len(READER.read(whole, sample("DescribeParcelsResponse", whole)).split("parcelId")) == 3


def test_whatever_is_read_can_be_absent_empty_or_unheard_of() -> None:
    kind = Answer(path=(member("reason"),), map="kind")
    answer = Answer(
        path=(PARCEL_LIST, FIRST), when_empty=Fallback(error="not_found"), build="T", fields=(("s", STATE), ("k", kind))
    )

    found = list_alterations((answer, answer), sample("DescribeParcelsResponse", answer), MAPS, PARCELS.shapes)

    assert found == (
        Alteration(("parcels",), None),
        Alteration(("parcels",), []),
        Alteration(("parcels", 0, "state"), None),
        Alteration(("parcels", 0, "state"), "UNHEARD_OF"),
        Alteration(("parcels", 0, "reason"), None),
        Alteration(("parcels", 0, "reason"), "UNHEARD_OF__"),
    )


def test_a_text_that_is_no_number_is_tried() -> None:
    number = Answer(path=(member("contentType"),), wrap="int")
    tree = sample("GetLabelResponse", number)

    assert list_alterations((number,), tree, MAPS, PARCELS.shapes)[1:] == (Alteration(("contentType",), "no number"),)


def test_streams_are_left_as_they_come() -> None:
    events = Answer(path=(member("events", "ParcelEvents"), EACH), each=Answer(path=(member("moved", "Moved"),)))
    tree = sample("WatchParcelResponse", events)

    assert list_alterations((events,), tree, MAPS, PARCELS.shapes) == (Alteration(("events",), None),)


def test_an_alteration_changes_one_place() -> None:
    tree: Sample = {"a": [{"b": 1, "c": 2}, {"b": 3}], "d": 4}

    assert alter_value(tree, ("a", 0, "b"), None) == {"a": [{"c": 2}, {"b": 3}], "d": 4}
    assert alter_value(tree, ("a", 1, "b"), "x") == {"a": [{"b": 1, "c": 2}, {"b": "x"}], "d": 4}
    assert alter_value(tree, ("a",), []) == {"a": [], "d": 4}
    assert tree == {"a": [{"b": 1, "c": 2}, {"b": 3}], "d": 4}


@pytest.mark.parametrize("path", [("x",), ("a", 5), ("a", "b"), ("d", "e")])
def test_what_is_not_there_is_not_found(path: tuple[str | int, ...]) -> None:
    assert find_value({"a": [1], "d": 4}, path) is None
