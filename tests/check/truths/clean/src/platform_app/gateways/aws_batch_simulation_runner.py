"""Runs simulations on AWS Batch."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Protocol

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionError as TransportError, HTTPClientError

from platform_app.gateways.errors import GatewayNotFoundError, GatewayRejectedError, GatewayUnavailableError
from platform_app.models.run import RunStatus, RunStatusDetail

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from platform_app.models.run import Run

logger = logging.getLogger(__name__)

_STATUS = {
    "SUBMITTED": RunStatus.QUEUED,
    "PENDING": RunStatus.QUEUED,
    "RUNNABLE": RunStatus.QUEUED,
    "STARTING": RunStatus.QUEUED,
    "RUNNING": RunStatus.RUNNING,
    "SUCCEEDED": RunStatus.DONE,
    "FAILED": RunStatus.ERROR,
}


class _BatchClient(Protocol):
    def submit_job(self, *, jobName: str, jobQueue: str, jobDefinition: str) -> Mapping[str, Any]: ...
    def describe_jobs(self, *, jobs: Sequence[str]) -> Mapping[str, Any]: ...
    def get_paginator(self, operation_name: str) -> Any: ...


class AWSBatchSimulationRunner:
    """Runs simulations on AWS Batch."""

    def __init__(self, *, queue: str, definition: str, batch_client: _BatchClient | None = None) -> None:
        """Keep the configuration; build a client where none is given."""
        self._queue = queue
        self._definition = definition
        self._batch_client = batch_client or boto3.client(
            "batch",
            config=Config(connect_timeout=5, read_timeout=30, retries={"mode": "standard", "max_attempts": 3}),
        )

    def submit_run(self, run: Run) -> None:
        """Submit a run for execution."""
        if run.external_id is not None:
            raise ValueError("the run was submitted before")
        try:
            response = self._batch_client.submit_job(
                jobName=run.natural_key, jobQueue=self._queue, jobDefinition=self._definition
            )
        except ClientError as error:
            logger.warning("batch.submit_job failed for %s", run.natural_key)
            raise GatewayRejectedError(f"the run {run.natural_key} was refused") from error
        except (TransportError, HTTPClientError) as error:
            logger.warning("batch.submit_job got no answer for %s", run.natural_key)
            raise GatewayUnavailableError("no answer") from error
        run.external_id = response["jobId"]
        logger.info("batch.submit_job: %s", run.external_id)

    def describe_run(self, run: Run) -> RunStatusDetail:
        """Find out where a run stands."""
        if run.external_id is None:
            raise ValueError("the run was not submitted yet")
        try:
            response = self._batch_client.describe_jobs(jobs=[run.external_id])
        except ClientError as error:
            logger.warning("batch.describe_jobs failed for %s", run.external_id)
            raise GatewayRejectedError(f"the run {run.external_id} can't be described") from error
        except (TransportError, HTTPClientError) as error:
            logger.warning("batch.describe_jobs got no answer for %s", run.external_id)
            raise GatewayUnavailableError("no answer") from error
        jobs = response["jobs"]
        if not jobs:
            raise GatewayNotFoundError(f"there is no job {run.external_id}")
        job = jobs[0]
        return RunStatusDetail(_STATUS.get(job["status"], RunStatus.UNKNOWN), job.get("statusReason", ""))

    def list_queued_runs(self) -> list[str]:
        """List the runs that wait."""
        try:
            return list(self._list_names())
        except ClientError as error:
            logger.warning("batch.list_jobs failed for %s", self._queue)
            raise GatewayRejectedError("the runs can't be listed") from error
        except (TransportError, HTTPClientError) as error:
            logger.warning("batch.list_jobs got no answer for %s", self._queue)
            raise GatewayUnavailableError("no answer") from error

    def _list_names(self) -> Iterator[str]:
        paginator = self._batch_client.get_paginator("list_jobs")
        for page in paginator.paginate(jobQueue=self._queue, jobStatus="RUNNABLE"):
            for summary in page["jobSummaryList"]:
                yield summary["jobName"]
