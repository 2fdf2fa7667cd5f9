"""What is told of a service's operations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gateway_builder.errors import UsageError
from gateway_builder.gateways.toml_technology_catalog import TomlTechnologyCatalog
from gateway_builder.model.service import Member, Operation, Shape, ShapeKind
from gateway_builder.model.technology import Technology
from gateway_builder.plan.operation_view import MemberView, OperationView, view_operation
from gateway_builder.plan.operations import (
    KnownService,
    find_operation,
    find_service,
    first_sentence,
    search_operations,
)
from tests.fakes.in_memory_service_catalog import PARCELS, InMemoryServiceCatalog

TECHNOLOGY = Technology("AcmeParcels", "ACME Parcels", "acme_parcels", "parcels", service="parcels")
CATALOG = TomlTechnologyCatalog(extra=[TECHNOLOGY])
KNOWN = KnownService(TECHNOLOGY, PARCELS)


def find(name: str, catalog: InMemoryServiceCatalog | None = None, rest: str = "") -> KnownService:
    return find_service(name, CATALOG, catalog or InMemoryServiceCatalog(), ("operations", rest))


def problem_of(name: str, catalog: InMemoryServiceCatalog | None = None, rest: str = "") -> tuple[str, str, str]:
    with pytest.raises(UsageError) as caught:
        find(name, catalog, rest)
    (problem,) = caught.value.problems
    return problem.message, problem.hint, problem.place


def names(query: str) -> list[str]:
    return [operation.method for operation in search_operations(PARCELS, query)]


def view(name: str) -> OperationView:
    return view_operation(PARCELS.operations[name], PARCELS)


def member(members: tuple[MemberView, ...], *path: str) -> MemberView:
    """The member at the end of a path of names."""
    found = next(each for each in members if each.name == path[0])
    return member(found.members, *path[1:]) if path[1:] else found


# --- finding the service ---------------------------------------------------------------------------------------------


def test_a_service_is_found_by_any_spelling_and_says_what_was_found() -> None:
    assert find("acme-parcels").resolved == (
        f'AcmeParcels is the service "parcels" (ACME Parcels), read from {PARCELS.source.text}'
    )


def test_an_unknown_name_is_refused_with_the_right_command() -> None:
    assert problem_of("AcmeParcel", rest="send it") == (
        "the technology 'AcmeParcel' is unknown; near it: AcmeParcels",
        "try: gateway-builder operations AcmeParcels 'send it'",
        "TECH",
    )
    assert problem_of("zzzzzzzz")[1] == "run: gateway-builder technologies"


def test_an_ambiguous_name_is_refused_with_one_that_is_not() -> None:
    message, hint, place = problem_of("AWSSES")
    assert "means more than one service" in message
    assert (hint, place) == ("name the one you mean: gateway-builder operations aws:sesv2", "TECH")


def test_what_has_no_model_is_refused() -> None:
    message, hint, _ = problem_of("SendGrid")
    assert message.startswith("the operations of SendGrid are not known")
    assert hint == "run: gateway-builder technologies AWS"


def test_without_an_sdk_the_command_that_installs_one_is_named() -> None:
    assert problem_of("AcmeParcels", InMemoryServiceCatalog([]))[1] == "pip install 'gateway-builder[aws]'"


# --- searching -------------------------------------------------------------------------------------------------------


def test_without_a_query_all_are_found() -> None:
    assert names("") == list(PARCELS.operations)


@pytest.mark.parametrize("query", ["label", "GetLabel", "get label", "LABEL get", "lab"])
def test_words_of_a_name_find_it_in_any_spelling(query: str) -> None:
    assert "get_label" in names(query)


def test_names_go_before_documentation() -> None:
    described = replace(PARCELS.operations["ping_depot"], documentation="Tells whether any PARCEL can be sent. Soon.")
    model = replace(PARCELS, operations={"ping_depot": described, "send_parcel": PARCELS.operations["send_parcel"]})
    assert [each.method for each in search_operations(model, "parcel")] == ["send_parcel", "ping_depot"]


def test_a_query_that_finds_nothing_is_refused_with_a_near_name() -> None:
    with pytest.raises(UsageError) as caught:
        names("cancel_parcle")
    assert caught.value.problems[0].message == (
        "no operation of ACME Parcels matches 'cancel_parcle' (did you mean cancel_parcel?)"
    )


@pytest.mark.parametrize("name", ["send_parcel", "SendParcel", "sendParcel"])
def test_an_operation_is_found_in_any_spelling(name: str) -> None:
    assert find_operation(name, KNOWN).method == "send_parcel"


def test_an_unknown_operation_is_refused_with_a_near_name() -> None:
    with pytest.raises(UsageError) as caught:
        find_operation("send_parcl", KNOWN)
    (problem,) = caught.value.problems
    assert problem.message == "ACME Parcels has no operation 'send_parcl' (did you mean send_parcel?)"
    assert problem.hint == "run: gateway-builder operations AcmeParcels"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", ""),
        ("Sends it.", "Sends it"),
        ("Sends it. At once.\nMore.", "Sends it"),
        (" Version 2.0 of\nit", "Version 2.0 of"),
    ],
)
def test_the_first_sentence_stands_for_a_text(text: str, first: str) -> None:
    assert first_sentence(text) == first


# --- one operation ---------------------------------------------------------------------------------------------------


def test_parameters_are_told_with_type_limits_and_values() -> None:
    parameters = view("send_parcel").parameters
    assert (member(parameters, "address").type, member(parameters, "address").required) == ("structure", True)
    assert member(parameters, "weight").limits == "at least 0"
    assert member(parameters, "photo").limits == "at most 1000 bytes"
    assert (member(parameters, "tags").type, member(parameters, "tags").limits) == (
        "map of str to str",
        "at most 50 entries",
    )
    assert member(parameters, "clientToken").is_token
    assert member(parameters, "colour").is_deprecated
    assert member(parameters, "payment").type == "structure with one member"
    assert member(parameters, "payment", "card").limits == "sensitive"
    assert member(parameters, "extra").type == "of unknown type"
    assert member(view("list_parcels").parameters, "state").values == ("POSTED", "IN_TRANSIT", "DELIVERED", "LOST")
    assert member(view("list_parcels").parameters, "maxResults").limits == "1 to 100"
    parcel_id = member(view("cancel_parcel").parameters, "parcelId")
    assert (parcel_id.limits, parcel_id.pattern, parcel_id.documentation) == (
        "3 to 12 characters",
        "[A-Z0-9-]+",
        "Whose.",
    )
    assert member(view("describe_parcels").parameters, "parcelIds").type == "list of str"


def test_a_length_that_is_fixed_is_one_number() -> None:
    shapes = {**PARCELS.shapes, "ParcelId": replace(PARCELS.shapes["ParcelId"], minimum=9, maximum=9)}
    model = replace(PARCELS, shapes=shapes)
    (parcel_id,) = view_operation(PARCELS.operations["cancel_parcel"], model).parameters
    assert parcel_id.limits == "9 characters"


def test_answers_are_told_as_trees() -> None:
    answer = view("describe_parcels").answer
    assert member(answer, "parcels").type == "list of structure"
    assert member(answer, "parcels", "address", "city").type == "str"
    assert member(answer, "parcels", "postedAt").evidence == "a parcel that nobody has taken yet has no time"


def test_what_holds_itself_is_cut() -> None:
    inside = member(view("describe_parcels").answer, "parcels", "items", "inside")
    assert inside.is_cut
    assert inside.members == ()


def test_lists_of_themselves_end_somewhere() -> None:
    shapes = {
        **PARCELS.shapes,
        "Turtles": Shape("Turtles", ShapeKind.LIST, element="Turtles"),
        "Ask": Shape("Ask", ShapeKind.STRUCTURE, (Member("all", "Turtles"),)),
    }
    operation = Operation("Ask", "ask", "Ask")
    (turtles,) = view_operation(operation, replace(PARCELS, shapes=shapes)).parameters
    assert turtles.type.endswith("list of …")


def test_errors_are_told_with_what_they_mean_to_the_application() -> None:
    errors = view("cancel_parcel").errors
    assert errors is not None
    assert [(each.code, each.status, each.meaning) for each in errors] == [
        ("ParcelNotFoundException", 404, "not_found"),
        ("DepotClosed", 400, "rejected"),
    ]
    assert view("weigh_parcel").errors is None


def test_pages_waiters_tokens_and_streams_are_told() -> None:
    paging = view("list_parcels").paging
    assert paging
    assert paging.result_keys == ("parcels",)
    assert view("describe_parcels").waiters == ("parcel_delivered",)
    assert view("send_parcel").tokens == ("clientToken",)
    assert view("get_label").streams == ("label",)
    assert member(view("get_label").answer, "label").type == "stream of bytes"
    assert view("watch_parcel").streams == ("events",)
    assert member(view("watch_parcel").answer, "events").type == "stream of events"
    assert view("ping_depot").parameters == ()
