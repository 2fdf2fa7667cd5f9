"""Writes plans to the disk: all or nothing, never over an edit made since, whatever happens in between."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError, GatewayBuilderError, Problem, UsageError
from gateway_builder.gateways.change_journal import Journal, Phase, find_journal, has_strange_journal
from gateway_builder.gateways.file_transaction import FileTransaction
from gateway_builder.gateways.generated_digests import GeneratedDigests
from gateway_builder.gateways.project_lock import hold_lock, is_locked
from gateway_builder.gateways.run_preparation import describe_run
from gateway_builder.gateways.state_folder import STATE_FOLDER, StateFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gateway_builder.model.changes import FileEdit

_SECONDS = 60.0
_SHOWN_PATHS = 3
_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "permission is denied",
    errno.EPERM: "permission is denied",
    errno.EFBIG: "a file would be larger than the system allows",
}
_NOTHING_WRITTEN = "Nothing has been changed."
_MEND = "Mend that, then run the command again."
_STRANGE_JOURNAL = (
    f"{STATE_FOLDER} holds the journal of an interrupted run that was not made in this copy of the project, or that "
    f"can't be read; it is not acted on. Remove {STATE_FOLDER} when the project's files are as they should be."
)


class DiskChangeStore:
    """The files of one project on the local disk, for writing."""

    def __init__(self, root: Path, *, seconds: float = _SECONDS) -> None:
        """A project.

        Args:
            root: Its root.
            seconds: How long the lock is waited for while another process holds it.
        """
        self._root = Path(os.path.realpath(root))
        self._seconds = seconds
        self._state = StateFolder(self._root)
        self._digests = GeneratedDigests(self._state)
        self._report: str | None = None
        self._locked = False

    @contextmanager
    def lock_project(self) -> Iterator[None]:
        """Hold the project's lock; first finish or revert an interrupted run.

        Returns:
            A context in which this process alone writes to the project.

        Raises:
            ConflictError: If the lock is not to be had in time, or an interrupted run can't be finished or reverted.
        """
        with hold_lock(self._root, self._seconds):
            self._report = self._recover()  # gw: ignore[GW309] -- what the lock recovered is asked for behind it
            self._locked = True
            try:
                yield
            finally:
                self._locked = False

    def find_interrupted_run(self) -> str | None:
        """Describe a run that was killed while it wrote.

        Returns:
            A sentence for the user, or None when no run was interrupted.

        Raises:
            ConflictError: If that can't be found out.
        """
        with _naming_failures():
            found = find_journal(self._state)
            if found is None:
                return _STRANGE_JOURNAL if has_strange_journal(self._state) else None
        if is_locked(self._root):
            return None
        phase, journal = found
        deed = "finishes" if phase in {Phase.PLACING, Phase.DONE} else "reverts"
        names = _enumerate(journal.paths)
        return f"A run was interrupted while it wrote {names}; the next run that writes {deed} it first."

    def get_recovery_report(self) -> str | None:
        """Describe what taking the lock finished or reverted.

        Returns:
            A sentence for the user, or None when there was nothing to recover.
        """
        return self._report

    def list_generated_digests(self) -> Mapping[str, str]:
        """List the files that were generated here.

        Returns:
            Digest of each file as the run that wrote it left it, by path.

        Raises:
            ConflictError: If they can't be read.
        """
        with _naming_failures():
            return self._digests.list_all()

    def _recover(self) -> str | None:
        with _naming_failures():
            found = find_journal(self._state)
            if found is None:
                return _STRANGE_JOURNAL if has_strange_journal(self._state) else None
        phase, journal = found
        names = _enumerate(journal.paths)
        try:
            return self._finish_or_revert(journal, phase)
        except (UsageError, OSError) as error:
            raise ConflictError(
                Problem(
                    f"The interrupted run that wrote {names} can neither be finished nor reverted: {_explain(error)}.",
                    "Mend that, then run the command again.",
                ),
            ) from error

    def _finish_or_revert(self, journal: Journal, phase: Phase) -> str:
        transaction = FileTransaction(self._root, self._state, self._digests, journal, phase)
        names = _enumerate(journal.paths)
        if phase in {Phase.PLACING, Phase.DONE}:
            with suppress(ConflictError):
                if not transaction.is_done:
                    transaction.place()
                edited = _describe_kept(transaction.list_edited_since())
                transaction.close()
                return f"A run that was interrupted has been finished; it wrote {names}.{edited}"
        kept = _describe_kept(transaction.revert())
        return f"A run that was interrupted has been reverted; it was writing {names}.{kept}"

    def apply_edits(self, edits: Sequence[FileEdit]) -> None:
        """Write every file of a plan, or none.

        Args:
            edits: Files in the order in which they are to be renamed into place. One that would not change is not
                written.

        Raises:
            ConflictError: If a file is not as the plan saw it, leaves the project or can't be written; all such files
                are named together and nothing has been written.
        """
        if not self._locked:
            raise RuntimeError("apply_edits needs lock_project")
        changes = [edit for edit in edits if edit.before != edit.after]
        if not changes:
            return
        journal = describe_run(self._root, changes)
        transaction = FileTransaction(self._root, self._state, self._digests, journal)
        is_new = not self._state.exists()
        try:
            self._state.prepare()
            transaction.prepare(changes)
            transaction.place()
            transaction.close()
        except BaseException as error:
            if not transaction.is_done:
                self._take_back(transaction, error, is_new=is_new)
                raise
            with suppress(OSError):  # all files are in place; what can't be tidied up now, the next run does
                transaction.close()
            if not isinstance(error, OSError):
                raise

    def _take_back(self, transaction: FileTransaction, error: BaseException, *, is_new: bool) -> None:
        """Undo a run that failed.

        Raises:
            ConflictError: If the failure is the user's to solve.
        """
        try:
            kept = transaction.revert()
            if is_new:
                self._state.discard()
        except OSError as obstacle:
            raise ConflictError(
                Problem(
                    f"The files could not be written ({_explain(error)}), and taking back what was written failed too "
                    f"({_explain(obstacle)}).",
                    "Mend that, then run the command again: it reverts this run first.",
                ),
            ) from error
        problems = [
            Problem(f"{path} was edited by somebody else meanwhile and is left so.", place=path) for path in kept
        ]
        if isinstance(error, OSError):
            raise ConflictError(
                [Problem(f"The files could not be written: {_explain(error)}. {_NOTHING_WRITTEN}", _MEND), *problems]
            ) from error
        if problems:
            raise ConflictError([*_problems_of(error), *problems]) from error


@contextmanager
def _naming_failures() -> Iterator[None]:
    """Tell of a state that can't be read: to take it for absent would leave an interrupted run as it is."""
    try:
        yield
    except OSError as error:  # gw: ignore[GW705] -- who runs the command is told, nobody else operates it
        raise ConflictError(
            Problem(f"{STATE_FOLDER} can't be read: {_explain(error)}.", "Make it readable.", STATE_FOLDER)
        ) from error


def _problems_of(error: BaseException) -> tuple[Problem, ...]:
    return error.problems if isinstance(error, GatewayBuilderError) else ()


def _explain(error: BaseException) -> str:
    """What went wrong, in words."""
    if not isinstance(error, OSError):
        return str(error) or type(error).__name__
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    return f"{reason}, in {Path(error.filename).parent}" if isinstance(error.filename, str) else reason


def _enumerate(paths: Sequence[str]) -> str:
    """Some paths as the part of a sentence."""
    hidden = len(paths) - _SHOWN_PATHS
    if hidden > 1:
        return f"{', '.join(paths[:_SHOWN_PATHS])} and {hidden} more"
    return " and ".join(filter(None, (", ".join(paths[:-1]), *paths[-1:])))


def _describe_kept(paths: Sequence[str]) -> str:
    return f" Somebody changed {_enumerate(paths)} since: left so." if paths else ""
