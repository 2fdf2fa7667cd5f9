"""Gateways that are decided, by hand, over the models of the installed botocore."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gateway_builder.bind.gateway import bind_gateway
from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog
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
)
from gateway_builder.model.business import BusinessModel, ModelField, ModelKind, ModelMethod
from gateway_builder.model.interface import ImportedName, Interface, Method, Parameter, Signature
from gateway_builder.model.technology import Technology
from gateway_builder.source.signature import parse_method
from tests.render.drawn import gateway_text
from tests.spec.reading import read_spec

if TYPE_CHECKING:
    from gateway_builder.model.service import ServiceModel

PLATFORM = "simulation_platform"


@cache
def service(name: str) -> ServiceModel:
    return BotocoreServiceCatalog(()).load_service(name)


def step(model: ServiceModel, shape: str, name: str) -> Step:
    """The member of a shape, as a step."""
    found = model.shapes[shape].find_member(name)
    assert found is not None
    return Step(StepKind.MEMBER, found.shape, name, is_optional=not found.required)


def method(name: str, returns: str, *parameters: Parameter, is_async: bool = False, docstring: str = "") -> Method:
    return Method(name, Signature(parameters, returns, is_async=is_async), docstring=docstring or None)


BATCH = service("batch")
RUN = Parameter("run", "Run")
RUNNER = Interface(
    name="ISimulationRunner",
    path="src/simulation_platform/gateways/interfaces.py",
    module=f"{PLATFORM}.gateways.interfaces",
    methods=(
        method("submit_run", "None", RUN, docstring="Submit a run for execution."),
        method("describe_run", "RunStatusDetail", RUN, docstring="Get the current status of a run."),
    ),
    imports=(
        ImportedName(f"{PLATFORM}.models", "Run", typing_only=True),
        ImportedName(f"{PLATFORM}.models", "RunStatusDetail", typing_only=True),
    ),
)
_STATES = {
    "SUBMITTED": "QUEUED",
    "PENDING": "QUEUED",
    "RUNNABLE": "QUEUED",
    "STARTING": "QUEUED",
    "RUNNING": "RUNNING",
    "SUCCEEDED": "DONE",
    "FAILED": "ERROR",
}
_JOB_ID = Step(StepKind.MEMBER, "String", "jobId")
_ENVIRONMENT = (
    '{"environment": [{"name": "JOB_ID", "value": str(run.job_id)}, {"name": "RUN_ID", "value": str(run.id)}]}'
)
_STATUS = Answer("RunStatus", (Step(StepKind.MEMBER, "JobStatus", "status"),), map="status")
_MESSAGE = Answer("str", (Step(StepKind.MEMBER, "String", "statusReason", is_optional=True),), default='""')
SUBMIT_RUN = MethodBinding(
    "submit_run",
    BATCH.operations["submit_job"],
    arguments=(
        Argument("jobName", "run.natural_key()", "String"),
        Argument("jobQueue", "config.job_queue", "String"),
        Argument("jobDefinition", "config.job_definition", "String"),
        Argument("containerOverrides", _ENVIRONMENT, "ContainerOverrides"),
    ),
    assignments=(Assignment("run.aws_batch_job_id", Answer("str | None", (_JOB_ID,))),),
)
DESCRIBE_RUN = MethodBinding(
    "describe_run",
    BATCH.operations["describe_jobs"],
    arguments=(Argument("jobs", "[run.aws_batch_job_id]", "StringList"),),
    require=("run.aws_batch_job_id",),
    returns=Answer(
        "RunStatusDetail",
        (
            Step(StepKind.MEMBER, "JobDetailList", "jobs", is_optional=True),
            Step(StepKind.INDEX, "JobDetail", index=0, is_optional=True),
        ),
        when_empty=Fallback(error="not_found"),
        build="RunStatusDetail",
        fields=(("status", _STATUS), ("message", _MESSAGE)),
    ),
)
CONFIG = (
    ConfigValue("job_queue", "str", "Name or ARN of the job queue.", '"simulation-queue"', "SIMULATION_JOB_QUEUE"),
    ConfigValue("job_definition", "str", "Name or ARN of the job definition.", env="SIMULATION_JOB_DEFINITION"),
)
STATUS = StatusMap(
    "status",
    "JobStatus",
    "RunStatus",
    tuple((external, f"RunStatus.{internal}") for external, internal in _STATES.items()),
    Fallback(error="unexpected"),
)
WORKED = GatewayBinding(
    BATCH,
    methods={"submit_run": SUBMIT_RUN, "describe_run": DESCRIBE_RUN},
    config=CONFIG,
    maps=(STATUS,),
    imports=(
        ImportedName(f"{PLATFORM}.models", "RunStatus"),
        ImportedName(f"{PLATFORM}.models", "RunStatusDetail"),
    ),
)


_DEPOT = "depot.models"


def _data(name: str, *fields: tuple[str, ...], **facts: object) -> BusinessModel:
    settings = {"kind": ModelKind.DATA, "fields": tuple(ModelField(*each) for each in fields), **facts}
    return BusinessModel(name, ImportedName(_DEPOT, name), **settings)  # type: ignore[arg-type] # any fact


_TOKEN = (ModelMethod("token", Signature((), "str")),)
MODELS = {
    model.name: model
    for model in (
        _data("Phase", kind=ModelKind.ENUM, members=("OFF", "ON", "UNKNOWN"), is_frozen=True),
        _data("Tag", ("name", "str"), ("value", "str | None", "None"), is_frozen=True),
        _data("Entry", ("key", "str"), ("size", "int"), ("owner", "str | None", "None"), is_frozen=True),
        _data("Disk", ("id", "str"), ("size", "float"), is_frozen=True),
        _data("Receipt", ("server", "str | None"), ("address", "str | None", "None"), is_frozen=True),
        _data(
            "Server",
            ("name", "str"),
            ("id", "str | None", "None"),
            ("address", "str | None", "None"),
            ("phase", "Phase", "Phase.OFF"),
            methods=_TOKEN,
        ),
    )
}
_ORIGINS = {
    **{name: ImportedName(_DEPOT, name, typing_only=True) for name in MODELS},
    "Decimal": ImportedName("decimal", "Decimal", typing_only=True),
    "Iterator": ImportedName("collections.abc", "Iterator", typing_only=True),
    "AsyncIterator": ImportedName("collections.abc", "AsyncIterator", typing_only=True),
}


def bind_spec(text: str, client: str, *, is_async: bool = False) -> tuple[Interface, GatewayBinding]:
    """The interface that a spec's signatures make, and what the spec decides of it."""
    spec = read_spec(text.encode(), "x.toml")
    prefix = "async def " if is_async else ""
    methods = tuple(parse_method(f"{prefix}{each.name}{each.signature}", pattern=r"\w+") for each in spec.methods)
    used = {word for each in spec.methods for word in re.findall(r"\w+", each.signature)}
    imports = tuple(origin for name, origin in _ORIGINS.items() if name in used)
    interface = Interface("IDepot", "depot/interfaces.py", "depot.interfaces", methods=methods, imports=imports)
    return interface, bind_gateway(spec, interface, service(client), MODELS.get)


def aws_technology(name: str, model: ServiceModel) -> Technology:
    """What the catalogue says of a service, under the name that its gateways have here."""
    module = name.lower().removeprefix("aws")
    facts = {"family": "aws", "service": model.service, "package": "boto3", "notes": model.label}
    return Technology(name, model.label, module, module, **facts)  # type: ignore[arg-type] # any fact


def spec_text(text: str, client: str, *, is_async: bool = False) -> str:
    """The gateway that a spec gives, before it is formatted."""
    interface, binding = bind_spec(text, client, is_async=is_async)
    technology = aws_technology("Depot", binding.model)
    return gateway_text(interface, technology, binding=binding, gateway_name="Depot")


def worked_text(**changes: object) -> str:
    """The gateway of the worked example, before it is formatted."""
    technology = aws_technology("AWSBatch", BATCH)
    settings = {"binding": WORKED, "gateway_name": "AWSBatchSimulationRunner", **changes}
    return gateway_text(RUNNER, technology, **settings)


_SPECS = Path(__file__).parent / "specs"
SPECS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(_SPECS.glob("*.toml"))}
ASYNC_SPECS = {name: text.replace("Iterator[bytes]", "AsyncIterator[bytes]") for name, text in SPECS.items()}
