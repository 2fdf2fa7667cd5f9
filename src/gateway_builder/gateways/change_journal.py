"""What a run is about to do to the project's files, written down before it does it."""

from __future__ import annotations

import re
from dataclasses import asdict, fields
from enum import StrEnum
from typing import TYPE_CHECKING, TypeGuard

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.gateways.state_folder import StateFolder

_VERSION = 1
_TOKEN = re.compile("[0-9a-f]{16}")
_DIGEST = re.compile("[0-9a-f]{64}")


class Phase(StrEnum):
    """How far a run has come: the name of the journal's file, so that the step from one to the next is one rename."""

    PREPARING = "journal-preparing.json"
    PLACING = "journal-placing.json"
    DONE = "journal-done.json"
    REVERTING = "journal-reverting.json"


@value
class JournalEntry:
    """One file of a run.

    Attributes:
        path: The file as the plan calls it.
        target: Where it really lies below the root, symlinks followed.
        before: Digest of the old content; None when the file is new.
        after: Digest of the new content.
        generated: Whether every byte of the new content is ours.
    """

    path: str
    target: str
    before: str | None
    after: str
    generated: bool


@value
class Journal:
    """One run.

    Attributes:
        token: What the names of its temporary files share.
        folders: The folders that it makes, outer ones first.
        entries: Its files, in the order in which they are placed.
    """

    token: str
    folders: tuple[str, ...]
    entries: tuple[JournalEntry, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The files as the plan calls them."""
        return tuple(entry.path for entry in self.entries)


def write_journal(state: StateFolder, journal: Journal) -> None:
    """Write the journal of a run that begins."""
    state.write_document(Phase.PREPARING, {"version": _VERSION, **asdict(journal)})


def remove_journal(state: StateFolder) -> None:
    """Remove the journal, whatever its phase, and strange ones with it."""
    for phase in Phase:
        state.remove_document(phase)


def find_journal(state: StateFolder) -> tuple[Phase, Journal] | None:
    """The journal that this program left here, and its phase."""
    for phase in Phase:
        if journal := _parse_journal(state.read_document(phase) or {}):
            return phase, journal
    return None


def has_strange_journal(state: StateFolder) -> bool:
    """Whether a journal is there that was not written in this copy of the project, or that can't be understood."""
    return find_journal(state) is None and any(state.has_document(phase) for phase in Phase)


def _parse_journal(document: Mapping[str, object]) -> Journal | None:
    token, folders, entries = (document.get(each.name) for each in fields(Journal))
    if document.get("version") != _VERSION or not isinstance(token, str) or not _TOKEN.fullmatch(token):
        return None
    if not isinstance(folders, list) or not isinstance(entries, list):
        return None
    parsed = [entry for entry in map(_parse_entry, entries) if entry]
    names = [folder for folder in folders if isinstance(folder, str)]
    if len(parsed) != len(entries) or len(names) != len(folders):
        return None
    return Journal(token, tuple(names), tuple(parsed))


def _parse_entry(entry: object) -> JournalEntry | None:
    if not isinstance(entry, dict):
        return None
    path, target, before, after, generated = (entry.get(each.name) for each in fields(JournalEntry))
    if not isinstance(path, str) or not isinstance(target, str) or not isinstance(generated, bool):
        return None
    if not _is_digest(after) or not (before is None or _is_digest(before)):
        return None
    return JournalEntry(path, target, before, after, generated)


def _is_digest(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None
