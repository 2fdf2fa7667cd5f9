"""GW405: a use case that catches or names errors of a vendor."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.boundaries import names_in
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.use_cases import list_inner_logic
from gateway_builder.check.vendors import is_vendor_error, is_vendor_error_name, own_sdks
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.use_cases import UseCasePlace

_HINT = "let the gateway raise an error of the application, and catch that"


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    own = own_sdks(codebase)
    for place in list_inner_logic(codebase):
        yield from _find_names(codebase, place, own)
        for node in walk(place.node):
            if isinstance(node, ast.Compare):
                yield from _find_texts(place, node)
            if isinstance(node, (ast.Subscript, ast.Call)) and _reads_code(node):
                message = (
                    "a use case reads the error code of an SDK's exception, so it knows which service is behind it"
                )
                yield Violation(place.module, node, message, _HINT)


def _find_names(codebase: Codebase, place: UseCasePlace, own: frozenset[str]) -> Iterator[Violation]:
    for node in names_in(place.node):
        origin = place.module.origin(node)
        if is_vendor_error(origin, own) and not codebase.index.is_own(origin):
            message = f"a use case names {origin}, so it breaks when another technology takes the service's place"
            yield Violation(place.module, node, message, _HINT)


def _find_texts(place: UseCasePlace, compare: ast.Compare) -> Iterator[Violation]:
    """Class names of vendors' errors that are compared with the name of a class."""
    sides = [compare.left, *compare.comparators]
    if not any(isinstance(each, ast.Attribute) and each.attr in {"__name__", "__qualname__"} for each in sides):
        return
    for node in (inner for side in sides for inner in walk(side)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and is_vendor_error_name(node.value):
            message = f"a use case knows the SDK's exception {node.value} by its name, which hides the dependency"
            yield Violation(place.module, node, message, _HINT)


def _reads_code(node: ast.Subscript | ast.Call) -> bool:
    """Whether an expression is `error.response["Error"]["Code"]`, also with `.get`."""
    outer = _read(node, "Code")
    inner = _read(outer, "Error") if outer is not None else None
    return isinstance(inner, ast.Attribute) and inner.attr == "response"


def _read(node: ast.expr, key: str) -> ast.expr | None:
    """What a member is read of, where it is read by this key."""
    if isinstance(node, ast.Subscript):
        return node.value if isinstance(node.slice, ast.Constant) and node.slice.value == key else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and node.args:
        first = node.args[0]
        return node.func.value if isinstance(first, ast.Constant) and first.value == key else None
    return None


RULE = Rule(
    code="GW405",
    name="vendor-error-in-use-case",
    summary="A use case catches or names an error of a vendor, by its class, its name, or its code.",
    rationale="""
An interface hides which technology stands behind it, its errors included. A use case that catches `ClientError`, or
compares its name as a text, works with AWS alone: another gateway, or a fake, raises something else and is never
caught.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
# src/app/use_cases/cancel_run.py
from botocore.exceptions import ClientError
from app.gateways.interfaces import ISimulationRunner

def cancel_run(run_id: str, runner: ISimulationRunner) -> bool:
    try:
        runner.cancel_run(run_id)
    except ClientError:  # GW405
        return False
    return True
""",
    ),
    good=(
        """
# src/app/gateways/errors.py
class GatewayError(Exception): ...
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
# src/app/use_cases/cancel_run.py
from app.gateways.errors import GatewayError
from app.gateways.interfaces import ISimulationRunner

def cancel_run(run_id: str, runner: ISimulationRunner) -> bool:
    try:
        runner.cancel_run(run_id)
    except GatewayError:
        return False
    return True
""",
    ),
    find=_find,
    recommended=True,
)
