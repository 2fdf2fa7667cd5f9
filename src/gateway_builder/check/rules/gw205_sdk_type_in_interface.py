"""GW205: a type of an SDK or HTTP client in an interface."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.signatures import MethodView
from gateway_builder.check.vendors import own_sdks, sdk_of
from gateway_builder.source.nodes import children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import CodeModule

_DEEPEST = 5


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    own = own_sdks(codebase)
    for interface in codebase.interfaces:
        for node in interface.view.own_methods.values():
            method = MethodView(interface.view, node)
            annotations = [*(each.node.annotation for each in method.arguments), node.returns]
            for annotation in filter(None, annotations):
                found = _foreign_type(codebase, interface.module, annotation, own)
                if found:
                    message = (
                        f"{interface.name}.{node.name} speaks of {found}, so every gateway and every use case depends "
                        "on that SDK"
                    )
                    yield Violation(interface.module, annotation, message, "use a business model, or plain values")


def _foreign_type(
    codebase: Codebase, module: CodeModule, annotation: ast.AST, own: frozenset[str], depth: int = _DEEPEST
) -> str:
    """The first SDK's type that an annotation names, through strings and aliases; "" where there is none."""
    for origin in _origins(module, annotation):
        if codebase.index.is_own(origin):
            alias = codebase.index.find_value(origin) if depth else None
            found = _foreign_type(codebase, *alias, own, depth - 1) if alias else ""
        else:
            found = origin if sdk_of(origin, own) else ""
        if found:
            return found
    return ""


def _origins(module: CodeModule, annotation: ast.AST) -> Iterator[str]:
    waiting = [annotation]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            waiting += _parse(node.value)
        elif isinstance(node, (ast.Name, ast.Attribute)):
            yield module.origin(node)
        else:
            waiting += children(node)


def _parse(text: str) -> list[ast.AST]:
    try:
        return [ast.parse(text.strip(), mode="eval").body]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


RULE = Rule(
    code="GW205",
    name="sdk-type-in-interface",
    summary="A type of an SDK or an HTTP client stands in the signature of an interface.",
    rationale="""
An interface that returns `SubmitJobResponseTypeDef` or takes a `requests.Response` can be implemented with one
technology only, and every use case that calls it has to know that technology's answers. The gateway maps them to models
of the application, once.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol
from mypy_boto3_batch.type_defs import SubmitJobResponseTypeDef

class ISimulationRunner(Protocol):
    def submit_run(self, run_id: str) -> SubmitJobResponseTypeDef: ...  # GW205
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from datetime import datetime
from typing import Protocol

from app.models import RunStatusDetail

class ISimulationRunner(Protocol):
    def describe_run(self, run_id: str, since: datetime) -> RunStatusDetail: ...
""",
    ),
    find=_find,
    recommended=True,
)
