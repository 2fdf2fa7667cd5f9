"""Lines to a terminal or a pipe: styled by Rich where colour is wanted, else plain and without Rich."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING, TextIO

from gateway_builder.model.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from gateway_builder.errors import Problem


class Terminal:
    """One stream and whether it takes colour."""

    def __init__(self, stream: TextIO, *, colour: bool) -> None:
        self._stream = stream
        self.colour = colour

    def line(self, text: str = "", style: str = "") -> None:
        """Write one line; `style` is a Rich style, which a pipe ignores."""
        if self.colour and style:
            self._write_styled(printable(text), style)
        else:
            self._stream.write(f"{printable(text)}\n")

    def lines(self, texts: Iterable[str], style: str = "") -> None:
        """Write several lines in one style."""
        for text in texts:
            self.line(text, style)

    def parts(self, *parts: tuple[str, str]) -> None:
        """Write one line of pieces, each with a style of its own."""
        if not self.colour:
            self.line("".join(text for text, _ in parts))
            return
        from rich.text import Text

        self._console.print(Text.assemble(*((printable(text), style) for text, style in parts)), soft_wrap=True)

    @property
    def width(self) -> int | None:
        """How many columns the terminal has; None for a pipe or a file."""
        from shutil import get_terminal_size

        return get_terminal_size().columns if self._stream.isatty() else None

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a table: drawn by Rich on a terminal, columns two blanks apart on a pipe."""
        rows = [[printable(cell) for cell in row] for row in rows]
        if self.colour:
            self._draw_table(header, rows)
            return
        widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]
        for row in (header, *rows):
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.line("  ".join(cells).rstrip())

    def _write_styled(self, text: str, style: str) -> None:
        from rich.text import Text

        self._console.print(Text(text, style), soft_wrap=True)

    @cached_property
    def _console(self) -> Console:
        from rich.console import Console

        return Console(file=self._stream, force_terminal=True, highlight=False)

    def _draw_table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, header_style="bold")
        for title in header:
            table.add_column(title, overflow="fold")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        self._console.print(table)


def standard_output() -> Terminal:
    """The terminal of results."""
    return Terminal(sys.stdout, colour=wants_colour(sys.stdout))


def standard_error() -> Terminal:
    """The terminal of errors, warnings and questions."""
    return Terminal(sys.stderr, colour=wants_colour(sys.stderr))


def wants_colour(stream: TextIO) -> bool:
    """Whether a stream takes colour: `NO_COLOR` and `FORCE_COLOR` decide, else whether it is a terminal that can."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def print_problems(problems: Iterable[Problem]) -> None:
    """Say what is wrong, where, and what to do next, on standard error."""
    terminal = standard_error()
    for problem in problems:
        first, *more = problem.message.split("\n")
        terminal.line(f"error: {first}", "bold red")
        terminal.lines(more)
        if problem.place:
            terminal.line(f"  where: {problem.place}")
        if problem.hint:
            terminal.line(f"  next:  {problem.hint}", "cyan")
        if problem.patch:
            terminal.lines(problem.patch.rstrip("\n").split("\n"))


def print_warnings(warnings: Iterable[str]) -> None:
    """Say what the user should look at, on standard error."""
    standard_error().lines((f"warning: {warning}" for warning in warnings), "yellow")
