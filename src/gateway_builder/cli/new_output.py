"""What `new` says when it is done, or would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.cli.options import OutputFormat
from gateway_builder.cli.plan_output import (
    changes_as_data,
    print_changes,
    print_decisions,
    print_diffs,
    print_tree,
)
from gateway_builder.cli.terminal import print_warnings, standard_output

if TYPE_CHECKING:
    from gateway_builder.cli.terminal import Terminal
    from gateway_builder.plan.new import NewOutcome
    from gateway_builder.wiring import Workspace


def print_outcome(outcome: NewOutcome, workspace: Workspace, output_format: OutputFormat, *, written: bool) -> None:
    """Print the outcome in the format that was asked for; warnings go to standard error in both."""
    print_warnings(outcome.plan.warnings)
    if output_format is OutputFormat.JSON:
        _print_json(outcome)
        return
    terminal = standard_output()
    terminal.line(f"Project: {workspace.root}", "bold")
    if not outcome.plan.edits:
        terminal.line(f"Nothing to do: {outcome.interface} and {outcome.gateway} are there.", "green")
    elif written:
        _print_summary(terminal, outcome)
    else:
        _print_plan(terminal, outcome)


def _print_plan(terminal: Terminal, outcome: NewOutcome) -> None:
    print_tree(terminal, outcome.plan.edits)
    terminal.line()
    print_diffs(terminal, outcome.plan.edits)
    print_decisions(terminal, outcome.plan)
    terminal.line("Nothing was written.", "bold")


def _print_summary(terminal: Terminal, outcome: NewOutcome) -> None:
    print_changes(terminal, outcome.plan)
    print_decisions(terminal, outcome.plan)
    terminal.line("Next:", "bold")
    terminal.lines(f"  {step}" for step in outcome.next_steps)


def _print_json(outcome: NewOutcome) -> None:
    import json
    import sys

    data = {
        "interface": outcome.interface,
        "gateway": outcome.gateway,
        "technology": outcome.technology,
        "service": outcome.service,
        "changes": changes_as_data(outcome.plan.edits),
        "decisions": [
            {"method": decision.method, "text": decision.text, "path": decision.path}
            for decision in outcome.plan.decisions
        ],
        "unchanged": list(outcome.plan.unchanged),
    }
    json.dump(data, sys.stdout, indent=2)
    sys.stdout.write("\n")
