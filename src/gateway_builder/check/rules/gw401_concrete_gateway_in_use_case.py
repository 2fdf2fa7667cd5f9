"""GW401: a use case that imports a concrete gateway."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.boundaries import alias_of, names_in
from gateway_builder.check.concrete import find_concrete
from gateway_builder.check.rule import Rule, RuleOption, Violation
from gateway_builder.check.use_cases import list_use_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.use_cases import UseCasePlace
    from gateway_builder.source.code_module import CodeModule

_ALLOW_TYPING = "allow-typing-imports"


def _find(codebase: Codebase, settings: Settings) -> Iterator[Violation]:
    for place in list_use_cases(codebase):
        if place.is_file:
            yield from _find_imports(codebase, place.module, with_typing=not settings.flag(_ALLOW_TYPING))
        else:
            yield from _find_uses(codebase, place)


def _find_imports(codebase: Codebase, module: CodeModule, *, with_typing: bool) -> Iterator[Violation]:
    used: list[tuple[str, GatewayView]] | None = None
    for use in module.imports:
        if (use.typing_only and not with_typing) or not codebase.index.is_own(use.target):
            continue
        gateway = find_concrete(codebase, use.target)
        if gateway is None:
            used = list(_list_used(codebase, module)) if used is None else used
            gateway = next((each for origin, each in used if origin.startswith(f"{use.target}.")), None)
        if gateway:
            yield _violation(module, alias_of(use), gateway, "imports")


def _list_used(codebase: Codebase, module: CodeModule) -> Iterator[tuple[str, GatewayView]]:
    """The concrete gateways that are reached through a module (`aws.AWSBatchRunner`), by the names they are used by."""
    for node in names_in(module.tree):
        gateway = find_concrete(codebase, module.origin(node)) if isinstance(node, ast.Attribute) else None
        if gateway:
            yield module.origin(node), gateway


def _find_uses(codebase: Codebase, place: UseCasePlace) -> Iterator[Violation]:
    seen = set()
    for node in names_in(place.node):
        gateway = find_concrete(codebase, place.module.origin(node))
        if gateway and gateway.view.origin not in seen:
            seen.add(gateway.view.origin)
            yield _violation(place.module, node, gateway, "names")


def _violation(module: CodeModule, node: ast.AST, gateway: GatewayView, verb: str) -> Violation:
    interface = gateway.implements[0].interface.name if gateway.implements else "an interface"
    message = (
        f"a use case {verb} the concrete gateway {gateway.name}, so it can't be run or tested without that service"
    )
    return Violation(module, node, message, f"depend on {interface} and let the controller inject {gateway.name}")


RULE = Rule(
    code="GW401",
    name="concrete-gateway-in-use-case",
    summary="A use case imports a concrete gateway, also inside a function or through a re-export.",
    rationale="""
A use case knows the outside world through interfaces only. One that names a concrete gateway drags its SDK along,
can't be tested with a fake, and has to change when the technology does. Concrete gateways are named by controllers.
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
from app.gateways.aws_batch import AWSBatchSimulationRunner  # GW401

class CancelRun:
    def __init__(self, runner: AWSBatchSimulationRunner) -> None:
        self._runner = runner
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
""",
    ),
    find=_find,
    recommended=True,
    options=(RuleOption(_ALLOW_TYPING, default=False, doc="Allow imports that only type checkers see."),),
)
