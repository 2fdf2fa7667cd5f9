"""What somebody types as PATHS: names of things that are there, inside the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gateway_builder.errors import UsageError
from gateway_builder.gateways.project_path import find_inside

if TYPE_CHECKING:
    from pathlib import Path


def test_a_name_that_no_file_can_have_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not there"):
        find_inside(tmp_path, tmp_path, ["a" * 5000])


def test_paths_count_from_the_current_folder_and_are_relative_to_the_root(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").touch()
    assert find_inside(tmp_path.resolve(), tmp_path / "src", ["a.py", "..", "."]) == ("src/a.py", "", "src")
