"""GW215: an interface with more methods than one purpose needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.rule import Rule, RuleOption, Violation
from gateway_builder.check.signatures import MethodView
from gateway_builder.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings

_MOST = 12


def _find(codebase: Codebase, settings: Settings) -> Iterator[Violation]:
    most = settings.number("max-methods")
    for interface in codebase.interfaces:
        methods = [node for node in interface.methods.values() if not MethodView(interface.view, node).is_property]
        if len(methods) > most:
            message = f"{interface.name} has {len(methods)} methods, and every gateway and fake needs all of them"
            hint = f"split {interface.name} by who calls what; more than {most} methods are rarely one purpose"
            yield Violation(interface.module, interface.node, message, hint)


def _methods(count: int) -> str:
    return "\n".join(f"    def call_{number}(self) -> None: ..." for number in range(1, count + 1))


RULE = Rule(
    code="GW215",
    name="interface-too-wide",
    summary="An interface has more methods than one purpose needs.",
    rationale="""
Whoever implements an interface implements all of it: with nineteen methods each fake and each new technology is a week
of work, while each use case calls two or three. Several narrow Protocols can be satisfied by one gateway.
""",
    bad=(
        f"""
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):  # GW215
{_methods(_MOST + 1)}
""",
    ),
    good=(
        f"""
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
{_methods(_MOST)}
""",
    ),
    find=_find,
    severity=Severity.WARNING,
    seed=False,
    options=(RuleOption("max-methods", _MOST, "How many methods an interface may have; properties don't count."),),
)
