"""Reads the files of a project from the disk, and nothing outside of it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.gateways.project_path import LARGEST_FILE, read_regular, resolve_inside
from gateway_builder.gateways.project_root import find_repository_root, list_enclosing_folders

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INSTALLED_OR_CACHED = frozenset({"__pycache__", "__pypackages__", "node_modules", "site-packages", "dist-packages"})
_BUILD_RESULTS = frozenset({"build", "dist"})
_ENVIRONMENT_MARKS = frozenset({"pyvenv.cfg", "conda-meta"})
_UNDECODED = re.compile(r"[\ud800-\udfff]")
_MOST_ENTRIES = 500_000


class DiskSourceTree:
    """The files of one project on the local disk.

    Every call looks at the disk anew. What git ignores is not left out: git is never run.
    """

    def __init__(self, root: Path, exclude: Sequence[str] = (), *, most_entries: int = _MOST_ENTRIES) -> None:
        """A project.

        Args:
            root: Its root.
            exclude: Globs of files and folders to leave out: `name` and `*.x` anywhere, `a/b*` from the root.
            most_entries: How many files and folders are looked at before a listing is given up.
        """
        self._root = Path(os.path.realpath(root))
        self._exclude = _compile_globs(exclude)
        self._most_entries = most_entries

    def list_files(self, suffix: str = ".py") -> tuple[str, ...]:
        """List the project's own files.

        Args:
            suffix: How the names end.

        Returns:
            Sorted paths. Hidden folders, virtual environments, caches, build results and installed packages are left
            out, folders reached through a symlink or closed to this user too, files whose symlink leaves the project,
            files too large to be read, and names that are not UTF-8.

        Raises:
            UsageError: If there are too many files, or the disk fails.
        """
        found: list[str] = []
        waiting = [""]
        left = self._most_entries
        while waiting:
            prefix = waiting.pop()
            entries = self._scan_folder(prefix)
            left -= len(entries)
            if left < 0:
                raise UsageError(_describe_too_many(self._root, self._most_entries))
            for entry in _drop_foreign(prefix, entries):
                path = prefix + entry.name
                if self._exclude and self._exclude.fullmatch(path):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                elif entry.name.endswith(suffix) and self._is_own_file(entry, path):
                    found.append(path)
        return tuple(sorted(found))

    def _scan_folder(self, prefix: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self._root / prefix) as entries:
                return list(entries)
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            return []  # gone meanwhile, or somebody else's, such as the data of a database in a container
        except OSError as error:
            name = prefix or str(self._root)
            raise UsageError(
                Problem(f"The folder {name} can't be read: {error.strerror}.", "Exclude it.", name)
            ) from error

    def _is_own_file(self, entry: os.DirEntry[str], path: str) -> bool:
        """Whether an entry is a regular file that stays inside the project and whose name can be written."""
        if not path.isascii() and _UNDECODED.search(path):
            return False
        try:
            if entry.is_symlink() and not Path(os.path.realpath(self._root / path)).is_relative_to(self._root):
                return False
            return entry.is_file() and entry.stat().st_size <= LARGEST_FILE
        except OSError:
            return False  # gone meanwhile, or a loop of links

    def read_file(self, path: str) -> bytes | None:
        """Read one file.

        Args:
            path: The file.

        Returns:
            Its bytes, or None when nothing is there.

        Raises:
            UsageError: If the path leaves the project, or what is there can't be read as a file.
        """
        return read_regular(resolve_inside(self._root, path), path)

    def read_root_file(self, name: str) -> bytes | None:
        """Read a configuration file (`ruff.toml`) that may also stand above the project, up to the repository's root.

        Args:
            name: Name of the file.

        Returns:
            Bytes of the nearest one, or None.

        Raises:
            UsageError: If it leaves the repository, or what is there can't be read as a file.
        """
        repository = find_repository_root(self._root)
        folders = list_enclosing_folders(self._root) if repository else (self._root,)
        contents = (read_regular(resolve_inside(folder, name, repository), name) for folder in folders)
        return next((content for content in contents if content is not None), None)


def _drop_foreign(prefix: str, entries: list[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
    """The entries of a folder that may be the project's own."""
    names = {entry.name for entry in entries}
    if prefix and (names & _ENVIRONMENT_MARKS or _is_build_result(prefix, names)):
        return
    for entry in entries:
        hidden = entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
        if not (hidden or entry.name in _INSTALLED_OR_CACHED or entry.name.endswith(".egg-info")):
            yield entry


def _is_build_result(prefix: str, names: set[str]) -> bool:
    """Whether a folder is a `build` or `dist` that is no package."""
    return prefix.split("/")[-2] in _BUILD_RESULTS and "__init__.py" not in names


def _compile_globs(globs: Sequence[str]) -> re.Pattern[str] | None:
    """One pattern for the full paths of what is excluded; None when nothing is."""
    patterns = []
    for glob in globs:
        trimmed = glob.removeprefix("./").strip("/")
        anywhere = "" if "/" in trimmed or glob.startswith("/") else "(?:.*/)?"
        patterns.append(
            anywhere + "".join(_translate_part(part) for part in re.split(r"(\*\*/|/\*\*$|\*\*|\*|\?)", trimmed))
        )
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None


def _translate_part(part: str) -> str:
    wildcards = {"**/": "(?:.*/)?", "/**": "(?:/.*)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return wildcards.get(part) or re.escape(part)


def _describe_too_many(root: Path, count: int) -> Problem:
    return Problem(
        f"{root} holds more than {count} files and folders.",
        "Name the project's folder with --project, or set `exclude` in [tool.gateway-builder].",
    )
