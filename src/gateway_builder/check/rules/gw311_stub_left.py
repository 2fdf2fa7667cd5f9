"""GW311: a method of a concrete gateway that was never written."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.interfaces import is_abstract
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.scopes import FunctionNode

_NOTHING_TO_DO = re.compile(r"a?close|open|(dis)?connect|start(up)?|stop|shutdown|flush|set_?up|tear_?down|on_\w+")


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    overridden = _overridden(codebase)
    for gateway in codebase.gateways:
        owed = {name for each in gateway.implements for name in each.interface.methods}
        for name, method in gateway.view.own_methods.items():
            if name.startswith("_") or gateway.is_fake or is_abstract(gateway.view, method):
                continue
            stub = _stub(method, may_be_empty=name not in owed or _NOTHING_TO_DO.fullmatch(name) is not None)
            if stub is not None and (gateway.view.origin, name) not in overridden and not _is_overload(gateway, method):
                message = f"{name} of {gateway.name} is a stub, so callers of the interface get nothing done"
                yield Violation(gateway.module, stub, message, f"write {name}, or take it out of the interface")


def _overridden(codebase: Codebase) -> frozenset[tuple[str, str]]:
    """The methods of gateways that a gateway below them writes."""
    return frozenset(
        (above.origin, name)
        for gateway in codebase.gateways
        for above in gateway.view.ancestors
        for name in gateway.view.own_methods
    )


def _is_overload(gateway: GatewayView, method: FunctionNode) -> bool:
    return any(gateway.module.origin(each).endswith("overload") for each in method.decorator_list)


def _stub(method: FunctionNode, *, may_be_empty: bool) -> ast.stmt | None:
    """The statement that stands for what is to be written; None for a method that is written."""
    body = method.body[1:] if ast.get_docstring(method, clean=False) is not None else method.body
    raised = next((each for each in body if isinstance(each, ast.Raise) and _is_not_implemented(each)), None)
    if raised or may_be_empty:
        return raised
    if not body:
        return method.body[0]
    is_empty = all(isinstance(each, ast.Pass) or _is_ellipsis(each) for each in body)
    return body[0] if is_empty else None


def _is_not_implemented(node: ast.Raise) -> bool:
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def _is_ellipsis(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.value.value is ...


RULE = Rule(
    code="GW311",
    name="stub-left",
    summary="A concrete gateway has a method that does nothing yet.",
    rationale="""
A gateway that satisfies its interface by signatures alone passes every type checker and fails in production, or
worse: does nothing and says nothing. It is a warning, because work in progress looks like that.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
# src/app/gateways/aws_batch.py
class AWSBatchSimulationRunner:
    def cancel_run(self, run_id: str) -> None:
        raise NotImplementedError  # GW311
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
# src/app/gateways/aws_batch.py
class AWSBatchSimulationRunner:
    def __init__(self, batch_client) -> None:
        self._client = batch_client

    def cancel_run(self, run_id: str) -> None:
        self._client.cancel_job(jobId=run_id, reason="asked for")
""",
    ),
    find=_find,
    severity=Severity.WARNING,
)
