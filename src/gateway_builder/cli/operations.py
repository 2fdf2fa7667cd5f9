"""`gateway-builder operations`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from gateway_builder.cli.completion import complete_technology
from gateway_builder.cli.options import FormatOption, OutputFormat, ProjectOption

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gateway_builder.model.service import Operation
    from gateway_builder.plan.operations import KnownService

_BETWEEN = 6
_NARROWEST = 20
TechnologyArgument = Annotated[
    str,
    typer.Argument(
        metavar="TECH",
        help="A service of AWS, in any spelling: AWSBatch, aws-batch, aws:batch.",
        autocompletion=complete_technology,
        show_default=False,
    ),
]


def operations(
    tech: TechnologyArgument,
    query: Annotated[str, typer.Argument(metavar="[QUERY]", help="Words of a name, or of what it does.")] = "",
    output_format: FormatOption = OutputFormat.TEXT,
    project: ProjectOption = None,
) -> None:
    """List the operations of a service: those with the words in their names first, then those that are about them."""
    from gateway_builder.plan.operations import search_operations

    known = open_service(tech, project, ("operations", query))
    found = search_operations(known.model, query)
    if output_format is OutputFormat.JSON:
        _print_json(known, found)
    else:
        _print_table(known, found)


def open_service(tech: str, project: Path | None, command: tuple[str, str]) -> KnownService:
    """The service that a name means, with its model.

    Args:
        tech: What the user wrote.
        project: What `--project` says.
        command: Name of the command and what stands behind the technology, for suggestions.

    Raises:
        UsageError: If the name is unknown or ambiguous, or no SDK is there to know its operations.
    """
    from gateway_builder.plan.operations import find_service
    from gateway_builder.wiring import open_project_catalog, open_service_catalog, open_workspace

    workspace = open_workspace(project)
    return find_service(tech, open_project_catalog(workspace), open_service_catalog(workspace), command)


def _print_table(known: KnownService, found: Sequence[Operation]) -> None:
    from gateway_builder.cli.terminal import standard_output

    terminal = standard_output()
    terminal.line(known.resolved, "bold")
    longest = max(len(each.method) for each in found)
    rows = [(each.method, _shorten(_describe(each), longest)) for each in found]
    terminal.table(("OPERATION", "WHAT IT DOES"), rows)


def _shorten(text: str, longest: int) -> str:
    """The text as far as it fits on a line of the terminal beside the longest name; whole on a pipe."""
    from shutil import get_terminal_size
    from textwrap import shorten

    if not sys.stdout.isatty():
        return text
    return shorten(text, max(get_terminal_size().columns - longest - _BETWEEN, _NARROWEST), placeholder="…")


def _describe(operation: Operation) -> str:
    from gateway_builder.plan.operations import first_sentence

    if operation.unsupported:
        return f"(can't be called: {operation.unsupported})"
    mark = "(deprecated) " if operation.is_deprecated else ""
    return f"{mark}{first_sentence(operation.documentation)}"


def _print_json(known: KnownService, found: Sequence[Operation]) -> None:
    from gateway_builder.cli.operation_data import list_as_data, print_json

    print_json(list_as_data(known, found))
