"""GW409: the answer of a vendor leaves a gateway as it is."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.answer_places import find_asked, find_place, spell_path
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.model.service import ShapeKind
from gateway_builder.trace.values import CallKind, EscapeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.rule import Settings
    from gateway_builder.model.service import ServiceModel, Shape
    from gateway_builder.trace.values import AnswerEscape

_EXEMPT = frozenset({"create", "close", "aclose"})


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for gateway in codebase.gateways:
        if gateway.is_fake:
            continue
        for escape in codebase.trace(gateway.module).escapes:
            if escape.module is gateway.module and gateway.module.class_of(escape.node) is gateway.node:
                yield from _check(codebase, gateway, escape)


def _check(codebase: Codebase, gateway: GatewayView, escape: AnswerEscape) -> Iterator[Violation]:
    what = _vendor_part(codebase, escape)
    if not what:
        return
    function = gateway.module.function_of(escape.node)
    if escape.kind is EscapeKind.RETURN and function is not None and _is_public(gateway, function):
        message = f"{function.name} returns {what}, so whoever calls it depends on the vendor's format"
        yield Violation(gateway.module, escape.node, message, "map it to a model of the application")
    elif escape.kind is EscapeKind.STORE and (target := _model_attribute(escape.node)):
        message = f"{what} is kept in {target}, so the application depends on the vendor's format"
        yield Violation(gateway.module, escape.node, message, "keep values of the application's own")


def _is_public(gateway: GatewayView, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    is_own = gateway.module.parent(function) is gateway.node and not function.name.startswith("_")
    return is_own and function.name not in _EXEMPT and not function.name.startswith("from_")


def _model_attribute(node: ast.AST) -> str:
    """The attribute of another object that an assignment sets, "" for those of the gateway itself."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    for each in targets:
        if isinstance(each, ast.Attribute) and not (
            isinstance(each.value, ast.Name) and each.value.id in {"self", "cls"}
        ):
            return ast.unparse(each)
    return ""


def _vendor_part(codebase: Codebase, escape: AnswerEscape) -> str:
    """What of a vendor's answer escapes, in words; "" for plain values and what is not known."""
    call = escape.call
    if call.kind in {CallKind.HTTP, CallKind.SDK}:
        is_whole = not escape.path and call.kind is CallKind.HTTP
        return f"the answer of {call.operation} as it came" if is_whole else ""
    asked = find_asked(codebase.models, call)
    if asked is None:
        return ""
    if not escape.path:
        return f"the answer of {call.operation} as it came"
    shape = find_place(asked, escape.path).shape
    return (
        f"{spell_path(escape.path)} of {call.operation} as it came" if shape and _is_vendor(shape, asked.model) else ""
    )


def _is_vendor(shape: Shape, model: ServiceModel) -> bool:
    """Whether values are structures of the vendor, or hold some, or are streams of the SDK."""
    if shape.is_stream or shape.is_event_stream or shape.kind is ShapeKind.STRUCTURE:
        return True
    return bool(shape.element) and model.shapes[shape.element].kind is ShapeKind.STRUCTURE


RULE = Rule(
    code="GW409",
    name="vendor-answer",
    summary="A gateway returns a vendor's answer, or keeps it in a model.",
    rationale="""
Whoever gets the raw answer reads it by the vendor's names, and so depends on the vendor although it imports nothing
of it: another gateway can't take this one's place, and a change of the service breaks use cases. A gateway answers
with models and plain values of the application.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Any, Protocol, runtime_checkable

@runtime_checkable
class ISimulationRunner(Protocol):
    def describe_run(self, job_id: str) -> Any: ...

# src/app/gateways/aws_batch_simulation_runner.py
from typing import Any

import boto3

class AWSBatchSimulationRunner:
    def __init__(self) -> None:
        self._batch_client = boto3.client("batch")

    def describe_run(self, job_id: str) -> Any:
        response = self._batch_client.describe_jobs(jobs=[job_id])
        return response["jobs"]  # GW409
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol, runtime_checkable

from app.models.run import RunDetail

@runtime_checkable
class ISimulationRunner(Protocol):
    def describe_run(self, job_id: str) -> RunDetail: ...

# src/app/gateways/aws_batch_simulation_runner.py
import boto3

from app.models.run import RunDetail

class AWSBatchSimulationRunner:
    def __init__(self) -> None:
        self._batch_client = boto3.client("batch")

    def describe_run(self, job_id: str) -> RunDetail:
        for job in self._batch_client.describe_jobs(jobs=[job_id])["jobs"]:
            return RunDetail(job["jobName"], job.get("statusReason", ""))
        raise LookupError(job_id)
""",
    ),
    find=_find,
    recommended=True,
)
