"""No text can leave the literal or the docstring that it stands in."""

from __future__ import annotations

import ast

from hypothesis import example, given
from hypothesis import strategies as st

from gateway_builder.render.text import docstring_text, ends_sentence, string_literal, wrap_literal, wrap_text


@given(st.text())
def test_a_literal_has_the_value_of_its_text(text: str) -> None:
    literal = string_literal(text)

    assert ast.literal_eval(literal) == text
    assert literal.isprintable()


@given(st.text(), st.integers(min_value=10, max_value=120))
def test_a_literal_in_pieces_has_it_too(text: str, width: int) -> None:
    assert ast.literal_eval(wrap_literal(text, width)) == text


def test_a_literal_is_wrapped_only_where_it_is_too_long() -> None:
    assert wrap_literal("one two three", 40) == '"one two three"'
    assert wrap_literal("one two three four five six seven", 26) == '(\n"one two three four "\n"five six seven"\n)'
    assert wrap_literal("one  two" * 9, 26) == string_literal("one  two" * 9)


@given(st.text())
@example('"""')
@example('\\"')
@example('x""')
def test_a_docstring_holds_its_text_and_nothing_behind_it(text: str) -> None:
    tree = ast.parse(f'def f():\n    """A. {docstring_text(text)}"""\n')

    function = tree.body[0]
    assert isinstance(function, ast.FunctionDef)
    assert len(tree.body) == len(function.body) == 1
    assert ast.get_docstring(function, clean=False) is not None


def test_a_docstring_keeps_quotes_and_backslashes() -> None:
    assert ast.literal_eval(f'"""{docstring_text(chr(92) + "n says " + chr(34) * 3 + chr(34))}"""') == '\\n says """"'


def test_words_longer_than_the_line_stay_whole() -> None:
    assert wrap_text("a " + "b" * 40 + " c", 20) == ["a", "b" * 40, "c"]


def test_a_sentence_ends_once() -> None:
    assert [ends_sentence(text) for text in ("Done", "Done.", "Done?")] == ["Done.", "Done.", "Done?"]
