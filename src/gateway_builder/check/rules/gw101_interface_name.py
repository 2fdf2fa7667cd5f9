"""GW101: an interface that is not named as the package names interfaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.interface_names import is_named_by_convention, named_interfaces, naming_rule, strip_marks
from gateway_builder.check.renames import offer_rename
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.naming import STANDARD_RULE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for interface in named_interfaces(codebase):
        convention = codebase.package_of(interface.view.path).convention
        if is_named_by_convention(interface.name, convention):
            continue
        rule = naming_rule(convention)
        if not rule.pattern and _is_marked_otherwise(codebase, interface):
            continue
        proposal = rule.build(strip_marks(interface.name))
        is_usable = rule.read(proposal) is not None
        form = f"the configured {rule.pattern!r}" if rule.pattern else f"{rule.prefix}<ServicePurpose>{rule.suffix}"
        yield Violation(
            interface.module,
            interface.node,
            f"the interface {interface.name} is not named {form}, so nobody sees that it is a contract",
            f"rename it to {proposal}" if is_usable else "name it after what the business wants",
            offer_rename(codebase, interface.view, proposal) if is_usable else None,
        )


def _is_marked_otherwise(codebase: Codebase, interface: InterfaceView) -> bool:
    """Whether a name says in another way that it is an interface, in a package where none begins with `I`."""
    package = codebase.package_of(interface.view.path)
    neighbours = (each.name for each in codebase.interfaces if codebase.package_of(each.view.path) == package)
    return strip_marks(interface.name) != interface.name and not any(map(STANDARD_RULE.read, neighbours))


RULE = Rule(
    code="GW101",
    name="interface-name",
    summary="An interface is not named `I<ServicePurpose>`, or as the package names its interfaces.",
    rationale="""
A reader of a use case must see at each parameter whether it is a contract or something concrete. Without a name that
says so, someone sooner or later builds the thing instead of being given it. A convention of the project's own
(`…Port`), shown by its other interfaces or configured as `interface-pattern`, is respected.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class SimulationRunner(Protocol):  # GW101
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
    fixable=Fixable.UNSAFE,
    fix_doc="Renames the interface wherever the project names it.",
)
