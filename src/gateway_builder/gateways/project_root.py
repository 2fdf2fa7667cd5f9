"""Finds the folder that a command works on."""

from __future__ import annotations

import os
import stat
from itertools import takewhile
from pathlib import Path

from gateway_builder.errors import Problem, UsageError


def find_project_root(start: Path) -> Path:
    """Nearest folder with a `pyproject.toml`, from `start` upwards, else `start`, or what is around its package.

    Not looked at are folders above the repository's root (where `.git` is), and the home folder and those above it.

    Args:
        start: Where the command was started; usually the current folder.

    Returns:
        The folder, absolute and with all symlinks followed.

    Raises:
        UsageError: If `start` does not exist, is no folder or can't be looked into.
    """
    folder = resolve_folder(start)
    try:
        candidates = list_enclosing_folders(folder)
        marked = (candidate for candidate in candidates if _has_file(candidate / "pyproject.toml"))
        return next(marked, None) or _leave_package(candidates)
    except OSError as error:
        raise _refuse(folder, error) from error


def _leave_package(candidates: tuple[Path, ...]) -> Path:
    """The first folder that is no package, so that a run inside one finds the project that a run outside finds."""
    inside = len(list(takewhile(lambda candidate: _has_file(candidate / "__init__.py"), candidates)))
    if inside < len(candidates) - 1 and inside and candidates[inside].name == "src":
        inside += 1
    return candidates[min(inside, len(candidates) - 1)]


def resolve_folder(folder: Path) -> Path:
    """An existing folder, absolute and with all symlinks followed.

    Raises:
        UsageError: If it does not exist, is no folder or can't be looked into.
    """
    try:
        resolved = folder.resolve(strict=True)
        os.scandir(resolved).close()
    except (OSError, RuntimeError, ValueError) as error:
        raise _refuse(folder, error) from error
    return resolved


def list_enclosing_folders(folder: Path) -> tuple[Path, ...]:
    """A folder and those above it, up to the repository's root, without the home folder and those above that."""
    home = _find_home()
    found = [folder]
    for candidate in folder.parents:
        if os.path.lexists(found[-1] / ".git") or (home and home.is_relative_to(candidate)):
            break
        found.append(candidate)
    return tuple(found)


def find_repository_root(folder: Path) -> Path | None:
    """The folder with `.git` that a folder stands in, or None."""
    top = list_enclosing_folders(folder)[-1]
    return top if os.path.lexists(top / ".git") else None


def _find_home() -> Path | None:
    try:
        return Path(os.path.realpath(Path.home()))
    except RuntimeError:
        return None


def _has_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _refuse(folder: Path, error: Exception) -> UsageError:
    if isinstance(error, FileNotFoundError):
        return UsageError(
            Problem(
                f"The folder {folder} does not exist (any more).",
                "Change to a folder that exists, or name one with --project.",
            )
        )
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return UsageError(
        Problem(f"The folder {folder} can't be looked into: {reason}.", "Name a readable folder with --project.")
    )
