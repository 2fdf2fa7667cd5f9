"""The files of a project as one run sees them: each is read when it is first asked for, and once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway_builder.gateways.interfaces import ISourceTree


class RememberedTree:
    """An `ISourceTree` that asks another for each thing once; applying a plan notices what changed meanwhile."""

    def __init__(self, tree: ISourceTree) -> None:
        self._tree = tree
        self._lists: dict[str, tuple[str, ...]] = {}
        self._files: dict[str, bytes | None] = {}
        self._root_files: dict[str, bytes | None] = {}

    def list_files(self, suffix: str = ".py") -> tuple[str, ...]:
        """List the project's own files, as `ISourceTree` says."""
        if suffix not in self._lists:
            self._lists[suffix] = self._tree.list_files(suffix)
        return self._lists[suffix]

    def read_file(self, path: str) -> bytes | None:
        """Read one file, as `ISourceTree` says."""
        if path not in self._files:
            self._files[path] = self._tree.read_file(path)
        return self._files[path]

    def read_root_file(self, name: str) -> bytes | None:
        """Read a configuration file that may also stand above the project, as `ISourceTree` says."""
        if name not in self._root_files:
            self._root_files[name] = self._tree.read_root_file(name)
        return self._root_files[name]
