"""Looks at the project's files before a run writes: are they as the plan saw them, and can they be written?"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError, Problem, UsageError
from gateway_builder.gateways.change_journal import Journal, JournalEntry
from gateway_builder.gateways.project_path import read_regular, resolve_inside
from gateway_builder.gateways.state_folder import STATE_FOLDER
from gateway_builder.model.changes import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gateway_builder.model.changes import FileEdit

_NOT_PROJECT_FILES = frozenset({STATE_FOLDER, ".git"})
_PLAN_ANEW = "Nothing has been written. Run the command again: it plans anew from the files as they are."


def describe_run(root: Path, edits: Sequence[FileEdit]) -> Journal:
    """The journal of a run that may begin.

    Args:
        root: The project's root, resolved.
        edits: What it would write.

    Raises:
        ConflictError: With every file that is not as its edit expects it, leaves the project or can't be written.
    """
    targets: dict[Path, FileEdit] = {}
    problems: list[Problem] = []
    for edit in edits:
        try:
            target = resolve_inside(root, edit.path)
            problems.extend(_find_problems(root, edit, target))
            if target in targets:
                problems.append(
                    Problem(f"{edit.path} and {targets[target].path} are one and the same file.", place=edit.path)
                )
            targets[target] = edit
        except UsageError as error:
            problems.extend(error.problems)
    if problems:
        raise ConflictError(problems)
    return Journal(
        os.urandom(8).hex(),
        tuple(_list_missing_folders(root, targets)),
        tuple(_describe_edit(root, edit, target) for target, edit in targets.items()),
    )


def _describe_edit(root: Path, edit: FileEdit, target: Path) -> JournalEntry:
    before = None if edit.before is None else digest(edit.before)
    return JournalEntry(edit.path, target.relative_to(root).as_posix(), before, digest(edit.after), edit.generated)


def _find_problems(root: Path, edit: FileEdit, target: Path) -> Iterator[Problem]:
    if PurePosixPath(edit.path).parts[0] in _NOT_PROJECT_FILES:
        yield Problem(f"{edit.path} is not a file of the project.", place=edit.path)
    elif edit.before is None:
        if os.path.lexists(root / edit.path):
            yield Problem(f"{edit.path} has appeared since the plan was made.", _PLAN_ANEW, edit.path)
    elif (found := read_regular(target, edit.path)) != edit.before:
        deed = "removed" if found is None else "changed"
        yield Problem(f"{edit.path} was {deed} by somebody else since the plan was made.", _PLAN_ANEW, edit.path)
    yield from _find_obstacles(root, edit, target)


def _find_obstacles(root: Path, edit: FileEdit, target: Path) -> Iterator[Problem]:
    """What keeps a file from being written into its folder."""
    folder = next(folder for folder in target.parents if os.path.lexists(folder))
    name = folder.relative_to(root).as_posix()
    if not folder.is_dir():
        yield Problem(f"{edit.path} can't be made: {name} is not a folder.", "Move it out of the way.", edit.path)
    elif not os.access(folder, os.W_OK | os.X_OK):
        yield Problem(
            f"{edit.path} can't be written: its folder {name} is read-only.", "Make the folder writable.", edit.path
        )


def _list_missing_folders(root: Path, targets: Sequence[Path] | dict[Path, FileEdit]) -> list[str]:
    """Folders that the run has to make, outer ones first."""
    missing = {folder for target in targets for folder in target.parents if not folder.exists()}
    return [folder.relative_to(root).as_posix() for folder in sorted(missing)]
