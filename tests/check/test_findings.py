"""A fingerprint says what is meant, not how it is written."""

from __future__ import annotations

import ast
from itertools import islice

import pytest

from gateway_builder.check.findings import make_finding
from gateway_builder.check.registry import list_rules
from gateway_builder.check.rule import Violation
from gateway_builder.model.finding import Span
from gateway_builder.source.code_module import read_code

RULE = list_rules()[0]


def fingerprint(text: str, number: int = 0) -> str:
    """Of the statement of a number, or of its value where it is an expression."""
    module = read_code(text.encode(), path="a.py", module="a")
    statement = next(islice(module.tree.body, number, None))
    node = statement.value if isinstance(statement, ast.Expr) else statement
    return make_finding(RULE, Violation(module, node, "wrong")).fingerprint


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("call('a', b = 1)", 'call(\n    u"a",  # why\n    b=(1),\n)'),
        ("x['a' 'b']", 'x["ab"]'),
        ("[1, 2]", "[\n    1,\n    2,\n]"),
        ("{**a, 'b': None}", '{**a, "b": None}'),
        ("try:\n    a()\nexcept Exception:\n    pass", "try:\n    b()\nexcept Exception:\n    raise"),
        ("class A(B):\n    x = 1", "@final\nclass A(C):\n    y = 1"),
        ("def f(a): ...", "def f(a, b):\n    return a"),
        ("match a:\n    case 1: pass", "match a:\n    case 2: pass"),
    ],
)
def test_layout_quotes_comments_and_bodies_do_not_count(first: str, second: str) -> None:
    assert fingerprint(first) == fingerprint(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [("call(a)", "call(b)"), ("call(1)", "call(2)"), ("call(a)", "call(a, a)"), ("a + b", "a - b"), ("'1'", "1")],
)
def test_what_it_says_counts(first: str, second: str) -> None:
    assert fingerprint(first) != fingerprint(second)


def test_the_largest_numbers_and_the_longest_sums_have_one() -> None:
    assert fingerprint(f"0x{'f' * 9000}")
    assert fingerprint(" + ".join(["a"] * 890))


def test_a_place_without_a_node_is_known_by_its_line() -> None:
    module = read_code(b"a\nb  # x\n", path="a.py", module="a")
    moved = read_code(b"a\n\nb # x\n", path="a.py", module="a")
    found = make_finding(RULE, Violation(module, None, "wrong", line=2, column=4))
    assert found.span == Span(2, 4, 2, 4)
    assert found.fingerprint == make_finding(RULE, Violation(moved, None, "wrong", line=3)).fingerprint
    of_file = make_finding(RULE, Violation(module, None, "wrong"))
    assert of_file.fingerprint != found.fingerprint
    assert make_finding(RULE, Violation(None, None, "wrong", path="a.py", line=9)).fingerprint == of_file.fingerprint
