"""GW707: an async method of a gateway blocks the event loop."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.gateway_code import calls_of, gateway_classes
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.timeouts import CONNECTIONS
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.scopes import walk_scope
from gateway_builder.trace.values import CallKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.gateway_code import GatewayClass
    from gateway_builder.check.rule import Settings

_BLOCKING = frozenset(
    {"time.sleep", "subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output"}
)
_RUNNERS = frozenset({"to_thread", "run_in_executor", "run_sync", "submit", "run_in_threadpool", "sync_to_async"})
_BLOCKING_SDKS = frozenset({"boto3", "botocore", "requests", "urllib", "urllib3"})


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for each in gateway_classes(codebase):
        asked = {call.node: call.client.sdk for call in calls_of(codebase, each.view) if call.kind is not CallKind.SDK}
        for method in each.methods:
            if isinstance(method, ast.AsyncFunctionDef):
                for node in walk_scope(method):
                    if isinstance(node, ast.Call) and _blocks(each, node, asked):
                        name = each.module.text_of(node.func)
                        message = f"{name} blocks the event loop, so every other task of the process stands still"
                        hint = (
                            "await an async client (httpx.AsyncClient, aioboto3), or run it through `asyncio.to_thread`"
                        )
                        yield Violation(each.module, node.func, message, hint)


def _blocks(owner: GatewayClass, node: ast.Call, asked: dict[ast.Call, str]) -> bool:
    if _is_awaited(owner, node) or dotted_name(node.func).rpartition(".")[2] in _RUNNERS:
        return False
    origin = owner.module.origin(node.func)
    return asked.get(node) in _BLOCKING_SDKS or origin in _BLOCKING or origin in CONNECTIONS or _is_sync_httpx(origin)


def _is_sync_httpx(origin: str) -> bool:
    module, _, name = origin.rpartition(".")
    return module == "httpx" and name in {
        "get",
        "post",
        "put",
        "patch",
        "delete",
        "head",
        "options",
        "request",
        "stream",
    }


def _is_awaited(owner: GatewayClass, node: ast.Call) -> bool:
    parent = owner.module.parent(node)
    if isinstance(parent, ast.withitem):
        return isinstance(owner.module.parent(parent), ast.AsyncWith)
    return isinstance(parent, (ast.Await, ast.AsyncFor))


RULE = Rule(
    code="GW707",
    name="blocking-call",
    summary="An `async` method of a gateway calls something that blocks.",
    rationale="""
While `requests.get` waits for its answer inside a coroutine, no other coroutine of the process runs: a slow service
stops all requests, health checks included. The program looks asynchronous and is slower than a plain one.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IPriceSource(Protocol):
    async def get_price(self, item: str) -> str: ...

# src/app/gateways/http_price_source.py
import requests

class HTTPPriceSource:
    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    async def get_price(self, item: str) -> str:
        return requests.get(f"{self._base_url}/{item}", timeout=5).text  # GW707
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IPriceSource(Protocol):
    async def get_price(self, item: str) -> str: ...

# src/app/gateways/http_price_source.py
import httpx

class HTTPPriceSource:
    def __init__(self, http_client: httpx.AsyncClient) -> None:
        self._http_client = http_client

    async def get_price(self, item: str) -> str:
        return (await self._http_client.get(f"/{item}")).text
""",
    ),
    find=_find,
)
