"""GW802: no test lets a method's service fail."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.gateway_code import calls_of, private_helpers
from gateway_builder.check.gateway_tests import GatewayTests, asking_methods, makes_errors
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.translations import Standing, Translations
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.suite import SuiteTest
    from gateway_builder.source.scopes import FunctionNode


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    tests = codebase.once(GatewayTests)
    for gateway in codebase.gateways:
        if gateway.is_fake or not tests.modules_of(gateway) or tests.is_dynamic(gateway):
            continue
        of_gateway = list(tests.tests_of(gateway))
        failing = [each for each in of_gateway if makes_errors(each)]
        if not of_gateway or _tests_translator(codebase, gateway, failing):
            continue
        called, failed = _named(of_gateway), _named(failing)
        for name, node in asking_methods(codebase, gateway).items():
            if name in called and name not in failed and _translates(codebase, gateway, node):
                message = f"no test makes the service fail under {name}, so nobody knows what its errors become"
                yield Violation(gateway.module, node, message, f"inject an error of the client into a test of {name}")


def _named(tests: list[SuiteTest]) -> frozenset[str]:
    found: set[str] = set()
    for test in tests:
        for _, node in test.walk():
            if isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return frozenset(found)


def _translates(codebase: Codebase, gateway: GatewayView, node: FunctionNode) -> bool:
    """Whether a service call of a method, or of a helper that it calls, stands inside a translation."""
    translations = Translations.of(codebase)
    reached = {node, *(helper for _, helper in private_helpers(gateway.view, node))}
    return any(
        call.function in reached and translations.standing(gateway.view, call) is Standing.INSIDE
        for view in (gateway.view, *gateway.view.ancestors)
        for call in calls_of(codebase, view)
    )


def _tests_translator(codebase: Codebase, gateway: GatewayView, failing: list[SuiteTest]) -> bool:
    """Whether a test lets the translation itself fail: a function of the project that the gateway translates with."""
    names = {
        item.context_expr.func.id
        for node in walk(gateway.node)
        if isinstance(node, (ast.With, ast.AsyncWith))
        for item in node.items
        if isinstance(item.context_expr, ast.Call) and isinstance(item.context_expr.func, ast.Name)
    }
    names |= {
        each.id
        for node in walk(gateway.node)
        for each in getattr(node, "decorator_list", [])
        if isinstance(each, ast.Name)
    }
    own = {name for name in names if codebase.index.find_function(gateway.module.bindings.origin_of(name))}
    return any(isinstance(node, ast.Name) and node.id in own for test in failing for _, node in test.walk())


RULE = Rule(
    code="GW802",
    name="untested-error",
    summary="A method translates errors of its service, and no test of it ever makes one.",
    rationale="""
The except clauses of a gateway run on the worst day only. Untested, they raise an `AttributeError` of their own,
compare a code that is never sent, or lose the cause. One injected error for each method (`add_client_error` of a
Stubber, a `side_effect`, a status of 500) shows it.

A test of the translator itself, where a gateway has one for all methods, is enough.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IPriceSource(Protocol):
    def get_price(self, item: str) -> str: ...

# src/app/gateways/http_price_source.py
import httpx

from app.gateways.errors import GatewayUnavailableError

class HTTPPriceSource:
    def __init__(self, http_client: httpx.Client) -> None:
        self._http_client = http_client

    def get_price(self, item: str) -> str:  # GW802
        try:
            return self._http_client.get(f"/{item}").text
        except httpx.HTTPError as error:
            raise GatewayUnavailableError("no price") from error

# src/app/gateways/errors.py
class GatewayUnavailableError(Exception):
    pass

# tests/test_http_price_source.py
import httpx

from app.gateways.http_price_source import HTTPPriceSource

def test_the_price_is_read() -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(200, text="5"))
    assert HTTPPriceSource(httpx.Client(transport=transport)).get_price("tea") == "5"
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IPriceSource(Protocol):
    def get_price(self, item: str) -> str: ...

# src/app/gateways/http_price_source.py
import httpx

from app.gateways.errors import GatewayUnavailableError

class HTTPPriceSource:
    def __init__(self, http_client: httpx.Client) -> None:
        self._http_client = http_client

    def get_price(self, item: str) -> str:
        try:
            return self._http_client.get(f"/{item}").text
        except httpx.HTTPError as error:
            raise GatewayUnavailableError("no price") from error

# src/app/gateways/errors.py
class GatewayUnavailableError(Exception):
    pass

# tests/test_http_price_source.py
import httpx
import pytest

from app.gateways.errors import GatewayUnavailableError
from app.gateways.http_price_source import HTTPPriceSource

def refuse(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no route")

def test_an_outage_is_told() -> None:
    with pytest.raises(GatewayUnavailableError):
        HTTPPriceSource(httpx.Client(transport=httpx.MockTransport(refuse))).get_price("tea")
""",
    ),
    find=_find,
    recommended=True,
)
