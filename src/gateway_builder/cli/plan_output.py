"""A plan for the eyes (tree, diff, summary) and for machines (JSON)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.plan.diff import unified_diff

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.cli.terminal import Terminal
    from gateway_builder.model.changes import FileEdit, Plan

_DIFF_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def changes_as_data(edits: Sequence[FileEdit]) -> list[dict[str, str]]:
    """Each change as `path`, `kind` and `diff`."""
    return [{"path": edit.path, "kind": edit.kind, "diff": unified_diff(edit)} for edit in edits]


def print_tree(terminal: Terminal, edits: Sequence[FileEdit]) -> None:
    """Draw the changed files as a tree; `+` is a new file, `~` an edited one."""
    rows = sorted((tuple(edit.path.split("/")), edit.kind) for edit in edits)
    shown: tuple[str, ...] = ()
    for parts, kind in rows:
        for depth, folder in enumerate(parts[:-1]):
            if shown[: depth + 1] != parts[: depth + 1]:
                terminal.line(f"  {'  ' * depth}{folder}/", "dim")
        shown = parts[:-1]
        sign, style = ("+", "green") if kind == "create" else ("~", "yellow")
        terminal.line(f"{sign} {'  ' * len(shown)}{parts[-1]}", style)


def print_diffs(terminal: Terminal, edits: Sequence[FileEdit]) -> None:
    """Write the diff of every change."""
    for edit in edits:
        for line in unified_diff(edit).removesuffix("\n").split("\n"):
            style = "bold" if line.startswith(("+++", "---")) else _DIFF_STYLES.get(line[:1], "")
            terminal.line(line, style)


def print_changes(terminal: Terminal, plan: Plan) -> None:
    """Name each file that was written, and what was reused."""
    for title, kind, style in (("Created", "create", "green"), ("Edited", "edit", "yellow")):
        paths = [edit.path for edit in plan.edits if edit.kind == kind]
        if paths:
            terminal.line(f"{title}:", "bold")
            terminal.lines((f"  {path}" for path in paths), style)
    if plan.notes:
        terminal.line("Found:", "bold")
        terminal.lines(f"  {note}" for note in plan.notes)


def print_decisions(terminal: Terminal, plan: Plan) -> None:
    """Number what is left to decide."""
    if plan.decisions:
        terminal.line("Decisions left to you:", "bold")
        for number, decision in enumerate(plan.decisions, 1):
            terminal.line(f"  {number}. {decision.text}  ({decision.path})")
