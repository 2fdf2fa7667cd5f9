"""GW407: a gateway that keeps the application's own state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.persistence import list_database_uses
from gateway_builder.check.rule import Rule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for gateway in codebase.gateways:
        if gateway.is_fake or not gateway.in_place:
            continue
        for method, node, said in list_database_uses(codebase, gateway.view):
            message = f"{method} of {gateway.name} {said}, which is a repository's work: a gateway remembers nothing"
            hint = "move it to a repository, and let the use case call both"
            yield Violation(gateway.module, node, message, hint)


RULE = Rule(
    code="GW407",
    name="persistence-in-gateway",
    summary="A gateway reads or writes a database with SQL or an object-relational mapper.",
    rationale="""
A gateway causes something to happen elsewhere; a repository remembers. One that does both can fail half-way: the job
is started and the row is not written, or the other way round, and no use case can decide what then.
""",
    bad=(
        """
# src/app/gateways/aws_batch.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, session, batch_client=None):
        self._session = session
        self._client = batch_client or boto3.client("batch")

    def submit_run(self, run):
        job = self._client.submit_job(jobName=run.id, jobQueue="q", jobDefinition="d")
        run.job_id = job["jobId"]
        self._session.commit()  # GW407
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None):
        self._client = batch_client or boto3.client("batch")

    def submit_run(self, run):
        job = self._client.submit_job(jobName=run.id, jobQueue="q", jobDefinition="d")
        run.job_id = job["jobId"]
""",
    ),
    find=_find,
    recommended=True,
)
