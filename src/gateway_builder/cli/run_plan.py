"""Runs a command that only computes a plan: previews it, checks it, or writes it under the lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from gateway_builder.cli.plan_output import print_changes, print_diffs, print_tree
from gateway_builder.cli.terminal import print_warnings, standard_output

if TYPE_CHECKING:
    from collections.abc import Callable

    from gateway_builder.model.changes import Plan
    from gateway_builder.wiring import Workspace


def run_plan(workspace: Workspace, compute: Callable[[], Plan], *, dry_run: bool, check: bool) -> None:
    """Preview, check or write what `compute` plans; a preview takes no lock and writes nothing."""
    terminal = standard_output()
    terminal.line(f"Project: {workspace.root}", "bold")
    if dry_run or check:
        interrupted = workspace.store.find_interrupted_run()
        plan = compute()
        print_warnings([*plan.warnings, *([interrupted] if interrupted else [])])
        print_tree(terminal, plan.edits)
        print_diffs(terminal, plan.edits)
        if check and (plan.edits or interrupted):
            raise typer.Exit(1)
        return
    with workspace.store.lock_project():
        recovered = workspace.store.get_recovery_report()
        plan = compute()
        workspace.store.apply_edits(plan.edits)
    print_warnings([*([recovered] if recovered else []), *plan.warnings])
    print_changes(terminal, plan)
    if not plan.edits:
        terminal.line("Nothing to do.", "green")
