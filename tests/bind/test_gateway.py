"""Whole specs: the worked example, what only an interface can say, and everything that is wrong at once."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gateway_builder.bind.gateway import bind_gateway
from gateway_builder.errors import UsageError
from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog
from gateway_builder.model.binding import (
    Answer,
    Argument,
    Assignment,
    ConfigValue,
    Fallback,
    GatewayBinding,
    MethodBinding,
    Pages,
    StatusMap,
    Step,
    StepKind,
    Undecided,
)
from gateway_builder.model.business import BusinessModel, ModelField, ModelKind, ModelMethod
from gateway_builder.model.interface import ImportedName, Interface, Method, MethodKind, Parameter, Signature
from gateway_builder.model.service import Member, Paging, Shape, ShapeKind
from gateway_builder.model.spec import (
    AssignSpec,
    ConfigSpec,
    GatewaySpec,
    MethodSpec,
    SpecArray,
    SpecExpression,
    SpecTable,
    ValueSpec,
)
from gateway_builder.spec.reader import examine_spec
from tests.bind.depot import MODELS, bind_text
from tests.fakes.in_memory_service_catalog import PARCELS
from tests.spec.reading import read_spec

if TYPE_CHECKING:
    from gateway_builder.model.service import ServiceModel

EXAMPLE = Path(__file__).parent / "simulation_runner.toml"
MISTAKES = tomllib.loads(EXAMPLE.with_name("simulation_runner_mistakes.toml").read_text())["mistake"]
STATUS = BusinessModel(
    "RunStatus",
    ImportedName("models", "RunStatus"),
    ModelKind.ENUM,
    members=("QUEUED", "RUNNING", "DONE", "ERROR"),
    is_frozen=True,
)
DETAIL = BusinessModel(
    "RunStatusDetail",
    ImportedName("models", "RunStatusDetail"),
    ModelKind.DATA,
    (ModelField("status", "RunStatus"), ModelField("message", "str")),
)
RUN = BusinessModel(
    "Run",
    ImportedName("models", "Run"),
    ModelKind.DATA,
    (ModelField("id", "int"), ModelField("job_id", "int"), ModelField("aws_batch_job_id", "str | None", "None")),
    (ModelMethod("natural_key", Signature((), "str")),),
)
RUNS = {model.name: model for model in (RUN, DETAIL, STATUS)}
RUNNER = Interface(
    "ISimulationRunner",
    "gateways/interfaces.py",
    "gateways.interfaces",
    methods=(
        Method("submit_run", Signature((Parameter("run", "Run"),), "None")),
        Method("describe_run", Signature((Parameter("run", "Run"),), "RunStatusDetail")),
    ),
)


@pytest.fixture(scope="module")
def batch() -> ServiceModel:
    return BotocoreServiceCatalog(()).load_service("batch")


def test_the_worked_example_leaves_nothing_to_decide(batch: ServiceModel) -> None:
    spec = read_spec(EXAMPLE.read_bytes(), "simulation_runner.toml")

    binding = bind_gateway(spec, RUNNER, batch, RUNS.get)

    assert binding == GatewayBinding(
        model=batch,
        methods={"submit_run": submit_run(batch), "describe_run": describe_run(batch)},
        config=(
            ConfigValue(
                "job_queue", "str", "Name or ARN of the job queue.", '"simulation-queue"', "SIMULATION_JOB_QUEUE"
            ),
            ConfigValue("job_definition", "str", "Name or ARN of the job definition.", env="SIMULATION_JOB_DEFINITION"),
        ),
        maps=(STATES,),
        models=RUNS,
        imports=(STATUS.imported, DETAIL.imported),
    )


STATES = StatusMap(
    "status",
    "JobStatus",
    "RunStatus",
    (
        ("SUBMITTED", "RunStatus.QUEUED"),
        ("PENDING", "RunStatus.QUEUED"),
        ("RUNNABLE", "RunStatus.QUEUED"),
        ("STARTING", "RunStatus.QUEUED"),
        ("RUNNING", "RunStatus.RUNNING"),
        ("SUCCEEDED", "RunStatus.DONE"),
        ("FAILED", "RunStatus.ERROR"),
    ),
    Fallback("unexpected"),
)


def submit_run(batch: ServiceModel) -> MethodBinding:
    """The binding of the worked example's first method."""
    variables = '{"name": "JOB_ID", "value": str(run.job_id)}, {"name": "RUN_ID", "value": str(run.id)}'
    return MethodBinding(
        "submit_run",
        batch.operations["submit_job"],
        (
            Argument("jobName", "run.natural_key()", "String"),
            Argument("jobQueue", "config.job_queue", "String"),
            Argument("jobDefinition", "config.job_definition", "String"),
            Argument("containerOverrides", f'{{"environment": [{variables}]}}', "ContainerOverrides"),
        ),
        assignments=(
            Assignment("run.aws_batch_job_id", Answer("str | None", (Step(StepKind.MEMBER, "String", "jobId"),))),
        ),
    )


