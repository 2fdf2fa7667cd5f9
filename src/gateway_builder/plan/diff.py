"""A plan's edits as unified diffs that `git apply` and `patch` read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway_builder.model.changes import FileEdit


def unified_diff(edit: FileEdit) -> str:
    """The diff of one edit, with three lines of context; empty when nothing changes.

    Paths are relative to the folder that git is run in. A new empty file has no lines to show: git's own header says
    it, and the empty line keeps it apart from the diff that follows.
    """
    from difflib import unified_diff as diff_lines

    if edit.before is None and not edit.after:
        return f"diff --git a/{edit.path} b/{edit.path}\nnew file mode 100644\n\n"
    before, after = _lines(edit.before or b""), _lines(edit.after)
    old = "/dev/null" if edit.before is None else f"a/{edit.path}"
    return "".join(_ended(line) for line in diff_lines(before, after, old, f"b/{edit.path}"))


def _lines(content: bytes) -> list[str]:
    text = content.decode("utf-8", errors="backslashreplace")
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
