"""A plan's edits as unified diffs that `git apply` and `patch` read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway_builder.model.changes import FileEdit

_NEW_FILE = "new file mode 100644\n"  # without this line git takes the diff of an empty file for none


def unified_diff(edit: FileEdit) -> str:
    """The diff of one edit, with three lines of context; empty when nothing changes."""
    from difflib import unified_diff as diff_lines

    if edit.before == edit.after:
        return ""
    before, after = _lines(edit.before or b""), _lines(edit.after)
    old = "/dev/null" if edit.before is None else f"a/{edit.path}"
    lines = "".join(_ended(line) for line in diff_lines(before, after, old, f"b/{edit.path}"))
    return f"diff --git a/{edit.path} b/{edit.path}\n{_NEW_FILE if edit.before is None else ''}{lines}"


def _lines(content: bytes) -> list[str]:
    text = content.decode("utf-8", errors="backslashreplace")
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
