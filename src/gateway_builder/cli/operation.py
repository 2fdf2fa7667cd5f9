"""`gateway-builder operation`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from gateway_builder.cli.completion import complete_operation_name
from gateway_builder.cli.operations import TechnologyArgument, open_service
from gateway_builder.cli.options import FormatOption, OutputFormat, ProjectOption

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gateway_builder.cli.terminal import Terminal
    from gateway_builder.plan.operation_view import ErrorView, MemberView, OperationView

NameArgument = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="The operation, in any spelling: submit_job, SubmitJob.",
        autocompletion=complete_operation_name,
        show_default=False,
    ),
]
_DEEPEST = 3
_NARROWEST = 20
_NO_LIMIT = 1_000_000


def operation(
    tech: TechnologyArgument,
    name: NameArgument,
    output_format: FormatOption = OutputFormat.TEXT,
    project: ProjectOption = None,
) -> None:
    """Describe an operation: what it takes and answers, its errors, pages, waiters, tokens and streams."""
    from gateway_builder.cli.operation_data import describe_as_data, print_json
    from gateway_builder.cli.terminal import standard_output
    from gateway_builder.plan.operation_view import view_operation
    from gateway_builder.plan.operations import find_operation

    known = open_service(tech, project, ("operation", name))
    view = view_operation(find_operation(name, known), known.model)
    if output_format is OutputFormat.JSON:
        print_json(describe_as_data(known, view))
        return
    terminal = standard_output()
    terminal.lines(_wrap(known.resolved, ""), "bold")
    _print_view(terminal, view)


def _print_view(terminal: Terminal, view: OperationView) -> None:
    said = view.operation
    terminal.line(f"{said.method} ({said.name})", "bold cyan")
    terminal.lines(_wrap(said.documentation.strip(), "  "))
    for warning in _warnings(view):
        terminal.lines(_wrap(warning, "  "), "yellow")
    _print_members(terminal, "Parameters (* required)", view.parameters, "It takes none.")
    _print_members(terminal, "Answer (* always there)", view.answer, "It answers nothing.")
    terminal.line("Errors", "bold")
    _print_texts(terminal, _list_errors(view.errors))
    if notes := list(_list_notes(view)):
        terminal.line("Notes", "bold")
        _print_texts(terminal, notes)


def _print_texts(terminal: Terminal, texts: Iterable[str]) -> None:
    terminal.lines(line for text in texts for line in _wrap(text, "  ", "    "))


def _warnings(view: OperationView) -> Iterator[str]:
    if view.operation.is_deprecated:
        yield "The service advises against it."
    if view.operation.unsupported:
        yield f"It can't be called: {view.operation.unsupported}."


def _print_members(terminal: Terminal, title: str, members: Sequence[MemberView], without: str) -> None:
    terminal.line(title, "bold")
    if not members:
        terminal.line(f"  {without}")
    for member, depth in _flatten(members, 0):
        indent = "  " * (depth + 1)
        mark = "* " if member.required else "  "
        terminal.lines(_wrap(_describe(member, depth), f"{indent}{mark}", f"{indent}      "))


def _flatten(members: Sequence[MemberView], depth: int) -> Iterator[tuple[MemberView, int]]:
    for member in members:
        yield member, depth
        if depth + 1 < _DEEPEST:
            yield from _flatten(member.members, depth + 1)


def _describe(member: MemberView, depth: int) -> str:
    facts = [
        member.type,
        *([f"one of {', '.join(member.values)}"] if member.values else []),
        *([member.limits] if member.limits else []),
        *([f"like {member.pattern}"] if member.pattern else []),
        *(["idempotency token"] if member.is_token else []),
        *(["deprecated"] if member.is_deprecated else []),
        *([f"optional, although the model says required: {member.evidence}"] if member.evidence else []),
        *(["…"] if member.is_cut or (member.members and depth + 1 == _DEEPEST) else []),
    ]
    return f"{member.name}: {', '.join(facts)}"


def _list_errors(errors: Sequence[ErrorView] | None) -> Iterator[str]:
    if errors is None:
        yield "Nobody knows which."
    elif not errors:
        yield "It declares none; those that all services share are translated nevertheless."
    for error in errors or ():
        status = f" (status {error.status})" if error.status else ""
        yield f"{error.code}{status}: {error.meaning}"


def _list_notes(view: OperationView) -> Iterator[str]:
    if view.paging:
        shared = f" of {', '.join(view.paging.result_keys)}" if view.paging.result_keys else ""
        yield f"It answers in pages{shared}; next page: {', '.join(view.paging.input_tokens)}."
    if view.waiters:
        yield f"Waiters that ask it: {', '.join(view.waiters)}."
    if view.tokens:
        yield f"Idempotency token, which the SDK fills in where it is left out: {', '.join(view.tokens)}."
    if view.streams:
        yield f"Streamed: {', '.join(view.streams)}."


def _wrap(text: str, indent: str, hanging: str | None = None) -> list[str]:
    """Lines as wide as the terminal; on a pipe each paragraph is one line."""
    from shutil import get_terminal_size
    from textwrap import wrap

    width = get_terminal_size().columns if sys.stdout.isatty() else _NO_LIMIT
    return [
        line
        for paragraph in text.split("\n")
        for line in wrap(
            paragraph,
            max(width, len(indent) + _NARROWEST),
            initial_indent=indent,
            subsequent_indent=indent if hanging is None else hanging,
            break_on_hyphens=False,
        )
    ]
