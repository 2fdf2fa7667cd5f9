"""GW303: a gateway that is not what its interface promises."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gateway_builder.check.codebase import Link
from gateway_builder.check.conformance import Conformance
from gateway_builder.check.edits import attempt
from gateway_builder.check.interfaces import is_abstract
from gateway_builder.check.method_stubs import stub_fix
from gateway_builder.check.rule import Fixable, Rule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView, Implemented
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_index import ClassView


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    conformance = Conformance(codebase.index)
    bases = {above.origin for each in codebase.gateways for above in each.view.ancestors}
    for gateway in codebase.gateways:
        if gateway.is_fake:
            continue
        for implemented in gateway.implements:
            if not conformance.is_meant(gateway, implemented):
                continue
            if not (gateway.view.origin in bases or _is_unfinished(gateway.view)):
                yield from _missing(codebase, conformance, gateway, implemented)
            for each in conformance.differences(gateway.view, implemented.interface):
                yield Violation(each.owner.module, each.node, each.message, each.hint)


def _is_unfinished(view: ClassView) -> bool:
    """Whether subclasses are meant to add methods."""
    is_base = "abc.ABC" in view.base_origins or view.name.endswith("Mixin")
    return is_base or any(is_abstract(view, node) for node in view.own_methods.values())


def _missing(
    codebase: Codebase, conformance: Conformance, gateway: GatewayView, implemented: Implemented
) -> Iterator[Violation]:
    interface = implemented.interface
    names = conformance.missing_methods(gateway.view, interface)
    if names:
        listed = ", ".join(names)
        how = "inherits nothing but stubs of" if implemented.link is Link.NOMINAL else "lacks"
        message = f"{gateway.name} {how} {listed}, which {interface.name} promises"
        fix = attempt(partial(stub_fix, codebase, gateway.view, interface, names))
        yield Violation(gateway.module, gateway.node, message, f"implement {listed} as {interface.name} says", fix)


RULE = Rule(
    code="GW303",
    name="interface-not-met",
    summary="A gateway lacks a method of its interface, or has it with other parameters, async, kind or types.",
    rationale="""
A use case calls what the interface promises. A gateway that names a parameter differently passes mypy, which does not
compare names, and fails at run time as soon as somebody calls it by keyword; a missing default, a `def` where the
interface says `async def`, or a method that is called otherwise fails the same way, in production and not in a test of
the gateway alone.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def submit_run(self, run_id: str, priority: int = 0) -> None: ...

# src/app/gateways/aws_batch_simulation_runner.py
class AWSBatchSimulationRunner:
    def submit_run(
        self,
        job_name: str,  # GW303
        priority: int,  # GW303
    ) -> None:
        self._batch_client.submit_job(jobName=job_name)
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def submit_run(self, run_id: str, priority: int = 0) -> None: ...

# src/app/gateways/aws_batch_simulation_runner.py
class AWSBatchSimulationRunner:
    def submit_run(self, run_id: str, priority: int = 0, *, dry_run: bool = False) -> None:
        self._batch_client.submit_job(jobName=run_id)
""",
    ),
    find=_find,
    recommended=True,
    fixable=Fixable.SAFE,
    fix_doc="Adds a missing method with the interface's signature; its body raises `NotImplementedError`.",
)
