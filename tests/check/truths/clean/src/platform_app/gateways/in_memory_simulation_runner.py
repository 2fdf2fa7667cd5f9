"""A runner for tests and local development."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platform_app.gateways.errors import GatewayNotFoundError
from platform_app.models.run import RunStatus, RunStatusDetail

if TYPE_CHECKING:
    from platform_app.models.run import Run


class InMemorySimulationRunner:
    """Keeps runs in a dictionary."""

    def __init__(self) -> None:
        """Begin without runs."""
        self._runs: dict[str, RunStatus] = {}

    def submit_run(self, run: Run) -> None:
        """Keep a run."""
        if run.external_id is not None:
            raise ValueError("the run was submitted before")
        run.external_id = f"job-{len(self._runs) + 1}"
        self._runs[run.external_id] = RunStatus.QUEUED

    def describe_run(self, run: Run) -> RunStatusDetail:
        """Look a run up."""
        if run.external_id is None:
            raise ValueError("the run was not submitted yet")
        if run.external_id not in self._runs:
            raise GatewayNotFoundError(run.external_id)
        return RunStatusDetail(self._runs[run.external_id])

    def list_queued_runs(self) -> list[str]:
        """List the runs that wait."""
        return [name for name, status in self._runs.items() if status is RunStatus.QUEUED]
