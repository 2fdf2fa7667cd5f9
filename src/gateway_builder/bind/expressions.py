"""Expressions of spec files: one line of Python that reads parameters, configuration and models, and does no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.bind.expression_checker import ExpressionChecker
from gateway_builder.bind.expression_scope import Expression, Scope
from gateway_builder.bind.expression_text import read_expression, shorten, spell_expression
from gateway_builder.errors import Problem, UsageError

if TYPE_CHECKING:
    import ast

__all__ = ["Expression", "Scope", "check_expression"]


def check_expression(code: str, scope: Scope, place: str) -> Expression:
    """The expression with what it reads and the type of its value.

    Args:
        code: What the user wrote, without the `=` that marked it.
        scope: What it may name.
        place: Where it stands, for problems.

    Raises:
        UsageError: If it is none, or holds what no expression may; every mistake in it together.
    """
    node, text = read_expression(code, place)
    checker = ExpressionChecker(scope, place)
    annotation = checker.type_of(node)
    if checker.problems:
        raise UsageError(dict.fromkeys(checker.problems))
    return Expression(_spell(node, text, place), annotation, tuple(checker.imports.values()), tuple(checker.reads))


def _spell(node: ast.expr, text: str, place: str) -> str:
    try:
        return spell_expression(node, text)
    except ValueError:
        message = f"{shorten(text)} can't be written on one line"
        raise UsageError(Problem(message, "leave backslashes out of the braces of f-strings", place)) from None
