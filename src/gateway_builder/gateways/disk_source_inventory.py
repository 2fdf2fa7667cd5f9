"""The Python files of a project that git does not ignore, and whether they still stand as they did."""

from __future__ import annotations

import os
import stat
import time
from functools import cached_property
from typing import TYPE_CHECKING

from gateway_builder.gateways.project_root import list_enclosing_folders
from gateway_builder.gateways.source_walk import rule_files, scan_folder, walk_sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from gateway_builder.gateways.interfaces import ISourceTree
    from gateway_builder.gateways.source_walk import WalkedFolder

_SUFFIXES = (".py", ".pyi")
_STILL_YOUNG = 2_000_000_000
_OPENING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_MOST_ENTRIES = 500_000
_MORE = 1 << 20


class DiskSourceInventory:
    """The Python files of one project on the local disk, listed once.

    Git's rules are followed without running it: `.gitignore` of every folder up to the repository's root, and
    `.git/info/exclude`. Hidden folders count where git does not ignore them; environments and caches never do.
    """

    def __init__(self, root: Path, tree: ISourceTree, *, most_entries: int = _MOST_ENTRIES) -> None:
        """A project.

        Args:
            root: Its root, resolved.
            tree: Reads what is not listed: configuration, and files behind links.
            most_entries: How many Python files and folders are looked at before a listing is given up.
        """
        self._root = root
        self._start = f"{root}/"
        self._most_entries = most_entries
        self._tree = tree
        self._began = time.time_ns()
        self._consulted: dict[str, str] = {}

    def list_files(self, suffix: str = ".py") -> tuple[str, ...]:
        """List the project's own files.

        Args:
            suffix: How the names end.

        Returns:
            Sorted paths.

        Raises:
            UsageError: If there are too many files, or the disk fails.
        """
        if suffix not in _SUFFIXES:
            return self._tree.list_files(suffix)
        return tuple(sorted(path for path in self._files if path.endswith(suffix)))

    def read_file(self, path: str) -> bytes | None:
        """Read one file.

        Args:
            path: The file.

        Returns:
            Its bytes, or None when nothing is there.

        Raises:
            UsageError: If the path leaves the project, or what is there can't be read as a file.
        """
        if path in self._files:
            content = _read_plain(self._start + path)
            return self._tree.read_file(path) if content is None else content
        self._consult(self._start + path)
        return self._tree.read_file(path)

    def read_root_file(self, name: str) -> bytes | None:
        """Read a configuration file (`ruff.toml`) that may also stand above the project, up to the repository's root.

        Args:
            name: Name of the file.

        Returns:
            Bytes of the nearest one, or None.

        Raises:
            UsageError: If it leaves the repository, or what is there can't be read as a file.
        """
        for folder in list_enclosing_folders(self._root):
            self._consult(f"{folder}/{name}")
        return self._tree.read_root_file(name)

    def take_stamps(self) -> str:
        """Tell how everything stands that was listed, and how stood what else was read.

        Returns:
            A text for `confirm_stamps`; empty where a path can't stand in it.
        """
        for place, _ in rule_files(self._root):
            self._consult(str(place))
        lines = [f"R\t{place}\t{stamp}" for place, stamp in self._consulted.items()]
        for folder, stamp in self._folders.items():
            others = "/".join(sorted(folder.names.difference(folder.files)))
            lines.append(f"D\t{folder.path}\t{stamp}\t{others}")
            lines += [f"F\t{name}\t{self._files[folder.path + name]}" for name in folder.files]
        text = "\n".join(lines)
        return text if text.count("\n") == len(lines) - 1 else ""

    def confirm_stamps(self, stamps: str) -> bool:
        """Find out whether everything still stands as it did.

        Args:
            stamps: What `take_stamps` told.

        Returns:
            Whether no file, folder or rule has changed since; False for a text that says nothing.
        """
        try:
            return bool(stamps) and self._is_unchanged(stamps.split("\n"))
        except ValueError:
            return False

    @cached_property
    def _folders(self) -> Mapping[WalkedFolder, str]:
        """The folders with their stamps."""
        folders = walk_sources(self._root, self._most_entries)
        return {folder: self._trusted(_stamp(self._start + folder.path)) for folder in folders}

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """The files with their stamps, which are older than what is read of them."""
        paths = [folder.path + name for folder in self._folders for name in folder.files]
        return {path: self._trusted(_stamp(self._start + path)) for path in paths}

    def _consult(self, place: str) -> None:
        """Note how a file stands that is read but not listed, absent ones too."""
        self._consulted.setdefault(place, self._trusted(_stamp(place)))

    def _trusted(self, stamp: str) -> str:
        """The stamp; one that no file has where the file is so young that a later change could leave it the same."""
        return "?" if stamp and int(stamp.partition(" ")[0]) > self._began - _STILL_YOUNG else stamp

    def _is_unchanged(self, lines: Sequence[str]) -> bool:
        folder, is_changed = "", False
        expected: dict[str, set[str]] = {}
        for line in lines:
            kind, name, stamp, *others = line.split("\t")
            if kind == "D":
                folder = name
                is_changed = _stamp(self._start + folder) != stamp
                if is_changed:
                    expected[folder] = {each for each in "".join(others).split("/") if each}
            elif _stamp(name if kind == "R" else f"{self._start}{folder}{name}") != stamp:
                return False
            elif is_changed and kind == "F":
                expected[folder].add(name)
        return all(scan_folder(self._root, path).keys() == names for path, names in expected.items())


def _stamp(place: str) -> str:
    """Times of the last change, size and inode of a file or folder; "" where nothing is there."""
    try:
        status = os.stat(place)  # noqa: PTH116 - a path object for each of many thousand files is what takes the time
    except (OSError, ValueError):
        return ""
    size = 0 if stat.S_ISDIR(status.st_mode) else status.st_size
    return f"{status.st_mtime_ns} {size} {status.st_ino}"


def _read_plain(place: str) -> bytes | None:
    """Bytes of a file that was listed; None where it is no regular file any more, or a link to one."""
    try:
        descriptor = os.open(place, _OPENING)
        try:
            status = os.fstat(descriptor)
            return _read_whole(descriptor, status.st_size) if stat.S_ISREG(status.st_mode) else None
        finally:
            os.close(descriptor)
    except OSError:
        return None


def _read_whole(descriptor: int, size: int) -> bytes:
    """Everything from a descriptor's place on; in a single read where it has the size that it is expected to have."""
    content = os.read(descriptor, size + 1)
    while len(content) != size and (more := os.read(descriptor, _MORE)):
        content += more
    return content
