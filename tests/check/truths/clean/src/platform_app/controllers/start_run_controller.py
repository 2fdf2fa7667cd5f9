"""Chooses gateways and runs the use case."""

from __future__ import annotations

import os

from platform_app.gateways.aws_batch_simulation_runner import AWSBatchSimulationRunner
from platform_app.gateways.slack_notification_service import SlackNotificationService
from platform_app.models.run import Run
from platform_app.use_cases.start_run import StartRun


def start_run(natural_key: str, owner: str) -> None:
    """Start one run with what the environment names."""
    runner = AWSBatchSimulationRunner(
        queue=os.environ["JOB_QUEUE"], definition=os.environ["JOB_DEFINITION"]
    )
    notifications = SlackNotificationService(webhook_url=os.environ["SLACK_WEBHOOK_URL"])
    StartRun(runner, notifications).execute(Run(natural_key), owner)
