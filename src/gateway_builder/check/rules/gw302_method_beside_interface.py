"""GW302: a public method of a gateway that no interface knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.codebase import Link
from gateway_builder.check.conformance import inherits_unknown, is_declared
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.signatures import MethodView
from gateway_builder.model.interface import MethodKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.rule import Settings

_LIFE_CYCLE = frozenset(
    {"close", "aclose", "open", "aopen", "connect", "disconnect", "start", "stop", "shutdown", "setup", "teardown"}
    | {"warm_up", "initialize", "close_async", "start_async", "warm_up_async"}
)
_MANY = 4
_FACTORIES = ("from_", "create", "build", "make", "default", "for_", "with_")


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for gateway in codebase.gateways:
        is_held = any(is_declared(gateway, each) for each in gateway.implements)
        if gateway.is_fake or not is_held or inherits_unknown(gateway.view):
            continue
        known = {name for each in gateway.implements for name in each.interface.methods}
        known |= {name for each in gateway.view.ancestors for name in each.own_methods}
        own = [MethodView(gateway.view, node) for node in gateway.view.own_methods.values()]
        public = [each for each in own if _is_held(each)]
        extra = [each for each in public if each.name not in known]
        if _is_meant(gateway, promised=len(public) - len(extra), extra=len(extra)):
            names = " or ".join(dict.fromkeys(each.interface.name for each in gateway.implements))
            for each in extra:
                message = f"{gateway.name}.{each.name} is public, but not in {names}, so no use case can call it"
                hint = f"make it _{each.name}, or add {each.name} to {names}"
                yield Violation(gateway.module, each.node, message, hint)


def _is_held(method: MethodView) -> bool:
    """Whether a method has to be in an interface: no factory, no property, nothing of a context manager."""
    if method.name.startswith("_") or method.is_property or not method.is_plain:
        return False
    is_factory = method.kind is MethodKind.CLASS or (
        method.kind is MethodKind.STATIC and method.name.startswith(_FACTORIES)
    )
    return not is_factory and not (method.name in _LIFE_CYCLE and not method.arguments)


def _is_meant(gateway: GatewayView, *, promised: int, extra: int) -> bool:
    """Whether the class is the gateway of these interfaces alone.

    One that just happens to have their methods, or has many more of its own, has another purpose besides.
    """
    if gateway.implements[0].link is Link.STRUCTURAL:
        return promised >= extra
    return extra <= max(2 * promised, _MANY)


RULE = Rule(
    code="GW302",
    name="method-beside-interface",
    summary="A gateway has a public method that is in none of its interfaces.",
    rationale="""
Use cases know the interface. A public method beside it can only be called by somebody who knows the concrete class, and
that call breaks with every fake and with the next technology. Factories, properties, `close` and what context managers
need are exempt.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_simulation_runner.py
class AWSBatchSimulationRunner:
    def cancel_run(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id)

    def purge(self) -> None:  # GW302
        self._batch_client.delete_job_queue(jobQueue="runs")
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
        self._cancel(run_id)

    def _cancel(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id)

    def close(self) -> None:
        self._batch_client.close()
""",
    ),
    find=_find,
    recommended=True,
)
