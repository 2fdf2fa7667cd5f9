"""GW801: a gateway, or a method of one, that no test calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.gateway_code import is_factory, is_public_method
from gateway_builder.check.gateway_tests import GatewayTests
from gateway_builder.check.rule import Rule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.scopes import FunctionNode


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    tests = codebase.once(GatewayTests)
    for gateway in codebase.gateways:
        if gateway.is_fake or not tests.suite.covers(gateway.view.path):
            continue
        if tests.modules_of(gateway):
            yield from _untested_methods(tests, gateway)
        elif not tests.is_reached_otherwise(gateway):
            message = f"no test names {gateway.name}, so nobody knows what it sends and how it reads the answers"
            hint = f"test {gateway.name} against a stubbed client, each method and each error"
            yield Violation(gateway.module, gateway.node, message, hint)


def _untested_methods(tests: GatewayTests, gateway: GatewayView) -> Iterator[Violation]:
    if tests.is_dynamic(gateway):
        return
    named = tests.named_in_tests(gateway)
    for name, node in gateway.view.own_methods.items():
        if is_public_method(node) and name not in named and not _is_exempt(gateway, node):
            message = f"no test of {gateway.name} calls {name}"
            yield Violation(gateway.module, node, message, f"test what {name} sends and how it reads the answer")


def _is_exempt(gateway: GatewayView, node: FunctionNode) -> bool:
    """Whether a method is a factory, a property, or one that is only closed with."""
    origins = {gateway.module.origin(each).rpartition(".")[2] for each in node.decorator_list}
    properties = {"property", "cached_property", "setter", "deleter", "overload", "abstractmethod"}
    return is_factory(gateway.module, node) or bool(origins & properties) or node.name in {"close", "aclose"}


RULE = Rule(
    code="GW801",
    name="untested-gateway",
    summary="No test names a gateway, or none calls one of its public methods.",
    rationale="""
A gateway is where the program meets what it can't see: names of parameters, shapes of answers, states. Its mistakes
show themselves in production only, because use cases are tested with fakes. A stubbed client shows them in
milliseconds.

Tests are found by the name of the class anywhere in the project's test code; base classes, fixtures and helpers that
those tests use count. Where no tests are kept beside or above the package at all, nothing is told.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
    def purge_runs(self) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
class AWSBatchRunCanceller:
    def __init__(self, *, batch_client) -> None:
        self._batch_client = batch_client

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id, reason="cancelled")

    def purge_runs(self) -> None:  # GW801
        self._batch_client.terminate_job(jobId="all", reason="purged")

# tests/gateways/test_aws_batch_run_canceller.py
from app.gateways.aws_batch_run_canceller import AWSBatchRunCanceller

def test_a_run_is_cancelled(batch_client) -> None:
    AWSBatchRunCanceller(batch_client=batch_client).cancel_run("1")
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

# tests/gateways/test_aws_batch_run_canceller.py
from app.gateways.aws_batch_run_canceller import AWSBatchRunCanceller

def test_a_run_is_cancelled(batch_client) -> None:
    AWSBatchRunCanceller(batch_client=batch_client).cancel_run("1")
""",
    ),
    find=_find,
    recommended=True,
)
