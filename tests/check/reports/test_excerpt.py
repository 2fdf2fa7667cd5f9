"""What is underlined is what is meant, however wide a terminal shows it."""

from __future__ import annotations

import pytest

from gateway_builder.check.reports.excerpt import make_excerpt
from gateway_builder.model.finding import Span


def drawn(line: str, start: int, end: int, width: int | None = None) -> tuple[str, str]:
    excerpt = make_excerpt(line, Span(1, start, 1, end), width)
    return excerpt.text, excerpt.marks


@pytest.mark.parametrize(
    ("line", "start", "end", "text", "marks"),
    [
        ("x = call(1)", 5, 9, "x = call(1)", "    ^^^^"),
        ("\tx = 1", 2, 3, "    x = 1", "    ^"),
        ("a\tx = 1", 3, 4, "a   x = 1", "    ^"),
        ("名 = call", 5, 9, "名 = call", "     ^^^^"),
        ("e\u0301 = call", 6, 10, "e\u0301 = call", "    ^^^^"),
        ("'\x1b' + x", 7, 8, "'\\x1b' + x", "         ^"),
        ("'\ud800' + x", 7, 8, "'\\ud800' + x", "           ^"),
        ("x", 1, 1, "x", "^"),
        ("x", 9, 12, "x", " ^"),
        ("x = 1   ", 1, 99, "x = 1", "^^^^^"),
    ],
)
def test_a_span_is_underlined(line: str, start: int, end: int, text: str, marks: str) -> None:
    assert drawn(line, start, end) == (text, marks)


def test_a_span_of_several_lines_is_underlined_to_the_end_of_its_first() -> None:
    excerpt = make_excerpt("x = call(", Span(1, 5, 4, 2))
    assert excerpt.marks == "    ^^^^^"


@pytest.mark.parametrize(
    ("start", "end", "text", "marks"),
    [
        (1, 4, "0123456789012345678…", "^^^"),
        (38, 41, "…23456789", "       ^^^"),
        (18, 31, "…901234567890123456…", "         ^^^^^^^^^^"),
        (11, 31, "…234567890123456789…", "         ^^^^^^^^^^"),
    ],
)
def test_a_long_line_is_cut_around_what_is_meant(start: int, end: int, text: str, marks: str) -> None:
    shown, under = drawn("0123456789" * 4, start, end, 20)
    assert len(shown) <= 20
    assert len(under) <= 20
    assert under.lstrip() == "^" * len(under.lstrip())
    first = len(under) - len(under.lstrip())
    assert shown[first] == str((start - 1) % 10)


def test_a_terminal_of_no_width_still_shows_something() -> None:
    shown, _ = drawn("0123456789" * 4, 1, 3, 2)
    assert shown.startswith("0123")
