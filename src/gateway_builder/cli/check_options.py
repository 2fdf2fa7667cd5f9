"""What a run of `check` was asked for on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from pathlib import Path


@value
class CheckOptions:
    """The options of the command line, as they were given."""

    paths: tuple[str, ...] = ()
    profile: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    output_format: str = "text"
    output_file: Path | None = None
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    baseline: str | None = None
    write_baseline: bool = False
    strict_baseline: bool = False
    since: str | None = None
    statistics: bool = False
    exit_zero: bool = False
    cached: bool = True
