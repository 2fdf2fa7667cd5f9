"""A victim: a project that somebody else wrote, and the rest of the disk around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.security.victim import Victim

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def victim(tmp_path: Path) -> Victim:
    return Victim(tmp_path)
