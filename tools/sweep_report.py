"""What a sweep found out, as text for the terminal and as the generated part of `docs/sweep.md`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ENOUGH = 0.999
RATE = 400
_MOST_SHOWN = 200


@dataclass
class SweepReport:
    """Figures of one sweep; operations are called `service.method`.

    Attributes:
        sdk: Whose models were read.
        services: How many.
        operations: How many were asked for.
        seconds: How long binding and rendering took, on one core.
        refused: Operation and why.
        wrong: Operation, or file where none is to blame, and what tools found.
        tests: How many generated tests passed, None where they did not run.
        types: What checked types, and of how many operations.
    """

    sdk: str
    services: int
    operations: int
    seconds: float
    refused: Mapping[str, str]
    wrong: Mapping[str, list[str]] = field(default_factory=dict)
    tests: int | None = None
    types: tuple[str, ...] = ()

    @property
    def passed(self) -> int:
        """How many operations were generated and nothing is wrong with them."""
        return self.operations - len(self.refused) - len(self.wrong)

    @property
    def rate(self) -> float:
        """Operations per second."""
        return (self.operations - len(self.refused)) / self.seconds if self.seconds else 0.0

    @property
    def is_good(self) -> bool:
        """Whether the sweep holds what was promised."""
        return not self.wrong and self.passed >= ENOUGH * self.operations

    def summarise(self) -> str:
        """The figures as lines of Markdown."""
        share = 100 * self.passed / max(self.operations, 1)
        ran = "not run" if self.tests is None else f"{self.tests:,} passed"
        types = "<br>".join(self.types) or "not checked"
        return "\n".join(
            (
                "| | |",
                "|---|---|",
                f"| models | {self.sdk} |",
                f"| services | {self.services:,} |",
                f"| operations | {self.operations:,} |",
                f"| passed | {self.passed:,} ({share:.2f} %) |",
                f"| refused, with the reason | {len(self.refused):,} |",
                f"| wrong | {len(self.wrong):,} |",
                f"| generated tests | {ran} |",
                f"| types | {types} |",
                f"| generation alone, one core | {self.rate:,.0f} operations/s (promised: {RATE}) |",
            )
        )

    def list_refusals(self) -> str:
        """Every refusal and its reason, as Markdown."""
        return "\n".join(f"- `{name}`: {reason}" for name, reason in sorted(self.refused.items())) or "None."

    def list_wrong(self) -> str:
        """What is wrong, one line for each operation."""
        lines = [f"{name}: {found[0]}" for name, found in sorted(self.wrong.items())]
        return "\n".join(lines[:_MOST_SHOWN])


def write_block(path: Path, name: str, text: str) -> None:
    """Replace the generated block of that name in a page, which must have it."""
    start, end = f"<!-- {name}: begin, generated -->", f"<!-- {name}: end -->"
    page = path.read_text(encoding="utf-8")
    before, _, rest = page.partition(start)
    _, _, after = rest.partition(end)
    path.write_text(f"{before}{start}\n\n{text}\n\n{end}{after}", encoding="utf-8")
