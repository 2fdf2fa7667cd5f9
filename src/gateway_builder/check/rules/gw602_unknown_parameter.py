"""GW602: a parameter, or a member inside one, that the operation does not take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.bind.suggestions import did_you_mean
from gateway_builder.check.near_names import find_only_near, respell
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.check.sent_faults import SentFaultKind, sent_faults
from gateway_builder.model.finding import Fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.sent_faults import SentFault


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for fault in sent_faults(codebase, SentFaultKind.UNKNOWN):
        call, name = fault.asked.call, fault.path[-1]
        asked = f"{fault.asked.model.service}.{call.operation}"
        near = find_only_near(name, fault.names)
        message = f"{asked} takes no {fault.place}{did_you_mean(name, fault.names)}{fault.asked.source}"
        hint = f"send {near}" if near else f"leave {name} out, or see what {call.operation} takes"
        node = fault.sent.key or fault.sent.node
        yield Violation(fault.module, node, message, hint, _fix(fault, name, near))


def _fix(fault: SentFault, name: str, near: str) -> Fix | None:
    key = fault.sent.key
    edit = respell(fault.module, key, name, near) if near and key is not None else None
    return Fix(f"Send {near}", is_safe=True, edits=(edit,)) if edit else None


RULE = Rule(
    code="GW602",
    name="unknown-parameter",
    summary="A call sends a parameter, or a member of a nested structure, that the operation does not take.",
    rationale="""
The SDK checks what is sent against the service's model before it sends anything, and raises `ParamValidationError`.
It does so only when the line runs, and that error is no `ClientError`, so no handler of the gateway translates it.
Only names that can be read in the code are looked at: dictionaries that come from elsewhere are left alone.
""",
    bad=(
        """
# src/app/gateways/aws_batch_simulation_runner.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.terminate_job(jobID=run_id, reason="cancelled")  # GW602
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
    fix_doc="Sends the parameter of the nearest name, where only one is near.",
    reads_models=True,
)
