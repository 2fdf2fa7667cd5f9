"""Maps of states, for enums of every service: total, or every state that is forgotten or unknown is named."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gateway_builder.errors import UsageError
from gateway_builder.model.service import ShapeKind
from gateway_builder.model.spec import FallbackSpec, MapSpec, SpecLiteral, ValueSpec
from tests.bind.service_calls import PLACE, Call, bind_call, calls, messages
from tests.fakes.in_memory_service_catalog import PARCELS

EVERY_OPERATION = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@st.composite
def enum_reads(draw: st.DrawFn) -> tuple[Call, ValueSpec, tuple[str, ...]]:
    """A call, a path into its answer that leads to an enum, and the enum's values."""
    call = draw(calls())
    members = call.model.members_of(call.operation.output)
    found = [each for each in members if call.model.shapes[each.shape].enum]
    lists = [each for each in members if call.model.shapes[each.shape].kind is ShapeKind.LIST]
    inner = [
        (f"{outer.name}[0].{each.name}", call.model.shapes[each.shape].enum)
        for outer in lists
        for each in call.model.shapes[call.model.shapes[outer.shape].element].members
        if call.model.shapes[each.shape].enum
    ]
    paths = [(each.name, call.model.shapes[each.shape].enum) for each in found] + inner
    assume(paths)
    path, values = draw(st.sampled_from(paths))
    empty = FallbackSpec(PLACE, error="not_found") if "[0]" in path else None
    return call, ValueSpec(PLACE, path=path, map="state", when_empty=empty), values


def state_map(values: tuple[str, ...]) -> tuple[MapSpec]:
    """A map that gives a text for each value."""
    entries = tuple((each, SpecLiteral(each.lower(), PLACE), PLACE) for each in values)
    return (MapSpec("state", PLACE, entries, FallbackSpec(PLACE, error="unexpected")),)


@EVERY_OPERATION
@given(enum_reads())
def test_a_total_map_is_kept_in_the_models_order(drawn: tuple[Call, ValueSpec, tuple[str, ...]]) -> None:
    call, read, values = drawn

    (bound,) = bind_call(call, read, annotation="str | None", maps=state_map(values[::-1])).maps

    assert tuple(external for external, _ in bound.values) == values
    assert call.model.shapes[bound.shape].enum == values
    assert bound.annotation == "str"


@EVERY_OPERATION
@given(enum_reads(), st.data())
def test_every_forgotten_state_is_named(drawn: tuple[Call, ValueSpec, tuple[str, ...]], data: st.DataObject) -> None:
    call, read, values = drawn
    kept = tuple(data.draw(st.lists(st.sampled_from(values), unique=True, max_size=len(values) - 1)))

    with pytest.raises(UsageError) as caught:
        bind_call(call, read, annotation="str | None", maps=state_map(kept))

    (message,) = messages(caught.value.problems)
    forgotten = [each for each in values if each not in kept]
    assert message.endswith(f" also has {', '.join(forgotten)}: map them")


@EVERY_OPERATION
@given(enum_reads(), st.data())
def test_a_misspelt_state_is_named_with_the_right_one(
    drawn: tuple[Call, ValueSpec, tuple[str, ...]], data: st.DataObject
) -> None:
    call, read, values = drawn
    right = data.draw(st.sampled_from(values))
    wrong = f"{right}_"
    assume(wrong not in values)
    given_values = tuple(wrong if each == right else each for each in values)

    with pytest.raises(UsageError) as caught:
        bind_call(call, read, annotation="str | None", maps=state_map(given_values))

    (message,) = messages(caught.value.problems)
    assert message.endswith(f" has no {wrong} (did you mean {right}?)")


def test_a_map_says_what_a_value_means_that_comes_later() -> None:
    ping = PARCELS.operations["ping_depot"]

    with pytest.raises(UsageError) as caught:
        bind_call(Call(PARCELS, ping, ()), maps=(MapSpec("state", PLACE),))

    assert messages(caught.value.problems) == [
        "the map state needs when_unknown: the service may add values later",
        "nothing uses the map state",
    ]
