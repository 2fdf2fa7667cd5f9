"""GW213: an interface that nothing implements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.layers import Layer
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_index import ClassView


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for interface in codebase.interfaces:
        if any(not each.is_fake for each in codebase.gateways_of(interface)):
            continue
        if not any(_implements(view, interface) for view in _classes(codebase)):
            message = f"{interface.name} has no implementation but fakes, if any"
            hint = f"implement {interface.name}, or remove it"
            yield Violation(interface.module, interface.node, message, hint)


def _classes(codebase: Codebase) -> Iterator[ClassView]:
    fakes = {each.view.origin for each in codebase.gateways if each.is_fake}
    for module in codebase.modules.values():
        if codebase.layer(module.path) not in {Layer.TEST, Layer.ASIDE}:
            yield from (each for each in codebase.index.classes_of(module) if each.origin not in fakes)


def _implements(view: ClassView, interface: InterfaceView) -> bool:
    """Whether a class descends from an interface or has all of its methods, whatever its layer."""
    if view.origin == interface.view.origin:
        return False
    is_below = any(each.origin == interface.view.origin for each in view.ancestors)
    return is_below or set(interface.methods) <= set(view.methods)


RULE = Rule(
    code="GW213",
    name="unimplemented-interface",
    summary="An interface has no implementation in the project but fakes.",
    rationale="""
An interface that nothing implements is a plan that was given up, or a gateway that lost its interface by a rename: the
use case that asks for it can't be run. In a library whose users write the gateways the rule has nothing to say; leave
it out there.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):  # GW213
    def cancel_run(self, run_id: str) -> None: ...
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
        self._batch_client.cancel_job(jobId=run_id, reason="asked")
""",
    ),
    find=_find,
    severity=Severity.WARNING,
    seed=False,
)
