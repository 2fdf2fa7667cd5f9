"""After an interruption: the run is finished or reverted, edits made since are kept, planted journals not believed."""

from __future__ import annotations

import errno
import json
import os
import shutil
from itertools import count
from typing import TYPE_CHECKING

import pytest

from gateway_builder.errors import ConflictError
from gateway_builder.gateways.change_journal import Phase
from gateway_builder.gateways.disk_change_store import DiskChangeStore
from gateway_builder.gateways.state_folder import StateFolder
from gateway_builder.model.changes import digest
from tests.faults.example_run import NEW_INTERFACES, OLD_INTERFACES, ExampleRun, make_run, read_tree
from tests.faults.failing_disk import fail_with, failing_at, interrupt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STATE = ".gateway-builder"
RUNNER = "gateways/aws/batch/runner.py"
INTERFACES = "gateways/interfaces.py"
STRANGE = "was not made in this copy of the project"


@pytest.fixture
def run(tmp_path: Path) -> ExampleRun:
    return make_run(tmp_path)


def interrupt_when(run: ExampleRun, fits: Callable[[ExampleRun], bool]) -> ExampleRun:
    """A run that stopped dead at the first moment that fits."""
    for step in count(40):
        current = run.again()
        with pytest.raises((KeyboardInterrupt, ConflictError)), failing_at(step, interrupt, lasting=True):
            current.apply()
        if fits(current):
            return current
    raise AssertionError


def is_preparing(run: ExampleRun) -> bool:
    return (run.root / STATE / Phase.PREPARING).exists() and (run.root / RUNNER).parent.exists()


def is_half_placed(run: ExampleRun) -> bool:
    left = any((run.root / RUNNER).parent.glob("*.new"))
    return (run.root / RUNNER).exists() and not left and (run.root / INTERFACES).read_bytes() == OLD_INTERFACES


def is_nearly_placed(run: ExampleRun) -> bool:
    last = (run.root / "linked/__init__.py").read_bytes() == b"# old\n"
    return last and (run.root / INTERFACES).read_bytes() == NEW_INTERFACES


def is_done_but_untidy(run: ExampleRun) -> bool:
    return (run.root / STATE / Phase.DONE).exists() and not any(run.root.rglob(".gateway-builder-*.old"))


def look(run: ExampleRun) -> str | None:
    """What a command that writes nothing says; it writes nothing."""
    before = read_tree(run.root), read_tree(run.root / STATE)
    found = DiskChangeStore(run.root).find_interrupted_run()
    assert (read_tree(run.root), read_tree(run.root / STATE)) == before
    return found


def leftovers(run: ExampleRun) -> list[str]:
    return sorted(place.name for place in run.root.rglob("*") if "journal" in place.name or "builder-" in place.name)


def test_without_an_interruption_there_is_nothing_to_say(run: ExampleRun) -> None:
    run.apply()
    assert look(run) is None
    assert run.recover() is None


def test_a_run_interrupted_before_it_changed_a_file_is_reverted(run: ExampleRun) -> None:
    current = interrupt_when(run, is_preparing)
    names = "gateways/aws/batch/runner.py, gateways/aws/__init__.py, tests/test_runner.py and 2 more"
    assert look(current) == f"A run was interrupted while it wrote {names}; the next run that writes reverts it first."
    assert current.recover() == f"A run that was interrupted has been reverted; it was writing {names}."
    assert read_tree(current.root) == run.before
    assert leftovers(current) == []
    assert look(current) is None


def test_a_run_interrupted_while_it_changed_files_is_finished(run: ExampleRun) -> None:
    current = interrupt_when(run, is_half_placed)
    assert str(look(current)).endswith("the next run that writes finishes it first.")
    assert str(current.recover()).startswith("A run that was interrupted has been finished; it wrote gateways/aws/")
    assert current.is_done()
    assert leftovers(current) == []
    assert set(DiskChangeStore(current.root).list_generated_digests()) == {
        edit.path for edit in run.edits if edit.generated
    }


def test_a_run_that_is_at_work_is_not_called_interrupted(run: ExampleRun) -> None:
    current = interrupt_when(run, is_half_placed)
    descriptor = os.open(current.root, os.O_RDONLY)
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX)
    assert look(current) is None
    os.close(descriptor)
    assert look(current) is not None


