"""AWSBatchSimulationRunner against a stubbed client."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.stub import Stubber

from platform_app.gateways.aws_batch_simulation_runner import AWSBatchSimulationRunner
from platform_app.gateways.errors import GatewayNotFoundError, GatewayRejectedError, GatewayUnavailableError
from platform_app.gateways.interfaces import ISimulationRunner
from platform_app.models.run import Run, RunStatus
from tests.gateways.simulation_runner_contract import SimulationRunnerContract


@pytest.fixture
def client():
    return boto3.client("batch", region_name="eu-west-1", aws_access_key_id="x", aws_secret_access_key="x")


@pytest.fixture
def stubber(client) -> Iterator[Stubber]:
    with Stubber(client) as stub:
        yield stub


@pytest.fixture
def runner(client, stubber) -> AWSBatchSimulationRunner:
    return AWSBatchSimulationRunner(queue="q", definition="d", batch_client=client)


class TestContract(SimulationRunnerContract):
    @pytest.fixture(autouse=True)
    def _prepare(self, runner, stubber) -> None:
        self._runner = runner
        stubber.add_response("submit_job", {"jobId": "1", "jobName": "a"})

    def make_runner(self) -> ISimulationRunner:
        return self._runner


def test_a_run_is_submitted_with_its_key(runner, stubber) -> None:
    stubber.add_response(
        "submit_job", {"jobId": "1", "jobName": "a"}, {"jobName": "a", "jobQueue": "q", "jobDefinition": "d"}
    )
    run = Run("a")
    runner.submit_run(run)
    assert run.external_id == "1"


def test_a_run_is_not_submitted_twice(runner) -> None:
    with pytest.raises(ValueError, match="before"):
        runner.submit_run(Run("a", "1"))


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("SUBMITTED", RunStatus.QUEUED),
        ("PENDING", RunStatus.QUEUED),
        ("RUNNABLE", RunStatus.QUEUED),
        ("STARTING", RunStatus.QUEUED),
        ("RUNNING", RunStatus.RUNNING),
        ("SUCCEEDED", RunStatus.DONE),
        ("FAILED", RunStatus.ERROR),
    ],
)
def test_every_state_is_mapped(runner, stubber, state: str, status: RunStatus) -> None:
    job = {"jobId": "1", "jobName": "a", "jobQueue": "q", "status": state, "startedAt": 1, "jobDefinition": "d"}
    stubber.add_response("describe_jobs", {"jobs": [job]})
    assert runner.describe_run(Run("a", "1")).status is status


def test_a_run_that_the_service_does_not_know_is_not_found(runner, stubber) -> None:
    stubber.add_response("describe_jobs", {"jobs": []})
    with pytest.raises(GatewayNotFoundError):
        runner.describe_run(Run("a", "1"))


def test_a_refusal_is_told(runner, stubber) -> None:
    stubber.add_client_error("submit_job", service_error_code="ClientException")
    with pytest.raises(GatewayRejectedError):
        runner.submit_run(Run("a"))


def test_a_refusal_to_describe_is_told(runner, stubber) -> None:
    stubber.add_client_error("describe_jobs", service_error_code="ClientException")
    with pytest.raises(GatewayRejectedError):
        runner.describe_run(Run("a", "1"))


def test_a_refusal_to_list_is_told(runner, stubber) -> None:
    stubber.add_client_error("list_jobs", service_error_code="ClientException")
    with pytest.raises(GatewayRejectedError):
        runner.list_queued_runs()


def fail(**_: object) -> None:
    raise EndpointConnectionError(endpoint_url="x")


@pytest.mark.parametrize(
    "ask",
    [
        lambda runner: runner.submit_run(Run("a")),
        lambda runner: runner.describe_run(Run("a", "1")),
        lambda runner: runner.list_queued_runs(),
    ],
)
def test_no_answer_is_told(client, ask) -> None:
    client.meta.events.register("before-call", fail)
    runner = AWSBatchSimulationRunner(queue="q", definition="d", batch_client=client)
    with pytest.raises(GatewayUnavailableError):
        ask(runner)


def test_all_pages_of_waiting_runs_are_listed(runner, stubber) -> None:
    stubber.add_response("list_jobs", {"jobSummaryList": [{"jobId": "1", "jobName": "a"}], "nextToken": "more"})
    stubber.add_response("list_jobs", {"jobSummaryList": [{"jobId": "2", "jobName": "b"}]})
    assert runner.list_queued_runs() == ["a", "b"]
