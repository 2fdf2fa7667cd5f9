"""GW110: a gateway whose name holds no purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.gateway_names import purposes_of
from gateway_builder.check.interface_names import named_gateways
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.vocabulary import Vocabulary
from gateway_builder.naming import split_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings

_EMPTY_WORDS = ("Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Client")


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    vocabulary = Vocabulary.of(codebase)
    for gateway in named_gateways(codebase):
        if gateway.is_fake:
            continue
        purposes = purposes_of(codebase, gateway)
        last = split_words(gateway.name)[-1]
        pattern = codebase.package_of(gateway.view.path).convention.gateway_pattern
        wanted = f"<Technology>{purposes[0]}" if purposes else "<Technology><ServicePurpose>"
        if last in _EMPTY_WORDS and not any(each.endswith(last) for each in (*purposes, pattern)):
            message = f"{gateway.name} says {last}, which could be anything, and not what the gateway is for"
        elif vocabulary.names_technology(gateway.name):
            message = f"{gateway.name} is the name of a technology alone, and does not say what the gateway is for"
        else:
            continue
        yield Violation(gateway.module, gateway.node, message, f"rename it to {wanted}")


RULE = Rule(
    code="GW110",
    name="gateway-without-purpose",
    summary="A gateway is named after its technology alone, or with a word such as Manager, Helper, Util or Client.",
    rationale="""
A class called `AWSBatchManager` has no limit: whatever has to do with Batch ends up in it, and it comes to serve five
use cases at once. A name that says the purpose says also what does not belong there.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def submit_run(self, run_id: str) -> None: ...
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch.py
class AWSBatchManager:  # GW110
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
)
