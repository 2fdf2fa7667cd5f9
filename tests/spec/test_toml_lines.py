"""Each key and each element of a TOML text has the line where it stands."""

from __future__ import annotations

import tomllib
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.spec.toml_lines import find_lines

if TYPE_CHECKING:
    from gateway_builder.spec.toml_lines import KeyPath

NUMBERS = ["1", "-1.5", "true", "inf", "0x0F", "1979-05-27", "1979-05-27 07:32:00", "1979-05-27T07:32:00Z"]
STRINGS = ['""', '"a # no comment"', '"[x]\\n = \\" \\\\"', "'C:\\'", "'it = \"quoted\"'", '"]"', "'}'", '","']
SCALARS = [*NUMBERS, *STRINGS]
LONG_STRINGS = [
    '"""\nfake = 1\n[fake]\n"""',
    '"""one "" two \\""" three"""',
    '"""ends in two"""""',
    '""""""',
    "''''''",
    "'''\n# [[fake]]\n\\'''",
    "'''ends in one''''",
    '"""back\\\n   slash"""',
]
GAPS = ["", " ", "\t", "  # comment ] } = \" '\n", "\n", "\n\n# [fake]\n  "]
SPACES = ["", " ", "\t "]
KEYS = ["{}", "{}-x", '"{}"', "'{}'", '"{} a.b"', "'{} #'", '"{} \\" ] \\u00e9"', '"{} = 1"']


class Author:
    """Writes a valid document and remembers on which line each thing stands."""

    def __init__(self, chance: Random) -> None:
        self.text = ""
        self.lines: dict[KeyPath, int] = {}
        self.draw = chance.choice
        self.chance = chance
        self.count = 0

    def note(self, path: KeyPath) -> None:
        self.lines.setdefault(path, self.text.count("\n") + 1)

    def key(self) -> tuple[str, str]:
        """A new key as it is written, and as it is meant."""
        self.count += 1
        written = self.draw(KEYS).format(f"k{self.count}")
        return written, next(iter(tomllib.loads(f"{written} = 1")))

    def keys(self, path: KeyPath) -> KeyPath:
        """A key of one or more parts that is new in a table."""
        for number in range(self.number(1, 3)):
            written, meant = self.key()
            space = self.draw(SPACES)
            self.text += f"{space}.{self.draw(SPACES)}{written}" if number else written
            path = (*path, meant)
            self.note(path)
        return path

    def pair(self, path: KeyPath, depth: int, *, inline: bool = False) -> None:
        whole = self.keys(path)
        self.text += f"{self.draw(SPACES)}={self.draw(SPACES)}"
        self.value(whole, depth, inline=inline)

    def value(self, path: KeyPath, depth: int, *, inline: bool) -> None:
        kind = self.number(0, 3 if depth else 1)
        if kind == 0 or (kind == 1 and inline):
            self.text += self.draw(SCALARS)
        elif kind == 1:
            self.text += self.draw(LONG_STRINGS)
        elif kind == 2:
            self.array(path, depth - 1, inline=inline)
        else:
            self.inline_table(path, depth - 1)

    def array(self, path: KeyPath, depth: int, *, inline: bool) -> None:
        gaps = SPACES if inline else GAPS
        self.text += f"[{self.draw(gaps)}"
        size = self.number(0, 3)
        for number in range(size):
            self.note((*path, number))
            self.value((*path, number), depth, inline=inline)
            is_last = number == size - 1
            self.text += f"{self.draw(gaps)}{',' if not is_last or self.number(0, 1) else ''}{self.draw(gaps)}"
        self.text += "]"

    def inline_table(self, path: KeyPath, depth: int) -> None:
        self.text += f"{{{self.draw(SPACES)}"
        for number in range(self.number(0, 3)):
            self.text += f"{self.draw(SPACES)},{self.draw(SPACES)}" if number else ""
            self.pair(path, depth, inline=True)
        self.text += f"{self.draw(SPACES)}}}"

    def body(self, path: KeyPath) -> None:
        for _ in range(self.number(0, 3)):
            self.text += self.draw(GAPS)
            self.pair(path, 2)
            self.text += f"{self.draw(SPACES)}{self.draw(['', '# end = 1'])}\n"

    def table(self, path: KeyPath) -> KeyPath:
        """A table under a path that a header can name."""
        written, meant = self.key()
        path = (*path, meant)
        self.text += f"[{self.header(path, written)}]"
        self.lines[path] = self.text.count("\n") + 1
        self.text += "\n"
        self.body(path)
        return path

    def array_of_tables(self, path: KeyPath) -> KeyPath:
        written, meant = self.key()
        path = (*path, meant)
        size = self.number(1, 3)
        for number in range(size):
            self.text += f"[[{self.header(path, written)}]]"
            self.note(path)
            self.note((*path, number))
            self.text += "\n"
            self.body((*path, number))
        return (*path, size - 1)

    def header(self, path: KeyPath, last: str) -> str:
        before = [f'"{self.escaped(part)}"' for part in path[:-1] if isinstance(part, str)]
        for number in range(1, len(path)):
            self.note(path[:number])
        return f"{self.draw(SPACES)}.".join([*before, last])

    @staticmethod
    def escaped(part: str) -> str:
        return part.replace("\\", "\\\\").replace('"', '\\"')

    def number(self, least: int, most: int) -> int:
        return self.chance.randint(least, most)


@given(st.integers(0))
def test_each_key_has_the_line_where_it_stands(seed: int) -> None:
    author = Author(Random(seed))
    author.body(())
    places: list[KeyPath] = [()]
    for _ in range(author.number(0, 4)):
        parent = places[author.number(0, len(places) - 1)]
        make = author.array_of_tables if author.number(0, 1) else author.table
        places = [each for each in places if parent[: len(each)] == each]  # what was left can't be gone back to
        places.append(make(parent))
    tomllib.loads(author.text)
    assert find_lines(author.text) == author.lines


def test_a_table_stands_where_its_header_is() -> None:
    lines = find_lines("[a.b]\nx = 1\n[a]\ny = 2\n[c]\nd.e = 1\nd.f = 2\n")
    assert lines[("a",)] == 3
    assert lines["a", "b"] == 1
    assert (lines["c", "d"], lines["c", "d", "f"]) == (6, 7)


@pytest.mark.parametrize(
    "text", ["a = 1\n? = 2\nb = 3\n", "a = 1\nb =\n", "a = 1\n[b\n", "a = 1\n[]\n", "a = 1\nb 2\n"]
)
def test_what_follows_something_unknown_has_no_line(text: str) -> None:
    lines = find_lines(text)
    assert lines[("a",)] == 1
    assert set(lines) <= {("a",), ("b",)}


def test_keys_of_very_many_parts_have_no_line() -> None:
    assert find_lines("a = 1\n" + ".".join("b" * 60) + " = 1\n") == {("a",): 1}


@given(st.text("[]{}=.,\"'#\n ab1"))
def test_any_text_is_read_to_an_end(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in find_lines(text).values())
