"""GW214: a gateway changes an argument, and the interface does not say so."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.contracts import list_contracts, list_implementations
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.source.scopes import walk_scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.contracts import Contract
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.signatures import MethodView

_CHANGES = frozenset(
    {"append", "extend", "insert", "remove", "clear", "update", "setdefault", "add", "discard", "popitem", "pop"}
)


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for interface in codebase.interfaces:
        for contract in list_contracts(interface):
            if any(doc.has("side effects") for doc in contract.all_docs):
                continue
            for _, made in list_implementations(codebase, contract):
                yield from _changes(contract, made)


def _changes(contract: Contract, made: MethodView) -> Iterator[Violation]:
    named = {each.name for each in made.arguments}
    rebound = {
        each.id for each in walk_scope(made.node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }
    seen: set[str] = set()
    for node in walk_scope(made.node):
        target = _changed(node)
        root = _root(target) if target else ""
        if target is None or root not in named - rebound or _is_said(contract, target):
            continue
        text = ast.unparse(target)
        if text not in seen:
            seen.add(text)
            message = f"{made.owner.name}.{made.name} changes {text}, but {contract.name} has no Side Effects section"
            hint = f"say under Side Effects of {contract.name} that {text} is changed"
            yield Violation(made.module, target, message, hint)


def _changed(node: ast.AST) -> ast.expr | None:
    """The part of an object that a node changes."""
    match node:
        case ast.Attribute(ctx=ast.Store() | ast.Del()):
            return node
        case ast.Subscript(ctx=ast.Store() | ast.Del()):
            return node.value
        case ast.Call(func=ast.Attribute(value=ast.Attribute() | ast.Name() as changed, attr=name)) if name in _CHANGES:
            return changed
        case ast.Call(func=ast.Name(id="setattr"), args=[changed, *_]):
            return changed
    return None


def _root(node: ast.expr) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _is_said(contract: Contract, target: ast.expr) -> bool:
    """Whether the docstring names the attribute that is changed, in whatever section."""
    doc = contract.doc
    return doc is not None and isinstance(target, ast.Attribute) and doc.mentions(target.attr)


RULE = Rule(
    code="GW214",
    name="undocumented-side-effect",
    summary="A gateway changes an argument, and the interface has no Side Effects section that says so.",
    rationale="""
A caller that passes a run does not expect to get it back changed. Where storing an id on the argument is part of the
contract, the interface says so, and every gateway and fake does it; where it is not, the gateway must not.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol
from app.models import Run

class ISimulationRunner(Protocol):
    def submit_run(self, run: Run) -> None:
        \"\"\"Submit a run.

        Args:
            run: The run.
        \"\"\"
        ...

# src/app/gateways/aws_batch_simulation_runner.py
from app.models import Run

class AWSBatchSimulationRunner:
    def submit_run(self, run: Run) -> None:
        response = self._batch_client.submit_job(jobName=run.name)
        run.external_id = response["jobId"]  # GW214
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol
from app.models import Run

class ISimulationRunner(Protocol):
    def submit_run(self, run: Run) -> None:
        \"\"\"Submit a run.

        Args:
            run: The run.

        Side Effects:
            Sets `run.external_id`.
        \"\"\"
        ...

# src/app/gateways/aws_batch_simulation_runner.py
from app.models import Run

class AWSBatchSimulationRunner:
    def submit_run(self, run: Run) -> None:
        response = self._batch_client.submit_job(jobName=run.name)
        run.external_id = response["jobId"]
""",
    ),
    find=_find,
)
