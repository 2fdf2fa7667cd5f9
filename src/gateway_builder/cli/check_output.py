"""What `check` says when it is done."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gateway_builder.check.reports.baseline import describe_baseline
from gateway_builder.check.reports.report import Report, Sources
from gateway_builder.cli.terminal import Terminal, print_warnings, standard_error, standard_output
from gateway_builder.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from gateway_builder.check.gateway_map import GatewayMap
    from gateway_builder.check.outcome import CheckOutcome
    from gateway_builder.cli.check_options import CheckOptions
    from gateway_builder.model.finding import Finding
    from gateway_builder.plan.fixes import FixPlan
    from gateway_builder.wiring import Workspace


def describe_refused(fixes: FixPlan) -> list[str]:
    """A sentence for each fix that could not be proven."""
    return [f"{each.path}:{each.span.line}: {each.code} was not mended: {why}" for each, why in fixes.refused]


def print_result(
    options: CheckOptions,
    workspace: Workspace,
    outcome: CheckOutcome,
    mended: Sequence[Finding] = (),
    drawn: GatewayMap | None = None,
) -> None:
    """Write what was found, in the format and to the place that are asked for; warnings go to standard error."""
    if options.output_format == "text":
        standard_error().line(f"Project: {workspace.root}", "bold")
    print_warnings(outcome.warnings)
    if options.output_file is None:
        _write(options, workspace, outcome, mended, drawn, standard_output(), sys.stdout)
        return
    try:
        with options.output_file.open("w", encoding="utf-8", newline="\n") as file:
            _write(options, workspace, outcome, mended, drawn, Terminal(file, colour=False), file)
    except OSError as error:
        message = f"{options.output_file} can't be written: {error.strerror}"
        raise UsageError(Problem(message, "name a file in a folder that exists", "--output-file")) from error


def _write(
    options: CheckOptions,
    workspace: Workspace,
    outcome: CheckOutcome,
    mended: Sequence[Finding],
    drawn: GatewayMap | None,
    terminal: Terminal,
    stream: TextIO,
) -> None:
    from gateway_builder import __version__

    report = Report(outcome.findings, Sources(workspace.tree), __version__, drawn)
    if options.output_format == "text":
        from gateway_builder.cli.check_text import TextReport

        TextReport(terminal, report, outcome, mended).write(statistics=options.statistics)
        return
    standard_error().lines(_mended_lines(mended))
    standard_error().lines(describe_baseline(outcome))
    if options.output_format == "concise":
        from gateway_builder.check.reports.concise import concise_lines

        terminal.lines(concise_lines(report))
    elif options.statistics:
        from gateway_builder.check.reports.statistics import write_statistics

        stream.write(write_statistics(report))
    else:
        from gateway_builder.check.reports.formats import write_report

        stream.write(write_report(options.output_format, report))


def _mended_lines(mended: Sequence[Finding]) -> list[str]:
    return [f"Mended {each.path}:{each.span.line}: {each.code} {each.fix.title}" for each in mended if each.fix]
