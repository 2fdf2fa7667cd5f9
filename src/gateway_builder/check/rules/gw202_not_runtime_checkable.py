"""GW202: an interface without `@runtime_checkable`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gateway_builder.check.edits import add_import, attempt, insert_line_above
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.model.finding import Fix
from gateway_builder.model.interface import ImportedName, InterfaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.check.rule import Settings

_CHECKABLE = ImportedName("typing", "runtime_checkable")


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for interface in codebase.interfaces:
        wanted = codebase.package_of(interface.view.path).convention.runtime_checkable
        if wanted and interface.kind is InterfaceKind.PROTOCOL and not interface.is_runtime_checkable:
            message = f"{interface.name} is not @runtime_checkable, so isinstance() can't tell what satisfies it"
            fix = attempt(partial(_fix, codebase, interface))
            yield Violation(interface.module, interface.node, message, "decorate it with @runtime_checkable", fix)


def _fix(codebase: Codebase, interface: InterfaceView) -> Fix | None:
    module, node = interface.module, interface.node
    if module.parent(node) is not module.tree:
        return None
    expression, edits = add_import(codebase, module, _CHECKABLE, before=node)
    added = insert_line_above(module, node, f"@{expression}")
    return Fix("Add @runtime_checkable", is_safe=True, edits=(*edits, added))


RULE = Rule(
    code="GW202",
    name="not-runtime-checkable",
    summary="An interface is a Protocol without `@runtime_checkable`.",
    rationale="""
Without the decorator, `isinstance(gateway, ISimulationRunner)` raises a `TypeError`: neither a test nor the place where
gateways are chosen can ask whether an object satisfies the interface.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):  # GW202
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol, runtime_checkable

@runtime_checkable
class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    find=_find,
    recommended=True,
    fixable=Fixable.SAFE,
    fix_doc="Adds the decorator and its import.",
)
