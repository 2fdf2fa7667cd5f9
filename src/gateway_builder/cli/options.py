"""Options that several commands share, documented once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class OutputFormat(StrEnum):
    """How results are written to standard output."""

    TEXT = "text"
    JSON = "json"


ProjectOption = Annotated[
    Path | None,
    typer.Option(
        "--project",
        metavar="DIR",
        help="Root of the project; by default the nearest folder above that has a pyproject.toml.",
        show_default=False,
    ),
]
FormatOption = Annotated[
    OutputFormat, typer.Option("--output-format", help="`text` for people, `json` for programs.", case_sensitive=False)
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Print the plan and the diff; write nothing.")]
CheckOption = Annotated[
    bool, typer.Option("--check", help="Write nothing; exit 1 if anything would be created or changed.")
]
NoInputOption = Annotated[bool, typer.Option("--no-input", help="Never ask; missing arguments are errors.")]
