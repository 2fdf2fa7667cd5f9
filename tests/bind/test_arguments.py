"""What is sent, for every operation of every service: right arguments pass, and no mistake goes unnoticed."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gateway_builder.bind.arguments import Call as Sending
from gateway_builder.bind.arguments import bind_arguments
from gateway_builder.bind.expressions import Scope
from gateway_builder.bind.findings import Findings
from gateway_builder.errors import UsageError
from gateway_builder.model.service import Shape, ShapeKind
from gateway_builder.model.spec import SpecArray, SpecExpression, SpecLiteral, SpecNode, SpecTable
from tests.bind.service_calls import PLACE, Call, bind_call, calls, messages, with_literals
from tests.fakes.in_memory_service_catalog import PARCELS

EVERY_OPERATION = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
_STATES = "ParcelState has POSTED, IN_TRANSIT, DELIVERED, LOST"
VALUES = st.recursive(
    st.text() | st.integers() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@EVERY_OPERATION
@given(calls())
def test_what_the_model_allows_is_bound_in_the_models_order(call: Call) -> None:
    bound = bind_call(call._replace(arguments=call.arguments[::-1])).methods["call"]

    assert bound.operation is call.operation
    assert [each.name for each in bound.arguments] == [name for name, _ in call.arguments]
    assert [each.code for each in bound.arguments] == [f"given[{at}]" for at in range(len(call.arguments))]
    assert not any(argument.is_literal for argument in bound.arguments)


@EVERY_OPERATION
@given(calls())
def test_literals_that_the_model_allows_are_sent(call: Call) -> None:
    try:
        bound = bind_call(with_literals(call)).methods["call"]
    except UsageError as error:
        assert all("does not match the service's pattern" in each for each in messages(error.problems))
        return
    assert [argument.name for argument in bound.arguments] == [name for name, _ in call.arguments]
    assert all(argument.is_literal and ast.parse(argument.code, mode="eval") for argument in bound.arguments)


@EVERY_OPERATION
@given(calls(), st.data())
def test_a_required_argument_that_is_left_out_is_missed(call: Call, data: st.DataObject) -> None:
    assume(call.arguments)
    missing = data.draw(st.sampled_from([name for name, _ in call.arguments]))
    rest = tuple(each for each in call.arguments if each[0] != missing)

    with pytest.raises(UsageError) as caught:
        bind_call(call._replace(arguments=rest))

    (message,) = messages(caught.value.problems)
    assert message.startswith(f"{call.operation.method}: required parameter {missing} (")


@EVERY_OPERATION
@given(calls(), st.data())
def test_a_misspelt_argument_is_named_with_the_right_one(call: Call, data: st.DataObject) -> None:
    assume(call.arguments)
    name, node = data.draw(st.sampled_from(call.arguments))
    wrong = name.swapcase()
    rest = tuple(each for each in call.arguments if each[0] != name)

    with pytest.raises(UsageError) as caught:
        bind_call(call._replace(arguments=(*rest, (wrong, node))))

    assert messages(caught.value.problems) == [
        f"{call.operation.method}({wrong}=): unknown parameter (did you mean {name}?)"
    ]


@EVERY_OPERATION
@given(calls(), st.data())
def test_an_argument_of_the_wrong_type_is_refused(call: Call, data: st.DataObject) -> None:
    kinds = {each.name: call.model.shapes[each.shape].kind for each in call.model.members_of(call.operation.input)}
    fixed = [name for name, _ in call.arguments if kinds[name] not in {ShapeKind.UNKNOWN, ShapeKind.DOCUMENT}]
    assume(fixed)
    name = data.draw(st.sampled_from(fixed))
    literal = SpecLiteral(value=kinds[name] is not ShapeKind.BOOLEAN or "true", place=PLACE)
    choices: list[SpecNode] = [literal, SpecExpression("wait", PLACE)]
    wrong = data.draw(st.sampled_from(choices))
    arguments = (*(each for each in call.arguments if each[0] != name), (name, wrong))

    with pytest.raises(UsageError) as caught:
        bind_call(call._replace(arguments=arguments))

    (message,) = messages(caught.value.problems)
    assert message.startswith(f"{call.operation.method}({name}=): ")


@given(VALUES)
def test_any_literal_is_sent_as_it_is_and_nothing_of_it_runs(drawn: object) -> None:
    findings = Findings(PARCELS, lambda _: None, {})

    bound = bind_arguments(SpecTable((("parcelId", _node(drawn)),), PLACE), None, _weigh(findings))

    assert not findings.problems
    assert ast.literal_eval(bound.arguments[0].code) == drawn


@pytest.mark.parametrize(
    ("keys", "faults"),
    [
        (["LOST", "POSTED"], []),
        (["LOSS"], ['weigh_parcel(parcelId=): key "LOSS" is unknown (did you mean LOST?); ' + _STATES]),
        (
            ["LOST", "POSTED", "DELIVERED"],
            ["weigh_parcel(parcelId=): 3 entries are more than the 2 that the service takes"],
        ),
    ],
)
def test_maps_have_keys_that_the_service_knows_and_no_more_entries_than_it_takes(
    keys: list[str], faults: list[str]
) -> None:
    mystery = Shape("Mystery", ShapeKind.MAP, key="ParcelState", element="Integer", maximum=2)
    model = replace(PARCELS, shapes={**PARCELS.shapes, "Mystery": mystery})
    findings = Findings(model, lambda _: None, {})

    bind_arguments(SpecTable((("parcelId", _node(dict.fromkeys(keys, 1))),), PLACE), None, _weigh(findings))

    assert [problem.message for problem in findings.problems] == faults


def _weigh(findings: Findings) -> Sending:
    """A call of an operation with one parameter, of any type."""
    return Sending("weigh", PARCELS.operations["weigh_parcel"], Scope({}, {}, lambda _: None), findings, PLACE)


def _node(drawn: object) -> SpecNode:
    if isinstance(drawn, dict):
        return SpecTable(tuple((name, _node(each)) for name, each in drawn.items()), PLACE)
    return SpecArray(tuple(map(_node, drawn)), PLACE) if isinstance(drawn, list) else SpecLiteral(drawn, PLACE)
