"""Golden projects are data: their own tests run only in the copies that the runner makes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.golden.shelf import Shelf

collect_ignore = ["projects"]


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The built projects, shared by all workers of one test run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = Path(shared) / "golden"
    folder.mkdir(exist_ok=True)
    return Shelf(folder)
