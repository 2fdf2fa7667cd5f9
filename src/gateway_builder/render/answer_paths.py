"""Paths into an answer as expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.binding import StepKind
from gateway_builder.render.text import string_literal

if TYPE_CHECKING:
    from gateway_builder.model.binding import Step


def follow(base: str, steps: tuple[Step, ...]) -> str:
    """What stands at the end of members and keys, None where one of them is absent.

    Args:
        base: Expression for where the path begins.
        steps: Members and keys.
    """
    code = base
    for step in steps[:-1]:
        code = f"({code}.get({string_literal(step.name)}) or {{}})"
    return f"{code}.get({string_literal(steps[-1].name)})" if steps else code


def follow_required(base: str, steps: tuple[Step, ...], required: str) -> str:
    """What stands at the end of members and keys, an error where one of them is absent.

    Args:
        base: Expression for where the path begins.
        steps: Members and keys.
        required: The function that raises.
    """
    code = base
    for step in steps:
        code = f"{required}({code}, {string_literal(step.name)})"
    return code


def split_at_each(path: tuple[Step, ...]) -> tuple[tuple[Step, ...], ...]:
    """The steps before each `EACH`; the path ends with one."""
    parts: list[tuple[Step, ...]] = []
    begin = 0
    for place, step in enumerate(path):
        if step.kind is StepKind.EACH:
            parts.append(path[begin:place])
            begin = place + 1
    return tuple(parts)
