"""GW807: a test can reach the network."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.gateway_tests import GatewayTests, asking_methods
from gateway_builder.check.made_gateways import read_made_gateway
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.timeouts import is_none
from gateway_builder.source.bindings import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.made_gateways import MadeGateway
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.suite import SuiteTest

_SHUT = re.compile(
    r"^(mock_\w+|moto|responses|respx\w*|requests_mock|httpretty|httpx_mock|pook|gock|aioresponses|aresponses|vcr|use_cassette"
    r"|cassette|betamax|Stubber|AioStubber|MockTransport|MockRouter|patch|patch_\w+|disable_socket|socket_disabled|pyfakehttp"
    r"|localstack\w*|LocalStackContainer|testcontainers|wiremock|httpserver|HTTPServer|aiohttp_client|live_server|TestClient"
    r"|ASGITransport|WSGITransport|register|monkeypatch_\w+|simulate_\w+|mocker|pytest_httpserver|Replayer|Recorder|stub_\w+)$"
)
_LIVE = re.compile(
    r"(?<![a-z])(integration|e2e|end_to_end|network|live|slow|online|external|functional|acceptance|smoke|localstack"
    r"|system|skip\w*|xfail|docker|manual|sandbox|vcr)(?![a-z])"
)
_TOOLS = frozenset({"moto", "responses", "respx", "vcr", "pytest_socket"})
_LOCAL = re.compile(r"localhost|127\.0\.0\.1|0\.0\.0\.0|localstack|host\.docker|testserver|:\d{4,5}")
_AWS = frozenset(
    {"boto3.client", "boto3.resource", "aioboto3.client", "requests.Session", "httpx.Client", "httpx.AsyncClient"}
)


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    tests = codebase.once(GatewayTests)
    for gateway in codebase.gateways:
        asking = {} if gateway.is_fake else asking_methods(codebase, gateway)
        told: set[ast.AST] = set()
        for test in tests.tests_of(gateway) if asking else ():
            if _is_shut(test) or _is_live(test) or _expects_refusal(test) or not _calls(test, asking):
                continue
            for made in _made(codebase, gateway, test):
                if made.node not in told:
                    told.add(made.node)
                    what = "a real client that nothing stubs" if made.given else "no client, so it builds a real one"
                    message = (
                        f"{gateway.name} gets {what}, and {test.node.name} calls it: the test can reach the network"
                    )
                    yield Violation(
                        made.module, made.node.func, message, "inject a stubbed client, or mark the test `integration`"
                    )


def _made(codebase: Codebase, gateway: GatewayView, test: SuiteTest) -> Iterator[MadeGateway]:
    """The instances in a test that hold, or build, a client which asks the network."""
    is_real = any(isinstance(node, ast.Call) and module.origin(node.func) in _AWS for module, node in test.walk())
    builds = not gateway.clients or any(each.construction for each in gateway.clients)
    for module, node in test.walk():
        made = read_made_gateway(codebase, gateway, module, node)
        if made is None or made.is_open:
            continue
        given = [each for each in made.given if not is_none(each)]
        if (not given and builds) or (given and is_real and not _has_double(test)):
            yield made


def _has_double(test: SuiteTest) -> bool:
    """Whether a test makes any object that may stand in for the client."""
    words = re.compile(r"[Mm]ock|[Ff]ake|[Ss]tub|[Dd]ouble|[Ss]py|autospec|[Dd]ummy")
    return any(bool(words.search(each)) for _, node in test.walk() for each in (_text(node),) if each)


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.arg):
        return node.arg
    return node.name if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) else ""


def _is_shut(test: SuiteTest) -> bool:
    """Whether something stands between a test and the network: a stub, a patch, an address on this machine."""
    tools = {use.module.partition(".")[0] for use in test.module.imports}
    return bool(test.unknown or tools & _TOOLS) or any(_shuts(node) for _, node in test.walk())


def _shuts(node: ast.AST) -> bool:
    match node:
        case ast.Constant(value=str() as text):
            return bool(_LOCAL.search(text))
        case ast.keyword(arg=name):
            return name in {"endpoint_url", "transport"}
        case ast.Assign(targets=[ast.Attribute(value=changed)]):
            return dotted_name(changed) != "self"
        case ast.Attribute(attr="setattr" | "setitem"):
            return True
        case ast.Name() | ast.Attribute() | ast.arg():
            return bool(_SHUT.match(_text(node)))
    return False


def _is_live(test: SuiteTest) -> bool:
    """Whether a test is marked, named or placed as one that is meant to ask the network."""
    if _LIVE.search(test.module.path.lower()):
        return True
    marks: list[ast.AST] = [*test.node.decorator_list, *(test.owner.node.decorator_list if test.owner else [])]
    marks += [part.node for part in test.parts if isinstance(part.node, ast.Assign)]
    return any(_LIVE.search(ast.dump(each).lower()) for each in marks) or bool(_LIVE.search(test.node.name))


def _expects_refusal(test: SuiteTest) -> bool:
    """Whether a test expects that the gateway refuses before it asks."""
    return any(
        isinstance(node, ast.Call)
        and dotted_name(node.func).endswith(("raises", "assertRaises", "assertRaisesRegex"))
        and any(
            dotted_name(each) in {"ValueError", "TypeError", "NotImplementedError", "KeyError", "AssertionError"}
            for each in node.args
        )
        for _, node in test.walk()
    )


def _calls(test: SuiteTest, methods: dict[str, ast.FunctionDef | ast.AsyncFunctionDef]) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods
        for _, node in test.walk()
    )


RULE = Rule(
    code="GW807",
    name="network-in-test",
    summary="A test calls a gateway whose client is real and not stubbed.",
    rationale="""
Such a test passes or fails with the network, the account and the credentials of the machine it runs on. On the day that
credentials are there, it starts a job or sends a mail for real.

Tests that are marked or named as `integration`, that stub or patch anything on the way, or that talk to an address of
this machine are left alone.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
import boto3

class AWSBatchRunCanceller:
    def __init__(self, *, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id, reason="cancelled")

# tests/test_aws_batch_run_canceller.py
from app.gateways.aws_batch_run_canceller import AWSBatchRunCanceller

def test_a_run_is_cancelled() -> None:
    AWSBatchRunCanceller().cancel_run("1")  # GW807
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
import boto3

class AWSBatchRunCanceller:
    def __init__(self, *, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

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
    recommended=True,
)
