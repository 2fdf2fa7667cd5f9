"""A TOML file as tables, with the places of what stands in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.spec.toml_lines import find_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import NoReturn

    from gateway_builder.spec.toml_lines import KeyPath

_MOST_BYTES = 1024 * 1024
_MOST_LEVELS = 40
# tomllib takes minutes for a dotted key of thousands of parts.
_LONG_KEY = re.compile(rf"""(?:[\w"'-]++[ \t]*+\.[ \t]*+){{{_MOST_LEVELS}}}""")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ONE_GATEWAY = "a spec file describes one gateway"
_MEND = "mend the file's TOML; the format is explained at https://toml.io"


class Document:
    """A file that is valid TOML, and the problems that were found in it so far.

    Attributes:
        content: What stands in it.
        path: As the user named it.
    """

    def __init__(self, content: Mapping[str, object], path: str, lines: Mapping[KeyPath, int]) -> None:
        self.content = content
        self._found: list[tuple[int, Problem]] = []
        self.path = path
        self._lines = lines

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong so far, from the top of the file down."""
        return tuple(problem for _, problem in sorted(self._found, key=lambda found: found[0]))

    def place_of(self, keys: KeyPath) -> str:
        """`file:line: key.path`, or `file: key.path` where the line is not known."""
        line = self._lines.get(keys)
        where = f"{self.path}:{line}" if line else self.path
        return f"{where}: {_dotted(keys)}" if keys else where

    def refuse(self, keys: KeyPath, message: str, hint: str) -> None:
        """Note what is wrong with a key or its value."""
        self._found.append((self._lines.get(keys, 0), Problem(message, hint, self.place_of(keys))))


def read_document(content: bytes, path: str) -> Document:
    """The file as tables.

    Raises:
        UsageError: If it is too large, no UTF-8 or no TOML, or nested too deeply.
    """
    if len(content) > _MOST_BYTES:
        _refuse(f"{path} is larger than {_MOST_BYTES // 1024} KiB", _ONE_GATEWAY, path)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        _refuse(f"byte {content[error.start]:#04x} is no UTF-8", "save the file as UTF-8", f"{path}:{line}")
    tables = None if _LONG_KEY.search(text) else _parse(text, path)
    if tables is None or _is_deep(tables):
        _refuse(f"{path} is nested too deeply", _ONE_GATEWAY, path)
    return Document(tables, path, find_lines(text))


def _parse(text: str, path: str) -> Mapping[str, object]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        _refuse(f"the file is no TOML: {error}", _MEND, f"{path}:{_line_of(str(error), text)}")
    except RecursionError:
        _refuse(f"{path} is nested too deeply", _ONE_GATEWAY, path)


def _is_deep(tables: Mapping[str, object]) -> bool:
    level: list[object] = [tables]
    for _ in range(_MOST_LEVELS):
        level = [inner for each in level for inner in _held(each)]
    return bool(level)


def _held(found: object) -> Iterable[object]:
    if isinstance(found, dict):
        return found.values()
    return found if isinstance(found, list) else ()


def _line_of(message: str, text: str) -> int:
    """The line that tomllib names in the message of an error; the last one where the text ends too early."""
    found = re.search(r"\(at line (\d+), column \d+\)$", message)
    return int(found[1]) if found else text.count("\n") + 1


def _refuse(message: str, hint: str, place: str) -> NoReturn:
    raise UsageError(Problem(message, hint, place)) from None


def _dotted(keys: KeyPath) -> str:
    text = ""
    for key in keys:
        if isinstance(key, int):
            text += f"[{key}]"
        else:
            spelled = key if _BARE_KEY.fullmatch(key) else _quote(key)
            text += f".{spelled}" if text else spelled
    return text


def _quote(key: str) -> str:
    import json

    return json.dumps(key, ensure_ascii=False)
