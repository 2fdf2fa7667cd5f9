"""These tests make thousands of files and wait for each to reach the disk: they do it in memory where there is some."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = Path("/dev/shm")


def find_fast_folder() -> Path | None:
    """A folder in memory that this user may write to, with room for a thousand small files."""
    if not os.access(MEMORY, os.W_OK | os.X_OK):
        return None
    status = os.statvfs(MEMORY)
    return MEMORY if status.f_bavail * status.f_frsize > 32_000_000 else None


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="gateway-builder-", dir=find_fast_folder()) as folder:
        yield Path(folder)
