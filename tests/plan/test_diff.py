"""Diffs are what `git apply` reads, whatever the files hold."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway_builder.model.changes import FileEdit
from gateway_builder.plan.diff import unified_diff

TEXTS = st.text(alphabet=st.sampled_from("ab\n é\t"), max_size=40)


def apply(folder: Path, edit: FileEdit) -> bytes:
    """What `git apply` makes of the diff."""
    target = folder / edit.path
    target.unlink(missing_ok=True)
    if edit.before is not None:
        target.write_bytes(edit.before)
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    subprocess.run(command, cwd=folder, input=unified_diff(edit).encode(), check=True, capture_output=True)
    return target.read_bytes()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.none() | TEXTS, after=TEXTS)
def test_a_diff_applied_by_git_gives_the_new_file(tmp_path: Path, before: str | None, after: str) -> None:
    edit = FileEdit("a.py", None if before is None else before.encode(), after.encode())
    if edit.before == edit.after:
        assert unified_diff(edit) == ""
    else:
        assert apply(tmp_path, edit) == edit.after


@pytest.mark.parametrize(("before", "after"), [(b"a\r\nb\r\n", b"a\r\nc\r\nb\r\n"), (b"a\x0cb\n", b"a\x0cb\nc\n")])
def test_carriage_returns_and_form_feeds_are_no_ends_of_lines(tmp_path: Path, before: bytes, after: bytes) -> None:
    assert apply(tmp_path, FileEdit("a.py", before, after)) == after


def test_a_new_file_comes_from_nowhere() -> None:
    assert unified_diff(FileEdit("x/a.py", None, b"a\n")).startswith("--- /dev/null\n+++ b/x/a.py\n")


def test_git_makes_a_new_empty_file_beside_others(tmp_path: Path) -> None:
    edits = [FileEdit("a.py", None, b"a\n"), FileEdit("x/__init__.py", None, b""), FileEdit("x/b.py", None, b"b\n")]
    diffs = "".join(map(unified_diff, edits)).encode()

    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=diffs, check=True, capture_output=True)

    assert {edit.path: (tmp_path / edit.path).read_bytes() for edit in edits} == {
        edit.path: edit.after for edit in edits
    }


def test_bytes_that_are_no_utf8_are_shown_escaped() -> None:
    assert "\\xe9" in unified_diff(FileEdit("a.py", b"# \xe9\n", b"# \xe9\nx = 1\n"))
