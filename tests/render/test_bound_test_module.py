"""What the tests of decided gateways say; that they pass, and bite, is tested in tests/templates."""

from __future__ import annotations

import ast
import re
from dataclasses import replace

import pytest

from gateway_builder.model.binding import (
    Answer,
    Argument,
    Assignment,
    ConfigValue,
    Fallback,
    GatewayBinding,
    MethodBinding,
    StatusMap,
    Step,
    StepKind,
    Undecided,
)
from gateway_builder.model.business import BusinessModel, ModelKind
from gateway_builder.model.interface import ImportedName, Interface, Method, Parameter, ParameterKind, Signature
from gateway_builder.model.technology import Technology
from tests.bind.depot import MODELS, bind_text
from tests.fakes.in_memory_service_catalog import PARCELS
from tests.render import bound
from tests.render.bound_tests import WORKED, spec_test_text, worked_test_text
from tests.render.drawn import gateway_test_text

STARS = (Parameter("ids", "str", kind=ParameterKind.VAR_POSITIONAL), Parameter("on", "str", "''"))
TECHNOLOGY = Technology("Parcels", "Parcels", "parcels", "parcels", family="aws", service="parcels", package="boto3")


def squeezed(text: str) -> str:
    """The text on one line, for it is not formatted yet."""
    return " ".join(text.split())


def parcel_tests(binding: GatewayBinding, *methods: Method) -> str:
    """The tests of a gateway to the parcels' service."""
    interface = Interface("IDepot", "gateways/interfaces.py", "gateways.interfaces", methods=methods)
    text = gateway_test_text(interface, TECHNOLOGY, binding=binding, gateway_name="Depot")
    ast.parse(text)
    return squeezed(text)


def parcel_spec_tests(spec: str, *methods: Method) -> str:
    """The same for a spec."""
    return parcel_tests(bind_text(f'schema = 1\ninterface = "IDepot"\n{spec}'), *methods)


def method(name: str, returns: str, *parameters: Parameter) -> Method:
    return Method(name, Signature(parameters, returns))


def bound_to(operation: str, name: str = "m", **facts: object) -> GatewayBinding:
    found = MethodBinding(name, PARCELS.operations[operation], **facts)  # type: ignore[arg-type] # any fact
    return GatewayBinding(PARCELS, methods={name: found}, models=MODELS)


@pytest.mark.parametrize("client", bound.SPECS)
@pytest.mark.parametrize("is_async", [False, True])
def test_whatever_is_bound_gives_python(client: str, *, is_async: bool) -> None:
    specs = bound.ASYNC_SPECS if is_async else bound.SPECS
    ast.parse(spec_test_text(specs[client], client, is_async=is_async))


def test_what_is_sent_and_what_comes_of_it_is_written_out() -> None:
    text = worked_test_text()

    assert '{"environment": [{"name": "JOB_ID", "value": "5"}, {"name": "RUN_ID", "value": "4"}]}' in text
    assert '"jobName": run.natural_key(), "jobQueue": "example-2", "jobDefinition": "example-3"' in text
    assert '    assert result == RunStatusDetail(status=RunStatus.QUEUED, message="example-8")\n' in text
    assert '    assert run.aws_batch_job_id == "example-7"\n' in text


def test_a_code_is_refused_with_a_status_that_alone_would_mean_something_else() -> None:
    text = worked_test_text()

    assert '(call_submit_run, "submit_job", "ClientException", 500, GatewayRejectedError),' in text
    assert '(call_submit_run, "submit_job", "ServerException", 400, GatewayUnavailableError),' in text


def test_an_error_that_the_spec_gives_another_meaning_is_tested_for_it() -> None:
    submit = replace(bound.SUBMIT_RUN, errors=(("ClientException", "conflict"),))
    binding = replace(WORKED, methods={**WORKED.methods, "submit_run": submit})

    assert '"submit_job", "ClientException", 400, GatewayConflictError),' in worked_test_text(binding)


def test_the_map_is_held_against_the_installed_model() -> None:
    text = worked_test_text()

    assert 'modelled = client.meta.service_model.shape_for("JobStatus").enum' in text
    assert "    assert set(STATUS_MAP) == set(modelled)\n" in text


def test_a_map_of_what_the_service_does_not_close_is_tested_for_its_values_alone() -> None:
    kinds = StatusMap("kind", "", "str", (("a", '"A"'),), Fallback(code='"?"'))
    path = (Step(StepKind.MEMBER, "String", "contentType", is_optional=True),)
    answer = Answer("str", path, map="kind", default='"none"')
    binding = replace(bound_to("get_label", returns=answer), maps=(kinds,))

    text = parcel_tests(binding, method("m", "str"))

    assert '[ ("a", "A"), ]' in text
    assert 'assert map_kind("UNHEARD_OF") == "?"' in text
    assert "KIND_MAP" not in text


