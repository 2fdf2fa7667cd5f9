"""Where a path of the project really lies: never outside of it, whatever its text or the symlinks on its way say."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gateway_builder.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST_FILE: Final = 20_000_000
_OPENING = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_NOFOLLOW | os.O_CLOEXEC


def resolve_inside(root: Path, path: str, boundary: Path | None = None) -> Path:
    """Real place of a project's path, all symlinks followed.

    Args:
        root: The project's root, resolved.
        path: POSIX path relative to it.
        boundary: The folder that must not be left; the root by default.

    Raises:
        UsageError: If the text of the path or a symlink on its way leaves the boundary.
    """
    _require_sound_text(path)
    place = Path(os.path.realpath(root / path))
    if not place.is_relative_to(boundary or root):
        raise UsageError(_describe_leaving(root, path, boundary or root))
    return place


def resolve_entry(root: Path, path: str) -> Path:
    """As `resolve_inside`, but what has the path's own name is not followed if it is a symlink."""
    _require_sound_text(path)
    folder, _, name = path.rpartition("/")
    return (resolve_inside(root, folder) if folder else root) / name


def _require_sound_text(path: str) -> None:
    if fault := _find_fault(path):
        raise UsageError(
            Problem(f"{path!r} is not a path inside the project: {fault}.", "Name a file below the project's root.")
        )


def _find_fault(path: str) -> str:
    """What is wrong with the text of a path; empty when nothing is."""
    if "\0" in path or not _can_encode(path):
        return "it holds a character that no file name can have"
    if path.startswith("/"):
        return "it is absolute"
    parts = path.split("/")
    if ".." in parts:
        return "it goes up with `..`"
    return "a part of it is empty" if {"", "."} & set(parts) else ""


def _can_encode(path: str) -> bool:
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return False
    return True


def _describe_leaving(root: Path, path: str, boundary: Path) -> Problem:
    """Names the symlink by which a path leaves the project."""
    steps = [path[: match.end()].rstrip("/") for match in re.finditer("[^/]+/?", path)]
    places = {step: Path(os.path.realpath(root / step)) for step in steps}
    link = next(step for step in steps if not places[step].is_relative_to(boundary))
    through = "" if link == path else f" through {link}"
    return Problem(
        f"{path} leads out of the project{through}, a symlink to {places[link]}.",
        f"Replace {link} by a real file or folder, or run gateway-builder in the project that it points to.",
        path,
    )


def find_inside(root: Path, here: Path, paths: Sequence[str]) -> tuple[str, ...]:
    """What somebody typed as files and folders, as paths relative to the root.

    Args:
        root: The project's root, resolved.
        here: The folder that relative ones count from.
        paths: What was typed.

    Raises:
        UsageError: If any is not there or outside of the root; all of them together.
    """
    absent = [path for path in paths if not _exists(here / path)]
    places = {path: Path(os.path.realpath(here / path)) for path in paths if path not in absent}
    outside = [path for path, place in places.items() if not place.is_relative_to(root)]
    problems = []
    if absent:
        problems.append(Problem(f"not there: {', '.join(absent)}", "name files and folders that exist", "PATHS"))
    if outside:
        told = f"outside of the project {root}: {', '.join(outside)}"
        problems.append(Problem(told, "name what is inside it, or another project with --project", "PATHS"))
    if problems:
        raise UsageError(problems)
    found = (place.relative_to(root).as_posix() for place in places.values())
    return tuple(dict.fromkeys("" if each == "." else each for each in found))


def _exists(place: Path) -> bool:
    try:
        return place.exists()
    except (OSError, ValueError):
        return False


def read_regular(place: Path, name: str, limit: int = LARGEST_FILE) -> bytes | None:
    """Bytes of a regular file at a resolved place, None when nothing is there.

    Args:
        place: The file; not a symlink.
        name: How messages call it.
        limit: The largest size in bytes that is read.

    Raises:
        UsageError: If something else than a file is there, or one that is too large or can't be read.
    """
    try:
        if not stat.S_ISREG(os.lstat(place).st_mode):
            raise UsageError(Problem(f"{name} is not a regular file.", "Move it out of the way, or exclude it.", name))
        content = read_at_most(place, limit + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UsageError(
            Problem(f"{name} can't be read: {error.strerror}.", "Make it readable, or exclude it.", name)
        ) from error
    if len(content) > limit:
        raise UsageError(Problem(f"{name} is larger than {limit // 1_000_000} MB.", "Exclude it.", name))
    return content


def read_at_most(place: Path, count: int) -> bytes:
    """The first bytes of a regular file at a resolved place."""
    with os.fdopen(os.open(place, _OPENING), "rb") as file:
        return file.read(count)
