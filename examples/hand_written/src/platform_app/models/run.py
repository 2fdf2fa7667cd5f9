"""Runs of a simulation."""

from dataclasses import dataclass
from enum import Enum


class RunStatus(Enum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    ERROR = "ERROR"


@dataclass
class Run:
    id: int
    natural_key: str
    aws_batch_job_id: str | None = None


@dataclass
class RunStatusDetail:
    status: RunStatus
    message: str
