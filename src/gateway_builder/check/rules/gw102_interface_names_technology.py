"""GW102: an interface that is named after a technology."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.interface_names import named_interfaces, read_purposes
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.vocabulary import Vocabulary, services_of
from gateway_builder.naming import STANDARD_RULE, fold, split_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.vocabulary import VendorWord

_NARROW_TYPES = frozenset({"Client", "Session", "Connection", "Like", "Resource", "Response", "Sdk", "SDK"})


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    vocabulary = Vocabulary.of(codebase)
    for interface in named_interfaces(codebase):
        if not _is_contract(codebase, interface):
            continue
        package = codebase.package_of(interface.view.path)
        purpose = read_purposes(interface.name, package.convention)[0]
        used = services_of(codebase.gateways_of(interface))
        found = vocabulary.find_in(purpose, used)
        if found and fold(found[0].text) not in fold(package.folder):  # a library about the product means it
            yield _violation(interface, purpose, found)


def _violation(interface: InterfaceView, purpose: str, found: tuple[VendorWord, ...]) -> Violation:
    bare = purpose
    for word in reversed(found):
        bare = bare[: word.start] + bare[word.end :]
    example = f", such as {interface.name.replace(purpose, bare)}" if len(split_words(bare)) > 1 else ""
    return Violation(
        interface.module,
        interface.node,
        f"the interface {interface.name} names the technology {found[0].text}, so whoever uses it is bound to that one",
        f"rename it to what the business wants{example}",
    )


def _is_contract(codebase: Codebase, interface: InterfaceView) -> bool:
    """Whether it is a contract of the application, and not the narrow type of a client that is injected."""
    if codebase.gateways_of(interface):
        return True
    is_narrow = split_words(interface.name)[-1] in _NARROW_TYPES
    return interface.in_place and STANDARD_RULE.read(interface.name) is not None and not is_narrow


RULE = Rule(
    code="GW102",
    name="interface-names-technology",
    summary="An interface is named after a technology.",
    rationale="""
The interface is what lets a service be replaced. Named `IAWSBatchRunner`, it spreads the vendor's name over every use
case, and the second implementation makes the name a lie. Words that are also ordinary ones (`Slack`, `Batch`) are
flagged only beside their vendor.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IAWSBatchRunner(Protocol):  # GW102
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    find=_find,
    recommended=True,
)
