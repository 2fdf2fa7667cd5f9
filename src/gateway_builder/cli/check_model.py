"""`gateway-builder check-model`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway_builder.cli.options import FormatOption, OutputFormat, ProjectOption

if TYPE_CHECKING:
    from gateway_builder.plan.check_model import ModelReport

AgainstOption = Annotated[
    Path | None,
    typer.Option(
        "--against",
        metavar="DIR",
        help="Another botocore: an environment, its site-packages, or the package's own folder.",
        show_default=False,
    ),
]


def check_model(
    against: AgainstOption = None, output_format: FormatOption = OutputFormat.TEXT, project: ProjectOption = None
) -> None:
    """Tell what a new version of a service's model means for the gateways here. Reads only; takes no lock.

    Without --against, gateways are held against the model in use. Exit codes: 0 nothing concerns a gateway, 1 something
    does, 2 wrong use.
    """
    from gateway_builder.cli.terminal import print_warnings
    from gateway_builder.plan.check_model import check_model as check
    from gateway_builder.wiring import open_other_services, open_service_catalog, open_workspace

    workspace = open_workspace(project)
    other = open_other_services(against) if against else None
    report = check(workspace.tree, open_service_catalog(workspace), other)
    print_warnings(report.warnings)
    if output_format is OutputFormat.JSON:
        _print_json(report)
    else:
        _print_text(report)
    if report.changes:
        raise typer.Exit(1)


def _print_text(report: ModelReport) -> None:
    from gateway_builder.cli.terminal import standard_output

    terminal = standard_output()
    versus = f" against {report.after.text}" if report.after else ""
    count = len(report.gateways)
    terminal.line(f"{report.before.text}{versus}: {count} module{'s' * (count != 1)} with a client")
    for change in report.changes:
        terminal.line(f"{change.path}:{change.line}: {change.service}: {change.text}", "yellow")
    if not report.changes:
        terminal.line("Nothing that a gateway here uses is otherwise." if count else "No gateway here has a client.")


def _print_json(report: ModelReport) -> None:
    import json
    import sys

    json.dump(report.to_json(), sys.stdout, indent=2)
    sys.stdout.write("\n")
