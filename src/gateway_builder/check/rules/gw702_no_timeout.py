"""GW702: a client or a call may wait for ever."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.gateway_code import gateway_modules
from gateway_builder.check.layers import Layer
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.timeouts import CONNECTIONS, ConfigReader, is_none, is_open, keyword
from gateway_builder.trace.values import CallKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.values import Construction, ServiceCall

_AWS = frozenset({"boto3", "botocore", "aioboto3", "aiobotocore"})
_WAITS_FOR_EVER = frozenset({"requests", "urllib3"})
_SETS_DEFAULTS = (b"setdefaulttimeout", b"set_default_client_config")
_ADAPTS = (b".mount(", b"HTTPAdapter", b".request = ", b"PoolManager(timeout", b"TimeoutSession")


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    reader = ConfigReader(codebase.index)
    for module in _modules(codebase):
        if any(each in module.content for each in _SETS_DEFAULTS):
            continue
        trace = codebase.trace(module)
        for construction in trace.constructions:
            yield from _client(reader, construction)
        for call in trace.calls:
            if call.kind is CallKind.HTTP and _is_unbounded(module, call):
                message = (
                    f"{module.text_of(call.node.func)} has no timeout, so a service that hangs makes the caller hang"
                )
                yield Violation(module, call.node.func, message, "pass `timeout=`, in seconds")
        yield from _connections(module, {each.node for each in trace.calls})


def _modules(codebase: Codebase) -> Iterator[CodeModule]:
    found = {module.path: module for module in gateway_modules(codebase)}
    for module in codebase.modules_in(Layer.CONTROLLER):
        if codebase.package_of(module.path).has_gateways:
            found[module.path] = module
    return iter([found[path] for path in sorted(found)])


def _client(reader: ConfigReader, construction: Construction) -> Iterator[Violation]:
    """A client of AWS without timeouts, or a client of HTTP whose default is switched off."""
    module, call, client = construction.module, construction.node, construction.client
    if is_open(call):
        return
    if client.sdk in _AWS and client.kind in {"client", "resource"}:
        config = keyword(call, "config")
        if config is None or reader.has_timeout(module, config) is False:
            what = f"the {client.service} client" if client.service else "the client"
            why = "is built without timeouts of its own" if config is None else "has a configuration without timeouts"
            message = f"{what} {why}, so a call that hangs is given up after minutes"
            hint = "pass `config=Config(connect_timeout=…, read_timeout=…)`"
            yield Violation(module, call.func if config is None else config, message, hint)
    elif is_none(keyword(call, "timeout")):
        yield Violation(
            module,
            keyword(call, "timeout"),
            "`timeout=None` lets every call of this client wait for ever",
            "give it seconds",
        )


def _is_unbounded(module: CodeModule, call: ServiceCall) -> bool:
    timeout = keyword(call.node, "timeout")
    if timeout is not None:
        return is_none(timeout)
    if is_open(call.node) or call.arguments.is_open or dict(call.arguments.entries or ()).get("timeout"):
        return False
    if call.client.sdk == "urllib":
        return len(call.node.args) < CONNECTIONS["urllib.request.urlopen"]
    return call.client.sdk in _WAITS_FOR_EVER and not any(each in module.content for each in _ADAPTS)


def _connections(module: CodeModule, told: set[ast.Call]) -> Iterator[Violation]:
    """Connections of the standard library without a timeout."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and node not in told:
            origin = module.origin(node.func)
            place = CONNECTIONS.get(origin)
            if place and len(node.args) < place and not is_open(node):
                timeout = keyword(node, "timeout")
                if timeout is None or is_none(timeout):
                    message = f"{origin} is opened without a timeout, so a server that hangs makes the caller hang"
                    yield Violation(module, node.func, message, "pass `timeout=`, in seconds")


RULE = Rule(
    code="GW702",
    name="no-timeout",
    summary="A client is built, or an HTTP request is sent, without a timeout.",
    rationale="""
`requests.get(url)` waits for ever for a server that has accepted the connection and says nothing. A client of AWS waits
a minute to connect and a minute to read, five times over. Requests pile up behind the call until the whole application
stands still, because of a service that it could have lived without for a while.

httpx and aiohttp have timeouts by default, so only `timeout=None` is reported for them. Arguments that can't be seen
(`**options`) are believed.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IPriceSource(Protocol):
    def get_price(self, item: str) -> str: ...

# src/app/gateways/http_price_source.py
import requests

class HTTPPriceSource:
    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    def get_price(self, item: str) -> str:
        return requests.get(f"{self._base_url}/{item}").text  # GW702
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
from botocore.config import Config

class AWSBatchRunCanceller:
    def __init__(self, batch_client=None) -> None:
        config = Config(connect_timeout=5, read_timeout=60, retries={"total_max_attempts": 3})
        self._batch_client = batch_client or boto3.client("batch", config=config)

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id, reason="cancelled")
""",
    ),
    find=_find,
    recommended=True,
)
