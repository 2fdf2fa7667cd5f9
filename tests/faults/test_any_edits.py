"""Any edits, any failure at any step: the tree is as before or as after, never in between."""

from __future__ import annotations

import errno
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway_builder.errors import ConflictError
from gateway_builder.gateways.disk_change_store import DiskChangeStore
from gateway_builder.model.changes import FileEdit
from tests.faults.conftest import find_fast_folder
from tests.faults.example_run import read_tree
from tests.faults.failing_disk import fail_with, failing_at, interrupt

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDERS = ("", "a/", "a/b/", "c/")
FILES = [f"{folder}{name}" for folder in FOLDERS for name in ("m.py", "n.py", "__init__.py")]
CONTENTS = st.sampled_from([b"", b"x = 1\n", b"x = 2\n", b"\xff\x00\r\n" * 9000])
TREES = st.dictionaries(st.sampled_from(FILES), CONTENTS, max_size=6)


def make_edits(old: dict[str, bytes], new: dict[str, bytes]) -> list[FileEdit]:
    return [FileEdit(path, old.get(path), content, generated=path not in old) for path, content in new.items()]


def write_files(root: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def apply(root: Path, edits: list[FileEdit]) -> None:
    store = DiskChangeStore(root)
    with store.lock_project():
        store.apply_edits(edits)


@settings(max_examples=100, deadline=None)
@given(
    old=TREES,
    new=TREES,
    step=st.integers(1, 110),
    deed=st.sampled_from([fail_with(errno.ENOSPC), fail_with(errno.EPERM), interrupt]),
    lasting=st.booleans(),
)
def test_the_tree_is_as_before_or_as_after(
    *, old: dict[str, bytes], new: dict[str, bytes], step: int, deed: Callable[[], None], lasting: bool
) -> None:
    edits = make_edits(old, new)
    with tempfile.TemporaryDirectory(dir=find_fast_folder()) as name:
        root, wanted = Path(name) / "project", Path(name) / "wanted"
        for folder, files in ((root, old), (wanted, {**old, **new})):
            folder.mkdir()
            write_files(folder, files)
        before, after = read_tree(root), read_tree(wanted)
        with failing_at(step, deed, lasting=lasting), suppress(ConflictError, KeyboardInterrupt):
            apply(root, edits)
        apply(root, [])
        assert read_tree(root) in (before, after)
        if read_tree(root) == before:
            apply(root, edits)
        assert read_tree(root) == after
