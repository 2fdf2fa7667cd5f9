"""The worked example of the gateway standard runs against botocore's Stubber, in every state and with every error."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import boto3  # type: ignore[import-untyped]
import pytest
from botocore.exceptions import ConnectTimeoutError, NoCredentialsError, ParamValidationError  # type: ignore[import-untyped]
from botocore.stub import Stubber  # type: ignore[import-untyped]

from tests.render.running import Loaded, load, run_project

if TYPE_CHECKING:
    from collections.abc import Iterator

JOB = {"jobName": "j", "jobId": "batch-7", "jobQueue": "q", "startedAt": 1, "jobDefinition": "d"}
SENT = {
    "jobName": "job-11-run-3",
    "jobQueue": "simulation-queue",
    "jobDefinition": "simulate:4",
    "containerOverrides": {
        "environment": [{"name": "JOB_ID", "value": "11"}, {"name": "RUN_ID", "value": "3"}],
    },
}


@pytest.fixture(scope="module", autouse=True)
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    yield from run_project(tmp_path_factory.mktemp("bound"))


@pytest.fixture(scope="module")
def client() -> Loaded:
    return boto3.client("batch", region_name="us-east-1", aws_access_key_id="example", aws_secret_access_key="example")


@pytest.fixture
def stubber(client: Loaded) -> Iterator[Stubber]:
    with Stubber(client) as active:
        yield active
        active.assert_no_pending_responses()


@pytest.fixture
def gateway(client: Loaded, stubber: Stubber) -> Loaded:
    return load("gateways.worked").AWSBatchSimulationRunner(job_definition="simulate:4", batch_client=client)


def make_run(job: str | None = None) -> Loaded:
    return load("simulation_platform.models").Run(id=3, job_id=11, aws_batch_job_id=job)


def error(name: str) -> type[Exception]:
    found: type[Exception] = getattr(load("gateways.errors"), f"Gateway{name}Error")
    return found


def test_a_run_is_submitted_with_what_it_says_and_what_is_configured(gateway: Loaded, stubber: Stubber) -> None:
    stubber.add_response("submit_job", {"jobName": "j", "jobId": "batch-7"}, SENT)
    run = make_run()

    assert gateway.submit_run(run) is None
    assert run.aws_batch_job_id == "batch-7"


@pytest.mark.parametrize(
    ("external", "internal"),
    [
        ("SUBMITTED", "QUEUED"),
        ("PENDING", "QUEUED"),
        ("RUNNABLE", "QUEUED"),
        ("STARTING", "QUEUED"),
        ("RUNNING", "RUNNING"),
        ("SUCCEEDED", "DONE"),
        ("FAILED", "ERROR"),
    ],
)
def test_each_state_of_the_service_is_one_of_the_application(
    external: str, internal: str, gateway: Loaded, stubber: Stubber
) -> None:
    answer = {"jobs": [{**JOB, "status": external, "statusReason": "because"}]}
    stubber.add_response("describe_jobs", answer, {"jobs": ["batch-7"]})
    models = load("simulation_platform.models")

    detail = gateway.describe_run(make_run("batch-7"))

    assert detail == models.RunStatusDetail(models.RunStatus[internal], "because")


def test_a_reason_that_is_not_given_is_empty(gateway: Loaded, stubber: Stubber) -> None:
    stubber.add_response("describe_jobs", {"jobs": [{**JOB, "status": "RUNNING"}]})

    assert gateway.describe_run(make_run("batch-7")).message == ""


def test_a_state_that_nobody_knows_is_an_unexpected_answer(gateway: Loaded, stubber: Stubber) -> None:
    stubber.add_response("describe_jobs", {"jobs": [{**JOB, "status": "SLEEPING"}]})

    with pytest.raises(error("UnexpectedAnswer"), match="SLEEPING"):
        gateway.describe_run(make_run("batch-7"))


@pytest.mark.parametrize("answer", [{"jobs": []}, {}])
def test_a_job_that_is_gone_is_not_found(answer: dict[str, Any], gateway: Loaded, stubber: Stubber) -> None:
    stubber.add_response("describe_jobs", answer)

    with pytest.raises(error("NotFound")):
        gateway.describe_run(make_run("batch-7"))


def test_a_run_without_a_job_is_refused_before_anything_is_sent(gateway: Loaded, stubber: Stubber) -> None:
    with pytest.raises(ValueError, match=r"run\.aws_batch_job_id is not set"):
        gateway.describe_run(make_run())


@pytest.mark.parametrize("answer", [{}, {"jobId": None}])
def test_an_answer_without_its_id_is_unexpected_and_stores_nothing(answer: dict[str, Any]) -> None:
    class Client:
        def submit_job(self, **_: object) -> dict[str, Any]:
            return answer

    gateway = load("gateways.worked").AWSBatchSimulationRunner(job_definition="d", batch_client=Client())
    run = make_run("before")

    with pytest.raises(error("UnexpectedAnswer"), match="jobId"):
        gateway.submit_run(run)

    assert run.aws_batch_job_id == "before"


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("ClientException", 400, "Rejected"),
        ("ServerException", 500, "Unavailable"),
        ("ThrottlingException", 400, "Limited"),
        ("AccessDeniedException", 400, "Denied"),
        ("Unheard", 404, "NotFound"),
        ("Unheard", 400, "Rejected"),
        ("Unheard", 503, "Unavailable"),
    ],
)
def test_refusals_become_errors_of_the_application(
    code: str, status: int, kind: str, gateway: Loaded, stubber: Stubber
) -> None:
    stubber.add_client_error("submit_job", code, http_status_code=status)
    run = make_run()

    with pytest.raises(error(kind), match=f"AWS Batch: submit_job failed .{code}.") as raised:
        gateway.submit_run(run)

    assert raised.value.__cause__ is not None
    assert run.aws_batch_job_id is None


@pytest.mark.parametrize(
    ("failure", "kind"),
    [(ConnectTimeoutError(endpoint_url="x"), "Unavailable"), (NoCredentialsError(), "Configuration")],
)
def test_failures_of_transport_and_configuration_are_told_apart(failure: Exception, kind: str) -> None:
    class Client:
        def describe_jobs(self, **_: object) -> dict[str, Any]:
            raise failure

    gateway = load("gateways.worked").AWSBatchSimulationRunner(job_definition="d", batch_client=Client())

    with pytest.raises(error(kind)):
        gateway.describe_run(make_run("batch-7"))


def test_a_parameter_of_the_wrong_type_stays_loud(client: Loaded) -> None:
    gateway = load("gateways.worked").AWSBatchSimulationRunner(job_definition=7, batch_client=client)

    with pytest.raises(ParamValidationError):
        gateway.submit_run(make_run())


def test_each_call_is_logged_with_its_request_and_without_what_was_sent(
    gateway: Loaded, stubber: Stubber, caplog: pytest.LogCaptureFixture
) -> None:
    answer = {"jobName": "j", "jobId": "batch-7", "ResponseMetadata": {"RequestId": "request-9"}}
    stubber.add_response("submit_job", answer)

    with caplog.at_level(logging.INFO, logger="gateways.worked"):
        gateway.submit_run(make_run())

    assert [record.getMessage() for record in caplog.records] == ["AWS Batch: submit_job answered (request request-9)"]


def test_the_environment_configures_it(monkeypatch: pytest.MonkeyPatch, client: Loaded, stubber: Stubber) -> None:
    monkeypatch.setenv("SIMULATION_JOB_DEFINITION", "other:1")
    monkeypatch.setenv("SIMULATION_JOB_QUEUE", "fast")
    made = load("gateways.worked").AWSBatchSimulationRunner.from_environment(batch_client=client)
    sent = {**SENT, "jobDefinition": "other:1", "jobQueue": "fast"}
    stubber.add_response("submit_job", {"jobName": "j", "jobId": "batch-7"}, sent)

    made.submit_run(make_run())


def test_a_variable_that_is_needed_and_not_set_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIMULATION_JOB_DEFINITION", raising=False)

    with pytest.raises(error("Configuration"), match="SIMULATION_JOB_DEFINITION"):
        load("gateways.worked").AWSBatchSimulationRunner.from_environment(batch_client=object())
