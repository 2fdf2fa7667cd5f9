"""What a method returns of the answer when `--op` names its operation."""

from __future__ import annotations

import datetime as dt

import pytest

from gateway_builder.model.spec import SpecExpression
from tests.bind.small_service import EVENTS, NAME, PAGES, STREAM, apply_rules, notes, questions, small_service, untyped


def test_nothing_is_returned_of_any_answer() -> None:
    assert notes("ping() -> None", small_service(None, {"pong": str})) == ()


def test_an_id_that_a_model_waits_for_is_asked_about() -> None:
    service = small_service({"street!": str}, {"parcelId!": str, "parcelArn": str, "price": float})
    assert questions("send(shipment: Shipment) -> None", service) == (
        (
            "shipment.parcel_id may be None before the call: "
            "say whether parcelId or parcelArn of the answer is stored there"
        ),
    )
    assert notes("weigh(shipment: Shipment) -> None", small_service({"street!": str}, {"price": float}))
    assert notes("bill(receipt: Receipt) -> None", small_service({"number!": str}, {"billId": str}))
    sent = {"parcelId!": str}
    assert notes("resend(shipment: Shipment) -> None", small_service(sent, {"parcelId": str}))


@pytest.mark.parametrize(
    ("returns", "answered"),
    [
        ("str", {"jobId!": str}),
        ("str | None", {"jobId": str}),
        ("int", {"count!": int, "name!": str}),
        ("bool", {"isThere!": bool, "RequestId!": bool}),
        ("datetime", {"at!": dt.datetime}),
        ("bytes", {"body!": bytes, "type!": str}),
        ("bytes", {"body": STREAM, "etag": str}),
        ("Iterator[bytes]", {"body": STREAM, "rest": bytes}),
        ("list[str]", {"names!": [str]}),
        ("list[str]", {"names": [str], "count": int}),
        ("tuple[str, ...]", {"names": [str]}),
        ("list[str] | None", {"names": [str]}),
    ],
)
def test_the_only_member_of_the_type_is_the_result(returns: str, answered: dict[str, object]) -> None:
    first = next(iter(answered)).rstrip("!")
    wanted = returns.removesuffix(" | None")
    assert notes(f"ask() -> {returns}", small_service(None, answered)) == (
        f"the result is {first} (the only {wanted} of the answer)",
    )


def test_an_absent_list_is_an_empty_one() -> None:
    (method,) = apply_rules("names() -> list[str]", small_service(None, {"names": [str]})).spec.methods
    assert method.returns
    assert method.returns.default == SpecExpression("[]", "--op names=do_it")


@pytest.mark.parametrize(
    ("returns", "answered", "question"),
    [
        ("str", None, "do_it answers nothing: say what ask returns"),
        ("str", {"?": object}, "do_it has an answer that the model does not tell: say what ask returns"),
        ("str", {"a": str}, "a may be absent from the answer of do_it: say what the result of ask is then"),
        ("str", {"a": int}, "which part of the answer of do_it is the str"),
        ("str", {"a": str, "b!": str}, "which part of the answer of do_it is the str (a, b?)"),
        (
            "str",
            {"a": str, "ask": [{"b": str}]},
            "a may be absent from the answer of do_it: say what the result of ask is then",
        ),
        (
            "str",
            {"x": [{"a": str}], "y": [[{"b": str}]]},
            "which part of the answer of do_it is the str (x[0].a, y[0][0].b?)",
        ),
        ("str", {"a": {"b": {"c": {"d": str}}}}, "which part of the answer of do_it is the str"),
        ("str", {"a": [[[[str]]]]}, "which part of the answer of do_it is the str"),
        ("str", dict.fromkeys("abcdef", str), "which part of the answer of do_it is the str (a, b, c, d, …?)"),
        (
            "list[str]",
            {"x": [{"a": str, "b": int}]},
            "which part of the answer of do_it is the list[str] (x[*].a?)",
        ),
        ("Iterator[bytes]", {"a": EVENTS}, "which part of the answer of do_it is the Iterator[bytes]"),
        (
            "str",
            {"a!": ("ON", "OFF")},
            "a: say what each of ON, OFF means ([maps.NAME] of a spec file), or that it is taken as it is",
        ),
        (
            "State",
            {"things": [{"kind": ("A", "B"), "state": ("ON", "OFF")}]},
            (
                "which part of the answer of do_it is the State (things[0].state?); "
                "things[0].state: say which State each of ON, OFF means ([maps.NAME] of a spec file)"
            ),
        ),
        ("State", {"name": str}, "which part of the answer of do_it is the State"),
    ],
)
def test_a_result_that_no_rule_tells_is_asked_for(
    returns: str, answered: dict[str, object] | None, question: str
) -> None:
    assert questions(f"ask() -> {returns}", small_service(None, answered)) == (question,)


