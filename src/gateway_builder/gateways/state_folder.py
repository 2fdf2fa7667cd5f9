"""The folder `.gateway-builder` at a project's root: what this program remembers of its own runs."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from gateway_builder.errors import ConflictError, Problem
from gateway_builder.gateways.durable_file import create_file, sync_folder
from gateway_builder.gateways.project_path import read_at_most

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

STATE_FOLDER: Final = ".gateway-builder"
_LARGEST_DOCUMENT = 8_000_000
_UNFINISHED = "unfinished.tmp"
_IGNORE_ALL = b"*\n"
_SEAL_TEXT = b"Tells this folder from a copy of it, by its inode and the time of its last change. Don't touch.\n"


class StateFolder:
    """Sealed JSON documents.

    Whoever clones or unpacks a project gets whatever its author put into this folder. So every document names the inode
    and the change time of the file `seal` beside it. The kernel alone sets these two, so a copy never has them and its
    author can't foretell them: a document that doesn't fit its seal was not written here and is not acted on.
    """

    def __init__(self, root: Path) -> None:
        self._folder = root / STATE_FOLDER

    def exists(self) -> bool:
        """Whether the folder is there."""
        return os.path.lexists(self._folder)

    def prepare(self) -> None:
        """Make the folder where it is missing, with the files that it always holds.

        Raises:
            ConflictError: If something else has its name.
        """
        self._require_folder()
        self._folder.mkdir(exist_ok=True)
        sync_folder(self._folder.parent)
        if self._read(".gitignore") != _IGNORE_ALL:
            self._replace(".gitignore", _IGNORE_ALL)
        if self._find_seal() is None:
            self._replace("seal", _SEAL_TEXT)

    def discard(self) -> None:
        """Remove the folder of a run that came to nothing."""
        for name in (".gitignore", "seal", _UNFINISHED):
            (self._folder / name).unlink(missing_ok=True)
        with suppress(OSError):
            self._folder.rmdir()

    def has_document(self, name: str) -> bool:
        """Whether a document is there, whoever wrote it."""
        return not self._is_in_the_way() and os.path.lexists(self._folder / name)

    def read_document(self, name: str) -> Mapping[str, object] | None:
        """A document that was written here, None when there is none or it comes from elsewhere."""
        import json

        seal = None if self._is_in_the_way() else self._find_seal()
        try:
            document = json.loads(self._read(name) or b"null")
        except (ValueError, RecursionError):
            return None
        if seal is None or not isinstance(document, dict) or document.get("seal") != seal:
            return None
        return document

    def write_document(self, name: str, document: Mapping[str, object]) -> None:
        """Write a document whole or not at all, and down to the disk."""
        import json

        sealed = {"seal": self._find_seal(), **document}
        self._replace(name, json.dumps(sealed, indent=1).encode())

    def rename_document(self, name: str, new_name: str) -> None:
        """Rename a document; it is on the disk after `sync`."""
        (self._folder / name).rename(self._folder / new_name)

    def sync(self) -> None:
        """Bring the folder's names down to the disk."""
        sync_folder(self._folder)

    def remove_document(self, name: str) -> None:
        """Remove a document where it is."""
        if self.has_document(name):
            (self._folder / name).unlink()

    def _is_in_the_way(self) -> bool:
        """Whether something else than a folder has its name."""
        return os.path.lexists(self._folder) and not stat.S_ISDIR(os.lstat(self._folder).st_mode)

    def _require_folder(self) -> None:
        """Raise where something else than a folder has its name."""
        if self._is_in_the_way():
            name, place = STATE_FOLDER, self._folder
            kind = f"a symlink to {place.readlink()}" if place.is_symlink() else "not a folder"
            raise ConflictError(
                Problem(
                    f"{name} is {kind}, but gateway-builder keeps its state there.", "Move it out of the way.", name
                ),
            )

    def _find_seal(self) -> list[int] | None:
        """Inode and change time (nanoseconds) of the seal."""
        try:
            status = os.lstat(self._folder / "seal")
        except (FileNotFoundError, NotADirectoryError):
            return None
        return [status.st_ino, status.st_ctime_ns] if stat.S_ISREG(status.st_mode) else None

    def _read(self, name: str) -> bytes | None:
        """Bytes of a file, None where there is none or it can't be one of ours; a disk that fails is no answer."""
        place = self._folder / name
        try:
            status = os.lstat(place)
        except (FileNotFoundError, NotADirectoryError):
            return None
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST_DOCUMENT:
            return None
        return read_at_most(place, _LARGEST_DOCUMENT)

    def _replace(self, name: str, content: bytes) -> None:
        temporary = self._folder / _UNFINISHED
        temporary.unlink(missing_ok=True)
        create_file(temporary, content)
        temporary.rename(self._folder / name)
        sync_folder(self._folder)
