"""One run of `check`: what is asked for, what is written, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.request import CheckRequest
from gateway_builder.check.rule import Profile
from gateway_builder.cli.check_output import describe_refused, print_result
from gateway_builder.cli.terminal import print_warnings, standard_error, standard_output
from gateway_builder.errors import Problem, UsageError
from gateway_builder.wiring import check_cached, open_checker, open_sources, open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from gateway_builder.cli.check_options import CheckOptions
    from gateway_builder.plan.fixes import FixPlan
    from gateway_builder.wiring import Workspace


def run_check(options: CheckOptions, project: Path | None) -> bool:
    """Check a project and write what was found; whether the command has failed.

    Raises:
        UsageError: If an option, a path or the configuration is wrong.
    """
    _refuse_contradictions(options)
    workspace = open_workspace(project)
    request = make_request(options, workspace)
    if options.write_baseline:
        return _write_baseline(workspace, request)
    if options.diff:
        return _show_diff(options, workspace, request)
    if options.fix:
        return _fix(options, workspace, request)
    interrupted = workspace.store.find_interrupted_run()
    print_warnings([interrupted] if interrupted else [])
    if options.output_format == "html":
        return _draw(options, workspace, request)
    sources = open_sources(workspace)
    if options.cached:
        outcome = check_cached(workspace, request, sources)
    else:
        outcome = open_checker(workspace, request)(sources).outcome
    print_result(options, workspace, outcome)
    return bool(outcome.findings) and not options.exit_zero


def _draw(options: CheckOptions, workspace: Workspace, request: CheckRequest) -> bool:
    """Write the page that shows the findings on a map of the project; whether there are any."""
    from gateway_builder.check.gateway_map import draw_map

    result = open_checker(workspace, request)(open_sources(workspace))
    print_result(options, workspace, result.outcome, drawn=draw_map(result.codebase))
    return bool(result.findings) and not options.exit_zero


def make_request(options: CheckOptions, workspace: Workspace) -> CheckRequest:
    """What the options ask of the rules.

    Raises:
        UsageError: If a path or a revision is wrong.
    """
    return CheckRequest(
        profile=Profile(options.profile) if options.profile else None,
        select=options.select,
        ignore=options.ignore,
        paths=workspace.find_paths(options.paths),
        since=None if options.since is None else workspace.open_history().list_changed_files(options.since),
        baseline=None if options.baseline is None else workspace.relative(options.baseline, "--baseline"),
        writes_baseline=options.write_baseline,
        strict_baseline=options.strict_baseline,
    )


def _refuse_contradictions(options: CheckOptions) -> None:
    writing = [
        name
        for name, given in (
            ("--fix", options.fix),
            ("--diff", options.diff),
            ("--write-baseline", options.write_baseline),
        )
        if given
    ]
    problems = []
    if len(writing) > 1:
        problems.append(Problem(f"{' and '.join(writing)} exclude each other", "give one of them"))
    if options.unsafe_fixes and not (options.fix or options.diff):
        problems.append(Problem("--unsafe-fixes alone changes nothing", "add --fix or --diff", "--unsafe-fixes"))
    if options.statistics and options.output_format not in {"text", "json"}:
        hint = "leave --statistics or --output-format out"
        problems.append(Problem(f"--statistics is written as text or json, not {options.output_format}", hint))
    if problems:
        raise UsageError(problems)


def _show_diff(options: CheckOptions, workspace: Workspace, request: CheckRequest) -> bool:
    """Show what `--fix` would change; whether that is anything."""
    from gateway_builder.cli.plan_output import print_diffs

    interrupted = workspace.store.find_interrupted_run()
    fixes = _plan_fixes(options, workspace, request)
    print_warnings([*fixes.result.warnings, *describe_refused(fixes), *([interrupted] if interrupted else [])])
    print_diffs(standard_output(), fixes.plan.edits)
    return bool(fixes.plan.edits) and not options.exit_zero


def _fix(options: CheckOptions, workspace: Workspace, request: CheckRequest) -> bool:
    """Mend what can be mended, and write what is left; whether anything is."""
    with workspace.store.lock_project():
        recovered = workspace.store.get_recovery_report()
        fixes = _plan_fixes(options, workspace, request)
        workspace.store.apply_edits(fixes.plan.edits)
    print_warnings([*([recovered] if recovered else []), *describe_refused(fixes)])
    print_result(options, workspace, fixes.result.outcome, fixes.mended)
    return bool(fixes.result.findings) and not options.exit_zero


def _plan_fixes(options: CheckOptions, workspace: Workspace, request: CheckRequest) -> FixPlan:
    from gateway_builder.plan.fixes import plan_fixes

    check = open_checker(workspace, request)
    return plan_fixes(open_sources(workspace), check, workspace.open_formatter(), unsafe=options.unsafe_fixes)


def _write_baseline(workspace: Workspace, request: CheckRequest) -> bool:
    """Write what is found into the baseline; never fails on findings."""
    from gateway_builder.plan.baseline import plan_baseline

    with workspace.store.lock_project():
        recovered = workspace.store.get_recovery_report()
        result = open_checker(workspace, request)(open_sources(workspace))
        planned = plan_baseline(workspace.tree, result)
        workspace.store.apply_edits(planned.edits)
    print_warnings([*([recovered] if recovered else []), *result.warnings])
    standard_error().lines(planned.notes)
    return False
