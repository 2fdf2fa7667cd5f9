"""What every simulation runner must hold."""

from __future__ import annotations

import pytest

from platform_app.gateways.interfaces import ISimulationRunner
from platform_app.models.run import Run


class SimulationRunnerContract:
    """Run against every implementation."""

    def make_runner(self) -> ISimulationRunner:
        """Make the runner under test."""
        raise NotImplementedError

    def test_it_satisfies_the_interface(self) -> None:
        assert isinstance(self.make_runner(), ISimulationRunner)

    def test_a_run_that_was_never_submitted_is_refused(self) -> None:
        with pytest.raises(ValueError, match="not submitted"):
            self.make_runner().describe_run(Run("a"))

    def test_a_submitted_run_has_an_id(self) -> None:
        run = Run("a")
        self.make_runner().submit_run(run)
        assert run.external_id
