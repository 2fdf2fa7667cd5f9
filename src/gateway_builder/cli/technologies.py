"""`gateway-builder technologies`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gateway_builder.cli.options import FormatOption, OutputFormat, ProjectOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.model.technology import Technology


def technologies(
    query: Annotated[str, typer.Argument(metavar="[QUERY]", help="Part of a name, alias, package or service.")] = "",
    output_format: FormatOption = OutputFormat.TEXT,
    project: ProjectOption = None,
) -> None:
    """List the technologies that gateways can be generated for, the project's own included."""
    from gateway_builder.cli.terminal import standard_output
    from gateway_builder.plan.technologies import search_technologies
    from gateway_builder.wiring import open_project_catalog, open_workspace

    found = search_technologies(open_project_catalog(open_workspace(project)), query)
    if output_format is OutputFormat.JSON:
        _print_json(found)
        return
    rows = [(each.name, each.label, each.package or "-", ", ".join(each.aliases)) for each in found]
    standard_output().table(("NAME", "WHAT IT IS", "PACKAGE", "ALSO"), rows)


def _print_json(found: Sequence[Technology]) -> None:
    import json
    import sys

    rows = [
        {
            "name": each.name,
            "label": each.label,
            "module": each.module,
            "service": each.service,
            "package": each.package or None,
            "aliases": list(each.aliases),
        }
        for each in found
    ]
    json.dump(rows, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