def test_a_method_that_does_not_say_what_it_returns_is_asked_about() -> None:
    assert questions(untyped("job_name", returns=None), NAME) == ("run does not say what it returns",)


def test_only_what_pages_share_is_read_of_pages() -> None:
    answered = {"Names": [str], "Owner!": str, "NextToken": str}
    service = small_service(None, answered, paging=PAGES)
    assert notes("names() -> list[str]", service) == ("the result is Names (the only list[str] of the answer)",)
    assert questions("owner() -> str", service) == ("Owner comes with every page of do_it: say which page is read",)


@pytest.mark.parametrize(
    ("returns", "answered", "note"),
    [
        ("Receipt", {"Number!": str, "other": int}, "Receipt(number=Number)"),
        ("Receipt | None", {"number!": str, "price": float}, "Receipt(number=number, price=price)"),
        ("Stop", {"place!": str, "at": dt.datetime}, "Stop(place=place, at=at)"),
    ],
)
def test_a_model_is_built_of_members_of_its_fields_names(returns: str, answered: dict[str, object], note: str) -> None:
    assert notes(f"ask() -> {returns}", small_service(None, answered)) == (f"the result is {note} (same names)",)


def test_a_fields_own_default_stands_in_for_an_absent_member() -> None:
    service = small_service(None, {"number!": str, "price": float})
    (method,) = apply_rules("ask() -> Receipt", service).spec.methods
    assert method.returns
    assert [(name, each.default and each.default.code) for name, each in method.returns.fields] == [  # type: ignore[union-attr] # a default is an expression here
        ("number", None),
        ("price", "0.0"),
    ]


@pytest.mark.parametrize(
    ("returns", "answered", "asked"),
    [
        (
            "Receipt",
            {"number": str},
            ["number may be absent from the answer of do_it: say what number of Receipt is then"],
        ),
        ("Receipt", {"number!": int}, ["number of Receipt is str: say how it is made of number of do_it"]),
        ("Receipt", {"price": float}, ["number of Receipt: say where it is in the answer of do_it"]),
        ("Open", {"number!": str}, ["not all bases of Open are known: say what its fields are"]),
        ("Blank", {"number!": str}, ["do_it answers no field of Blank: say what is returned"]),
        (
            "Tracking",
            {"parcels": [{"state": ("A", "B")}], "reason": str},
            [
                (
                    "state of Tracking: say where it is in the answer of do_it (parcels[0].state?); "
                    "state: say which State each of A, B means ([maps.NAME] of a spec file)"
                )
            ],
        ),
        (
            "Tracking",
            {"state!": ("A", "B")},
            ["state: say which State each of A, B means ([maps.NAME] of a spec file)"],
        ),
    ],
)
def test_a_model_whose_fields_no_rule_tells_is_asked_for(
    returns: str, answered: dict[str, object], asked: list[str]
) -> None:
    assert list(questions(f"ask() -> {returns}", small_service(None, answered))) == asked


def test_a_default_does_not_hide_what_the_service_says() -> None:
    service = small_service({"a": str}, {"level!": ("LOW", "HIGH")})
    assert questions("ask(a: str) -> Alarm", service) == (
        "level: say which State each of LOW, HIGH means ([maps.NAME] of a spec file)",
    )


def test_lists_in_a_model_are_empty_where_the_answer_has_none() -> None:
    (method,) = apply_rules("ask() -> Bundle", small_service(None, {"labels": [str]})).spec.methods
    assert method.returns
    assert method.returns.fields[0][1].default == SpecExpression("[]", "--op ask=do_it")
