"""The files of a project as they would be after edits that nobody has written yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.gateways.interfaces import ISourceTree


class EditedTree:
    """An `ISourceTree` in which some files hold other bytes."""

    def __init__(self, tree: ISourceTree, contents: Mapping[str, bytes]) -> None:
        self._tree = tree
        self._contents = contents

    def list_files(self, suffix: str = ".py") -> tuple[str, ...]:
        """List the project's own files, as `ISourceTree` says."""
        return self._tree.list_files(suffix)

    def read_file(self, path: str) -> bytes | None:
        """Read one file as it would be."""
        return self._contents[path] if path in self._contents else self._tree.read_file(path)

    def read_root_file(self, name: str) -> bytes | None:
        """Read a configuration file that may also stand above the project, as `ISourceTree` says."""
        return self._contents[name] if name in self._contents else self._tree.read_root_file(name)
