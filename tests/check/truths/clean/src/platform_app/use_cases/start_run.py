"""Starts a run and tells its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from platform_app.gateways.interfaces import INotificationService, ISimulationRunner
    from platform_app.models.run import Run


class StartRun:
    """The use case."""

    def __init__(self, runner: ISimulationRunner, notifications: INotificationService) -> None:
        """Keep what is needed."""
        self._runner = runner
        self._notifications = notifications

    def execute(self, run: Run, owner: str) -> None:
        """Submit the run, then tell its owner."""
        self._runner.submit_run(run)
        self._notifications.send_notification(owner, f"{run.natural_key} was submitted")
