"""Walks through the folders of a project that can hold its own Python files, as git sees them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.errors import Problem, UsageError
from gateway_builder.gateways.git_ignore import parse_rules
from gateway_builder.gateways.project_path import LARGEST_FILE, read_at_most
from gateway_builder.gateways.project_root import find_repository_root

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gateway_builder.gateways.git_ignore import IgnoreRules

_SUFFIXES = (".py", ".pyi")
_IGNORE_FILE = ".gitignore"
_FOREIGN = frozenset(
    {".git", ".hg", ".svn", "__pycache__", "__pypackages__", "node_modules", "site-packages", "dist-packages", ".tox"}
    | {".nox", ".eggs", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".gateway-builder", ".direnv"}
    | {".cache", ".pixi", ".pytype", ".ipynb_checkpoints"}
)
_ENVIRONMENT_MARKS = frozenset({"pyvenv.cfg", "conda-meta"})
_BUILD_RESULTS = frozenset({"build", "dist"})
_LARGEST_RULES = 1_000_000


class WalkedFolder(NamedTuple):
    """One folder.

    Attributes:
        path: Its path with a slash at the end, "" for the root.
        files: Names of the Python files in it that count.
        names: Everything in it that could matter, these and what is ignored among it.
    """

    path: str
    files: tuple[str, ...]
    names: frozenset[str]


class _Rules(NamedTuple):
    """The rules of one file, and what they are relative to: a folder of the project, or one above it."""

    rules: IgnoreRules
    above: str
    skip: int

    def decide(self, path: str, *, is_folder: bool) -> bool | None:
        return self.rules.decide(self.above + path[self.skip :], is_folder=is_folder)


def walk_sources(root: Path, most_entries: int) -> Iterator[WalkedFolder]:
    """The folders of a project, each with its Python files.

    Args:
        root: The project's root, resolved.
        most_entries: How many names are looked at before the walk is given up.

    Raises:
        UsageError: If there are too many, or the disk fails.
    """
    waiting = [("", _rules_above(root))]
    left = most_entries
    while waiting:
        path, rules = waiting.pop()
        entries = scan_folder(root, path)
        left -= len(entries)
        if left < 0:
            raise UsageError(_describe_too_many(root, most_entries))
        if path and _IGNORE_FILE in entries:
            rules = (*rules, _read_rules(root / path / _IGNORE_FILE, "", len(path)))
        files = []
        for name, entry in entries.items():
            place = path + name
            if entry.is_dir(follow_symlinks=False):
                if not _is_ignored(rules, place, is_folder=True):
                    waiting.append((f"{place}/", rules))
            elif name.endswith(_SUFFIXES) and not _is_ignored(rules, place, is_folder=False):
                files += [name] if _is_own_file(root, place, entry) else []
        yield WalkedFolder(path, tuple(sorted(files)), frozenset(entries))


def scan_folder(root: Path, path: str) -> dict[str, os.DirEntry[str]]:
    """What stands in a folder and could matter, by name; nothing where it is gone or somebody else's.

    Raises:
        UsageError: If the disk fails.
    """
    try:
        with os.scandir(f"{root}/{path}") as scanned:
            entries = {entry.name: entry for entry in scanned}
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return {}
    except OSError as error:
        message = f"The folder {path or root} can't be read: {error.strerror}."
        raise UsageError(Problem(message, "Exclude it.", path or str(root))) from error
    if path and (_ENVIRONMENT_MARKS & entries.keys() or _is_build_result(path, entries)):
        return {}
    return {name: entry for name, entry in entries.items() if _could_matter(name, entry)}


def _could_matter(name: str, entry: os.DirEntry[str]) -> bool:
    if name.endswith(_SUFFIXES) or name == _IGNORE_FILE:
        return True
    if name in _FOREIGN or name.endswith(".egg-info"):
        return False
    return entry.is_dir(follow_symlinks=False)


def _is_build_result(path: str, entries: dict[str, os.DirEntry[str]]) -> bool:
    """Whether a folder is a `build` or `dist` that is no package."""
    return path.split("/")[-2] in _BUILD_RESULTS and "__init__.py" not in entries


def _is_own_file(root: Path, path: str, entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a regular file that stays inside the project and whose name can be written."""
    try:
        path.encode()
        if entry.is_symlink() and not Path(os.path.realpath(root / path)).is_relative_to(root):
            return False
        return entry.is_file() and entry.stat().st_size <= LARGEST_FILE
    except (OSError, UnicodeEncodeError):
        return False  # gone meanwhile, a loop of links, or no UTF-8


def _is_ignored(rules: Sequence[_Rules], path: str, *, is_folder: bool) -> bool:
    """Whether git ignores a path whose folder it does not ignore; the innermost file that says something decides."""
    for each in reversed(rules):
        decided = each.decide(path, is_folder=is_folder)
        if decided is not None:
            return decided
    return False


def _rules_above(root: Path) -> tuple[_Rules, ...]:
    """The rules that stand at the project's root and above it, up to the repository's, the outermost first."""
    return tuple(_read_rules(place, above, 0) for place, above in rule_files(root))


def rule_files(root: Path) -> tuple[tuple[Path, str], ...]:
    """The files that can hold rules for all of a project, and the path of the project from where each stands."""
    top = find_repository_root(root) or root
    below = root.relative_to(top).as_posix()
    parts = [] if below == "." else below.split("/")
    found = [(_git_folder(top) / "info" / "exclude", "".join(f"{part}/" for part in parts))]
    for depth in range(len(parts) + 1):
        folder = top.joinpath(*parts[:depth])
        found.append((folder / _IGNORE_FILE, "".join(f"{part}/" for part in parts[depth:])))
    return tuple(found)


def _git_folder(top: Path) -> Path:
    """Where git keeps what all working trees of a repository share."""
    marker = top / ".git"
    text = _read_text(marker)
    folder = top / text.removeprefix("gitdir:").strip() if text.startswith("gitdir:") else marker
    return folder.parent.parent if folder.parent.name == "worktrees" else folder


def _read_rules(place: Path, above: str, skip: int) -> _Rules:
    return _Rules(parse_rules(_read_text(place)), above, skip)


def _read_text(place: Path) -> str:
    """The text of a small file; "" where there is none, a folder among them."""
    try:
        return read_at_most(place, _LARGEST_RULES).decode("utf-8", "replace")
    except OSError:
        return ""


def _describe_too_many(root: Path, count: int) -> Problem:
    return Problem(
        f"{root} holds more than {count} Python files and folders.",
        "Name the project's folder with --project, or have git ignore what is not yours.",
    )
