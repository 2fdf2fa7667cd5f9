"""GW103: a concrete gateway whose name does not begin with its technology."""

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
        if judged is None or NameFault.TECHNOLOGY not in judged.faults:
            continue
        pattern = codebase.package_of(gateway.view.path).convention.gateway_pattern
        form = pattern.replace("{technology}", "<Technology>").replace("{purpose}", judged.purpose)
        yield Violation(
            gateway.module,
            gateway.node,
            f"{gateway.name} is not named {form}, so its name does not say which service it talks to",
            f"rename it to {judged.proposal or form}",
            offer_rename(codebase, gateway.view, judged.proposal) if judged.proposal else None,
        )


RULE = Rule(
    code="GW103",
    name="gateway-name",
    summary="A concrete gateway is not named `<Technology><ServicePurpose>`, or as the package names its gateways.",
    rationale="""
`SimulationRunnerImpl` says that there is an implementation, which everybody knew, and hides what matters when it fails
at night: which service it talks to. The second implementation then has no good name left.
Fakes (`InMemory…`, `Fake…`, `Null…`) and decorators (`Logging…`) say what they are and are fine.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def submit_run(self, run_id: str) -> None: ...
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch.py
class SimulationRunnerImpl:  # GW103
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
