"""Faults that people make, planted one at a time into the clean project; each with the rule that must find it."""

from __future__ import annotations

from typing import NamedTuple

_APP = "src/platform_app"
_INTERFACES = f"{_APP}/gateways/interfaces.py"
_BATCH = f"{_APP}/gateways/aws_batch_simulation_runner.py"
_SLACK = f"{_APP}/gateways/slack_notification_service.py"
_FAKE = f"{_APP}/gateways/in_memory_simulation_runner.py"
_USE_CASE = f"{_APP}/use_cases/start_run.py"
_RUN = f"{_APP}/models/run.py"
_BATCH_TEST = "tests/gateways/test_aws_batch_simulation_runner.py"
_SLACK_TEST = "tests/gateways/test_slack_notification_service.py"


class Fault(NamedTuple):
    """One mistake: in `path`, `old` becomes `new` (all of it, once or more often); `code` must find it."""

    name: str
    code: str
    path: str
    old: str
    new: str
    strict: bool = False


FAULTS = (
    # naming
    Fault("interface without I", "GW101", _INTERFACES, "class INotificationService(", "class NotificationService("),
    Fault("interface named after its technology", "GW102", _INTERFACES, "ISimulationRunner", "IAWSBatchRunner"),
    Fault("gateway named Impl", "GW103", _BATCH, "AWSBatchSimulationRunner", "SimulationRunnerImpl"),
    Fault("gateway with another suffix", "GW104", _BATCH, "AWSBatchSimulationRunner", "AWSBatchSimulationGateway"),
    Fault("technology misspelt", "GW105", _BATCH, "AWSBatchSimulationRunner", "AwsBatchSimulationRunner", strict=True),
    # interface
    Fault("interface as ABC", "GW201", _INTERFACES, "class INotificationService(Protocol)", "class INotificationService(ABC)"),
    Fault("not checkable at run time", "GW202", _INTERFACES, "@runtime_checkable\nclass INot", "class INot"),
    Fault(
        "logic in the interface", "GW203", _INTERFACES,
        '            External calls: batch.describe_jobs.\n        """\n        ...',
        '            External calls: batch.describe_jobs.\n        """\n        return self.describe_run(run)',
    ),
    Fault("queue in the interface", "GW204", _INTERFACES, "submit_run(self, run: Run)", 'submit_run(self, run: Run, queue: str = "sim-queue")'),
    Fault("raw payload", "GW207", _INTERFACES, "-> RunStatusDetail:", "-> dict[str, Any]:"),
    Fault("method without docstring sections", "GW208", _INTERFACES, "        Returns:\n            Its status and the reason.\n\n", ""),
    Fault("documented error that nobody raises", "GW209", _INTERFACES, "GatewayNotFoundError: If", "PermissionError: If"),
    Fault("calls that the Note forgets", "GW210", _INTERFACES, "External calls: batch.list_jobs.", "External calls: batch.describe_jobs.", strict=True),
    Fault("untyped result", "GW212", _INTERFACES, "def list_queued_runs(self) -> Sequence[str]:", "def list_queued_runs(self):"),
    # implementation
    Fault("subclass of the Protocol", "GW301", _BATCH, "class AWSBatchSimulationRunner:", "from platform_app.gateways.interfaces import ISimulationRunner\n\n\nclass AWSBatchSimulationRunner(ISimulationRunner):"),
    Fault("public method beside the interface", "GW302", _BATCH, "    def _list_names(self)", '    def purge(self) -> None:\n        """Forget the queue."""\n        self._queue = ""\n\n    def _list_names(self)'),
    Fault("method missing", "GW303", _BATCH, "def describe_run(", "def describe("),
    Fault("parameter named otherwise", "GW303", _BATCH, "def describe_run(self, run: Run) -> RunStatusDetail:", "def describe_run(self, job: Run) -> RunStatusDetail:\n        run = job"),
    Fault("async where the interface is not", "GW303", _SLACK, "    def send_notification", "    async def send_notification"),
    Fault("one parameter more", "GW303", _SLACK, "recipient: str, text: str)", "recipient: str, text: str, channel: str)"),
    Fault("another type of result", "GW303", _BATCH, "def list_queued_runs(self) -> list[str]:", "def list_queued_runs(self) -> int:"),
    Fault("client built in a method", "GW304", _BATCH, "response = self._batch_client.describe_jobs", 'response = boto3.client("batch").describe_jobs'),
    Fault("client of the module", "GW305", _SLACK, "logger = logging.getLogger(__name__)", "logger = logging.getLogger(__name__)\nSESSION = requests.Session()"),
    Fault("untyped client", "GW306", _BATCH, "batch_client: _BatchClient | None = None", "batch_client=None"),
    Fault("public client", "GW307", _BATCH, "_batch_client", "batch_client"),
    Fault("stub left", "GW311", _SLACK, '        if not text:\n            raise ValueError("the text is empty")\n', "        raise NotImplementedError\n", strict=True),
    # boundaries
    Fault("use case imports a gateway", "GW401", _USE_CASE, "if TYPE_CHECKING:", "from platform_app.gateways.aws_batch_simulation_runner import AWSBatchSimulationRunner\n\nif TYPE_CHECKING:"),
    Fault("use case builds its gateway", "GW408", _USE_CASE, "self._runner = runner", 'from platform_app.gateways.slack_notification_service import SlackNotificationService\n\n        self._fallback = SlackNotificationService(webhook_url="")\n        self._runner = runner'),
    Fault("model imports an SDK", "GW402", _RUN, "from enum import Enum", "from enum import Enum\n\nimport boto3", strict=True),
    Fault("use case imports an SDK", "GW403", _USE_CASE, "from typing import TYPE_CHECKING", "from typing import TYPE_CHECKING\n\nimport boto3"),
    Fault("gateway imports a use case", "GW404", _SLACK, "import requests\n", "import requests\n\nfrom platform_app.use_cases.start_run import StartRun\n"),
    Fault("use case catches a vendor's error", "GW405", _USE_CASE, "        self._runner.submit_run(run)\n", "        from botocore.exceptions import ClientError\n\n        try:\n            self._runner.submit_run(run)\n        except ClientError:\n            return\n"),
    Fault("vendor in a field of a model", "GW406", _RUN, "external_id", "aws_batch_job_id", strict=True),
    Fault("answer handed out", "GW409", _BATCH, 'return RunStatusDetail(_STATUS.get(job["status"], RunStatus.UNKNOWN), job.get("statusReason", ""))', "return response"),
    # errors
    Fault(
        "no translation", "GW501", _SLACK,
        '        except requests.HTTPError as error:\n            logger.warning("slack refused a message to %s", recipient)\n            raise GatewayRejectedError(f"the message to {recipient} was refused") from error\n        except requests.RequestException as error:\n            logger.warning("slack gave no answer for %s", recipient)\n            raise GatewayUnavailableError("no answer") from error\n',
        '        finally:\n            logger.info("slack: %s", recipient)\n',
    ),
    Fault("cause dropped", "GW502", _BATCH, 'raise GatewayRejectedError("the runs can\'t be listed") from error', 'raise GatewayRejectedError("the runs can\'t be listed")'),
    Fault("everything caught", "GW503", _SLACK, "except requests.RequestException as error:", "except Exception as error:"),
    Fault("failure as an ordinary answer", "GW504", _BATCH, 'raise GatewayRejectedError(f"the run {run.external_id} can\'t be described") from error', 'return RunStatusDetail(RunStatus.ERROR, "")'),
    Fault("code that the service never sends", "GW506", _BATCH, 'logger.warning("batch.describe_jobs failed for %s", run.external_id)', 'if error.response["Error"]["Code"] == "ClientExceptoin":\n                raise GatewayNotFoundError("gone") from error\n            logger.warning("batch.describe_jobs failed for %s", run.external_id)'),
    # service model
    Fault("unknown operation", "GW601", _BATCH, "self._batch_client.submit_job(", "self._batch_client.submit_jobs("),
    Fault("unknown parameter", "GW602", _BATCH, "jobQueue=self._queue, jobDefinition", "jobQueueName=self._queue, jobDefinition"),
    Fault("missing parameter", "GW603", _BATCH, ", jobDefinition=self._definition\n", "\n"),
    Fault("starting states forgotten", "GW604", _BATCH, '    "RUNNABLE": RunStatus.QUEUED,\n    "STARTING": RunStatus.QUEUED,\n', ""),
    Fault("state that is never sent", "GW605", _BATCH, '    "SUCCEEDED": RunStatus.DONE,', '    "SUCCEEDED": RunStatus.DONE,\n    "SUCCESS": RunStatus.DONE,'),
    Fault("unknown state as failed", "GW605", _BATCH, "RunStatus.UNKNOWN)", "RunStatus.ERROR)"),
    Fault("first of none", "GW606", _BATCH, '        if not jobs:\n            raise GatewayNotFoundError(f"there is no job {run.external_id}")\n', ""),
    Fault("member that the answer lacks", "GW606", _BATCH, 'response["jobId"]', 'response["jobID"]'),
    Fault("first page only", "GW607", _BATCH, '        paginator = self._batch_client.get_paginator("list_jobs")\n        for page in paginator.paginate(jobQueue=self._queue, jobStatus="RUNNABLE"):\n            for summary in page["jobSummaryList"]:\n                yield summary["jobName"]', '        response = self._batch_client.list_jobs(jobQueue=self._queue, jobStatus="RUNNABLE")\n        for summary in response["jobSummaryList"]:\n            yield summary["jobName"]'),
    Fault("literal that the service refuses", "GW610", _BATCH, 'jobStatus="RUNNABLE"', 'jobStatus="RUNABLE"', strict=True),
    # configuration, resilience, logs
    Fault("ARN in a method", "GW701", _BATCH, "jobQueue=self._queue, jobDefinition", 'jobQueue="arn:aws:batch:eu-west-1:123456789012:job-queue/q", jobDefinition'),
    Fault("client without timeouts", "GW702", _BATCH, '"batch",\n            config=Config(connect_timeout=5, read_timeout=30, retries={"mode": "standard", "max_attempts": 3}),\n', '"batch"\n'),
    Fault("request without timeout", "GW702", _SLACK, ", timeout=self._timeout\n", "\n"),
    Fault("retries by hand", "GW703", _SLACK, '        try:\n            answer = self._slack_client.post(\n                self._webhook_url, json={"text": f"{recipient}: {text}"}, timeout=self._timeout\n            )\n', "        import time\n\n        try:\n            for attempt in range(3):\n                try:\n                    answer = self._slack_client.post(self._webhook_url, json={}, timeout=self._timeout)\n                    break\n                except requests.ConnectionError:\n                    if attempt == 2:\n                        raise\n                    time.sleep(2**attempt)\n", strict=True),
    Fault("environment read in a method", "GW704", _SLACK, "self._webhook_url, json=", 'os.environ["WEBHOOK"], json='),
    Fault("print", "GW705", _BATCH, 'logger.info("batch.submit_job: %s", run.external_id)', "print(run.external_id)"),
    Fault("payload in the log", "GW706", _BATCH, 'logger.info("batch.submit_job: %s", run.external_id)', 'logger.info("batch.submit_job: %s", response)'),
    Fault("credentials in code", "GW708", _BATCH, '"batch",\n', '"batch",\n            aws_secret_access_key="wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY",\n', strict=True),
    # tests
    Fault("method that no test calls", "GW801", _BATCH_TEST, "runner.list_queued_runs()", "runner.submit_run(Run('x'))"),
    Fault("errors that no test makes", "GW802", _SLACK_TEST, ".side_effect = requests.", ".return_value = requests."),
    Fault("bare Mock as client", "GW803", _SLACK_TEST, "create_autospec(requests.Session, instance=True)", "Mock()", strict=True),
    Fault("stubbed state that does not exist", "GW804", _BATCH_TEST, '"status": state,', '"status": "FINISHED",'),
    Fault("stubbed member that does not exist", "GW804", _BATCH_TEST, '{"jobId": "1", "jobName": "a"}, {"jobName"', '{"jobID": "1", "jobName": "a"}, {"jobName"'),
    Fault("stubbed error that does not exist", "GW804", _BATCH_TEST, 'service_error_code="ClientException"', 'service_error_code="ClientExceptoin"'),
    Fault("nothing proves the interface", "GW805", _SLACK, "class SlackNotificationService:\n", "class WebhookNotificationService:\n    def __init__(self, *, session: requests.Session) -> None:\n        self._session = session\n\n    def send_notification(self, recipient: str, text: str) -> None:\n        self._session.post(recipient, text, timeout=5)\n\n\nclass SlackNotificationService:\n", strict=True),
    Fault("fake that drifted", "GW806", _FAKE, "def describe_run(self, run: Run)", "def describe_run(self, job: Run)", strict=True),
    Fault("test that may reach the network", "GW807", _SLACK_TEST, 'webhook_url="https://hooks.example.test/1", slack_client=session', 'webhook_url="https://hooks.example.test/1"'),
    # meta
    Fault("ignore without a reason", "GW901", _BATCH, "self._queue = queue", 'self._queue = os.environ["Q"]  # gw: ignore[GW704]'),
    Fault("ignore that matches nothing", "GW902", _BATCH, "self._queue = queue", "self._queue = queue  # gw: ignore[GW704] -- kept, #12"),
)  # fmt: skip
