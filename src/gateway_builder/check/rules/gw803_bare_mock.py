"""GW803: a bare mock stands in for the client of an SDK."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.gateway_tests import GatewayTests
from gateway_builder.check.made_gateways import find_values, read_made_gateway
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.source.bindings import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import CodeModule

_MOCKS = frozenset({"Mock", "MagicMock", "AsyncMock", "NonCallableMock", "NonCallableMagicMock"})
_PLACES = frozenset({"", "unittest.mock", "mock", "mock.mock", "mocker", "self.mocker", "asynctest"})
_SPECIFIED = frozenset({"spec", "spec_set", "wraps"})


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    tests = codebase.once(GatewayTests)
    for gateway in codebase.gateways:
        for module in () if gateway.is_fake else tests.modules_of(gateway):
            for node in module.nodes:
                made = read_made_gateway(codebase, gateway, module, node)
                for given in made.given if made else ():
                    for where, found in find_values(codebase, module, given):
                        if isinstance(found, ast.Call) and _is_bare(where, found):
                            name = where.text_of(found.func)
                            message = (
                                f"{name}() answers every call, also what the client of {gateway.name} does not have"
                            )
                            hint = "use a Stubber, a fake, or create_autospec() of the client's class"
                            yield Violation(where, found, message, hint)


def _is_bare(module: CodeModule, node: ast.Call) -> bool:
    root, _, name = (module.origin(node.func) or dotted_name(node.func)).rpartition(".")
    is_mock = name in _MOCKS and root in _PLACES
    return is_mock and not node.args and not _SPECIFIED & {each.arg for each in node.keywords}


RULE = Rule(
    code="GW803",
    name="bare-mock",
    summary="A `Mock()` without a specification stands in for an SDK's client in a gateway's test.",
    rationale="""
A bare mock has every attribute and takes every argument. `submit_jobs` instead of `submit_job` passes its test, a
parameter that the service renamed passes it, and the answer is whatever the test's author believed. A Stubber checks
against the service's model, `create_autospec` against the class, a fake against a Protocol.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
class AWSBatchRunCanceller:
    def __init__(self, *, batch_client) -> None:
        self._batch_client = batch_client

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id, reason="cancelled")

# tests/test_aws_batch_run_canceller.py
from unittest.mock import Mock

from app.gateways.aws_batch_run_canceller import AWSBatchRunCanceller

def test_a_run_is_cancelled() -> None:
    client = Mock()  # GW803
    AWSBatchRunCanceller(batch_client=client).cancel_run("1")
    client.cancel_job.assert_called_once()
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
class AWSBatchRunCanceller:
    def __init__(self, *, batch_client) -> None:
        self._batch_client = batch_client

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id, reason="cancelled")

# tests/test_aws_batch_run_canceller.py
import boto3
from botocore.stub import Stubber

from app.gateways.aws_batch_run_canceller import AWSBatchRunCanceller

def test_a_run_is_cancelled() -> None:
    client = boto3.client("batch", region_name="eu-west-1")
    with Stubber(client) as stubber:
        stubber.add_response("cancel_job", {}, {"jobId": "1", "reason": "cancelled"})
        AWSBatchRunCanceller(batch_client=client).cancel_run("1")
""",
    ),
    find=_find,
    seed=False,
)
