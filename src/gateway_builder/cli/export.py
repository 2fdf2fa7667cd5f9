"""`gateway-builder export`."""

from __future__ import annotations

import typer

from gateway_builder.cli.options import ProjectOption

export = typer.Typer(help="What is known of the project, for other tools.", no_args_is_help=True)


@export.callback()
def _export() -> None:
    """Write what is known of the project, for other tools."""


@export.command("import-linter")
def export_import_linter(project: ProjectOption = None) -> None:
    """Write the boundaries between the project's layers as a configuration of import-linter.

    Save it as `.importlinter` and run `lint-imports` where the project's packages can be imported.
    """
    from functools import partial

    from gateway_builder.check.discovery import discover_codebase
    from gateway_builder.cli.terminal import standard_output
    from gateway_builder.plan.layer_contracts import export_layer_contracts
    from gateway_builder.trace.service_models import ServiceModels
    from gateway_builder.wiring import open_project_catalog, open_service_catalog, open_workspace

    workspace = open_workspace(project)
    models = ServiceModels(partial(open_service_catalog, workspace))
    codebase = discover_codebase(workspace.tree, models, open_project_catalog(workspace))
    standard_output().lines(export_layer_contracts(codebase).splitlines())
