"""The files of one run, brought into place all together or not at all."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError, Problem
from gateway_builder.gateways.change_journal import Phase, remove_journal, write_journal
from gateway_builder.gateways.durable_file import create_file, keep_file, place_new_file, sync_folder
from gateway_builder.gateways.project_path import LARGEST_FILE, read_at_most, resolve_entry, resolve_inside
from gateway_builder.model.changes import digest
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.gateways.change_journal import Journal, JournalEntry
    from gateway_builder.gateways.generated_digests import GeneratedDigests
    from gateway_builder.gateways.state_folder import StateFolder
    from gateway_builder.model.changes import FileEdit


@value
class _Places:
    """Where one file lies, and under which names its new and its old content wait beside it."""

    entry: JournalEntry
    target: Path
    new: Path
    old: Path


class FileTransaction:
    """Carries out a journal, or takes it back; each step can be repeated after an interruption anywhere.

    Preparing touches no file of the project: it writes each new text beside its target and gives each old file a second
    name. Placing renames the new texts over the targets, in order; with its end the run is done and can't be reverted
    any more. Closing removes what is left of it. Reverting renames the old files back.
    """

    def __init__(
        self,
        root: Path,
        state: StateFolder,
        digests: GeneratedDigests,
        journal: Journal,
        phase: Phase = Phase.PREPARING,
    ) -> None:
        """A run.

        Raises:
            UsageError: If the journal names a place outside the project.
        """
        self._root = root
        self._state = state
        self._digests = digests
        self._journal = journal
        self._phase = phase
        self._is_repeated = phase is not Phase.PREPARING
        self._folders = tuple(resolve_inside(root, folder) for folder in journal.folders)
        self._all_places = tuple(self._find_places(number, entry) for number, entry in enumerate(journal.entries))

    def _find_places(self, number: int, entry: JournalEntry) -> _Places:
        target = resolve_entry(self._root, entry.target)
        stem = f".gateway-builder-{self._journal.token}-{number}"
        return _Places(entry, target, target.with_name(f"{stem}.new"), target.with_name(f"{stem}.old"))

    @property
    def is_done(self) -> bool:
        """Whether all files are in place."""
        return self._phase is Phase.DONE

    def prepare(self, edits: Sequence[FileEdit]) -> None:
        """Write the journal, make the folders and write all new texts beside their targets."""
        write_journal(self._state, self._journal)
        for folder in self._folders:
            folder.mkdir(exist_ok=True)
        for places, edit in zip(self._all_places, edits, strict=True):
            if Path(os.path.realpath(places.target.parent)) != places.target.parent:
                raise _describe_change(places.entry)
            like = None
            if edit.before is not None:
                like = os.lstat(places.target)
                keep_file(places.target, places.old, edit.before)
            create_file(places.new, edit.after, like)
        self._sync_folders()

    def place(self) -> None:
        """Rename all new texts into place, in order; what an interrupted run has placed already is left.

        Raises:
            ConflictError: If a file is not as the plan saw it.
        """
        self._enter(Phase.PLACING)
        for places in self._all_places:
            if os.path.lexists(places.new):
                self._place_file(places)
        self._sync_folders()
        self._enter(Phase.DONE)

    def _place_file(self, places: _Places) -> None:
        entry = places.entry
        if _digest_of(places.new) != entry.after:
            raise _describe_change(entry)
        if entry.before is not None:
            _require_content(places.target, entry)
            places.new.rename(places.target)
            _require_content(places.old, entry)  # whoever wrote into the old file until now wrote into this name of it
        elif _is_same_file(places.new, places.target):
            places.new.unlink()
        else:
            if self._is_repeated:
                _drop_reservation(places.target)
            _place_new_file(places)

    def list_edited_since(self) -> tuple[str, ...]:
        """Paths of the files that do not hold what the run wrote."""
        return tuple(
            places.entry.path for places in self._all_places if _digest_of(places.target) != places.entry.after
        )

    def close(self) -> None:
        """Keep the digests of what was generated, and remove what the run needed only for itself, its journal last."""
        self._digests.remember({entry.path: entry.after for entry in self._journal.entries if entry.generated})
        self._remove_temporary_files()
        remove_journal(self._state)

    def revert(self) -> tuple[str, ...]:
        """Bring all old files back, remove all new ones and the folders made for them.

        Returns:
            Paths of the files that somebody edited since: they are left as they are.
        """
        kept: tuple[str, ...] = ()
        if self._phase is not Phase.PREPARING:
            self._enter(Phase.REVERTING)
            kept = tuple(places.entry.path for places in reversed(self._all_places) if not _restore_file(places))
        self._remove_temporary_files()
        for folder in reversed(self._folders):
            _remove_empty_folder(folder)
        self._sync_folders()
        remove_journal(self._state)
        return kept

    def _enter(self, phase: Phase) -> None:
        if self._phase is not phase:
            self._state.rename_document(self._phase, phase)
            self._phase = phase
            self._state.sync()

    def _remove_temporary_files(self) -> None:
        for place in chain.from_iterable((places.new, places.old) for places in self._all_places):
            with suppress(FileNotFoundError, NotADirectoryError):
                place.unlink()

    def _sync_folders(self) -> None:
        folders = {places.target.parent for places in self._all_places} | {folder.parent for folder in self._folders}
        for folder in sorted(folders):
            with suppress(FileNotFoundError, NotADirectoryError):
                sync_folder(folder)


def _remove_empty_folder(folder: Path) -> None:
    """Remove a folder, unless somebody else put something there or removed it."""
    try:
        folder.rmdir()
    except OSError as error:
        if error.errno not in {errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR}:
            raise


def _restore_file(places: _Places) -> bool:
    """Whether a file is as it was before the run, now."""
    if os.path.lexists(places.new) and not _is_same_file(places.new, places.target):
        return True
    found = _digest_of(places.target)
    if found == places.entry.before:
        return True
    if found != places.entry.after:
        return False
    if places.entry.before is None:
        places.target.unlink()
        return True
    if os.path.lexists(places.old):
        places.old.rename(places.target)
        return True
    return False


def _place_new_file(places: _Places) -> None:
    try:
        place_new_file(places.new, places.target)
    except (FileExistsError, NotADirectoryError) as error:
        raise _describe_change(places.entry) from error


def _require_content(place: Path, entry: JournalEntry) -> None:
    """Raise unless a file holds what the plan saw."""
    if _digest_of(place) != entry.before:
        raise _describe_change(entry)


def _describe_change(entry: JournalEntry) -> ConflictError:
    return ConflictError(
        Problem(
            f"{entry.path} was changed by somebody else while the files were being written.",
            "Nothing else has been changed. Run the command again.",
            entry.path,
        ),
    )


def _drop_reservation(target: Path) -> None:
    """Remove the empty file that reserves a name where the file system has no hard links."""
    with suppress(FileNotFoundError):
        status = os.lstat(target)
        if stat.S_ISREG(status.st_mode) and not status.st_size:
            target.unlink()


def _digest_of(place: Path) -> str | None:
    """Digest of a file, None where there is none, empty where something else is.

    A disk that fails is no answer: its error goes on.
    """
    try:
        status = os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_FILE:
        return ""
    return digest(read_at_most(place, LARGEST_FILE))


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return os.path.samestat(os.lstat(one), os.lstat(other))
    except (FileNotFoundError, NotADirectoryError):
        return False
