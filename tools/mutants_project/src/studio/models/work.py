"""Work that is done elsewhere."""

from dataclasses import dataclass
from enum import StrEnum


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass
class Job:
    """A job; `reference` and `state` are the service's, once it is started."""

    name: str
    payload: str
    reference: str | None = None
    revision: str | None = None

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"job-{self.name}"


@dataclass(frozen=True)
class Worker:
    """Someone who works on jobs."""

    id: str
    zone: str | None = None
