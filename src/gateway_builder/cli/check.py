"""`gateway-builder check`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gateway_builder.cli.completion import complete_rule
from gateway_builder.cli.options import ProjectOption


class ReportFormat(StrEnum):
    """How findings are written."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    JSONL = "jsonl"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"
    RDJSON = "rdjson"
    AZURE = "azure"
    MARKDOWN = "markdown"
    HTML = "html"


class ProfileName(StrEnum):
    """Which rules are on."""

    RECOMMENDED = "recommended"
    STRICT = "strict"
    SEED = "seed"


PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATHS]", help="Files and folders whose findings are wanted; the whole project by default."
    ),
]
ProfileOption = Annotated[
    ProfileName | None,
    typer.Option("--profile", help="Which rules are on; recommended by default.", show_default=False),
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="CODES",
        help="Codes of rules, or their beginnings, with commas between: these alone are on. Repeatable.",
        autocompletion=complete_rule,
        show_default=False,
    ),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="CODES",
        help="Codes of rules, or their beginnings, that are off. Repeatable.",
        autocompletion=complete_rule,
        show_default=False,
    ),
]
FormatOption = Annotated[
    ReportFormat, typer.Option("--output-format", help="How findings are written.", case_sensitive=False)
]
OutputFileOption = Annotated[
    Path | None,
    typer.Option("--output-file", metavar="FILE", help="Write them to a file instead.", show_default=False),
]
BaselineOption = Annotated[
    str | None,
    typer.Option("--baseline", metavar="FILE", help="Leave out the findings that this file knows.", show_default=False),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="REV",
        help="Only findings in files that changed since a revision of git.",
        show_default=False,
    ),
]


def check(
    paths: PathsArgument = None,
    profile: ProfileOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    output_format: FormatOption = ReportFormat.TEXT,
    output_file: OutputFileOption = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended safely.")] = False,
    unsafe_fixes: Annotated[
        bool,
        typer.Option("--unsafe-fixes", help="With --fix or --diff: also fixes that may change what the program does."),
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change; write nothing.")] = False,
    baseline: BaselineOption = None,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="Write what is found into the baseline.")
    ] = False,
    strict_baseline: Annotated[
        bool, typer.Option("--strict-baseline", help="Entries of the baseline that match nothing are findings.")
    ] = False,
    since: SinceOption = None,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count findings by rule instead of listing them.")
    ] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 even if there are findings.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Read everything anew.")] = False,
    project: ProjectOption = None,
) -> None:
    """Hold the project to the gateway standard. Nothing of it is imported or executed.

    Single files are checked with what the whole project says. Exit codes: 0 no findings, 1 findings (or --diff has
    something to show), 2 wrong use.
    """
    from gateway_builder.cli.check_options import CheckOptions
    from gateway_builder.cli.check_run import run_check

    options = CheckOptions(
        paths=tuple(paths or ()),
        profile=profile.value if profile else "",
        select=_split(select),
        ignore=_split(ignore),
        output_format=output_format.value,
        output_file=output_file,
        fix=fix,
        unsafe_fixes=unsafe_fixes,
        diff=diff,
        baseline=baseline,
        write_baseline=write_baseline,
        strict_baseline=strict_baseline,
        since=since,
        statistics=statistics,
        exit_zero=exit_zero,
        cached=not no_cache,
    )
    if run_check(options, project):
        raise typer.Exit(1)


def _split(codes: list[str] | None) -> tuple[str, ...]:
    """Codes of a repeatable option, which may also stand with commas between them."""
    return tuple(code.strip().upper() for text in codes or () for code in text.split(",") if code.strip())
