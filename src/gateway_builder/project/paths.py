"""Arithmetic on POSIX paths relative to a project's root; "" is the root itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WILDCARDS = {"**/": "(?:.*/)?", "/**": "(?:/.*)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def parent(path: str) -> str:
    """The folder that holds a path."""
    return path.rpartition("/")[0]


def base_name(path: str) -> str:
    """The last part of a path."""
    return path.rpartition("/")[2]


def stem(path: str) -> str:
    """The name of a file without its ending."""
    return base_name(path).partition(".")[0]


def join(folder: str, *names: str) -> str:
    """A path below a folder; empty parts are left out."""
    return "/".join(part for part in (folder, *names) if part)


def is_below(path: str, folder: str) -> bool:
    """Whether a path is a folder or stands anywhere below it."""
    return not folder or path == folder or path.startswith(f"{folder}/")


def below(path: str, folder: str) -> str:
    """The part of a path that follows a folder above it."""
    return path[len(folder) + 1 :] if folder else path


def ancestors(path: str) -> tuple[str, ...]:
    """The folders above a path, nearest first, the root last."""
    parts = path.split("/")[:-1]
    return tuple("/".join(parts[:count]) for count in range(len(parts), -1, -1))


def lineage(folder: str) -> tuple[str, ...]:
    """A folder and those above it, nearest first, the root last."""
    return (folder, *ancestors(folder)) if folder else ("",)


def compile_patterns(patterns: Sequence[str]) -> re.Pattern[str] | None:
    """One expression for whole paths of what the patterns name, and of all below it; None for no patterns.

    A pattern without a slash names files and folders anywhere, one with a slash counts from the root. `*` and `?` stay
    inside a part of the path; `**` stands for any number of parts.
    """
    texts = [_translate(pattern.removeprefix("./").strip("/"), rooted="/" in pattern) for pattern in patterns]
    return re.compile("|".join(texts), re.DOTALL) if texts else None


def _translate(pattern: str, *, rooted: bool) -> str:
    pieces = re.split(r"(\*\*/|/\*\*$|\*\*|\*|\?)", pattern)
    text = "".join(_WILDCARDS.get(piece) or re.escape(piece) for piece in pieces)
    return f"(?:{'' if rooted else '(?:.*/)?'}{text}(?:/.*)?)"