def test_where_folders_can_not_be_locked_an_interrupted_run_is_named_all_the_same(
    run: ExampleRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def refuse_locking(*_: object) -> None:
        fail_with(errno.ENOTSUP)()

    current = interrupt_when(run, is_half_placed)
    monkeypatch.setattr(fcntl, "flock", refuse_locking)
    assert look(current) is not None


def test_an_edit_made_since_in_a_file_not_written_yet_is_kept_and_the_rest_reverted(run: ExampleRun) -> None:
    current = interrupt_when(run, is_half_placed)
    (current.root / INTERFACES).write_bytes(OLD_INTERFACES + b"# by the user\n")
    assert "has been reverted" in str(current.recover())
    assert (current.root / INTERFACES).read_bytes() == OLD_INTERFACES + b"# by the user\n"
    assert read_tree(current.root).keys() == run.before.keys()
    assert leftovers(current) == []


def test_an_edit_made_since_in_a_file_written_already_is_kept_and_the_rest_finished(run: ExampleRun) -> None:
    current = interrupt_when(run, is_half_placed)
    (current.root / RUNNER).write_bytes(b"# by the user\n")
    assert str(current.recover()).endswith(f" Somebody changed {RUNNER} since: left so.")
    assert (current.root / RUNNER).read_bytes() == b"# by the user\n"
    assert (current.root / INTERFACES).read_bytes() == NEW_INTERFACES
    assert leftovers(current) == []


def test_edits_made_since_on_both_sides_are_kept_and_named(run: ExampleRun) -> None:
    current = interrupt_when(run, is_half_placed)
    (current.root / RUNNER).write_bytes(b"# by the user\n")
    (current.root / INTERFACES).write_bytes(b"# by the user too\n")
    assert str(current.recover()).endswith(f" Somebody changed {RUNNER} since: left so.")
    assert (current.root / RUNNER).read_bytes() == b"# by the user\n"
    assert (current.root / INTERFACES).read_bytes() == b"# by the user too\n"
    assert leftovers(current) == []


def test_a_folder_made_since_in_the_place_of_a_file_is_kept(run: ExampleRun) -> None:
    current = interrupt_when(run, is_half_placed)
    (current.root / INTERFACES).unlink()
    (current.root / INTERFACES).mkdir()
    assert "has been reverted" in str(current.recover())
    assert (current.root / INTERFACES).is_dir()
    assert leftovers(current) == []


def test_a_file_made_since_in_the_place_of_a_new_one_is_kept(run: ExampleRun) -> None:
    current = interrupt_when(run, is_half_placed)
    (current.root / "tests/test_runner.py").write_bytes(b"# by the user\n")
    assert "has been reverted" in str(current.recover())
    assert (current.root / "tests/test_runner.py").read_bytes() == b"# by the user\n"
    assert not (current.root / RUNNER).exists()


def test_files_and_folders_removed_since_stay_removed(run: ExampleRun) -> None:
    current = interrupt_when(run, is_half_placed)
    shutil.rmtree(current.root / "gateways")
    changed = f"{RUNNER}, gateways/aws/__init__.py and {INTERFACES}"
    assert str(current.recover()).endswith(f" Somebody changed {changed} since: left so.")
    assert not (current.root / "gateways").exists()
    assert leftovers(current) == []


def test_a_folder_that_became_a_file_since_is_kept(run: ExampleRun) -> None:
    current = interrupt_when(run, is_half_placed)
    shutil.rmtree(current.root / "tests")
    (current.root / "tests").write_bytes(b"by the user\n")
    assert current.recover() is not None
    assert (current.root / "tests").read_bytes() == b"by the user\n"
    assert leftovers(current) == []


def test_a_waiting_text_that_was_spoilt_since_is_not_used(run: ExampleRun) -> None:
    current = interrupt_when(run, is_half_placed)
    (waiting,) = (current.root / "gateways").glob(".gateway-builder-*.new")
    waiting.write_bytes(b"half of the te")
    assert "has been reverted" in str(current.recover())
    assert read_tree(current.root) == run.before


def test_an_old_text_that_was_removed_since_leaves_the_new_one(run: ExampleRun) -> None:
    current = interrupt_when(run, is_nearly_placed)
    (kept,) = (current.root / "gateways").glob(".gateway-builder-*.old")
    kept.unlink()
    (current.root / "shared/__init__.py").write_bytes(b"# by the user\n")
    assert str(current.recover()).endswith(f" Somebody changed {INTERFACES} since: left so.")
    assert (current.root / INTERFACES).read_bytes() == NEW_INTERFACES


def test_a_run_whose_files_are_all_in_place_is_finished_whatever_was_edited_since(run: ExampleRun) -> None:
    current = interrupt_when(run, is_done_but_untidy)
    (current.root / INTERFACES).write_bytes(b"# by the user\n")
    assert "has been finished" in str(current.recover())
    assert (current.root / INTERFACES).read_bytes() == b"# by the user\n"
    assert (current.root / RUNNER).exists()


def test_a_name_reserved_for_want_of_hard_links_is_filled(run: ExampleRun) -> None:
    current = interrupt_when(run, is_half_placed)
    (current.root / "tests/test_runner.py").touch()
    assert "has been finished" in str(current.recover())
    assert current.is_done()


def test_a_recovery_that_the_disk_refuses_stops_the_command_and_says_why(run: ExampleRun) -> None:
    current = interrupt_when(run, is_half_placed)
    with pytest.raises(ConflictError) as caught, failing_at(8, fail_with(errno.EROFS), lasting=True):
        current.recover()
    assert "can neither be finished nor reverted: the file system is read-only" in caught.value.problems[0].message
    assert "has been finished" in str(current.recover())


def test_a_folder_that_became_a_symlink_out_of_the_project_stops_the_command(run: ExampleRun) -> None:
    current = interrupt_when(run, is_half_placed)
    outside = current.root.parent / "outside"
    (current.root / "gateways").rename(outside)
    (current.root / "gateways").symlink_to(outside)
    before = read_tree(outside)
    with pytest.raises(ConflictError, match="gateways, a symlink to"):
        current.recover()
    assert read_tree(outside) == before


def test_a_copy_of_an_interrupted_project_is_not_touched(run: ExampleRun) -> None:
    """The journal tells of another copy: acting on it here could touch what was never ours."""
    current = interrupt_when(run, is_half_placed)
    copy = run.again("copy")
    shutil.rmtree(copy.root)
    shutil.copytree(current.root, copy.root, symlinks=True)
    before = read_tree(copy.root)
    assert STRANGE in str(look(copy))
    assert STRANGE in str(copy.recover())
    assert read_tree(copy.root) == before
    copy.apply()
    assert (copy.root / INTERFACES).read_bytes() == NEW_INTERFACES
    assert look(copy) is None


def test_after_a_copy_nothing_counts_as_generated(run: ExampleRun) -> None:
    run.apply()
    copy = run.again("copy")
    shutil.rmtree(copy.root)
    shutil.copytree(run.root, copy.root, symlinks=True)
    assert len(DiskChangeStore(run.root).list_generated_digests()) == 3
    assert DiskChangeStore(copy.root).list_generated_digests() == {}


def plant(run: ExampleRun, phase: Phase, document: object, *, sealed: bool) -> None:
    """What an author of a repository can leave in it; sealed as only a program on this machine could."""
    state = run.root / STATE
    state.mkdir(exist_ok=True)
    (state / "seal").touch()
    if sealed:
        assert isinstance(document, dict)
        StateFolder(run.root).write_document(phase, document)
    else:
        (state / phase).write_text(json.dumps(document))


def evil_journal(**changes: object) -> dict[str, object]:
    """A journal that turns a file of the user into something else, with all that it needs lying beside it."""
    entry = {
        "path": INTERFACES,
        "target": INTERFACES,
        "before": digest(OLD_INTERFACES),
        "after": digest(b"evil\n"),
        "generated": True,
    }
    return {"version": 1, "token": "0" * 16, "folders": ["gateways"], "entries": [{**entry, **changes}]}


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("seal", [None, [0, 0], [], "x", {"a": 1}])
def test_a_journal_that_came_with_the_repository_is_not_acted_on(run: ExampleRun, phase: Phase, seal: object) -> None:
    plant(run, phase, {"seal": seal, **evil_journal()}, sealed=False)
    (run.root / f"gateways/.gateway-builder-{'0' * 16}-0.new").write_bytes(b"evil\n")
    (run.root / f"gateways/.gateway-builder-{'0' * 16}-0.old").write_bytes(b"evil too\n")
    before = read_tree(run.root)
    assert STRANGE in str(look(run))
    assert STRANGE in str(run.recover())
    assert read_tree(run.root) == before
    run.apply()
    assert (run.root / INTERFACES).read_bytes() == NEW_INTERFACES
    assert look(run) is None


@pytest.mark.parametrize(
    "content",
    [b"", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b'{"seal": ' + b"9" * 5000 + b"}", b" " * 8_000_001],
    ids=["empty", "null", "list", "half", "bytes", "deep", "number", "giant"],
)
def test_a_journal_that_can_not_be_read_is_not_acted_on(run: ExampleRun, content: bytes) -> None:
    plant(run, Phase.PLACING, {}, sealed=False)
    (run.root / STATE / Phase.PLACING).write_bytes(content)
    assert STRANGE in str(look(run))
    run.apply()
    assert run.is_done()
    assert look(run) is None


@pytest.mark.parametrize("kind", ["pipe", "symlink", "folder"])
def test_a_journal_that_is_no_file_is_not_acted_on(run: ExampleRun, kind: str) -> None:
    place = run.root / STATE / Phase.PLACING
    place.parent.mkdir()
    precious = run.root.parent / "precious"
    precious.write_text("precious")
    {"pipe": os.mkfifo, "symlink": lambda it: it.symlink_to(precious), "folder": os.mkdir}[kind](place)
    assert STRANGE in str(look(run))
    if kind == "folder":
        with pytest.raises(ConflictError):
            run.apply()
        assert run.is_settled()
    else:
        run.apply()
        assert run.is_done()
    assert precious.read_text() == "precious"


@pytest.mark.parametrize(
    "document",
    [
        {},
        {**evil_journal(), "version": 2},
        {**evil_journal(), "token": "../../../../etc/x"},
        {**evil_journal(), "token": 1},
        {**evil_journal(), "folders": "gateways"},
        {**evil_journal(), "folders": [1]},
        {**evil_journal(), "entries": {}},
        {**evil_journal(), "entries": ["x"]},
        evil_journal(path=1),
        evil_journal(target=None),
        evil_journal(before="x"),
        evil_journal(before=5),
        evil_journal(after=None),
        evil_journal(generated="yes"),
    ],
)
def test_even_a_sealed_journal_must_be_well_formed(run: ExampleRun, document: dict[str, object]) -> None:
    plant(run, Phase.PLACING, document, sealed=True)
    assert STRANGE in str(look(run))
    assert STRANGE in str(run.recover())
    assert read_tree(run.root) == run.before


@pytest.mark.parametrize(
    "target", ["../precious.py", "/etc/passwd", "out/precious.py", "a/../../precious.py", "", "\0"]
)
def test_even_a_sealed_journal_reaches_nothing_outside(run: ExampleRun, target: str) -> None:
    precious = run.root.parent / "precious.py"
    precious.write_bytes(b"evil\n")
    (run.root / "out").symlink_to("..")
    for phase in Phase:
        plant(run, phase, evil_journal(target=target, before=None), sealed=True)
        with pytest.raises(ConflictError):
            run.recover()
        assert precious.read_bytes() == b"evil\n"
        (run.root / STATE / phase).unlink()


@pytest.mark.parametrize("content", ['{"digests": []}', '{"digests": {"a": 1}}', "5"])
def test_digests_that_are_none_are_not_believed(run: ExampleRun, content: str) -> None:
    run.apply()
    state = StateFolder(run.root)
    document = json.loads(content)
    if isinstance(document, dict):
        state.write_document("generated.json", document)
    else:
        (run.root / STATE / "generated.json").write_text(content)
    assert DiskChangeStore(run.root).list_generated_digests() == {}


def test_a_state_that_can_not_be_read_is_not_taken_for_an_absent_one(
    run: ExampleRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = interrupt_when(run, is_half_placed)
    store = DiskChangeStore(current.root)
    before = read_tree(current.root)
    real = os.open

    def refuse_state(place: str | Path, flags: int, mode: int = 0) -> int:
        if STATE in str(place):
            fail_with(errno.EACCES)()
        return real(place, flags, mode)

    (current.root / STATE / "generated.json").write_text("{}")
    monkeypatch.setattr(os, "open", refuse_state)
    for question in (store.find_interrupted_run, store.list_generated_digests, current.recover, current.apply):
        with pytest.raises(ConflictError, match="can't be read: permission is denied"):
            question()
    monkeypatch.undo()
    assert read_tree(current.root) == before
    assert "has been finished" in str(current.recover())


def test_a_seal_that_is_no_file_seals_nothing(run: ExampleRun) -> None:
    run.apply()
    (run.root / STATE / "seal").unlink()
    (run.root / STATE / "seal").symlink_to(".gitignore")
    assert DiskChangeStore(run.root).list_generated_digests() == {}


def test_what_stands_in_the_state_folder_in_the_way_is_named(run: ExampleRun) -> None:
    (run.root / STATE / "unfinished.tmp").mkdir(parents=True)
    with pytest.raises(ConflictError, match="could not be written"):
        run.apply()
    assert run.is_settled()
