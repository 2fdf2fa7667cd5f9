"""What the application wants of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from platform_app.models.run import Run, RunStatusDetail


@runtime_checkable
class ISimulationRunner(Protocol):
    """Executes runs."""

    def submit_run(self, run: Run) -> None:
        """Submit a run for execution.

        Args:
            run: The run.

        Raises:
            ValueError: If the run was submitted before.
            GatewayUnavailableError: If the service does not answer.
            GatewayRejectedError: If the service refuses the run.

        Side Effects:
            Sets `run.external_id`.

        Note:
            External calls: batch.submit_job.
        """
        ...

    def describe_run(self, run: Run) -> RunStatusDetail:
        """Find out where a run stands.

        Args:
            run: The run.

        Returns:
            Its status and the reason.

        Raises:
            ValueError: If the run was not submitted yet.
            GatewayNotFoundError: If the service does not know it.
            GatewayUnavailableError: If the service does not answer.
            GatewayRejectedError: If the service refuses.

        Note:
            External calls: batch.describe_jobs.
        """
        ...

    def list_queued_runs(self) -> Sequence[str]:
        """List the runs that wait.

        Returns:
            Names of the runs.

        Raises:
            GatewayUnavailableError: If the service does not answer.
            GatewayRejectedError: If the service refuses.

        Note:
            External calls: batch.list_jobs.
        """
        ...


@runtime_checkable
class INotificationService(Protocol):
    """Tells people."""

    def send_notification(self, recipient: str, text: str) -> None:
        """Send a text to somebody.

        Args:
            recipient: Who gets it.
            text: What it says.

        Raises:
            ValueError: If the text is empty.
            GatewayUnavailableError: If the service does not answer.
            GatewayRejectedError: If the service refuses the text.

        Note:
            External calls: POST of an incoming webhook.
        """
        ...
