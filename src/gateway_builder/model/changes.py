"""A plan: which files would hold which bytes. Computed without touching the disk; applied by a gateway."""

from __future__ import annotations

from gateway_builder.values import value


def digest(content: bytes) -> str:
    """Hexadecimal SHA-256 of a file's bytes."""
    from hashlib import sha256

    return sha256(content).hexdigest()


@value
class FileEdit:
    """One file as it is (`before`, None when it must not exist) and as it will be (`after`).

    `path` is relative to the project's root, POSIX. `generated` tells that every byte of `after` is ours, so that its
    digest is worth keeping.
    """

    path: str
    before: bytes | None
    after: bytes
    generated: bool = False

    @property
    def kind(self) -> str:
        """`create` or `edit`."""
        return "create" if self.before is None else "edit"


@value
class Decision:
    """Something the tool can't know, left to the user: what to decide, for which method, in which file."""

    method: str
    text: str
    path: str = ""


@value
class Plan:
    """What a command would do.

    Attributes:
        edits: Files to write, in the order in which they are to be renamed into place: new files first, then the files
            that others import last, so that an interruption leaves unused files and never a broken import.
        unchanged: Paths that were looked at and stay as they are.
        decisions: What is left to the user.
        notes: What was detected, resolved or reused, one sentence each.
        warnings: What the user should look at although nothing stopped the run, one sentence each.
    """

    edits: tuple[FileEdit, ...] = ()
    unchanged: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
