"""GW304: a client that is built inside a method."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.building import building_methods, depends_on_call, is_kept, method_around
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.vendors import SDK_MODULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.rule import Settings
    from gateway_builder.trace.values import Construction

_ASYNC_AWS = frozenset({"aioboto3", "aiobotocore"})
_SESSION = "session"
_SETTLED = SDK_MODULES | {"os", "str", "int", "float", "dict", "timedelta"}


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for gateway in codebase.gateways:
        if gateway.is_fake:
            continue
        allowed = building_methods(gateway.view)
        for made in codebase.trace(gateway.module).constructions:
            method = method_around(gateway.module, made.node)
            if made.owner is gateway.node and method and method.name not in allowed and _is_new_each_time(made):
                yield _violation(gateway, made, method.name)


def _is_new_each_time(made: Construction) -> bool:
    """Whether a client is built anew in every call though it could be built once."""
    if made.client.kind == _SESSION or (made.client.sdk in _ASYNC_AWS and _is_opened(made)):
        return False
    return not (is_kept(made.module, made.node) or depends_on_call(made.module, made.node, _SETTLED))


def _is_opened(made: Construction) -> bool:
    """Whether a client is opened by `async with`, or handed to an exit stack, as asynchronous ones of AWS must be."""
    parent = made.module.parent(made.node)
    return isinstance(parent, (ast.withitem, ast.Call, ast.Return))


def _violation(gateway: GatewayView, made: Construction, method: str) -> Violation:
    what = f"a client of {made.client.service or made.client.sdk}"
    message = f"{method} builds {what} in every call, so no test can replace it and connections are never reused"
    name = (made.client.service or made.client.sdk or "service").replace("-", "_").replace(".", "_")
    hint = f"take {name}_client in the constructor of {gateway.name}, build it there when it is left out, and keep it"
    return Violation(made.module, made.node.func, message, hint)


RULE = Rule(
    code="GW304",
    name="client-built-in-method",
    summary="A method of a gateway builds a client instead of using one that was injected.",
    rationale="""
A client that is built in each call opens new connections and loads the service's description every time, and a test
can only replace it by patching the SDK. The constructor takes the client, or builds it once.
""",
    bad=(
        """
# src/app/gateways/aws_batch.py
import boto3

class AWSBatchSimulationRunner:
    def cancel_run(self, run_id: str) -> None:
        boto3.client("batch").cancel_job(jobId=run_id, reason="asked for")  # GW304
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self._client = batch_client or boto3.client("batch")

    def cancel_run(self, run_id: str) -> None:
        self._client.cancel_job(jobId=run_id, reason="asked for")
""",
    ),
    find=_find,
    recommended=True,
)
