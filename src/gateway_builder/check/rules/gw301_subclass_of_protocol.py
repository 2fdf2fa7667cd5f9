"""GW301: a gateway that subclasses the Protocol it could just satisfy."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.codebase import Link
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.signatures import MethodView
from gateway_builder.model.interface import InterfaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView, InterfaceView
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    if codebase.configuration.implementation in {"nominal", "either"}:
        return
    for gateway in codebase.gateways:
        if codebase.package_of(gateway.view.path).convention.nominal:
            continue
        for each in gateway.implements:
            interface = each.interface
            base = _base(codebase, gateway, interface)
            is_held = each.link is Link.NOMINAL and interface.kind is InterfaceKind.PROTOCOL
            if is_held and base is not None and not _inherits_code(gateway, interface):
                message = f"{gateway.name} subclasses {interface.name}, so a method that it lacks is inherited as `...`"
                hint = f"leave the base {interface.name} out: having its methods is enough"
                yield Violation(gateway.module, base, message, hint)


def _base(codebase: Codebase, gateway: GatewayView, interface: InterfaceView) -> ast.expr | None:
    """The base that is the interface, as the class names it."""
    for base in gateway.node.bases:
        named = base.value if isinstance(base, ast.Subscript) else base
        found = codebase.index.find_class(gateway.module.origin(named))
        if found and found.origin == interface.view.origin:
            return base
    return None


def _inherits_code(gateway: GatewayView, interface: InterfaceView) -> bool:
    """Whether a gateway needs the base for a body that the interface gives."""
    found = (gateway.view.methods.get(name) for name in interface.methods)
    views = {interface.view.origin, *(each.origin for each in interface.view.ancestors)}
    return any(each and each[0].origin in views and not MethodView(*each).is_stub for each in found)


RULE = Rule(
    code="GW301",
    name="subclass-of-protocol",
    summary="A gateway subclasses its Protocol instead of satisfying it.",
    rationale="""
A class that names a Protocol as its base inherits the bodies of it: a method that is missing or misspelt is `...` and
returns `None`, and nothing complains. A class that just has the methods is compared by type checkers where it is used.
Teams that want the base say `implementation = "nominal"` or `"either"`; a project whose gateways mostly have it is left
alone.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_simulation_runner.py
from app.gateways.interfaces import ISimulationRunner

class AWSBatchSimulationRunner(ISimulationRunner):  # GW301
    def cancel_run(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id)

# pyproject.toml
[tool.gateway-builder]
implementation = "structural"
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_simulation_runner.py
class AWSBatchSimulationRunner:
    def cancel_run(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id)

# pyproject.toml
[tool.gateway-builder]
implementation = "structural"
""",
    ),
    find=_find,
    recommended=True,
)
