"""Where the parameters of an operation come from when `--op` names it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gateway_builder.bind.automatic import bind_operations
from tests.bind.small_service import (
    MODELS,
    NAME,
    PAGES,
    apply_rules,
    interface,
    notes,
    questions,
    small_service,
    untyped,
)

# --- required parameters ---


@pytest.mark.parametrize("sent", ["jobName", "JobName", "job_name", "JOBName"])
def test_a_parameter_of_the_same_name_is_sent(sent: str) -> None:
    assert notes("run(job_name: str) -> None", small_service({f"{sent}!": str})) == (
        f"{sent} comes from job_name (same name)",
    )


def test_a_type_that_nobody_knows_is_no_obstacle() -> None:
    assert notes("run(job_name: JobName) -> None", NAME)
    assert apply_rules(untyped("job_name"), NAME).spec.methods


@pytest.mark.parametrize(
    ("signature", "reason"),
    [
        ("run(job_name: int) -> None", "job_name is int"),
        ("run(job_name: str | None) -> None", "job_name may be None"),
        ("run(job_name: str = None) -> None", "job_name may be None"),
        ("run(job_name: Shipment) -> None", "job_name is Shipment"),
    ],
)
def test_a_parameter_that_can_not_be_sent_as_it_is_leaves_a_question(signature: str, reason: str) -> None:
    assert questions(signature, NAME) == (f"jobName (str) of do_it: {reason}",)


def test_an_untyped_parameter_that_may_be_none_leaves_a_question() -> None:
    assert questions(untyped("job_name", "None"), NAME) == ("jobName (str) of do_it: job_name may be None",)


def test_a_field_of_a_model_with_that_name_is_sent() -> None:
    assert notes("send(shipment: Shipment) -> None", small_service({"Street!": str, "Title!": str})) == (
        "Street comes from shipment.street (same name)",
        "Title comes from shipment.title (same name)",
    )


def test_a_method_of_a_model_without_parameters_is_called() -> None:
    automatic = apply_rules("send(shipment: Shipment) -> None", small_service({"naturalKey!": str}))
    assert automatic.notes == ("send: naturalKey comes from shipment.natural_key() (same name)",)


def test_a_field_that_may_be_none_is_required_before_anything_is_sent() -> None:
    automatic = apply_rules("cancel(shipment: Shipment) -> None", small_service({"parcelId!": str}))
    (method,) = automatic.spec.methods
    assert [code for code, _ in method.require] == ["shipment.parcel_id"]


def test_a_method_of_a_model_that_may_answer_none_leaves_a_question() -> None:
    assert questions("go(shipment: Shipment) -> None", small_service({"nextStop!": str})) == (
        "nextStop (str) of do_it: shipment.next_stop() may be None",
    )


def test_a_parameter_goes_before_a_field_of_another() -> None:
    service = small_service({"street!": str, "weight!": float})
    assert notes("send(street: str, shipment: Shipment) -> None", service)[0] == "street comes from street (same name)"


def test_two_models_with_the_name_leave_a_question() -> None:
    assert questions("send(one: Receipt, other: Receipt) -> None", small_service({"number!": str})) == (
        "number (str) of do_it: one.number and other.number have that name",
    )


def test_parameter_and_field_together_are_a_name() -> None:
    service = small_service({"receiptNumber!": str})
    assert notes("check(receipt: Receipt) -> None", service) == (
        "receiptNumber comes from receipt.number (receipt and its member together)",
    )


def test_what_has_no_attributes_that_can_be_asked_is_not_asked() -> None:
    service = small_service({"number!": str})
    text = "number (str) of do_it: no parameter of send has that name"
    for annotation in ("Row", "Session", "Unheard", "Shipment | None"):
        assert text in questions(f"send(thing: {annotation}) -> None", service)
    assert text in questions("send(*receipts: Receipt) -> None", service)


def test_an_enumeration_is_never_sent_as_the_services() -> None:
    service = small_service({"colour!": ("RED", "BLUE")})
    assert questions("paint(colour: Colour) -> None", service) == (
        "colour (str: RED, BLUE) of do_it: colour is Colour",
    )
    assert notes("paint(colour: str) -> None", service)


def test_a_list_is_not_made_of_one_thing() -> None:
    assert questions("describe(job_id: str) -> None", small_service({"jobs!": [str]})) == (
        "jobs (list of str) of do_it: no parameter of describe has that name",
        "parameter job_id of describe is not sent: say which member of do_it it is",
    )
    assert notes("describe(jobs: list[str]) -> None", small_service({"jobs!": [str]}))


def test_structures_are_said_with_their_members() -> None:
    service = small_service({"Message!": {"Subject": str, "Body": str}, "Rest!": [{"a": str}], "None!": {}})
    assert questions("send() -> None", service) == (
        "Message (structure of Subject, Body) of do_it: no parameter of send has that name",
        "Rest (list of structures) of do_it: no parameter of send has that name",
        "None (empty structure) of do_it: no parameter of send has that name",
    )


def test_types_that_the_model_does_not_tell_are_said_so() -> None:
    assert questions("send() -> None", small_service({"a!": object, "b!": [object]})) == (
        "a (of unknown type) of do_it: no parameter of send has that name",
        "b (list of values of unknown type) of do_it: no parameter of send has that name",
    )


# --- optional parameters, tokens, pages ---


def test_an_optional_parameter_comes_from_a_parameter_of_its_name_alone() -> None:
    service = small_service({"street": str, "reason": str})
    assert notes("stop(reason: str) -> None", service) == ("reason comes from reason (same name)",)
    assert questions("send(shipment: Shipment) -> None", service) == (
        "parameter shipment of send is not sent: say which member of do_it it is",
    )


@pytest.mark.parametrize(
    ("signature", "reason"),
    [
        ("stop(reason: int) -> None", "reason is int"),
        ("stop(reason: str | None = None) -> None", "reason may be None"),
    ],
)
def test_an_optional_parameter_that_does_not_fit_leaves_a_question(signature: str, reason: str) -> None:
    assert questions(signature, small_service({"reason": str})) == (f"reason (str) of do_it: {reason}",)


def test_a_token_is_left_to_the_sdk_unless_the_method_gives_one() -> None:
    service = small_service({"jobName!": str, "clientToken!^": str})
    assert apply_rules("run(job_name: str) -> None", service).spec.methods[0].token is None
    (method,) = apply_rules("run(job_name: str, client_token: str) -> None", service).spec.methods
    assert method.token
    assert method.token.place == "--op run=do_it"
    assert [name for name, _ in method.arguments.entries] == ["jobName"] if method.arguments else False


def test_what_is_about_one_page_is_not_bound() -> None:
    service = small_service({"Limit": int, "NextToken": str}, {"Names": [str], "NextToken": str}, paging=PAGES)
    assert questions("names(limit: int) -> list[str]", service) == (
        "parameter limit is not sent: Limit of do_it is about one page of the answer",
    )


def test_every_parameter_must_be_sent_somewhere() -> None:
    assert questions("upload(key: str, content: bytes) -> None", small_service({"Key!": str, "Body": bytes})) == (
        "parameter content of upload is not sent: say which member of do_it it is",
    )
    assert questions("ping(loudly: bool) -> None", small_service(None)) == (
        "parameter loudly of ping is not sent: say which member of do_it it is",
    )


def test_a_parameter_whose_name_a_field_took_is_missed() -> None:
    assert questions("send(number: int, receipt: Receipt) -> None", small_service({"number!": str})) == (
        "number (str) of do_it: number is int",
    )


def test_variadic_parameters_are_never_bound() -> None:
    assert questions("tag(*jobs: str) -> None", small_service({"jobs": [str]})) == (
        "parameter jobs of tag is not sent: say which member of do_it it is",
    )


# --- places of the deployment ---


def test_places_of_the_deployment_come_from_configuration() -> None:
    service = small_service({"Bucket!": str, "Key!": str})
    automatic = apply_rules("delete(key: str) -> None", service)
    assert [(each.name, each.type, each.doc, each.default, each.env) for each in automatic.spec.config] == [
        ("bucket", "str", "Name of the bucket.", None, "")
    ]
    assert automatic.notes[0] == (
        "delete: Bucket comes from the gateway's configuration, bucket (a place of the deployment)"
    )


def test_a_setting_that_two_methods_need_is_one() -> None:
    model = small_service({"QueueUrl!": str, "MessageBody!": str})
    again = replace(model, operations={**model.operations, "twice": replace(model.operations["do_it"], method="twice")})
    contract = interface("send(message_body: str) -> None", "resend(message_body: str) -> None")
    automatic = bind_operations({"send": "do_it", "resend": "twice"}, contract, again, MODELS.get)
    assert [each.name for each in automatic.spec.config] == ["queue_url"]
    assert len(automatic.spec.methods) == 2


def test_what_the_method_names_itself_is_no_setting() -> None:
    service = small_service({"Bucket!": str})
    assert notes("empty(bucket: str) -> None", service) == ("Bucket comes from bucket (same name)",)
    assert questions("empty(bucket: int) -> None", service) == ("Bucket (str) of do_it: bucket is int",)


@pytest.mark.parametrize("operation", ["create_bucket", "delete_bucket", "update_bucket"])
def test_what_an_operation_makes_is_no_place_that_it_works_at(operation: str) -> None:
    service = small_service({"BucketName!": str}, operation=operation)
    assert questions("do() -> None", service) == (f"BucketName (str) of {operation}: no parameter of do has that name",)


def test_a_place_has_to_be_a_plain_text() -> None:
    for type_ in (int, ("A", "B"), [str]):
        assert questions("do() -> None", small_service({"TableName!": type_}))


def test_a_parameter_called_config_leaves_no_room_for_settings() -> None:
    service = small_service({"Bucket!": str, "config": str})
    assert questions("do(config: str) -> None", service) == ("Bucket (str) of do_it: no parameter of do has that name",)


def test_words_of_one_service_are_places_there_alone() -> None:
    sent = {"Source!": str}
    assert notes("send() -> None", small_service(sent, service="ses"))
    assert questions("send() -> None", small_service(sent, service="sqs"))


def test_of_parameters_of_which_one_is_wanted_the_place_is_configured() -> None:
    sent = {"TopicArn": str, "TargetArn": str, "PhoneNumber": str, "Message!": str}
    service = small_service(sent, service="sns", operation="publish")
    assert notes("tell(message: str) -> None", service)[1].startswith("TopicArn comes from the gateway's configuration")
    assert notes("tell(message: str, phone_number: str) -> None", service) == (
        "PhoneNumber comes from phone_number (same name)",
        "Message comes from message (same name)",
    )


def test_of_parameters_of_which_one_is_wanted_two_places_leave_a_question() -> None:
    sent = {"ClusterIdentifier": str, "WorkgroupName": str, "Sql!": str}
    service = small_service(sent, service="redshift-data", operation="execute_statement")
    assert questions("run(sql: str) -> None", service) == (
        "execute_statement needs one of ClusterIdentifier, WorkgroupName",
    )


def test_what_the_model_requires_anyway_is_no_choice() -> None:
    sent = {"StreamName!": str, "StreamARN": str}
    assert len(notes("close() -> None", small_service(sent, service="kinesis", operation="split"))) == 1
