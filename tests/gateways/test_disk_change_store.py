"""Writing a plan: all of it or nothing, exactly what it says, and never over what somebody else wrote."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from gateway_builder.errors import ConflictError
from gateway_builder.gateways.disk_change_store import DiskChangeStore
from gateway_builder.gateways.interfaces import IChangeStore
from gateway_builder.model.changes import FileEdit, digest
from tests.faults.example_run import read_tree
from tests.faults.failing_disk import fail_with

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from gateway_builder.errors import Problem

STATE = ".gateway-builder"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "a.py").write_bytes(b"a = 1\n")
    return folder


def apply(root: Path, *edits: FileEdit) -> None:
    store = DiskChangeStore(root)
    with store.lock_project():
        store.apply_edits(edits)


def refuse(root: Path, *edits: FileEdit) -> Sequence[Problem]:
    """The problems that stop a run; nothing at all has changed."""
    before = read_tree(root.parent), names(root)
    with pytest.raises(ConflictError) as caught:
        apply(root, *edits)
    assert (read_tree(root.parent), names(root)) == before
    return caught.value.problems


def new(path: str, content: bytes = b"new\n", *, generated: bool = False) -> FileEdit:
    return FileEdit(path, None, content, generated)


def names(folder: Path) -> list[str]:
    return sorted(place.name for place in folder.iterdir())


EDIT = FileEdit("a.py", b"a = 1\n", b"a = 2\n")


def test_it_is_a_change_store(root: Path) -> None:
    assert isinstance(DiskChangeStore(root), IChangeStore)


def test_files_hold_what_the_plan_says_and_nothing_else_is_left(root: Path) -> None:
    apply(root, new("x/y/z.py", b"z\r\n"), new("x/__init__.py", b""), EDIT)
    assert {path for path in read_tree(root) if (root / path).is_file()} == {"a.py", "x/y/z.py", "x/__init__.py"}
    assert (root / "x/y/z.py").read_bytes() == b"z\r\n"
    assert (root / "a.py").read_bytes() == b"a = 2\n"
    assert names(root / STATE) == [".gitignore", "seal"]
    assert (root / STATE / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize("mode", [0o644, 0o755, 0o600, 0o444])
def test_an_edited_file_keeps_its_mode_bits(root: Path, mode: int) -> None:
    (root / "a.py").chmod(mode)
    apply(root, EDIT)
    assert stat.S_IMODE((root / "a.py").stat().st_mode) == mode


def test_an_edited_file_keeps_its_owner_where_that_can_be(root: Path) -> None:
    with suppress(OSError):  # only root gives files away
        os.chown(root / "a.py", 65534, 65534)
    before = (root / "a.py").stat()
    apply(root, EDIT)
    after = (root / "a.py").stat()
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)


def test_an_owner_that_can_not_be_kept_stops_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fstat

    def report_other_owner(descriptor: int) -> os.stat_result:
        found = list(real(descriptor))
        return os.stat_result([*found[:4], 12345, *found[5:]])

    def refuse_giving(*_: object) -> None:
        fail_with(errno.EPERM)()

    monkeypatch.setattr("gateway_builder.gateways.durable_file.os.fstat", report_other_owner)
    monkeypatch.setattr(os, "fchown", refuse_giving)
    apply(root, EDIT)
    monkeypatch.undo()
    assert (root / "a.py").read_bytes() == b"a = 2\n"


def test_a_new_file_honours_the_umask(root: Path) -> None:
    old = os.umask(0o027)
    try:
        apply(root, new("folder/x.py"))
    finally:
        os.umask(old)
    assert stat.S_IMODE((root / "folder/x.py").stat().st_mode) == 0o640
    assert stat.S_IMODE((root / "folder").stat().st_mode) == 0o750


def test_an_edit_that_changes_nothing_is_not_written(root: Path) -> None:
    os.utime(root / "a.py", ns=(1, 1))
    apply(root, FileEdit("a.py", b"a = 1\n", b"a = 1\n", generated=True))
    assert (root / "a.py").stat().st_mtime_ns == 1
    assert not (root / STATE).exists()


def test_an_empty_plan_leaves_no_trace(root: Path) -> None:
    apply(root)
    assert names(root) == ["a.py"]


def test_writing_goes_through_a_symlink_that_stays_inside(root: Path) -> None:
    (root / "real").mkdir()
    (root / "linked").symlink_to("real")
    (root / "b.py").symlink_to("a.py")
    apply(root, new("linked/x.py"), FileEdit("b.py", EDIT.before, EDIT.after))
    assert (root / "real/x.py").read_bytes() == b"new\n"
    assert (root / "a.py").read_bytes() == b"a = 2\n"
    assert (root / "b.py").is_symlink()
    assert (root / "linked").is_symlink()


def test_writing_without_the_lock_is_a_bug_of_the_caller(root: Path) -> None:
    with pytest.raises(RuntimeError, match="lock_project"):
        DiskChangeStore(root).apply_edits([EDIT])


def test_all_that_stands_in_the_way_is_named_together(root: Path) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    (outside / "b.py").write_bytes(b"b\n")
    (root / "appeared.py").write_bytes(b"by the user\n")
    (root / "dangling.py").symlink_to("nowhere")
    (root / "linked").symlink_to(outside)
    (root / "b.py").symlink_to(outside / "b.py")
    problems = refuse(
        root,
        FileEdit("a.py", b"a = 0\n", b"a = 2\n"),
        FileEdit("removed.py", b"x\n", b"y\n"),
        new("appeared.py"),
        new("dangling.py"),
        new("linked/x.py"),
        FileEdit("b.py", b"b\n", b"evil\n"),
        new("a.py/x.py"),
        new("../x.py"),
        new(".git/hooks/pre-commit"),
        new(f"{STATE}/seal"),
        new("fine.py"),
    )
    assert [problem.message for problem in problems] == [
        "a.py was changed by somebody else since the plan was made.",
        "removed.py was removed by somebody else since the plan was made.",
        "appeared.py has appeared since the plan was made.",
        "dangling.py has appeared since the plan was made.",
        f"linked/x.py leads out of the project through linked, a symlink to {outside}.",
        f"b.py leads out of the project, a symlink to {outside}/b.py.",
        "a.py/x.py can't be made: a.py is not a folder.",
        "'../x.py' is not a path inside the project: it goes up with `..`.",
        ".git/hooks/pre-commit is not a file of the project.",
        f"{STATE}/seal is not a file of the project.",
    ]


def test_one_file_under_two_names_is_refused(root: Path) -> None:
    (root / "b.py").symlink_to("a.py")
    (problem,) = refuse(root, EDIT, FileEdit("b.py", EDIT.before, b"a = 3\n"))
    assert problem.message == "b.py and a.py are one and the same file."


def test_a_folder_without_write_permission_is_named_before_anything_is_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "closed").mkdir()
    real = os.access
    monkeypatch.setattr(os, "access", lambda place, mode: place != root / "closed" and real(place, mode))
    problems = refuse(root, new("closed/deep/x.py"), new("closed/y.py"), new("fine.py"))
    assert [problem.message for problem in problems] == [
        "closed/deep/x.py can't be written: its folder closed is read-only.",
        "closed/y.py can't be written: its folder closed is read-only.",
    ]


@pytest.mark.parametrize("kind", ["file", "symlink"])
def test_a_state_folder_that_is_none_is_refused(root: Path, kind: str) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    if kind == "file":
        (root / STATE).touch()
    else:
        (root / STATE).symlink_to(outside)
        for name in ("journal-placing.json", "generated.json", "unfinished.tmp"):
            (outside / name).write_text("precious")
    store = DiskChangeStore(root)
    assert store.find_interrupted_run() is None
    assert store.list_generated_digests() == {}
    (problem,) = refuse(root, EDIT)
    kinds = {"file": "not a folder", "symlink": f"a symlink to {outside}"}
    assert problem.message == f"{STATE} is {kinds[kind]}, but gateway-builder keeps its state there."


def test_what_was_generated_is_remembered(root: Path) -> None:
    apply(root, new("x.py", b"x\n", generated=True), EDIT)
    assert DiskChangeStore(root).list_generated_digests() == {"x.py": digest(b"x\n")}
    apply(root, new("y.py", b"y\n", generated=True), FileEdit("x.py", b"x\n", b"xx\n", generated=True))
    kept = {"x.py": digest(b"xx\n"), "y.py": digest(b"y\n")}
    assert DiskChangeStore(root).list_generated_digests() == kept
    apply(root, FileEdit("a.py", b"a = 2\n", b"a = 3\n"))
    assert DiskChangeStore(root).list_generated_digests() == kept


def interfere(monkeypatch: pytest.MonkeyPatch, name: str, at: str, deed: Callable[[], object]) -> None:
    """Let somebody do a deed just before the first call of a function of `os` that is about a name."""
    real = getattr(os, name)
    waiting = [deed]

    def step(*arguments: object, **options: object) -> object:
        if waiting and any(str(argument).endswith(at) for argument in arguments):
            waiting.pop()()
        return real(*arguments, **options)

    monkeypatch.setattr(os, name, step)


def test_a_file_that_appears_while_the_run_writes_is_not_replaced(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interfere(monkeypatch, "link", "/x.py", lambda: (root / "x.py").write_bytes(b"by the user\n"))
    with pytest.raises(ConflictError, match=r"x\.py was changed by somebody else while"):
        apply(root, new("w.py"), new("x.py"), EDIT)
    assert (root / "x.py").read_bytes() == b"by the user\n"
    assert (root / "a.py").read_bytes() == b"a = 1\n"
    assert names(root) == ["a.py", "x.py"]


def test_even_an_empty_file_that_appears_while_the_run_writes_is_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interfere(monkeypatch, "rename", "/journal-placing.json", (root / "x.py").touch)
    with pytest.raises(ConflictError, match=r"x\.py was changed by somebody else while"):
        apply(root, new("x.py"), EDIT)
    assert names(root) == ["a.py", "x.py"]
    assert (root / "x.py").read_bytes() == b""


@pytest.mark.parametrize("content", [b"by the user\n", b"a = 1\n# and the user\n"])
def test_a_file_that_is_edited_while_the_run_writes_keeps_the_edit(
    root: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    """At the last moment at which it can be seen: between the look at the file and the renaming."""
    interfere(monkeypatch, "rename", "/a.py", lambda: (root / "a.py").write_bytes(content))
    with pytest.raises(ConflictError, match=r"a\.py was changed by somebody else while"):
        apply(root, new("w.py"), EDIT)
    assert (root / "a.py").read_bytes() == content
    assert names(root) == ["a.py"]


def test_an_edit_of_a_file_already_placed_survives_the_taking_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "b.py").write_bytes(b"b = 1\n")

    def edit_then_fail() -> None:
        (root / "a.py").write_bytes(b"by the user\n")
        fail_with(errno.EIO)()

    interfere(monkeypatch, "rename", "/b.py", edit_then_fail)
    with pytest.raises(ConflictError) as caught:
        apply(root, new("w.py"), EDIT, FileEdit("b.py", b"b = 1\n", b"b = 2\n"))
    assert [problem.message for problem in caught.value.problems] == [
        "The files could not be written: Input/output error. Nothing has been changed.",
        "a.py was edited by somebody else meanwhile and is left so.",
    ]
    assert (root / "a.py").read_bytes() == b"by the user\n"
    assert (root / "b.py").read_bytes() == b"b = 1\n"
    assert names(root) == ["a.py", "b.py"]


def test_edits_of_two_files_at_once_are_both_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "b.py").write_bytes(b"b = 1\n")

    def edit_both() -> None:
        (root / "a.py").write_bytes(b"by the user\n")
        (root / "b.py").write_bytes(b"by the user\n")

    interfere(monkeypatch, "rename", "/b.py", edit_both)
    with pytest.raises(ConflictError) as caught:
        apply(root, EDIT, FileEdit("b.py", b"b = 1\n", b"b = 2\n"))
    assert [problem.place for problem in caught.value.problems] == ["b.py", "a.py"]
    assert (root / "a.py").read_bytes() == (root / "b.py").read_bytes() == b"by the user\n"


def test_a_target_that_becomes_a_symlink_meanwhile_is_not_written_through(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = root.parent / "outside.py"
    outside.write_bytes(b"a = 1\n")

    def replace_by_symlink() -> None:
        (root / "a.py").unlink()
        (root / "a.py").symlink_to(outside)

    interfere(monkeypatch, "mkdir", "/x", replace_by_symlink)
    with pytest.raises(ConflictError, match=r"a\.py was changed by somebody else while"):
        apply(root, new("x/y.py"), EDIT)
    assert outside.read_bytes() == b"a = 1\n"
    assert (root / "a.py").is_symlink()
    assert names(root) == ["a.py"]


def test_a_folder_that_becomes_a_symlink_meanwhile_is_not_written_through(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    interfere(monkeypatch, "mkdir", "/x", lambda: (root / "x").symlink_to(outside))
    with pytest.raises(ConflictError, match=r"x/y\.py was changed by somebody else while"):
        apply(root, new("x/y.py"), EDIT)
    assert names(outside) == []
    assert (root / "a.py").read_bytes() == b"a = 1\n"


def test_a_text_waiting_for_its_place_that_is_changed_is_not_used(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil() -> None:
        (waiting,) = root.glob(".gateway-builder-*.new")
        waiting.write_bytes(b"evil\n")

    interfere(monkeypatch, "rename", "/journal-placing.json", spoil)
    with pytest.raises(ConflictError):
        apply(root, EDIT)
    assert (root / "a.py").read_bytes() == b"a = 1\n"
    assert names(root) == ["a.py"]


def without_hard_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_linking(*_: object, **__: object) -> None:
        fail_with(errno.ENOTSUP)()

    monkeypatch.setattr(os, "link", refuse_linking)


def test_a_file_system_without_hard_links_serves_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_hard_links(monkeypatch)
    apply(root, new("x/y.py"), EDIT)
    assert (root / "x/y.py").read_bytes() == b"new\n"
    assert (root / "a.py").read_bytes() == b"a = 2\n"
    assert names(root) == [STATE, "a.py", "x"]


def test_without_hard_links_what_appears_meanwhile_is_not_replaced_either(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_hard_links(monkeypatch)
    interfere(monkeypatch, "rename", "/journal-placing.json", lambda: (root / "x.py").write_bytes(b"by the user\n"))
    with pytest.raises(ConflictError):
        apply(root, new("x.py"), EDIT)
    assert (root / "x.py").read_bytes() == b"by the user\n"
    assert (root / "a.py").read_bytes() == b"a = 1\n"


def test_without_hard_links_a_failure_brings_back_content_mode_and_time(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_hard_links(monkeypatch)
    (root / "b.py").write_bytes(b"b = 1\n")
    (root / "a.py").chmod(0o751)
    os.utime(root / "a.py", ns=(5, 5))
    before = read_tree(root)
    interfere(monkeypatch, "rename", "/y.py", fail_with(errno.EIO))
    with pytest.raises(ConflictError):
        apply(root, EDIT, new("y.py"))
    assert read_tree(root) == before
    assert (root / "a.py").stat().st_mtime_ns == 5


def test_a_file_brought_back_keeps_its_time_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(root / "a.py", ns=(5, 5))
    interfere(monkeypatch, "link", "/y.py", fail_with(errno.EIO))
    with pytest.raises(ConflictError):
        apply(root, EDIT, new("y.py"))
    assert (root / "a.py").stat().st_mtime_ns == 5


def test_a_disk_that_fails_twice_is_named_twice(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def become_read_only() -> None:
        def refuse_all(*_: object, **__: object) -> None:
            raise OSError(errno.EROFS, "Read-only file system", str(root / "a.py"))

        for name in ("rename", "unlink", "link", "open"):
            monkeypatch.setattr(os, name, refuse_all)
        refuse_all()

    interfere(monkeypatch, "link", "/y.py", become_read_only)
    with pytest.raises(ConflictError) as caught:
        apply(root, EDIT, new("y.py"))
    reason = f"the file system is read-only, in {root}"
    assert caught.value.problems[0].message == (
        f"The files could not be written ({reason}), and taking back what was written failed too ({reason})."
    )
    monkeypatch.undo()
    store = DiskChangeStore(root)
    with store.lock_project():
        assert "has been finished; it wrote a.py and y.py" in (store.get_recovery_report() or "")
    assert (root / "y.py").read_bytes() == b"new\n"


def test_a_bug_of_ours_is_taken_back_and_shown_as_it_is(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    interfere(monkeypatch, "link", "/y.py", fail)
    with pytest.raises(ZeroDivisionError):
        apply(root, EDIT, new("y.py"))
    assert (root / "a.py").read_bytes() == b"a = 1\n"
    assert names(root) == ["a.py"]


def test_a_bug_of_ours_and_an_edit_meanwhile_are_told_together(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def edit_then_fail() -> None:
        (root / "a.py").write_bytes(b"by the user\n")
        raise ZeroDivisionError

    interfere(monkeypatch, "link", "/y.py", edit_then_fail)
    with pytest.raises(ConflictError, match=r"a\.py was edited by somebody else") as caught:
        apply(root, EDIT, new("y.py"))
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_can_not_sync_folders_serves_too(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    real = os.fsync

    def sync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            fail_with(number)()
        real(descriptor)

    monkeypatch.setattr(os, "fsync", sync)
    apply(root, EDIT)
    assert (root / "a.py").read_bytes() == b"a = 2\n"


def test_a_file_system_without_folder_locks_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_locking(*_: object) -> None:
        fail_with(errno.ENOTSUP)()

    monkeypatch.setattr(fcntl, "flock", refuse_locking)
    (problem,) = refuse(root, EDIT)
    assert "can't lock a folder" in problem.message
    assert "local disk" in problem.hint


def test_a_root_that_is_gone_is_named(root: Path) -> None:
    with pytest.raises(ConflictError, match="can't be opened: No such file"):
        apply(root / "gone", EDIT)


def test_every_text_is_on_the_disk_before_it_gets_its_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power failure, unlike a kill, could otherwise leave an empty file under the name of a whole one."""
    synced: set[int] = set()
    named: dict[str, bool] = {}
    real = {name: getattr(os, name) for name in ("fsync", "link", "rename")}

    def sync(descriptor: int) -> None:
        real["fsync"](descriptor)
        synced.add(os.fstat(descriptor).st_ino)

    def name_with(function: str) -> Callable[..., None]:
        def give_name(source: Path, target: Path, **options: bool) -> None:
            if source.suffix in {".new", ".tmp"}:
                named[target.name] = source.stat().st_ino in synced
            real[function](source, target, **options)

        return give_name

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "link", name_with("link"))
    monkeypatch.setattr(os, "rename", name_with("rename"))
    apply(root, new("x.py", generated=True), EDIT)
    written = {"x.py", "a.py", ".gitignore", "seal", "journal-preparing.json", "generated.json"}
    assert named == dict.fromkeys(written, True)
