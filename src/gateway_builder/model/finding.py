"""What `check` finds: where, which rule, why, and how it is mended."""

from __future__ import annotations

from enum import Enum

from gateway_builder.values import ordered_value, value


class Severity(Enum):
    """How bad a finding is: an error breaks the standard, a warning is work left over, an info is a hint."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@ordered_value
class Span:
    """A range of characters in a file; lines and columns count from 1, the end column is behind the last character."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@ordered_value
class TextEdit:
    """One replacement: the characters from `start` to `end` of a file's decoded text become `text`.

    `path` is relative to the project's root; offsets are those of `source.text.SourceText.text`.
    """

    path: str
    start: int
    end: int
    text: str


@value
class Fix:
    """A change that mends a finding.

    Attributes:
        title: What it does, as an imperative ("Add @runtime_checkable").
        is_safe: Whether it can't change what the program does; unsafe ones are made only when asked for.
        edits: Replacements that belong together; they don't overlap.
    """

    title: str
    is_safe: bool
    edits: tuple[TextEdit, ...]


@value
class Finding:
    """One place that breaks one rule.

    Attributes:
        code: The rule's code (`GW601`).
        name: The rule's name (`unknown-operation`).
        message: A sentence: what is wrong here, and why that matters where it is not plain.
        severity: How bad it is.
        path: File, relative to the project's root, POSIX.
        span: The characters that are meant.
        hint: What to do next, as a sentence; "" where the message says it.
        fix: How it can be mended by the program, None where it can't.
        scope: Dotted name of the class and function around it (`AWSBatchRunner.submit_run`), "" at module level.
        fingerprint: Stays the same when lines move; differs between two places of one file.
    """

    code: str
    name: str
    message: str
    severity: Severity
    path: str
    span: Span = Span()
    hint: str = ""
    fix: Fix | None = None
    scope: str = ""
    fingerprint: str = ""

    @property
    def sort_key(self) -> tuple[str, Span, str, str]:
        """Findings are listed by file, place, code and message."""
        return (self.path, self.span, self.code, self.message)
