"""Runs of a simulation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class RunStatus(Enum):
    """Where a run stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    ERROR = "error"
    UNKNOWN = "unknown"


@dataclass
class Run:
    """One run; `external_id` is set once it was submitted."""

    natural_key: str
    external_id: str | None = None


@dataclass(frozen=True)
class RunStatusDetail:
    """Status of a run and why."""

    status: RunStatus
    message: str = ""
