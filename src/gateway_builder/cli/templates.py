"""`gateway-builder templates`."""

from __future__ import annotations

from typing import Annotated

import typer

from gateway_builder.cli.options import DryRunOption, ProjectOption

templates = typer.Typer(help="The templates that code is rendered from.", no_args_is_help=True)


@templates.command("list")
def list_templates(project: ProjectOption = None) -> None:
    """List the templates and whether this project overrides them."""
    from gateway_builder.cli.terminal import standard_output
    from gateway_builder.plan.templates import list_templates as list_all
    from gateway_builder.wiring import open_templates, open_workspace

    workspace = open_workspace(project)
    rows = [(each.name, each.override or "-") for each in list_all(workspace.tree, open_templates())]
    standard_output().table(("TEMPLATE", "OVERRIDDEN BY"), rows)


@templates.command("eject")
def eject(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Name of the template; all of them without one.")] = "",
    dry_run: DryRunOption = False,
    project: ProjectOption = None,
) -> None:
    """Copy templates into the project's own folder, to be changed there.

    The folder is `templates` of [tool.gateway-builder], by default `gateway-templates`. What is there is left alone.
    """
    from gateway_builder.cli.run_plan import run_plan
    from gateway_builder.plan.templates import plan_eject
    from gateway_builder.wiring import open_templates, open_workspace

    workspace = open_workspace(project)
    run_plan(workspace, lambda: plan_eject(workspace.tree, open_templates(), name), dry_run=dry_run, check=False)
