"""Runs of simulations."""

from dataclasses import dataclass
from enum import Enum


class RunStatus(Enum):
    """Where a run stands."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    ERROR = "ERROR"


@dataclass
class RunStatusDetail:
    """Status of a run, with the reason that was given for it."""

    status: RunStatus
    message: str


@dataclass
class Run:
    """One run of a job; `aws_batch_job_id` is None until it is submitted."""

    id: int
    job_id: int
    aws_batch_job_id: str | None = None

    def natural_key(self) -> str:
        """Name that is unique to this run."""
        return f"job-{self.job_id}-run-{self.id}"
