"""Patterns of models: tried where Python reads them the same way, and only where that takes no time."""

from __future__ import annotations

import time

import pytest

from gateway_builder.bind.patterns import breaks_pattern


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("abc", "^[0-9]+$"),
        ("x", "arn:[^:]+:[^:]*:[^:]*"),
        ("AB", "^(ab|ba)$"),
        ("1", r"^\D*$"),
    ],
)
def test_text_that_does_not_match_is_found(text: str, pattern: str) -> None:
    assert breaks_pattern(text, pattern)


def test_a_pattern_may_match_anywhere_unless_it_says_otherwise() -> None:
    assert not breaks_pattern("--12--", "[0-9]+")


@pytest.mark.parametrize("pattern", [r"^[\p{L}]+$", "(", "[[:alpha:]]&&x[", "a{99999999999999999999}", "(?<n>x)"])
def test_other_dialects_are_not_tried(pattern: str) -> None:
    assert not breaks_pattern("anything", pattern)


def test_a_doubtful_character_class_gives_no_warning() -> None:
    assert breaks_pattern("x", "^[[a]b]$")


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$",
        "^(a|a)*$",
        "^(.*a){12}$",
        "^a*a*a*a*a*a*a*a*a*b$",
        "^" + "a?" * 40 + "a" * 40 + "$",
        "^" + "(a|a)" * 60 + "$",
        "^(a{1,}){2,}$",
    ],
)
def test_no_pattern_takes_long_whatever_it_is(pattern: str) -> None:
    began = time.perf_counter()
    assert not breaks_pattern("a" * 60 + "!", pattern)
    assert time.perf_counter() - began < 2


def test_nested_repeats_are_tried_on_short_text() -> None:
    assert breaks_pattern("aa!", "^(a+)+$")
