"""An edit that can't be proven safe is shown and not made."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway_builder.errors import ConflictError
from gateway_builder.gateways.ruff_code_formatter import RuffCodeFormatter
from gateway_builder.plan.changes import PythonEdit
from gateway_builder.plan.proof import prove_edits

BEFORE = b"import os\n\nVALUE = os.sep\n"


def refusal(tmp_path: Path, after: bytes) -> ConflictError:
    """Why an edit was refused."""
    edit = PythonEdit("gateways/interfaces.py", BEFORE, after, ("IRunner",))
    with pytest.raises(ConflictError) as caught:
        prove_edits([edit], RuffCodeFormatter(root=tmp_path))
    return caught.value


def test_nothing_edited_is_nothing_to_prove(tmp_path: Path) -> None:
    prove_edits([], RuffCodeFormatter(root=tmp_path))


def test_an_edit_that_only_adds_is_proven(tmp_path: Path) -> None:
    after = BEFORE + b"\n\nclass IRunner:\n    pass\n"
    prove_edits([PythonEdit("gateways/interfaces.py", BEFORE, after, ("IRunner",))], RuffCodeFormatter(root=tmp_path))


def test_an_edit_that_rebinds_a_name_is_refused_with_the_patch(tmp_path: Path) -> None:
    error = refusal(tmp_path, b"import os\n\nVALUE = 1\n")
    assert error.exit_code == 1
    assert "-VALUE = os.sep\n+VALUE = 1" in error.problems[0].patch
    assert error.problems[0].place == "gateways/interfaces.py"


def test_an_edit_that_the_linter_likes_less_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, BEFORE + b"class IRunner:\n    pass\n")
    assert "ruff would find E302 1 times more" in error.problems[0].message
