"""GW706: a secret or a whole payload goes into a log or an exception."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.gateway_code import gateway_modules, is_gateway_code
from gateway_builder.check.log_calls import is_log_call
from gateway_builder.check.rule import Rule, RuleOption, Violation
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import children, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import CodeModule

_SECRET = re.compile(
    r"(^|_)(password|passwd|passphrase|secret|token|credentials?|api_?key|secret_?key|access_?key|private_?key|auth_?key"
    r"|client_secret|authorization|auth_header|bearer|jwt|cookies?)$",
    re.IGNORECASE,
)
_NO_SECRET = re.compile(
    r"(next|page|continuation|pagination|client|client_request|idempotency|request|start|starting|resume|sync|delta|stop"
    r"|cancel|cancellation|marker|num|max|end|eos|bos|pad|unk|first|last)_tokens?$",
    re.IGNORECASE,
)
_PAYLOAD = frozenset({"headers", "payload", "body", "request_body", "response_body", "raw_response", "response_data"})
_ANSWERS = frozenset({"response", "resp", "answer", "reply", "res", "r", "result"})
_WHOLE = frozenset({"text", "content", "json", "headers", "body", "data", "raw"})
_TRANSPARENT = frozenset({"str", "repr", "dict", "dumps", "pformat", "format", "join", "decode", "ascii"})
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def _find(codebase: Codebase, settings: Settings) -> Iterator[Violation]:
    own = frozenset(settings.words("names"))
    for module in gateway_modules(codebase):
        for node in module.nodes:
            written = _written(module, node)
            if not written or not is_gateway_code(codebase, module, node) or module.function_of(node) is None:
                continue
            where = "an exception" if isinstance(node, ast.Raise) else "the log"
            for value in written:
                for found, what in _told(codebase, module, value, own):
                    name = module.text_of(found)
                    message = f"{name} goes into {where}, {what}"
                    yield Violation(module, found, message, "name identifiers and states only")


def _written(module: CodeModule, node: ast.AST) -> list[ast.expr]:
    """What a log call or a raise statement writes."""
    call = node.exc if isinstance(node, ast.Raise) else node
    if not isinstance(call, ast.Call) or not (isinstance(node, ast.Raise) or is_log_call(module, call)):
        return []
    left_out = {"exc_info", "stack_info", "stacklevel"}
    return [*call.args, *(each.value for each in call.keywords if each.arg not in left_out)]


def _told(
    codebase: Codebase, module: CodeModule, node: ast.expr, own: frozenset[str]
) -> Iterator[tuple[ast.expr, str]]:
    """The secrets and payloads that are written as they are, through texts, containers and conversions."""
    name = _last_name(node)
    if isinstance(node, (ast.Name, ast.Attribute)) and _is_secret(name, own):
        yield node, "where many can read the secret"
    elif _is_payload(codebase, module, node):
        yield node, "a whole payload, with whatever personal data and secrets it holds"
    elif isinstance(node, ast.Call):
        if name in _TRANSPARENT:
            inner = [node.func.value] if isinstance(node.func, ast.Attribute) else []
            for each in [*inner, *node.args, *(one.value for one in node.keywords)]:
                yield from _told(codebase, module, each, own)
    elif isinstance(
        node, (ast.JoinedStr, ast.FormattedValue, ast.BinOp, ast.Dict, ast.Tuple, ast.List, ast.Starred, ast.Await)
    ):
        for child in children(node):
            if isinstance(child, ast.expr) and not _is_key(node, child):
                yield from _told(codebase, module, child, own)


def _is_key(node: ast.expr, child: ast.expr) -> bool:
    return isinstance(node, ast.Dict) and child in node.keys


def _is_secret(name: str, own: frozenset[str]) -> bool:
    spelt = _WORD.sub("_", name)
    return name in own or (bool(_SECRET.search(spelt)) and not _NO_SECRET.search(spelt) and not name.isupper())


def _is_payload(codebase: Codebase, module: CodeModule, node: ast.expr) -> bool:
    """Whether an expression is a whole answer, its text or its headers."""
    called = node.func if isinstance(node, ast.Call) else node
    if isinstance(called, ast.Attribute) and _last_name(called.value).lstrip("_") in _ANSWERS:
        is_read = isinstance(node, ast.Call) == (called.attr == "json")
        return called.attr in _WHOLE and (is_read or called.attr == "read")
    if not isinstance(node, (ast.Name, ast.Attribute)):
        return False
    name = _last_name(node).lstrip("_")
    return name in _PAYLOAD or (name in _ANSWERS and isinstance(node, ast.Name) and _is_answer(codebase, module, node))


def _is_answer(codebase: Codebase, module: CodeModule, node: ast.Name) -> bool:
    """Whether a local variable is what an operation of AWS, or `.json()`, gave back."""
    function = module.function_of(node)
    calls = {each.node for each in codebase.trace(module).calls if each.client.kind == "client"}
    for each in walk(function) if function else ():
        if isinstance(each, ast.Assign) and any(isinstance(t, ast.Name) and t.id == node.id for t in each.targets):
            made = each.value.value if isinstance(each.value, ast.Await) else each.value
            if made in calls or (isinstance(made, ast.Call) and _last_name(made) == "json"):
                return True
    return False


def _last_name(node: ast.expr) -> str:
    called = node.func if isinstance(node, ast.Call) else node
    return called.attr if isinstance(called, ast.Attribute) else dotted_name(called)


RULE = Rule(
    code="GW706",
    name="logged-secret",
    summary="A secret, or a whole request or answer, is written to a log or into an exception.",
    rationale="""
Logs and error trackers are read by many, kept for long and shipped to other companies. A header holds the token, an
answer holds names and addresses: once written they can't be called back. One line with the operation and identifiers is
enough to find a call at the service.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IPriceSource(Protocol):
    def get_price(self, item: str) -> str: ...

# src/app/gateways/http_price_source.py
import logging

import httpx

logger = logging.getLogger(__name__)

class HTTPPriceSource:
    def __init__(self, http_client: httpx.Client, token: str) -> None:
        self._http_client = http_client
        self._token = token

    def get_price(self, item: str) -> str:
        headers = {"Authorization": f"Bearer {self._token}"}
        logger.info("asking for %s with %s", item, headers)  # GW706
        return self._http_client.get(f"/{item}", headers=headers).text
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IPriceSource(Protocol):
    def get_price(self, item: str) -> str: ...

# src/app/gateways/http_price_source.py
import logging

import httpx

logger = logging.getLogger(__name__)

class HTTPPriceSource:
    def __init__(self, http_client: httpx.Client, token: str) -> None:
        self._http_client = http_client
        self._token = token

    def get_price(self, item: str) -> str:
        headers = {"Authorization": f"Bearer {self._token}"}
        response = self._http_client.get(f"/{item}", headers=headers)
        logger.info("price of %s: status %s", item, response.status_code)
        return response.text
""",
    ),
    find=_find,
    recommended=True,
    options=(RuleOption("names", (), "More names of variables and attributes that hold secrets."),),
)
