"""Interfaces of gateways."""

from typing import Protocol, runtime_checkable

from platform_app.models.run import Run, RunStatusDetail


@runtime_checkable
class ISimulationRunner(Protocol):
    """Runs simulations."""

    def submit_run(self, run: Run) -> None:
        """Submit a run for execution.

        Args:
            run: The run to execute.

        Side Effects:
            Sets run.aws_batch_job_id.

        Note:
            Calls the external service to submit a job.
        """
        ...

    def describe_run(self, run: Run) -> RunStatusDetail:
        """Get the status of a run.

        Args:
            run: The run to describe.

        Returns:
            The status and its reason.

        Raises:
            ValueError: If the run has no job id.

        Note:
            Calls the external service to describe the job.
        """
        ...
