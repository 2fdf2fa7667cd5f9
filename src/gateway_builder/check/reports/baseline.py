"""What the baseline says of a run's findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway_builder.check.outcome import CheckOutcome


def describe_baseline(outcome: CheckOutcome) -> list[str]:
    """How many findings are new, known and gone; nothing where there is no baseline."""
    if outcome.baseline is None:
        return []
    new = sum(each.code != "GW903" for each in outcome.findings)
    counts = f"{new} new, {len(outcome.known)} existing, {len(outcome.stale)} stale"
    advice = "; --write-baseline takes the stale ones out" if outcome.stale else ""
    return [f"Baseline {outcome.baseline.path}: {counts} ({new - len(outcome.stale):+d}){advice}."]
