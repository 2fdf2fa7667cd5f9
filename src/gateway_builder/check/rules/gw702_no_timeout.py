"""GW702: a client or a call may wait for ever."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING

from gateway_builder.check.argument_edits import add_argument
from gateway_builder.check.edits import add_import, attempt
from gateway_builder.check.gateway_code import gateway_modules
from gateway_builder.check.layers import Layer
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.check.timeouts import CONNECTIONS, ConfigReader, is_none, is_open, keyword
from gateway_builder.model.finding import Fix
from gateway_builder.model.interface import ImportedName
from gateway_builder.source.bindings import dotted_name
from gateway_builder.trace.values import CallKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.values import Construction, ServiceCall

_CONFIG = ImportedName("botocore.config", "Config")
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
            yield from _client(codebase, reader, construction)
        for call in trace.calls:
            if call.kind is CallKind.HTTP and _is_unbounded(codebase, module, call):
                message = (
                    f"{module.text_of(call.node.func)} has no timeout, so a service that hangs makes the caller hang"
                )
                yield Violation(
                    module, call.node.func, message, "pass `timeout=`, in seconds", _bound(module, call.node)
                )
        yield from _connections(module, {each.node for each in trace.calls})


def _modules(codebase: Codebase) -> list[CodeModule]:
    """The files of gateways, and those that choose and build them."""
    wiring = (each for each in codebase.modules_in(Layer.CONTROLLER) if codebase.package_of(each.path).has_gateways)
    found = {module.path: module for module in (*gateway_modules(codebase), *wiring)}
    return [found[path] for path in sorted(found)]


def _client(codebase: Codebase, reader: ConfigReader, construction: Construction) -> Iterator[Violation]:
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
            fix = attempt(partial(_configure, codebase, module, call)) if config is None else None
            yield Violation(module, call.func if config is None else config, message, hint, fix)
    elif is_none(keyword(call, "timeout")):
        yield Violation(
            module,
            keyword(call, "timeout"),
            "`timeout=None` lets every call of this client wait for ever",
            "give it seconds",
        )


def _is_unbounded(codebase: Codebase, module: CodeModule, call: ServiceCall) -> bool:
    timeout = keyword(call.node, "timeout")
    if timeout is not None:
        return is_none(timeout)
    if is_open(call.node) or call.arguments.is_open or dict(call.arguments.entries or ()).get("timeout"):
        return False
    if call.client.sdk == "urllib":
        return len(call.node.args) < CONNECTIONS["urllib.request.urlopen"]
    adapts = any(each in module.content for each in _ADAPTS)
    return call.client.sdk in _WAITS_FOR_EVER and not adapts and not _is_injected(codebase, call)


def _is_injected(codebase: Codebase, call: ServiceCall) -> bool:
    """Whether a session is only handed in, so that whoever made it may have given it timeouts."""
    name = dotted_name(call.node.func).split(".")[1:2]
    held = codebase.trace(call.module).attributes_of(call.owner.name) if call.owner else ()
    return any([each.name] == name and each.construction is None for each in held)


def _connections(module: CodeModule, told: set[ast.Call]) -> Iterator[Violation]:
    """Connections of the standard library without a timeout."""
    for node in module.nodes:
        if isinstance(node, ast.Call) and node not in told:
            origin = module.origin(node.func)
            given = len(node.args) >= CONNECTIONS.get(origin, 0) or is_open(node)
            if not given and (keyword(node, "timeout") is None or is_none(keyword(node, "timeout"))):
                message = f"{origin} is opened without a timeout, so a server that hangs makes the caller hang"
                yield Violation(module, node.func, message, "pass `timeout=`, in seconds", _bound(module, node))


def _bound(module: CodeModule, call: ast.Call) -> Fix | None:
    """The fix of a call that has no timeout; one that is None is somebody's decision."""
    return None if keyword(call, "timeout") else attempt(partial(_add_timeout, module, call))


def _add_timeout(module: CodeModule, call: ast.Call) -> Fix | None:
    edit = add_argument(module, call, "timeout=10")
    return Fix("Give up after ten seconds", is_safe=False, edits=(edit,)) if edit else None


def _configure(codebase: Codebase, module: CodeModule, call: ast.Call) -> Fix | None:
    """The fix of a client of AWS: a configuration with timeouts."""
    before = next(each for each in module.tree.body if (each.end_lineno or 0) >= call.lineno)
    expression, edits = add_import(codebase, module, _CONFIG, before=before)
    edit = add_argument(module, call, f"config={expression}(connect_timeout=5, read_timeout=60)")
    return Fix("Configure timeouts", is_safe=False, edits=(*edits, edit)) if edit else None


RULE = Rule(
    code="GW702",
    name="no-timeout",
    summary="A client is built, or an HTTP request is sent, without a timeout.",
    rationale="""
`requests.get(url)` waits for ever for a server that has accepted the connection and says nothing. A client of AWS waits
a minute to connect and a minute to read, five times over. Requests pile up behind the call until the whole application
stands still, because of a service that it could have lived without for a while.

httpx and aiohttp have timeouts by default, so only `timeout=None` is reported for them. Arguments that can't be seen
(`**options`) are believed, and so is a session that is only injected.
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
    fixable=Fixable.UNSAFE,
    fix_doc="Adds `timeout=10` to a call, and a `Config` with timeouts to a client of AWS.",
)
