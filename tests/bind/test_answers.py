"""What is read, for every operation of every service: what the model has is read, what it lacks is refused."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gateway_builder.errors import UsageError
from gateway_builder.model.binding import Answer, Pages, StepKind
from gateway_builder.model.service import ShapeKind
from gateway_builder.model.spec import FallbackSpec, SpecLiteral, ValueSpec
from tests.bind.depot import MODELS, bind_text
from tests.bind.service_calls import PLACE, Call, bind_call, calls, messages

EVERY_OPERATION = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def draw_member(call: Call, data: st.DataObject) -> str:
    """A member of the answer that is there in one piece."""
    members = call.model.members_of(call.operation.output)
    names = [each.name for each in members if not call.model.shapes[each.shape].is_event_stream]
    assume(names)
    return data.draw(st.sampled_from(names))


@EVERY_OPERATION
@given(calls(), st.data())
def test_any_member_of_an_answer_can_be_returned(call: Call, data: st.DataObject) -> None:
    name = draw_member(call, data)

    bound = bind_call(call, ValueSpec(PLACE, path=name), annotation="Any").methods["call"]

    assert bound.returns
    assert [step.name for step in bound.returns.path] == [name]
    if bound.pages is Pages.ALL:
        assert call.operation.paging
        assert any(key.split(".")[0] == name for key in call.operation.paging.result_keys)


@EVERY_OPERATION
@given(calls(), st.data())
def test_a_misspelt_member_is_named_with_the_right_one(call: Call, data: st.DataObject) -> None:
    name = draw_member(call, data)

    with pytest.raises(UsageError) as caught:
        bind_call(call, ValueSpec(PLACE, path=name.swapcase()), annotation="Any")

    (message,) = messages(caught.value.problems)
    assert message == (f"the answer of {call.operation.method} has no member {name.swapcase()} (did you mean {name}?)")


@EVERY_OPERATION
@given(calls(), st.data())
def test_the_first_of_a_list_needs_to_know_what_an_empty_one_means(call: Call, data: st.DataObject) -> None:
    name = draw_member(call, data)
    member = next(each for each in call.model.members_of(call.operation.output) if each.name == name)
    first = ValueSpec(PLACE, path=f"{name}[0]")
    kind = call.model.shapes[member.shape].kind
    is_list = kind in {ShapeKind.LIST, ShapeKind.DOCUMENT}  # a document may hold lists anywhere

    with pytest.raises(UsageError) as caught:
        bind_call(call, first, annotation="Any")

    (message,) = messages(caught.value.problems)
    assert message.endswith("needs when_empty: the list may be empty" if is_list else "not a list: [0] can't follow it")


@EVERY_OPERATION
@given(calls(), st.data())
def test_a_value_of_the_wrong_type_is_refused(call: Call, data: st.DataObject) -> None:
    name = draw_member(call, data)
    member = next(each for each in call.model.members_of(call.operation.output) if each.name == name)
    assume(call.model.shapes[member.shape].kind is not ShapeKind.DOCUMENT)

    with pytest.raises(UsageError) as caught:
        bind_call(call, ValueSpec(PLACE, path=name), annotation="timedelta")

    (message,) = messages(caught.value.problems)
    assert message.endswith(", and call returns timedelta")


def test_what_may_be_absent_needs_a_default_where_none_can_not_be() -> None:
    answer = bind_text(_TRACK).methods["track"].returns

    assert answer
    assert (answer.default, answer.is_optional) == (None, True)
    with pytest.raises(UsageError, match="reason may be absent, and track returns str"):
        bind_text(_TRACK.replace("str | None", "str"))


def test_a_model_of_what_may_be_absent_must_be_allowed_to_be_none() -> None:
    built = _TRACK.replace("parcels[0].reason", "parcels[0].address") + _STOP.replace("PLACE", "street")

    assert bind_text(built.replace("str | None", "Stop | None")).methods["track"].returns
    with pytest.raises(UsageError, match="address may be absent, and track returns Stop"):
        bind_text(built.replace("str | None", "Stop"))


def test_fields_can_be_made_of_the_entries_of_a_map() -> None:
    built = _TRACK.replace("parcels[0].reason", "parcels[0].tags").replace("str | None", "Stop | None")

    answer = bind_text(built + _STOP.replace("PLACE", "place")).methods["track"].returns

    assert answer
    ((name, place),) = answer.fields
    assert (answer.build, name, [(step.kind, step.name) for step in place.path]) == (
        "Stop",
        "place",
        [(StepKind.KEY, "place")],
    )


def test_a_model_that_was_read_in_part_may_have_more_fields() -> None:
    assert not MODELS["Open"].is_complete
    answer = bind_text(_TRACK.replace("str | None", "Open").replace("parcels[0].reason", "parcels[0]") + _FIELDS)

    returned = answer.methods["track"].returns
    assert returned
    assert [(name, each.annotation) for name, each in returned.fields] == [("number", "str"), ("more", "")]


def test_every_field_without_a_default_is_asked_for() -> None:
    with pytest.raises(UsageError, match="Open needs number: say under fields where it comes from"):
        bind_text(
            _TRACK.replace("str | None", "Open").replace("parcels[0].reason", "parcels[0]")
            + _FIELDS.replace("number", "another")
        )


def test_a_literal_in_place_of_an_empty_list_fits_the_type() -> None:
    empty = FallbackSpec(PLACE, value=SpecLiteral("none", PLACE))
    assert empty.value
    answer = bind_text(_TRACK.replace('"not_found"', '{ value = "none" }')).methods["track"].returns

    assert isinstance(answer, Answer)
    assert answer.when_empty
    assert answer.when_empty.code == '"none"'


_TRACK = """
schema = 1

[methods.track]
signature = "(id: str) -> str | None"
operation = "describe_parcels"
arguments = { parcelIds = ["=id"] }
returns.path = "parcels[0].reason"
returns.when_empty = "not_found"
"""
_FIELDS = """
[methods.track.returns.fields]
number = "parcelId"
more = "reason"
"""
_STOP = """
[methods.track.returns.fields]
place = { path = "PLACE", default = "" }
"""
