"""Keeps what `check` found in the state folder of a project."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError
from gateway_builder.gateways.project_lock import hold_lock
from gateway_builder.gateways.state_folder import StateFolder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class DiskCheckCache:
    """Entries in sealed documents: what somebody else put into the folder is never believed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._state = StateFolder(root)

    def read_entry(self, key: str) -> Mapping[str, object] | None:
        """Read what a run kept.

        Args:
            key: What the run was asked, and by what.

        Returns:
            The entry, or None where none was kept here under that key.
        """
        try:
            document = self._state.read_document(_name(key)) or {}
            text = document.get("entry")
            entry = json.loads(text) if document.get("key") == key and isinstance(text, str) else None
        except (OSError, ValueError, RecursionError):
            return None
        return entry if isinstance(entry, dict) else None

    def write_entry(self, key: str, entry: Mapping[str, object]) -> None:
        """Keep what a run found; a folder that can't be written to, or that another run writes to, is no error.

        Args:
            key: What the run was asked, and by what.
            entry: What JSON can hold.

        Side Effects:
            Makes the folder `.gateway-builder` where it is missing.
        """
        with suppress(ConflictError, OSError), hold_lock(self._root, 0):
            self._state.prepare()
            self._state.write_document(_name(key), {"key": key, "entry": json.dumps(entry, separators=(",", ":"))})


def _name(key: str) -> str:
    """The document of a key; few of them, so that old ones are replaced."""
    from zlib import crc32

    return f"check-{crc32(key.encode('utf-8', 'replace')) % 16:x}.json"
