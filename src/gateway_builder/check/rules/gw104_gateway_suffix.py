"""GW104: a gateway whose name ends otherwise than its interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.gateway_names import NameFault, judge_gateway_name
from gateway_builder.check.interface_names import named_gateways
from gateway_builder.check.renames import offer_rename
from gateway_builder.check.rule import Fixable, Rule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for gateway in named_gateways(codebase):
        judged = judge_gateway_name(codebase, gateway)
        if judged is None or NameFault.ENDING not in judged.faults:
            continue
        wanted = judged.proposal or f"<Technology>{judged.purpose}"
        yield Violation(
            gateway.module,
            gateway.node,
            f"{gateway.name} implements {judged.interface.name} but its name does not end in {judged.purpose}, "
            "so nobody finds one from the other",
            f"rename it to {wanted}",
            offer_rename(codebase, gateway.view, judged.proposal) if judged.proposal else None,
        )


RULE = Rule(
    code="GW104",
    name="gateway-suffix",
    summary="The name of a gateway ends otherwise than that of its interface.",
    rationale="""
A gateway satisfies its Protocol structurally, so nothing in its code names the interface. The common ending of both
names is what leads a reader, and a search, from one to the other. A class that implements several interfaces is left
alone.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def submit_run(self, run_id: str) -> None: ...
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch.py
class AWSBatchGateway:  # GW104
    def submit_run(self, run_id: str) -> None: ...
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def submit_run(self, run_id: str) -> None: ...
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch.py
class AWSBatchSimulationRunner:
    def submit_run(self, run_id: str) -> None: ...
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    find=_find,
    recommended=True,
    fixable=Fixable.UNSAFE,
    fix_doc="Renames the gateway wherever the project names it, where its name or client tells the technology.",
)