def test_what_is_undecided_stays_a_strict_expected_failure() -> None:
    left = Undecided("describe_run", ("which run", "what it means"), "describe_jobs")
    binding = replace(WORKED, methods={"submit_run": WORKED.methods["submit_run"]}, undecided={"describe_run": left})

    text = worked_test_text(binding)

    assert text.count("@pytest.mark.xfail(raises=NotImplementedError, strict=True, reason=") == 1
    assert "decide which run; what it means" in squeezed(text.replace('"\n"', ""))
    assert "def stub_describe_run" not in text


def test_nothing_decided_leaves_the_tests_as_they_are_without_a_binding() -> None:
    plain = worked_test_text(GatewayBinding(bound.BATCH))

    assert plain == gateway_test_text(
        bound.RUNNER,
        bound.aws_technology("AWSBatch", bound.BATCH),
        gateway_name="AWSBatchSimulationRunner",
        gateway_module="gateways.worked",
    )


def test_configuration_alone_is_tested_too() -> None:
    config = (ConfigValue("place", "str", default='"here"'), ConfigValue("count", "int", env="COUNT"))

    text = parcel_tests(GatewayBinding(PARCELS, config=config), method("m", "str"))

    assert 'assert vars(made)["_place"] == "here"' in text
    assert 'monkeypatch.setenv("COUNT", "702")' in text
    assert 'monkeypatch.setenv(variable, "neither this nor that")' in text
    assert "test_refusals" not in text


def test_variables_with_defaults_and_values_without_variables_are_told_apart() -> None:
    config = (
        ConfigValue("share", "float", default="0.5", env="SHARE"),
        ConfigValue("dry", "bool | None", default="True", env="DRY"),
        ConfigValue("wet", "bool", default="False", env="WET"),
        ConfigValue("given", "str"),
    )

    text = parcel_tests(GatewayBinding(PARCELS, config=config), method("m", "str"))

    assert 'monkeypatch.setenv("DRY", "false")' in text
    assert 'monkeypatch.setenv("WET", "true")' in text
    assert 'assert vars(made)["_dry"] is False' in text
    assert 'Depot.from_environment(given="example-5", parcels_client=client)' in text
    assert "test_a_variable_that_is_needed_is_named" not in text


def test_a_token_that_the_model_requires_is_taken_away_from_the_last_page() -> None:
    shape = PARCELS.shapes["ListParcelsResponse"]
    members = tuple(replace(each, required=each.name == "nextToken") for each in shape.members)
    model = replace(PARCELS, shapes={**PARCELS.shapes, shape.name: replace(shape, members=members)})
    binding = bind_text(
        'schema = 1\ninterface = "I"\n[methods.m]\nsignature = "() -> list[str]"\noperation = "list_parcels"\n'
        'returns = "parcels[*].parcelId"',
        model,
    )

    text = parcel_tests(binding, method("m", "list[str]"))

    assert text.count('del answer["nextToken"]') == 1
    assert text.count('del last["nextToken"]') == 1


def test_the_first_page_alone_may_name_a_next_one() -> None:
    spec = '[methods.m]\nsignature = "() -> list[str]"\noperation = "list_parcels"\nreturns = "parcels[*].parcelId"\n'
    first = f'{spec}pages = "first"'

    assert "reads_every_page" in parcel_spec_tests(spec, method("m", "list[str]"))
    assert "reads_every_page" not in parcel_spec_tests(first, method("m", "list[str]"))


def test_an_iterator_is_read_to_its_end() -> None:
    spec = '[methods.m]\nsignature = "() -> Iterator[str]"\noperation = "list_parcels"\nreturns = "parcels[*].parcelId"'

    text = parcel_spec_tests(spec, method("m", "Iterator[str]"))

    assert "list(gateway.m())" in text
    assert "assert list(result) == [" in text


def test_models_that_nobody_can_compare_are_compared_by_what_they_hold() -> None:
    path = (Step(StepKind.MEMBER, "String", "contentType", is_optional=True),)
    answer = Answer("Session", build="Session", fields=(("kind", Answer("str", path, default='"?"')),))

    text = parcel_tests(bound_to("get_label", returns=answer), method("m", "Session"))

    assert 'assert vars(result) == vars(Session(kind="example-2"))' in text


def test_what_is_sent_of_models_that_nobody_can_make_is_stood_in_for() -> None:
    arguments = (Argument("parcelId", "session.name()", "ParcelId"), Argument("extra", "when", "Time"))
    binding = bound_to(
        "cancel_parcel", arguments=arguments, require=("session.name()", "session.place", "session['a']")
    )

    text = parcel_tests(binding, method("m", "None", Parameter("session", "Session"), Parameter("when", "datetime")))

    assert "from types import SimpleNamespace" in text
    assert "from unittest.mock import Mock" in text
    assert "import datetime as dt" in text
    assert "def test_m_needs_session_name(" in text
    assert "def test_m_needs_session_place(" in text
    assert "def test_m_needs_2" not in text
    assert "stubber.assert_no_pending_responses()" in text


