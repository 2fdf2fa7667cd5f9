"""GW107: a method that acts but whose name does not begin with the verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.method_words import is_verb, own_methods, returns_nothing, verb_at_end, words_of
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.english import singularize, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.scopes import FunctionNode

_ADVERBS = word_set(
    "async sync a bulk batch try safe safely soft hard force auto pre re on to from as with when before after maybe un "
    "not dry fast quick multi async concurrent parallel"
)
_FEWEST_WORDS = 2


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for interface, name, node in own_methods(codebase):
        proposal = _propose(words_of(name), node)
        if proposal:
            yield Violation(
                interface.module,
                node,
                f"{interface.name}.{name} acts, but its name does not begin with what it does",
                f"begin with the verb, as in {proposal}",
            )


def _propose(words: tuple[str, ...], node: FunctionNode) -> str:
    """The name with its verb in front; "" where the name is right, or nobody knows."""
    verb = verb_at_end(words[-1])
    if len(words) < _FEWEST_WORDS or not verb:
        return ""
    parameters = {word for each in node.args.args for word in words_of(each.arg)}
    is_noun_at_end = verb != words[-1]
    is_thing_first = is_noun_at_end and singularize(words[0]) in parameters
    is_action = returns_nothing(node) and not is_verb(words[0]) and words[0] not in _ADVERBS
    return "_".join((verb, *words[:-1])) if is_thing_first or is_action else ""


RULE = Rule(
    code="GW107",
    name="method-not-verb-first",
    summary="The name of a method that acts does not begin with a verb.",
    rationale="""
`run_submission(run)` reads like a thing that one looks at; `submit_run(run)` says that something happens. At the call,
the name is all that a reader sees, and an effect on another system must not look like a look-up. Queries, and words
that are no known noun of doing, are left alone.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def run_submission(self, run: str) -> None: ...  # GW107
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def submit_run(self, run: str) -> None: ...
""",
    ),
    find=_find,
)
