"""`gateway-builder init`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.cli.options import CheckOption, DryRunOption, ProjectOption

if TYPE_CHECKING:
    from gateway_builder.model.changes import Plan


def init(
    dry_run: DryRunOption = False,
    check: CheckOption = False,
    project: ProjectOption = None,
) -> None:
    """Find the project's layout and conventions and write them down in [tool.gateway-builder] of pyproject.toml.

    Keys that are there stay as they are. The gateways folder is made when it is absent.
    """
    from gateway_builder.cli.run_plan import run_plan
    from gateway_builder.plan.init import plan_init
    from gateway_builder.plan.overview import look_at_project
    from gateway_builder.wiring import open_workspace

    workspace = open_workspace(project)

    def compute() -> Plan:
        overview = look_at_project(workspace.tree, start=workspace.start)
        return plan_init(workspace.tree, overview.project)

    run_plan(workspace, compute, dry_run=dry_run, check=check)
