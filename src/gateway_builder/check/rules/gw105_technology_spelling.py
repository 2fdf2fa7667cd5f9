"""GW105: a technology that is spelt against the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.gateway_names import find_front, purposes_of
from gateway_builder.check.interface_names import named_gateways
from gateway_builder.check.renames import offer_rename
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.check.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    vocabulary = Vocabulary.of(codebase)
    for gateway in named_gateways(codebase):
        front = find_front(gateway.name, purposes_of(codebase, gateway)) or gateway.name
        spelling = vocabulary.spell(front)
        if spelling == front:
            continue
        proposal = spelling + gateway.name.removeprefix(front)
        yield Violation(
            gateway.module,
            gateway.node,
            f"{gateway.name} spells its technology otherwise than the vocabulary, so a search for one misses the other",
            f"rename it to {proposal}, or add its spelling to vocabulary in [tool.gateway-builder]",
            offer_rename(codebase, gateway.view, proposal),
        )


RULE = Rule(
    code="GW105",
    name="technology-spelling",
    summary="A gateway's name spells a technology otherwise than the vocabulary.",
    rationale="""
`AwsBatch…` here and `AWSBatch…` there are two words for one thing: a search finds half, and file names come out
differently. The spellings are those that `gateway-builder technologies` shows; a house style goes into `vocabulary`.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def submit_run(self, run_id: str) -> None: ...
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch.py
class AwsBatchSimulationRunner:  # GW105
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
    seed=False,
    fixable=Fixable.UNSAFE,
    fix_doc="Renames the gateway wherever the project names it.",
)
