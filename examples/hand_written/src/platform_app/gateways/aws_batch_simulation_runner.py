"""Runs simulations on AWS Batch."""

import boto3

from platform_app.models.run import Run, RunStatus, RunStatusDetail


class AWSBatchSimulationRunner:
    """Runs simulations on AWS Batch."""

    JOB_QUEUE = "arn:aws:batch:us-east-1:123456789012:job-queue/simulations"
    JOB_DEFINITION = "arn:aws:batch:us-east-1:123456789012:job-definition/simulation:1"

    def __init__(self, batch_client=None):
        self._batch_client = batch_client or boto3.client("batch")

    def submit_run(self, run: Run) -> None:
        """Submit a run for execution."""
        response = self._batch_client.submit_job(
            jobName=run.natural_key,
            jobQueue=self.JOB_QUEUE,
            jobDefinition=self.JOB_DEFINITION,
            containerOverrides={
                "environment": [
                    {"name": "JOB_ID", "value": str(run.id)},
                    {"name": "RUN_ID", "value": run.natural_key},
                ]
            },
        )
        run.aws_batch_job_id = response["jobId"]

    def describe_run(self, run: Run) -> RunStatusDetail:
        """Get the status of a run."""
        if not run.aws_batch_job_id:
            raise ValueError("run has no job id")
        response = self._batch_client.describe_jobs(jobs=[run.aws_batch_job_id])
        job = response["jobs"][0]
        status_map = {
            "SUBMITTED": RunStatus.QUEUED,
            "PENDING": RunStatus.QUEUED,
            "RUNNING": RunStatus.RUNNING,
            "SUCCEEDED": RunStatus.DONE,
            "FAILED": RunStatus.ERROR,
        }
        return RunStatusDetail(
            status=status_map.get(job["status"], RunStatus.ERROR),
            message=job.get("statusReason", ""),
        )
