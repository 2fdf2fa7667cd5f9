"""Starting a run."""

from __future__ import annotations

from platform_app.gateways.in_memory_simulation_runner import InMemorySimulationRunner
from platform_app.models.run import Run
from platform_app.use_cases.start_run import StartRun


class RecordingNotifications:
    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []

    def send_notification(self, recipient: str, text: str) -> None:
        self.sent.append((recipient, text))


def test_the_owner_is_told() -> None:
    notifications = RecordingNotifications()
    StartRun(InMemorySimulationRunner(), notifications).execute(Run("a"), "ann")
    assert notifications.sent == [("ann", "a was submitted")]
