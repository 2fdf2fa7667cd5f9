"""Asks on a terminal for what a command lacks, and says which command would have asked for the same."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from gateway_builder.cli.terminal import standard_error
from gateway_builder.errors import AmbiguityError, GatewayBuilderError, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.plan.request import NewRequest
    from gateway_builder.wiring import Workspace


def settle_request(request: NewRequest, workspace: Workspace, *, ask: bool) -> NewRequest:
    """The request with all that it needs, as somebody at the terminal means it; with `ask` off nobody is asked.

    Raises:
        UsageError: If something is missing and nobody can be asked.
    """
    if not (request.interface and request.technology):
        request = _complete_request(request, workspace, ask=ask)
    return _confirm_request(request, workspace) if ask else request


def _complete_request(request: NewRequest, workspace: Workspace, *, ask: bool) -> NewRequest:
    if not (ask and sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError([*(request.spec.problems if request.spec else ()), *_missing(request)])
    request = request if request.interface else request.with_interface(_ask_interface(workspace))
    request = request if request.technology else request.with_technology(_ask_technology())
    standard_error().line(f"The same without questions: {request.command()}", "cyan")
    return request


def _confirm_request(request: NewRequest, workspace: Workspace) -> NewRequest:
    """One technology, and an operation for each method; without a terminal the request stays as it is."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return request
    request = _settle_technology(request, workspace)
    try:
        return request if request.spec else _confirm_operations(request, workspace)
    except GatewayBuilderError:
        return request  # the run itself tells what is wrong, all of it together


def _settle_technology(request: NewRequest, workspace: Workspace) -> NewRequest:
    from gateway_builder.wiring import open_project_catalog

    try:
        open_project_catalog(workspace).find_technology(request.technology)
    except AmbiguityError as error:
        standard_error().line(error.problems[0].message)
        chosen = _choose("Which one?", error.candidates)
        return request.with_technology(chosen) if chosen else request
    return request


def _confirm_operations(request: NewRequest, workspace: Workspace) -> NewRequest:
    from gateway_builder.plan.proposals import propose_for_request

    overview = workspace.look_at(request)
    found = propose_for_request(request, overview, workspace.tools(overview))
    for each in found:
        standard_error().line(f"{each.method}: which operation does it call?  ({each.proposals[0].reason})", "bold")
        chosen = _choose("Number, a name, or - to decide later", [one.operation.method for one in each.proposals])
        request = request.with_operation(each.method, chosen) if chosen else request
    if found:
        standard_error().line(f"The same without questions: {request.command()} --no-input", "cyan")
    return request


def _choose(question: str, choices: Sequence[str]) -> str:
    """What was chosen by number or typed as a name; "" for `-`."""
    standard_error().lines(f"  {number}. {choice}" for number, choice in enumerate(choices, 1))
    answer = str(typer.prompt(question, default="1", err=True)).strip()
    if answer.isdecimal() and 0 < int(answer) <= len(choices):
        return choices[int(answer) - 1]
    return "" if answer == "-" else answer


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
