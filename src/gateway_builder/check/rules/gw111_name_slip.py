"""GW111: names that belong together and differ by a plural or an acronym."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.gateway_names import NameFault, judge_gateway_name, normalized
from gateway_builder.check.interface_names import named_gateways
from gateway_builder.check.layers import Layer
from gateway_builder.check.renames import offer_rename
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.naming import fold
from gateway_builder.project.paths import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for gateway in named_gateways(codebase):
        judged = judge_gateway_name(codebase, gateway)
        if judged and NameFault.SLIP in judged.faults:
            yield Violation(
                gateway.module,
                gateway.node,
                f"{gateway.name} and {judged.interface.name} name the same purpose in two spellings",
                f"rename {gateway.name} to {judged.proposal}" if judged.proposal else "spell both the same way",
                offer_rename(codebase, gateway.view, judged.proposal) if judged.proposal else None,
            )
        elif _slips(stem(gateway.view.path), gateway.name):
            message = f"{gateway.name} stands in {gateway.view.path}, which spells it otherwise"
            yield Violation(gateway.module, gateway.node, message, "spell file and class the same way")
    yield from _find_tests(codebase)


def _find_tests(codebase: Codebase) -> Iterator[Violation]:
    """Test modules that nearly have the name of a gateway's module."""
    by_stem: dict[str, GatewayView] = {}
    for gateway in named_gateways(codebase):
        by_stem.setdefault(stem(gateway.view.path), gateway)
    for module in codebase.modules_in(Layer.TEST):
        name = stem(module.path).removeprefix("test_").removesuffix("_test")
        near = next((each for each in by_stem if _slips(name, each)), None)
        if near and name not in by_stem:
            message = f"{module.path} tests {by_stem[near].view.path} under a name that is spelt otherwise"
            yield Violation(module, None, message, f"rename it to test_{near}.py")


def _slips(name: str, other: str) -> bool:
    """Whether two names are the same but for plurals."""
    return fold(name) != fold(other) and normalized(name) == normalized(other)


RULE = Rule(
    code="GW111",
    name="name-slip",
    summary="The names of an interface, its gateway, its file or its test differ by a plural or an acronym.",
    rationale="""
`INotificationsService` and `SendGridNotificationService` belong together, but neither a search nor a tool that goes by
names finds one from the other. Such slips are copied: the next class takes either spelling.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class INotificationsService(Protocol):
    def send_text(self, text: str) -> None: ...
    def cancel_text(self, text: str) -> None: ...

# src/app/gateways/sendgrid.py
class SendGridNotificationService:  # GW111
    def send_text(self, text: str) -> None: ...
    def cancel_text(self, text: str) -> None: ...
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class INotificationService(Protocol):
    def send_text(self, text: str) -> None: ...
    def cancel_text(self, text: str) -> None: ...

# src/app/gateways/sendgrid.py
class SendGridNotificationService:
    def send_text(self, text: str) -> None: ...
    def cancel_text(self, text: str) -> None: ...
""",
    ),
    find=_find,
    seed=False,
    fixable=Fixable.UNSAFE,
    fix_doc="Renames the gateway to its interface's spelling wherever the project names it.",
)
