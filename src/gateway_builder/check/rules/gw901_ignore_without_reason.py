"""GW901: an ignore that does not say why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.rule import Rule, RuleOption, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, settings: Settings) -> Iterator[Violation]:
    marks = settings.words("marks")
    for each in codebase.ignores:
        codes = ", ".join(filter(None, each.codes)) or "everything"
        if not each.reason.strip():
            wrong, hint = "without a reason", "end it with: -- reason"
        elif marks and not any(mark in each.reason for mark in marks):
            wrong, hint = f"for a reason that holds none of {', '.join(marks)}", f"name one: -- {marks[0]}…"
        else:
            continue
        message = f"{codes} is ignored {wrong}, so nobody can tell when it may go"
        yield Violation(None, None, message, hint, path=each.path, line=each.line, column=each.column)


RULE = Rule(
    code="GW901",
    name="ignore-without-reason",
    summary="A `gw: ignore` comment gives no reason.",
    rationale="""
An exception without its reason stays for ever: nobody dares to remove what nobody understands. The reason is what a
reviewer agrees to, and a ticket in it is where the work goes on.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class SimulationRunner(Protocol):  # gw: ignore[GW101]  # GW901
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class SimulationRunner(Protocol):  # gw: ignore[GW101] -- published, renamed in 2.0 (#123)
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    find=_find,
    recommended=True,
    options=(
        RuleOption(
            "marks",
            (),
            "Texts of which a reason must hold one, such as `#` for tickets; empty where any reason will do.",
        ),
    ),
)
