"""GW603: a required parameter, or a required member inside one, that is not sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.bind.suggestions import list_names
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.sent_faults import SentFaultKind, sent_faults, spell_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for fault in sent_faults(codebase, SentFaultKind.ABSENT):
        call = fault.asked.call
        names = list_names(spell_path((*fault.path, name)) for name in fault.names)
        node = call.node.func if fault.sent.node is call.node else fault.sent.node
        message = f"{fault.asked.model.service}.{call.operation} needs {names}, so the SDK refuses this call"
        yield Violation(fault.module, node, f"{message}{fault.asked.source}", f"send {names}")


RULE = Rule(
    code="GW603",
    name="missing-parameter",
    summary="A call leaves out a parameter that the operation requires, or a required member of a nested structure.",
    rationale="""
The SDK raises `ParamValidationError` before anything is sent, on the first run of the line and on every later one.
Calls whose arguments can't all be seen (`**kwargs`, a dictionary from elsewhere) are left alone, and so are tokens
that the SDK fills in and members that the service is known to do without although its model calls them required.
""",
    bad=(
        """
# src/app/gateways/aws_batch_simulation_runner.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.terminate_job(jobId=run_id)  # GW603
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
    reads_models=True,
)
