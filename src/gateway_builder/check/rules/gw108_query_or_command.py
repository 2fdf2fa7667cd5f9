"""GW108: a query that is named as a command, or the reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.method_words import QUESTIONS, is_verb, own_methods, returns_nothing, words_of
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.scopes import FunctionNode

_ASKING = QUESTIONS | {"check", "fetch", "find", "query", "read", "search"}


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for interface, name, node in own_methods(codebase):
        wrong, hint = _judge(words_of(name), node)
        if wrong:
            yield Violation(interface.module, node, f"{interface.name}.{name} {wrong}", hint)


def _judge(words: tuple[str, ...], node: FunctionNode) -> tuple[str, str]:
    """What is wrong with a name, and what to do; empty where nothing is."""
    if "and" in words[1:-1]:
        place = words.index("and", 1)
        first, second = words[0], words[place + 1]
        if (first in _ASKING) != (second in _ASKING) and is_verb(first) and is_verb(second):
            asks, acts = (first, second) if first in _ASKING else (second, first)
            return (
                "asks and acts in one call, so nobody can look without changing something",
                f"make two methods of it: one that begins with {asks} or get, one that begins with {acts}",
            )
    if words[0] in QUESTIONS and returns_nothing(node):
        return (
            f"begins with {words[0]} like a query but returns nothing, so it must be there for an effect",
            "return what it finds out, or name it after what it does",
        )
    return "", ""


RULE = Rule(
    code="GW108",
    name="query-or-command",
    summary="A query is named as a command, or a command as a query.",
    rationale="""
Whoever calls `get_…` or `check_…` expects to change nothing, calls it twice, retries it, and puts it into a health
check. A name that says the opposite of what happens makes that a fault. This is a hint: names alone prove little.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def check_and_cancel(self, run_id: str) -> bool: ...  # GW108
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def get_status(self, run_id: str) -> str: ...
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    find=_find,
    severity=Severity.INFO,
)
