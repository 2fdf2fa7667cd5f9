"""GW000: a file that is no Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.rule import Rule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for each in codebase.index.unreadable.values():
        yield Violation(
            None,
            None,
            f"{each.path} can't be read ({each.message.rstrip('.')}), so nothing in it is checked",
            "mend it, or add it to exclude in [tool.gateway-builder]",
            path=each.path,
            line=each.line,
            column=each.column,
        )


RULE = Rule(
    code="GW000",
    name="unreadable",
    summary="A file can't be parsed.",
    rationale="""
What can't be read can't be checked, and a check that passes over it in silence is worth nothing. The other files are
checked as ever. Syntax that is newer than the Python that runs the checker is read, too.
""",
    bad=(
        """
# src/app/gateways/aws_batch.py
def submit(:  # GW000
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch.py
def submit(run_id: str) -> None: ...
""",
    ),
    find=_find,
    recommended=True,
)
