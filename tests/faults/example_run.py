"""A small project, a run on it, and what must hold of both whatever happens to the disk."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gateway_builder.gateways.disk_change_store import DiskChangeStore
from gateway_builder.gateways.state_folder import STATE_FOLDER
from gateway_builder.model.changes import FileEdit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Tree = Mapping[str, object]

OLD_INTERFACES = b"class IMailService: ...\n"
NEW_INTERFACES = OLD_INTERFACES + b"class ISimulationRunner: ...\n"
EDITS = (
    FileEdit("gateways/aws/batch/runner.py", None, b"class AWSBatchSimulationRunner: ...\n" * 50, generated=True),
    FileEdit("gateways/aws/__init__.py", None, b"", generated=True),
    FileEdit("tests/test_runner.py", None, b"def test(): ...\n", generated=True),
    FileEdit("gateways/interfaces.py", OLD_INTERFACES, NEW_INTERFACES),
    FileEdit("linked/__init__.py", b"# old\n", b"# new\n"),
)


def make_project(root: Path) -> None:
    """Files of a user, one of them executable, one behind a symlink."""
    for folder in ("gateways", "shared"):
        (root / folder).mkdir(parents=True)
    (root / "gateways/interfaces.py").write_bytes(OLD_INTERFACES)
    (root / "gateways/interfaces.py").chmod(0o750)
    (root / "shared/__init__.py").write_bytes(b"# old\n")
    (root / "shared/precious.py").write_bytes(b"PRECIOUS = 1\n")
    (root / "linked").symlink_to("shared")


def read_tree(root: Path) -> Tree:
    """Everything below a folder but the program's own state: bytes and mode bits, targets of symlinks."""
    found: dict[str, object] = {}
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name != STATE_FOLDER]
        for place in (Path(folder) / name for name in (*folders, *files)):
            found[str(place.relative_to(root))] = _describe(place)
    return found


def _describe(place: Path) -> object:
    if place.is_symlink():
        return place.readlink()
    return (place.read_bytes() if place.is_file() else None), place.stat().st_mode


@dataclass(frozen=True)
class ExampleRun:
    """A run on a project, with the two trees that alone may be there when nothing runs any more."""

    root: Path
    before: Tree
    after: Tree
    edits: Sequence[FileEdit] = EDITS

    def again(self, name: str = "again") -> ExampleRun:
        """The same run on a fresh project beside this one; the last of that name makes way."""
        root = self.root.with_name(name)
        if root.exists():
            shutil.rmtree(root)
        make_project(root)
        return replace(self, root=root)

    def apply(self) -> None:
        """Do what `new` does: lock, look at the files as they are, write what is missing."""
        store = DiskChangeStore(self.root)
        with store.lock_project():
            now = [replace(edit, before=self._read(edit.path)) for edit in self.edits]
            store.apply_edits(now)

    def _read(self, path: str) -> bytes | None:
        place = self.root / path
        return place.read_bytes() if place.exists() else None

    def recover(self) -> str | None:
        """Take the lock as the next run does; what it says."""
        store = DiskChangeStore(self.root)
        with store.lock_project():
            return store.get_recovery_report()

    def is_whole(self) -> bool:
        """Whether each file that was there is old or new, and nothing of it lost."""
        now = read_tree(self.root)
        return all(now.get(path) in (old, self.after[path]) for path, old in self.before.items())

    def is_settled(self) -> bool:
        """Whether all is as before or all as after."""
        return read_tree(self.root) in (self.before, self.after)

    def is_done(self) -> bool:
        """Whether all is as after."""
        return read_tree(self.root) == self.after


def make_run(folder: Path) -> ExampleRun:
    """A fresh project with a run to do on it."""
    model = ExampleRun(folder / "model", {}, {})
    make_project(model.root)
    before = read_tree(model.root)
    model.apply()
    return replace(model, before=before, after=read_tree(model.root)).again("project")
