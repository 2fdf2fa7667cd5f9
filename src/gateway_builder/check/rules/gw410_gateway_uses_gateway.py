"""GW410: a gateway that builds or asks for another concrete gateway."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.annotations import origins_of_annotation
from gateway_builder.check.concrete import find_concrete
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for gateway in codebase.gateways:
        own = {gateway.view.origin, *(each.origin for each in gateway.view.ancestors)}
        for verb, node, origins in _named(gateway):
            others = (find_concrete(codebase, origin) for origin in origins)
            other = next((each for each in others if each and each.view.origin not in own), None)
            if other:
                kind = other.implements[0].interface.name if other.implements else "an interface"
                message = f"{gateway.name} {verb} the concrete gateway {other.name}, so neither can change alone"
                yield Violation(gateway.module, node, message, f"take {kind} in the constructor instead")


def _named(gateway: GatewayView) -> Iterator[tuple[str, ast.expr, Iterator[str]]]:
    """What is called, and what parameters are annotated with, each with the names that it may be."""
    for node in walk(gateway.node):
        if isinstance(node, ast.Call):
            yield "calls", node.func, iter([gateway.module.origin(node.func)])
        elif isinstance(node, ast.arg) and node.annotation:
            yield "takes", node.annotation, origins_of_annotation(gateway.module, node.annotation)


RULE = Rule(
    code="GW410",
    name="gateway-uses-gateway",
    summary="A gateway builds another concrete gateway, or takes one.",
    rationale="""
Two gateways that know each other are one thing with two names: neither can be replaced or tested alone. A gateway
that needs another service takes its interface; better still, the use case asks both.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

class INotificationService(Protocol):
    def notify(self, text: str) -> None: ...
# src/app/gateways/aws_sns.py
class AWSSNSNotificationService:
    def notify(self, text: str) -> None: ...
# src/app/gateways/aws_batch.py
from app.gateways.aws_sns import AWSSNSNotificationService

class AWSBatchSimulationRunner:
    def cancel_run(self, run_id: str) -> None:
        AWSSNSNotificationService().notify(run_id)  # GW410
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

class INotificationService(Protocol):
    def notify(self, text: str) -> None: ...
# src/app/gateways/aws_sns.py
class AWSSNSNotificationService:
    def notify(self, text: str) -> None: ...
# src/app/gateways/aws_batch.py
from app.gateways.interfaces import INotificationService

class AWSBatchSimulationRunner:
    def __init__(self, notifications: INotificationService) -> None:
        self._notifications = notifications

    def cancel_run(self, run_id: str) -> None:
        self._notifications.notify(run_id)
""",
    ),
    find=_find,
    seed=False,
)
