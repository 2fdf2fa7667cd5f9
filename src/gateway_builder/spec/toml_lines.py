"""Finds the line of every key and element of a TOML text, which tomllib does not tell."""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

KeyPath: TypeAlias = tuple[str | int, ...]

_MOST_PARTS = 50
_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRINGS = (
    r'"""(?:\\.|[^\\])*?"{3,5}(?!")',
    r"'''.*?'{3,5}(?!')",
    r'"(?:[^"\\\n]++|\\.)*+"',
    r"'[^'\n]*+'",
)
_STRING = re.compile("|".join(_STRINGS), re.DOTALL)
_SCALAR = re.compile(r"[^,\]}#\n]+")


def find_lines(text: str) -> Mapping[KeyPath, int]:
    """The line, from 1, where each key and each element of an array stands.

    A table stands where its header is, else where it is first named. What follows something that this reader does not
    know has no line.

    Args:
        text: Valid TOML, its lines ended as Unix does.
    """
    lines = _Lines(text)
    with suppress(_UnknownSyntaxError):
        lines.read()
    return lines.found


class _UnknownSyntaxError(Exception):
    """Nothing that can be read stands here."""


class _Lines:
    """Reads a text from top to bottom."""

    def __init__(self, text: str) -> None:
        self.found: dict[KeyPath, int] = {}
        self._text = text
        self._at = 0
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._counts: dict[KeyPath, int] = {}

    def read(self) -> None:
        table: KeyPath = ()
        while self._skip(_BLANK) < len(self._text):
            if self._take("[["):
                table = self._open(self._key(), is_element=True)
                self._expect("]]")
            elif self._take("["):
                table = self._open(self._key(), is_element=False)
                self._expect("]")
            else:
                self._pair(table)

    def _open(self, parts: list[str], *, is_element: bool) -> KeyPath:
        """The path of a table whose header says the parts."""
        path: KeyPath = ()
        for part in parts[:-1]:
            path = self._latest((*path, part))
        path = (*path, parts[-1])
        if not is_element:
            self.found[path] = self._line()
            return path
        self._note(path)
        self._counts[path] = self._counts.get(path, -1) + 1
        return self._latest(path)

    def _latest(self, path: KeyPath) -> KeyPath:
        """The path, of its newest element where it is an array of tables."""
        self._note(path)
        if path not in self._counts:
            return path
        element = (*path, self._counts[path])
        self._note(element)
        return element

    def _pair(self, table: KeyPath) -> None:
        path = table
        for part in self._key():
            path = (*path, part)
            self._note(path)
        self._expect("=")
        self._skip(_SPACE)
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        if self._take("["):
            self._array(path)
        elif self._take("{"):
            self._inline_table(path)
        elif not self._match(_STRING):
            _demand(self._match(_SCALAR))

    def _array(self, path: KeyPath) -> None:
        number = 0
        while not self._ends_with("]"):
            element = (*path, number)
            self._note(element)
            self._value(element)
            number += 1

    def _inline_table(self, path: KeyPath) -> None:
        while not self._ends_with("}"):
            self._pair(path)

    def _ends_with(self, bracket: str) -> bool:
        """Whether a collection ends here; steps over a comma and to the next element else."""
        self._skip(_BLANK)
        if self._take(","):
            self._skip(_BLANK)
        return self._take(bracket)

    def _key(self) -> list[str]:
        parts = [self._part()]
        while self._take("."):
            parts.append(self._part())
        _demand(len(parts) <= _MOST_PARTS)
        return parts

    def _part(self) -> str:
        self._skip(_SPACE)
        part = self._match(_BARE_KEY) or _unquote(self._match(_STRING))
        self._skip(_SPACE)
        return part

    def _note(self, path: KeyPath) -> None:
        self.found.setdefault(path, self._line())

    def _line(self) -> int:
        return bisect_right(self._ends, self._at) + 1

    def _take(self, token: str) -> bool:
        is_here = self._text.startswith(token, self._at)
        self._at += len(token) if is_here else 0
        return is_here

    def _expect(self, token: str) -> None:
        _demand(self._take(token))

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return found[0] if found else ""

    def _skip(self, pattern: re.Pattern[str]) -> int:
        self._match(pattern)
        return self._at


def _demand(what: object) -> None:
    if not what:
        raise _UnknownSyntaxError


def _unquote(quoted: str) -> str:
    """The key that a string of TOML says."""
    import tomllib

    _demand(quoted)
    if quoted.startswith("'") or "\\" not in quoted:
        return quoted[1:-1]
    return str(tomllib.loads(f"key = {quoted}")["key"])
