"""GW408: a use case that builds its gateway itself."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.concrete import find_concrete
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.use_cases import list_use_cases
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for place in list_use_cases(codebase):
        for node in _makers(place.node):
            gateway = find_concrete(codebase, place.module.origin(node))
            if gateway:
                kind = gateway.implements[0].interface.name if gateway.implements else "an interface"
                message = f"a use case builds its gateway {gateway.name}, so nobody can give it another one"
                yield Violation(
                    place.module,
                    node,
                    message,
                    f"take {kind} as a parameter, and build {gateway.name} in the controller",
                )


def _makers(root: ast.AST) -> Iterator[ast.expr]:
    """The expressions that are called, or given as a factory of a field's default."""
    for node in walk(root):
        if isinstance(node, ast.Call):
            yield node.func
            yield from (each.value for each in node.keywords if each.arg in {"default_factory", "factory"})


RULE = Rule(
    code="GW408",
    name="use-case-builds-gateway",
    summary="A use case builds its gateway itself, as a default or in its body.",
    rationale="""
`runner or AWSBatchSimulationRunner()` looks like injection, but every test that forgets the argument talks to the
real service, and the use case has to know how the gateway is configured. Gateways are built in one place, by the
controller.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
# src/app/gateways/aws_batch.py
class AWSBatchSimulationRunner:
    def cancel_run(self, run_id: str) -> None: ...
# src/app/use_cases/cancel_run.py
from app.gateways.aws_batch import AWSBatchSimulationRunner
from app.gateways.interfaces import ISimulationRunner

class CancelRun:
    def __init__(self, runner: ISimulationRunner | None = None) -> None:
        self._runner = runner or AWSBatchSimulationRunner()  # GW408
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
    def cancel_run(self, run_id: str) -> None: ...
# src/app/use_cases/cancel_run.py
from app.gateways.interfaces import ISimulationRunner

class CancelRun:
    def __init__(self, runner: ISimulationRunner) -> None:
        self._runner = runner
# src/app/controllers/wiring.py
from app.gateways.aws_batch import AWSBatchSimulationRunner
from app.use_cases.cancel_run import CancelRun

def make_cancel_run() -> CancelRun:
    return CancelRun(AWSBatchSimulationRunner())
""",
    ),
    find=_find,
    recommended=True,
)