def test_what_may_be_none_is_none_where_it_is_missing() -> None:
    arguments = (Argument("parcelId", "second", "ParcelId"), Argument("extra", "first", "Mystery"))
    binding = bound_to("cancel_parcel", arguments=arguments, require=("second",))
    parameters = (Parameter("first", "str"), Parameter("second", "str | None"))

    text = parcel_tests(binding, method("m", "None", *parameters))

    assert re.search(r'gateway\.m\("example-\d+", None\)', text)


def test_two_of_one_model_and_variadic_parameters_have_examples_of_their_own() -> None:
    kinds = ParameterKind
    parameters = (
        Parameter("one", "Stop"),
        Parameter("other", "Stop"),
        Parameter("state", "State"),
        Parameter("unread", "int", "0"),
        Parameter("ids", "str", kind=kinds.VAR_POSITIONAL),
        Parameter("at", "Stop | None", "None", kinds.KEYWORD_ONLY),
        Parameter("more", "int", kind=kinds.VAR_KEYWORD),
    )
    arguments = (
        Argument("parcelIds", "[one.place, other.place, ids[0], at.place]", "ParcelIds"),
        Argument("extra", "len(more)", "Mystery"),
    )

    text = parcel_tests(bound_to("describe_parcels", arguments=arguments), method("m", "None", *parameters))

    call = text.partition("gateway.m(")[2].partition(" def ")[0]
    assert call.startswith("example_stop(), example_stop_1(), State.")
    assert ', *["example-' in call
    assert "at=example_stop_2()" in call
    assert '**{"example-' in call
    assert "unread" not in text


def test_parameters_that_are_called_like_our_variables_are_told_apart() -> None:
    arguments = (Argument("parcelId", "answer.next_stop()", "ParcelId"),)
    stored = Assignment("answer.parcel_id", Answer("str", (Step(StepKind.MEMBER, "ParcelId", "parcelId"),)))
    binding = bound_to("send_parcel", arguments=arguments, assignments=(stored,))

    text = parcel_tests(binding, method("m", "None", Parameter("answer", "Shipment")))

    assert "answer_ = example_shipment() answer: Any = {" in text
    assert '{"parcelId": answer_.next_stop()}' in text
    assert "gateway.m(answer_) assert answer_.parcel_id == " in text


def test_models_that_are_called_like_our_types_are_told_apart() -> None:
    generator = BusinessModel("Generator", ImportedName("models", "Generator"), ModelKind.ENUM, members=("DIESEL",))
    binding = replace(
        bound_to("cancel_parcel", arguments=(Argument("parcelId", "kind.value", "ParcelId"),)),
        models={"Generator": generator},
    )

    text = parcel_tests(binding, method("m", "None", Parameter("kind", "Generator")))

    assert "from models import Generator " in text
    assert "from collections.abc import Generator as _Generator" in text
    assert "-> _Generator[Stubber]:" in text


def test_services_that_take_newer_signatures_alone_are_asked_without_one() -> None:
    service = "cloudfront-keyvaluestore"
    binding = replace(bound_to("ping_depot"), model=replace(PARCELS, service=service))

    text = parcel_tests(binding, method("m", "None"))

    assert f'boto3.client("{service}", ' in text
    assert "config=botocore.config.Config(signature_version=botocore.UNSIGNED)" in text
    assert "import botocore.config" in text


def test_a_constant_is_held_against_the_installed_model() -> None:
    binding = bound_to("list_parcels", arguments=(Argument("state", '"LOST"', "ParcelState", is_literal=True),))

    assert '[ ("ParcelState", "LOST"), ]' in parcel_tests(binding, method("m", "None"))


def test_hostile_texts_stay_texts() -> None:
    evil = '"""\nimport os  # {{ 7 * 7 }}'
    model = replace(PARCELS, service=evil)
    binding = replace(
        bound_to("ping_depot", arguments=(Argument("extra", repr(evil), "Mystery"),)),
        model=model,
        config=(ConfigValue("place", "str", env=evil),),
    )
    interface = Interface("IDepot", "p.py", "gateways.interfaces", methods=(method("m", "None"),))

    text = gateway_test_text(interface, TECHNOLOGY, binding=binding, gateway_name="Depot")

    imported = {
        alias.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import) for alias in node.names
    }
    assert "os" not in imported
    assert "49" not in text


def test_the_same_binding_gives_the_same_bytes() -> None:
    assert worked_test_text() == worked_test_text()
