"""GW601: an operation, paginator or waiter that the service does not have."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.bind.suggestions import did_you_mean
from gateway_builder.check.near_names import find_only_near, respell
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.check.service_calls import modelled_calls, name_node
from gateway_builder.model.finding import Fix
from gateway_builder.source.nodes import walk
from gateway_builder.trace.values import CallKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.service_calls import ModelledCall

_ASKS_FIRST = frozenset({"hasattr", "can_paginate"})


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for asked in codebase.once(modelled_calls):
        operation, name = asked.operation, asked.call.operation
        if operation is not None and operation.unsupported:
            message = f"{asked.model.service}.{name} can't be called with this SDK: {operation.unsupported}"
            yield Violation(asked.module, name_node(asked.call), message, "use another SDK for this operation")
        elif name not in _known(asked) and not _is_asked_first(asked):
            yield _violation(asked)


def _known(asked: ModelledCall) -> Iterable[str]:
    """What the client can be asked for in this way."""
    if asked.call.kind is CallKind.WAITER:
        return asked.model.waiters
    operations = asked.model.operations
    if asked.call.kind is CallKind.PAGINATOR:
        return [name for name, operation in operations.items() if operation.paging]
    return operations


def _is_asked_first(asked: ModelledCall) -> bool:
    """Whether the function around asks the client what it has, or expects that it lacks something."""
    around = asked.call.function
    for node in walk(around) if around else ():
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in _ASKS_FIRST:
                return True
        if isinstance(node, ast.ExceptHandler) and node.type and "AttributeError" in ast.dump(node.type):
            return True
    return False


def _violation(asked: ModelledCall) -> Violation:
    call, known = asked.call, _known(asked)
    what = {CallKind.WAITER: "waiter", CallKind.PAGINATOR: "paginator for"}.get(call.kind, "operation")
    message = f"{asked.model.service} has no {what} {call.operation}{did_you_mean(call.operation, known)}{asked.source}"
    near = find_only_near(call.operation, known)
    if call.kind is CallKind.PAGINATOR and call.operation in asked.model.operations:
        return Violation(asked.module, name_node(call), message, f"call {call.operation} itself, without a paginator")
    hint = f"call {near}" if near else f"see which operations {asked.model.label} has"
    return Violation(asked.module, name_node(call), message, hint, _fix(asked, near))


def _fix(asked: ModelledCall, near: str) -> Fix | None:
    """The near name in place of the wrong one, if it takes all that is sent."""
    operation = asked.model.operations.get(near)
    if asked.call.kind is CallKind.WAITER or operation is None:
        return None
    takes = {member.name for member in asked.model.members_of(operation.input)} | {"PaginationConfig"}
    if not takes.issuperset(name for name, _ in asked.call.arguments.entries or ()):
        return None
    edit = respell(asked.module, name_node(asked.call), asked.call.operation, near)
    return Fix(f"Call {near}", is_safe=True, edits=(edit,)) if edit else None


RULE = Rule(
    code="GW601",
    name="unknown-operation",
    summary="A client is asked for an operation, paginator or waiter that its service does not have.",
    rationale="""
Clients of boto3 get their methods from the service's model when they are built, so no import fails and no type
checker without stubs complains: the first call raises `AttributeError` in production. The rule reads the model of the
botocore that is installed for the project. Where that is older than the service, the finding says so by its version:
upgrade, or ignore it with that reason.
""",
    bad=(
        """
# src/app/gateways/aws_batch_simulation_runner.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.abort_job(jobId=run_id, reason="cancelled")  # GW601
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch_simulation_runner.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.terminate_job(jobId=run_id, reason="cancelled")
""",
    ),
    find=_find,
    recommended=True,
    fixable=Fixable.SAFE,
    fix_doc="Calls the operation of the nearest name, where only one is near and it takes what is sent.",
    reads_models=True,
)
