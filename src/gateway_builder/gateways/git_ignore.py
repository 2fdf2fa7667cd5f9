"""What git ignores, by the patterns of one file; git is never run."""

from __future__ import annotations

import re
from typing import NamedTuple

from gateway_builder.values import value

_CLASS = re.compile(r"\[[!^]?\]?[^\]]*\]")
_WILDCARD = re.compile(r".*[*?\]\\]", re.DOTALL)
_PYTHON = (".py", ".pyi")


class IgnoreRule(NamedTuple):
    """One line of a `.gitignore`.

    Attributes:
        pattern: Regular expression for all of a name, or for a path from the file's folder on.
        is_path: Whether it is for a path.
        is_negated: Whether it takes back what lines above it ignore.
        only_folders: Whether it is for folders alone.
        tail: The characters that every match ends with, as far as they are known.
    """

    pattern: str
    is_path: bool
    is_negated: bool
    only_folders: bool
    tail: str


@value
class Alternatives:
    """Rules as one expression for names and one for paths; the alternative that matches first was written last."""

    rules: tuple[IgnoreRule, ...]
    names: re.Pattern[str] | None
    paths: re.Pattern[str] | None

    def decide(self, path: str) -> bool | None:
        """Whether a path is ignored; None where no rule matches."""
        numbers = []
        for pattern, text in ((self.names, path.rpartition("/")[2]), (self.paths, path)):
            if pattern and (found := pattern.fullmatch(text)):
                numbers.append(int(str(found.lastgroup)[1:]))
        return not self.rules[min(numbers)].is_negated if numbers else None


@value
class IgnoreRules:
    """The lines of one file; of those that match the last one decides.

    Attributes:
        folders: Those for folders.
        files: Those that a Python file can match.
    """

    folders: Alternatives
    files: Alternatives

    def decide(self, path: str, *, is_folder: bool) -> bool | None:
        """Whether a path is ignored; None where no line matches.

        Args:
            path: Relative to the folder that the file stands in: a folder, or a Python file.
            is_folder: Whether it is a folder.
        """
        return (self.folders if is_folder else self.files).decide(path)


def parse_rules(text: str) -> IgnoreRules:
    """The rules that a `.gitignore` states."""
    rules = [rule for line in reversed(text.splitlines()) if (rule := parse_rule(line))]
    for_files = [rule for rule in rules if not rule.only_folders and _can_match_python(rule.tail)]
    return IgnoreRules(_join(rules), _join(for_files))


def _join(rules: list[IgnoreRule]) -> Alternatives:
    return Alternatives(tuple(rules), _alternatives(rules, is_path=False), _alternatives(rules, is_path=True))


def _alternatives(rules: list[IgnoreRule], *, is_path: bool) -> re.Pattern[str] | None:
    texts = [f"(?P<r{number}>{rule.pattern})" for number, rule in enumerate(rules) if rule.is_path is is_path]
    return re.compile("|".join(texts), re.DOTALL) if texts else None


def _can_match_python(tail: str) -> bool:
    return any(name.endswith(tail) or tail.endswith(name) for name in _PYTHON)


def parse_rule(line: str) -> IgnoreRule | None:
    """One line; None for a blank one, a comment, and what is no valid pattern."""
    text = re.sub(r"(?<!\\)\s+$", "", line)
    is_negated = text.startswith("!")
    text = text.removeprefix("!") if is_negated else text
    if not text or text.startswith("#") or text.strip("/") == "":
        return None
    only_folders = text.endswith("/")
    text = text.rstrip("/")
    is_path = "/" in text
    text = text.removeprefix("/")
    tail = text[len(found[0]) :] if (found := _WILDCARD.match(text)) else text
    pattern = _translate(text)
    try:
        re.compile(pattern)
    except re.error:
        return None
    return IgnoreRule(pattern, is_path, is_negated, only_folders, tail.rpartition("/")[2])


def _translate(text: str) -> str:
    """The expression that means the same as a pattern."""
    made, at = [], 0
    while at < len(text):
        for begin, meaning in (("**/", "(?:.*/)?"), ("/**/", "/(?:.*/)?"), ("/**", "/.*"), ("**", ".*")):
            is_whole = begin != "/**" or at + len(begin) == len(text)
            is_first = begin != "**/" or at == 0
            if text.startswith(begin, at) and is_whole and is_first:
                made.append(meaning)
                at += len(begin)
                break
        else:
            found = _CLASS.match(text, at)
            length = len(found[0]) if found else 2 if text[at] == "\\" and at + 1 < len(text) else 1
            made.append(_translate_one(text[at : at + length]))
            at += length
    return "".join(made)


def _translate_one(piece: str) -> str:
    if piece in {"*", "?"}:
        return "[^/]*" if piece == "*" else "[^/]"
    if piece.startswith("[") and len(piece) > 1:
        body = piece[1:-1].replace("\\", "\\\\")
        return f"[^/{body[1:]}]" if body[0] in "!^" else f"[{body}]"
    return re.escape(piece[1:] if piece.startswith("\\") and len(piece) > 1 else piece)
