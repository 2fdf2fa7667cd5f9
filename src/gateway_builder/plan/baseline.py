"""What `check --write-baseline` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.baseline import DEFAULT_PATH, write_baseline
from gateway_builder.model.changes import FileEdit, Plan

if TYPE_CHECKING:
    from gateway_builder.check.run import CheckResult
    from gateway_builder.gateways.interfaces import ISourceTree

_STALE = "GW903"


def plan_baseline(tree: ISourceTree, result: CheckResult) -> Plan:
    """The baseline with every finding of a run; its note tells what is new in it and what is gone.

    Args:
        tree: The project's files.
        result: What was found.
    """
    path = result.coverage.request.baseline or result.codebase.configuration.baseline or DEFAULT_PATH
    new = [each for each in result.findings if each.code != _STALE]
    after = write_baseline([*new, *result.known], result.baseline, result.coverage.covers)
    before = tree.read_file(path)
    counts = f"{len(new)} new, {len(result.known)} known before, {len(result.stale)} gone"
    kept = len(result.baseline.entries) - len(result.known) - len(result.stale) if result.baseline else 0
    told = f"{counts}, {kept} not looked at" if kept else counts
    if before == after:
        return Plan(notes=(f"Baseline {path} is up to date: {told}.",))
    return Plan((FileEdit(path, before, after),), notes=(f"Baseline {path} written: {told}.",))
