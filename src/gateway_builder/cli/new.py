"""`gateway-builder new`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway_builder.cli.completion import complete_interface, complete_operation, complete_technology
from gateway_builder.cli.options import (
    CheckOption,
    DryRunOption,
    FormatOption,
    NoInputOption,
    OutputFormat,
    ProjectOption,
)

if TYPE_CHECKING:
    from gateway_builder.plan.new import NewOutcome
    from gateway_builder.plan.request import NewRequest
    from gateway_builder.wiring import Workspace


InterfaceArgument = Annotated[
    str,
    typer.Argument(
        metavar="INTERFACE",
        help="Name of the interface: I<ServicePurpose>, such as ISimulationRunner.",
        autocompletion=complete_interface,
        show_default=False,
    ),
]
TechnologyOption = Annotated[
    str,
    typer.Option(
        "--tech",
        metavar="TECHNOLOGY",
        help="What the gateway talks to: a name of `gateway-builder technologies`, or a PascalCase word.",
        autocompletion=complete_technology,
        show_default=False,
    ),
]
MethodOption = Annotated[
    list[str] | None,
    typer.Option(
        "--method",
        metavar="SIGNATURE",
        help='A method as Python writes it, without self: "submit_run(run: Run) -> None". Repeatable.',
        show_default=False,
    ),
]
OperationOption = Annotated[
    list[str] | None,
    typer.Option(
        "--op",
        metavar="METHOD=OPERATION",
        help="The operation of the service that a method calls. Repeatable.",
        autocompletion=complete_operation,
        show_default=False,
    ),
]
SpecOption = Annotated[
    Path | None,
    typer.Option(
        "--spec",
        metavar="FILE.toml",
        help="Everything about the gateway in one file; flags win over it. INTERFACE and --tech may then be left out.",
        show_default=False,
    ),
]
AsyncOption = Annotated[bool, typer.Option("--async", help="Make the methods coroutines.")]
InOption = Annotated[
    str,
    typer.Option("--in", metavar="PATH", help="The interfaces file, where several could be meant.", show_default=False),
]
NewTechnologyOption = Annotated[
    bool, typer.Option("--new-technology", help="Take the technology as written, although a known name is near.")
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Refuse (exit 1) where decisions would be left to you.")]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Replace a gateway or test file in the way; never more than that.")
]


def new(
    interface: InterfaceArgument = "",
    tech: TechnologyOption = "",
    method: MethodOption = None,
    op: OperationOption = None,
    spec: SpecOption = None,
    is_async: AsyncOption = False,
    interfaces_path: InOption = "",
    dry_run: DryRunOption = False,
    check: CheckOption = False,
    new_technology: NewTechnologyOption = False,
    strict: StrictOption = False,
    force: ForceOption = False,
    output_format: FormatOption = OutputFormat.TEXT,
    project: ProjectOption = None,
    no_input: NoInputOption = False,
) -> None:
    """Create a Protocol (when it is not there yet), a concrete gateway and its tests.

    The Protocol goes into the project's interfaces file without touching another line of it. Whatever is there already
    is left as it is; a second run has nothing to do. Exit codes: 0 done or nothing to do, 1 conflict (or --check would
    change something), 2 wrong use.
    """
    from gateway_builder.plan.request import NewRequest
    from gateway_builder.wiring import open_workspace, read_spec_file

    workspace = open_workspace(project)
    request = NewRequest(
        interface=interface,
        technology=tech,
        methods=tuple(method or ()),
        operations=tuple(op or ()),
        is_async=is_async,
        interfaces_path=workspace.relative(interfaces_path),
        new_technology=new_technology,
        strict=strict,
        force=force,
        start=workspace.start,
    )
    request = request.with_spec(read_spec_file(spec)) if spec else request
    if not (no_input and request.interface and request.technology):
        from gateway_builder.cli.ask import settle_request

        request = settle_request(request, workspace, ask=not no_input)
    if dry_run or check:
        _preview(workspace, request, output_format, check=check)
    else:
        _write(workspace, request, output_format)


def _preview(workspace: Workspace, request: NewRequest, output_format: OutputFormat, *, check: bool) -> None:
    from gateway_builder.cli.new_output import print_outcome
    from gateway_builder.cli.terminal import print_warnings

    interrupted = workspace.store.find_interrupted_run()
    if interrupted:
        print_warnings([interrupted])
    outcome = _compute(workspace, request)
    print_outcome(outcome, workspace, output_format, written=False)
    if check and (outcome.plan.edits or interrupted):
        raise typer.Exit(1)


def _write(workspace: Workspace, request: NewRequest, output_format: OutputFormat) -> None:
    from gateway_builder.cli.new_output import print_outcome
    from gateway_builder.cli.terminal import print_warnings

    with workspace.store.lock_project():
        if recovered := workspace.store.get_recovery_report():
            print_warnings([recovered])
        outcome = _compute(workspace, request)
        workspace.store.apply_edits(outcome.plan.edits)
    print_outcome(outcome, workspace, output_format, written=True)


def _compute(workspace: Workspace, request: NewRequest) -> NewOutcome:
    from gateway_builder.plan.new import plan_new

    overview = workspace.look_at(request)
    return plan_new(request, overview, workspace.tools(overview))