def describe_run(batch: ServiceModel) -> MethodBinding:
    """The binding of the worked example's second method."""
    status = Answer("RunStatus", (Step(StepKind.MEMBER, "JobStatus", "status"),), map="status")
    reason = Step(StepKind.MEMBER, "String", "statusReason", is_optional=True)
    return MethodBinding(
        "describe_run",
        batch.operations["describe_jobs"],
        (Argument("jobs", "[run.aws_batch_job_id]", "StringList"),),
        require=("run.aws_batch_job_id",),
        returns=Answer(
            "RunStatusDetail",
            (
                Step(StepKind.MEMBER, "JobDetailList", "jobs", is_optional=True),
                Step(StepKind.INDEX, "JobDetail", is_optional=True),
            ),
            when_empty=Fallback("not_found"),
            build="RunStatusDetail",
            fields=(("status", status), ("message", Answer("str", (reason,), default='""'))),
        ),
    )


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["messages"][0])
def test_a_mistake_in_the_worked_example_is_told_with_its_line(batch: ServiceModel, mistake: dict[str, Any]) -> None:
    text = EXAMPLE.read_text()
    assert mistake["old"] in text

    with pytest.raises(UsageError) as caught:
        bind_gateway(
            read_spec(text.replace(mistake["old"], mistake["new"]).encode(), "runner.toml"), RUNNER, batch, RUNS.get
        )

    assert [problem.message for problem in caught.value.problems] == mistake["messages"]
    assert all(problem.place.startswith("runner.toml:") for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        (Method("ping", Signature(), MethodKind.PROPERTY), "ping is a property"),
        (Method("ping", Signature(), MethodKind.CLASS), "ping is a class method"),
        (Method("ping", Signature(), MethodKind.STATIC), "ping is a static method"),
        (Method("ping", Signature(), overloads=(Signature(),)), "ping is overloaded"),
        (Method("ping", Signature(), decorators=("contextmanager",)), "ping is decorated with @contextmanager"),
    ],
)
def test_only_plain_methods_are_bound(method: Method, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        bind_gateway(PING, replace(RUNNER, methods=(method,)), PARCELS, MODELS.get)

    (problem,) = caught.value.problems
    assert problem.message == f"{reason}: no operation can be bound to it"


PING = GatewaySpec("--op", methods=(MethodSpec("ping", "--op ping=ping_depot", operation="PingDepot"),))


def test_methods_that_nothing_is_said_of_stay_as_they_were_left() -> None:
    methods = (Method("ping"), Method("read"), Method("write"))
    known = {"read": Undecided("read", ("choose",), "get_label")}

    binding = bind_gateway(PING, replace(RUNNER, methods=methods), PARCELS, MODELS.get, undecided=known)

    assert binding.undecided == {**known, "write": Undecided("write", ())}
    assert binding.methods["ping"].operation is PARCELS.operations["ping_depot"]


def test_what_is_said_of_a_call_needs_the_call() -> None:
    method = MethodSpec("ping", "x", returns=ValueSpec("y", path="a"))

    with pytest.raises(UsageError) as caught:
        bind_gateway(
            GatewaySpec("--op", methods=(method,)), replace(RUNNER, methods=(Method("ping"),)), PARCELS, MODELS.get
        )

    assert [each.message for each in caught.value.problems] == [
        "ping has no operation, so there is nothing that the rest can be about"
    ]


def test_an_interface_without_methods_has_none_to_name() -> None:
    with pytest.raises(UsageError) as caught:
        bind_gateway(PING, replace(RUNNER, methods=()), PARCELS, MODELS.get)

    assert [(each.message, each.hint) for each in caught.value.problems] == [
        ("ISimulationRunner has no method ping", "")
    ]


def test_a_method_without_annotations_is_held_against_nothing() -> None:
    place = "x"
    method = Method("read", Signature((Parameter("ids"),)))
    call = MethodSpec(
        "read",
        place,
        operation="describe_parcels",
        operation_place=place,
        arguments=SpecTable((("parcelIds", SpecArray((SpecExpression("ids[0].any", place),), place)),), place),
        returns=ValueSpec(place, path="parcels"),
    )

    binding = bind_gateway(GatewaySpec("x", methods=(call,)), replace(RUNNER, methods=(method,)), PARCELS, MODELS.get)

    parcels = Step(StepKind.MEMBER, "Parcels", "parcels", is_optional=True)
    assert binding.methods["read"].returns == Answer("", (parcels,), is_optional=True)


def test_variadic_parameters_hold_collections() -> None:
    from gateway_builder.model.interface import ParameterKind

    parameters = (
        Parameter("ids", "str", kind=ParameterKind.VAR_POSITIONAL),
        Parameter("more", "int", kind=ParameterKind.VAR_KEYWORD),
    )
    bare = tuple(replace(each, annotation=None) for each in parameters)
    arguments = SpecTable((("parcelIds", SpecExpression("ids", "x")),), "x")
    call = MethodSpec("read", "x", operation="describe_parcels", arguments=arguments)
    wrong = replace(call, arguments=SpecTable((("parcelIds", SpecExpression("more", "x")),), "x"))

    for each in (parameters, bare):
        interface = replace(RUNNER, methods=(Method("read", Signature(each)),))
        assert bind_gateway(GatewaySpec("x", methods=(call,)), interface, PARCELS, MODELS.get).methods
        with pytest.raises(UsageError, match="the service takes a list, each element a string"):
            bind_gateway(GatewaySpec("x", methods=(wrong,)), interface, PARCELS, MODELS.get)


def test_a_target_is_an_attribute_and_nothing_else() -> None:
    value = ValueSpec("x", path="parcelId")
    targets = ("shipment", "shipment.__class__.x()", "shipment.id = 1\nimport os")
    method = Method("send", Signature((Parameter("shipment", "Shipment"),), "None"))
    for target in targets:
        call = MethodSpec("send", "x", operation="send_parcel", assign=(AssignSpec(target, value, "x"),))
        with pytest.raises(UsageError) as caught:
            bind_gateway(GatewaySpec("x", methods=(call,)), replace(RUNNER, methods=(method,)), PARCELS, MODELS.get)
        assert f"{target!r} is no attribute of a parameter" in [each.message for each in caught.value.problems]


@pytest.mark.parametrize("name", ["from", "a b", "_a", "1", "a=1, b"])
def test_a_setting_has_a_name_that_a_parameter_can_have(name: str) -> None:
    spec = replace(PING, config=(ConfigSpec(name, "str", "x"),))

    with pytest.raises(UsageError) as caught:
        bind_gateway(spec, replace(RUNNER, methods=(Method("ping"),)), PARCELS, MODELS.get)

    assert caught.value.problems[0].message == f"{name!r} can't be the name of a parameter"


@pytest.mark.parametrize("text", ["evil()", "str | evil()", "list[evil()]", "str if evil() else int", "str)\nevil("])
def test_a_type_is_made_of_known_names_only(text: str) -> None:
    spec = replace(PING, config=(ConfigSpec("kind", text, "x"),))

    with pytest.raises(UsageError, match="is unknown"):
        bind_gateway(spec, replace(RUNNER, methods=(Method("ping"),)), PARCELS, MODELS.get)


def test_problems_stand_in_the_order_of_their_lines_and_once() -> None:
    spec = replace(
        PING, config=(ConfigSpec("b", "x", "f:20: b"), ConfigSpec("a", "x", "f:3: a"), ConfigSpec("a", "x", "f:3: a"))
    )

    with pytest.raises(UsageError) as caught:
        bind_gateway(spec, replace(RUNNER, methods=(Method("ping"),)), PARCELS, MODELS.get)

    assert [each.place for each in caught.value.problems] == ["f:3: a", "f:3: a", "f:20: b", "f:20: b"]


def test_a_file_that_could_be_read_in_part_is_held_against_nothing_that_it_lacks() -> None:
    text = """
schema = 1
[config.kind]
doc = "Kind of parcel."
[methods.ping]
operation = "ping_depo"
argments = { kind = "=config.kind" }
[maps.state]
values = { A = "=State.DON" }
"""
    spec = examine_spec(text.encode(), "x.toml")
    assert spec.problems

    with pytest.raises(UsageError) as caught:
        bind_gateway(spec, replace(RUNNER, methods=(Method("ping"),)), PARCELS, MODELS.get)

    assert [problem.message for problem in caught.value.problems] == [
        "ACME Parcels has no operation ping_depo (did you mean ping_depot?)",
        "ping_depot(kind=): unknown parameter",
        "State has no member DON",
    ]


def test_what_pages_hold_of_a_map_is_never_cut_off_silently() -> None:
    joined = replace(PARCELS.operations["list_parcels"], output="TagsAnswer", paging=Paging(("t",), ("t",), ("tags",)))
    model = replace(
        PARCELS,
        operations={**PARCELS.operations, "list_parcels": joined},
        shapes={
            **PARCELS.shapes,
            "TagsAnswer": Shape("TagsAnswer", ShapeKind.STRUCTURE, (Member("tags", "Tags", required=True),)),
        },
    )
    text = (
        'schema = 1\n[methods.tags]\nsignature = "() -> dict[str, str]"\noperation = "list_parcels"\nreturns = "tags"\n'
    )

    with pytest.raises(UsageError, match="tags is no list, and what the pages hold of it can't be joined"):
        bind_text(text, model)

    assert bind_text(f'{text}pages = "first"\n', model).methods["tags"].pages is Pages.FIRST
