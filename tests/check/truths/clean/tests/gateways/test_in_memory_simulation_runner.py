"""The fake holds what the real one holds."""

from __future__ import annotations

from platform_app.gateways.in_memory_simulation_runner import InMemorySimulationRunner
from platform_app.models.run import Run
from tests.gateways.simulation_runner_contract import SimulationRunnerContract


class TestInMemorySimulationRunner(SimulationRunnerContract):
    def make_runner(self) -> InMemorySimulationRunner:
        return InMemorySimulationRunner()

    def test_runs_that_wait_are_listed(self) -> None:
        runner = InMemorySimulationRunner()
        runner.submit_run(Run("a"))
        assert runner.list_queued_runs() == ["job-1"]
