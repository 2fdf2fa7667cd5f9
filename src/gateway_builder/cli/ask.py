"""Asks on a terminal for what a command lacks, and says which command would have asked for the same."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from gateway_builder.cli.terminal import standard_error
from gateway_builder.errors import GatewayBuilderError, Problem, UsageError

if TYPE_CHECKING:
    from gateway_builder.plan.request import NewRequest
    from gateway_builder.wiring import Workspace


def complete_request(request: NewRequest, workspace: Workspace, *, ask: bool) -> NewRequest:
    """The request with interface and technology asked for where they are missing.

    Raises:
        UsageError: If something is missing and nobody can be asked.
    """
    if not (ask and sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(list(_missing(request)))
    request = request if request.interface else request.with_interface(_ask_interface(workspace))
    request = request if request.technology else request.with_technology(_ask_technology())
    standard_error().line(f"The same without questions: {request.command()}", "cyan")
    return request


def _missing(request: NewRequest) -> list[Problem]:
    example = "gateway-builder new ISimulationRunner --tech AWSBatch"
    interface = Problem("the interface is missing", f"name it: {example}", "INTERFACE")
    technology = Problem("the technology is missing", f"name it: {example}", "--tech")
    wanted = ((request.interface, interface), (request.technology, technology))
    return [problem for given, problem in wanted if not given]


def _ask_interface(workspace: Workspace) -> str:
    from gateway_builder.plan.overview import read_every_class

    terminal = standard_error()
    try:
        names = [interface.name for interface in read_every_class(workspace.tree)[1].interfaces]
    except GatewayBuilderError:
        names = []
    if names:
        terminal.line(f"Interfaces that are there: {', '.join(names)}")
    default = names[-1] if names else "ISimulationRunner"
    return str(typer.prompt("Interface, new or there (I<ServicePurpose>)", default=default, err=True)).strip()


def _ask_technology() -> str:
    standard_error().line("Technologies: AWSBatch, AWSS3, SendGrid, Slack, Redis, … (gateway-builder technologies)")
    return str(typer.prompt("Technology", default="AWSBatch", err=True)).strip()
