"""GW610: a literal that breaks a limit of the service's model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.sent_faults import SentFaultKind, sent_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for fault in sent_faults(codebase, SentFaultKind.LIMIT):
        asked = f"{fault.asked.model.service}.{fault.asked.call.operation}"
        place = f"{asked}({fault.place})" if fault.path else asked
        node = fault.asked.call.node.func if fault.sent.node is fault.asked.call.node else fault.sent.node
        hint = f"send a {fault.path[-2 if fault.path[-1] == '[]' else -1]} that the service takes" if fault.path else ""
        yield Violation(fault.module, node, f"{place}: {fault.text}{fault.asked.source}", hint)


RULE = Rule(
    code="GW610",
    name="literal-out-of-limits",
    summary="A literal that is sent breaks a limit of the service's model: type, range, length, pattern or enum.",
    rationale="""
Lengths and ranges are partly checked by the SDK when the line runs, patterns and enums only by the service, which
answers with a validation error. A literal that can't be right is better found before. The model may lag behind the
service: an enum value that is newer than the installed SDK is flagged too, with the SDK's version in the message.
""",
    bad=(
        """
# src/app/gateways/aws_batch_simulation_runner.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

    def list_runs(self, queue: str) -> list[str]:
        pages = self._batch_client.get_paginator("list_jobs").paginate(
            jobQueue=queue,
            jobStatus="RUNABLE",  # GW610
        )
        return [job["jobId"] for page in pages for job in page["jobSummaryList"]]
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch_simulation_runner.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

    def list_runs(self, queue: str) -> list[str]:
        pages = self._batch_client.get_paginator("list_jobs").paginate(jobQueue=queue, jobStatus="RUNNABLE")
        return [job["jobId"] for page in pages for job in page["jobSummaryList"]]
""",
    ),
    find=_find,
    reads_models=True,
)
