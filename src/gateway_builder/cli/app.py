"""The command line: its commands, and how a run ends."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from gateway_builder.cli.terminal import print_problems
from gateway_builder.errors import GatewayBuilderError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

_COMMANDS = {
    "new": "new",
    "list": "list_interfaces",
    "init": "init",
    "check": "check",
    "rule": "rule",
    "technologies": "technologies",
    "operations": "operations",
    "operation": "operation",
    "check-model": "check_model",
}
"""The function of each command, in the module of `cli` that is called like the command."""
_GROUPS = ("templates", "export")
_BUG = 3
_INTERRUPTED = 130
_CLOSED_PIPE = 1
_HELP = """Scaffolds gateways: a Protocol, a concrete class that talks to a service, and their tests.

Run `gateway-builder new ISimulationRunner --tech AWSBatch` in a project or an empty folder.
"""


def _print_version(asked: bool) -> None:
    if asked:
        from gateway_builder import __version__

        typer.echo(f"gateway-builder {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option("--version", "-V", help="Print the version and exit.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def make_app(*, rich_help: bool, only: str = "") -> typer.Typer:
    """The command line; with `rich_help` Typer draws the help pages with Rich.

    With `only` it has no other command than that: loading each and reading its signature takes time at every start.
    """
    app = typer.Typer(
        name="gateway-builder",
        help=_HELP,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown" if rich_help else None,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_options)
    for name in [only] if only else _COMMANDS:
        app.command(name)(getattr(_load(name), _COMMANDS[name]))
    for name in () if only else _GROUPS:
        app.add_typer(getattr(_load(name), name), name=name)
    return app


def _load(command: str) -> ModuleType:
    return import_module(f"gateway_builder.cli.{command.replace('-', '_')}")


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: What stands behind the program's name.

    Returns:
        Exit code: 0 done, 1 conflict or something to do, 2 wrong use, 3 a bug of ours, 130 interrupted.
    """
    only = arguments[0] if arguments and arguments[0] in _COMMANDS else ""
    command: Callable[..., NoReturn] = make_app(rich_help=sys.stdout.isatty(), only=only)
    try:
        return _run_to_its_end(command, arguments)
    except GatewayBuilderError as error:
        print_problems(error.problems)
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        return _leave_closed_pipe()
    except Exception:  # noqa: BLE001  # the one place where a bug of ours ends
        _print_bug()
        return _BUG


def _run_to_its_end(command: Callable[..., NoReturn], arguments: Sequence[str]) -> int:
    """Run a command until all that it says is written."""
    try:
        command(args=list(arguments), prog_name="gateway-builder")
    except SystemExit as end:
        sys.stdout.flush()
        return end.code if isinstance(end.code, int) else 0


def _leave_closed_pipe() -> int:
    """Say nothing more to a reader that has left (`… | head`), not at the interpreter's end either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _CLOSED_PIPE


def _print_bug() -> None:
    import traceback

    from gateway_builder import __version__

    traceback.print_exc()
    sys.stderr.write(f"error: this is a bug of gateway-builder {__version__}; nothing was left half written\n")
    sys.stderr.write("  next:  please report it with the lines above\n")
