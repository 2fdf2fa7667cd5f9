"""Changes on their way to a plan: new files as text, edits of files that are there, and what is to be said of them."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.model.changes import Decision


@value
class PythonEdit:
    """An edit of a Python file that somebody wrote; `added` are the names that it may bind anew."""

    path: str
    before: bytes
    after: bytes
    added: tuple[str, ...]


@value
class Changes:
    """What one part of a command would change.

    Attributes:
        created: Text of each new file, unformatted, by path.
        replaced: Bytes of files of ours that are written anew, by path; their new text stands in `created`.
        edited: Edits of files that are there, in the order in which they are to be written.
    """

    created: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, bytes] = field(default_factory=dict)
    edited: tuple[PythonEdit, ...] = ()
    unchanged: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def __add__(self, other: Changes) -> Changes:
        """Both changes, this one first."""
        return Changes(
            {**self.created, **other.created},
            {**self.replaced, **other.replaced},
            self.edited + other.edited,
            self.unchanged + other.unchanged,
            self.decisions + other.decisions,
            self.notes + other.notes,
            self.warnings + other.warnings,
        )
