"""Operations that a method may mean, judged by names alone: to be shown and confirmed, never to be taken silently."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.bind.proposals_words import CORE_NOUNS, NOUNS, VERBS
from gateway_builder.model.service import ShapeKind
from gateway_builder.naming import split_words
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gateway_builder.model.interface import Method
    from gateway_builder.model.service import Operation, ServiceModel

_MOST = 5
_NEAR = 0.5
_NEXT = 0.06  # what each place in a list of synonyms costs
_SYNONYM = 0.9
_CORE = 0.75
_HINT = 0.5
_READING = frozenset({"describe", "get", "list", "head", "search", "query", "scan", "lookup", "receive"})
_OF_MANY = frozenset({"list", "search", "query", "scan"})
_MANY = re.compile(r"(?i)(list|sequence|tuple|iterable|iterator|set|collection)\b")
_PREFIXES = frozenset({"admin", "batch"})
_JUDGED = 10  # of so many, nearest by name, parameters and answers are looked at
_NOISE = frozenset({"v2", "admin", "of", "for", "by", "the", "a", "an", "to", "with", "from", "in", "all"})


@value
class Proposal:
    """An operation that a method may mean; `score` is between 0 and 1, `reason` says what is alike."""

    operation: Operation
    score: float
    reason: str


class _Asked(NamedTuple):
    """A method as words: its verb, its nouns, words around them, and what it takes and returns."""

    verb: str
    nouns: tuple[str, ...]
    hints: frozenset[str]
    given: frozenset[str]
    takes_bytes: bool
    takes_many: bool
    is_many: bool
    returns: str


def propose_operations(method: Method, model: ServiceModel, purpose_words: Sequence[str] = ()) -> tuple[Proposal, ...]:
    """The operations that a method may mean, best first, at most five; none when nothing is near.

    Args:
        method: The method of the interface.
        model: The service.
        purpose_words: Words of the interface's purpose (`Simulation`, `Runner`).
    """
    asked = _read_method(method, purpose_words)
    core = CORE_NOUNS.get(model.service)
    alike = [name for name in model.operations if _score_verb(asked.verb, _operation_words(name)[0])]
    nearest = sorted(alike, key=lambda name: (-_score_name(asked, name, core), len(name), name))[:_JUDGED]
    judged = [_judge(asked, model.operations[name], model) for name in nearest]
    near = [each for each in judged if each.score >= _NEAR and not each.operation.unsupported]
    return tuple(sorted(near, key=_rank)[:_MOST])


def _rank(proposal: Proposal) -> tuple[float, bool, int, str]:
    name = proposal.operation.method
    return (-proposal.score, not name.endswith("_v2"), len(name), name)


def _read_method(method: Method, purpose_words: Sequence[str]) -> _Asked:
    words = _words(method.name) or ("",)
    verb = next((word for word in (words[0], words[-1]) if word in VERBS), words[0])
    annotations = [each.annotation or "" for each in method.signature.parameters]
    given = [word for each in method.signature.parameters for word in _words(each.name)]
    given += [word for annotation in annotations for word in _words(annotation)]
    returns = method.signature.returns or ""
    takes_many = any(map(_MANY.match, annotations))
    return _Asked(
        verb=verb,
        nouns=tuple(word for word in words if word != verb and word not in _NOISE),
        hints=frozenset((*given, *_words(returns), *_words(" ".join(purpose_words)))),
        given=frozenset(given),
        takes_bytes="bytes" in annotations,
        takes_many=takes_many,
        is_many=takes_many or bool(_MANY.match(returns)),
        returns=returns,
    )


def _judge(asked: _Asked, operation: Operation, model: ServiceModel) -> Proposal:
    words = _operation_words(operation.method)
    score = _score_name(asked, operation.method, CORE_NOUNS.get(model.service))
    score += 0.06 * _score_parameters(asked, operation, model) - _mismatch(asked, words, operation, model)
    return Proposal(operation, round(min(max(score, 0.0), 1.0), 3), _reason(asked, words[0], _nouns(words)))


def _score_name(asked: _Asked, name: str, core: str | None) -> float:
    words = _operation_words(name)
    return 0.46 * _score_verb(asked.verb, words[0]) + 0.46 * _score_nouns(asked, _nouns(words), core)


def _nouns(words: Sequence[str]) -> list[str]:
    return [word for word in words[1:] if word not in _NOISE]


@cache
def _operation_words(name: str) -> list[str]:
    words = _words(name)
    return [word for word in words if word not in _PREFIXES] or list(words)


def _score_verb(asked: str, verb: str) -> float:
    if asked == verb:
        return 1.0
    near = VERBS.get(asked, "").split()
    return _SYNONYM - _NEXT * near.index(verb) if verb in near else 0.0


def _score_nouns(asked: _Asked, nouns: Sequence[str], core: str | None) -> float:
    """How much of the operation's nouns the method says, and how much of the method's nouns the operation."""
    things = [noun for noun in asked.nouns if NOUNS.get(noun) != ""]
    meant = frozenset(word for noun in (asked.verb, *(things or asked.hints)) for word in NOUNS.get(noun, "").split())
    cores = frozenset((core or "").split())
    is_core = core is not None and set(nouns) in (set(), cores)
    said = [_score_said(noun, asked, meant, cores) for noun in nouns] or [_SYNONYM if is_core else _HINT]
    precision = sum(said) / len(said)
    otherwise = _SYNONYM if meant & set(nouns) else _CORE if is_core else 0.0
    found = [1.0 if noun in nouns else otherwise for noun in things] or [precision]
    return 0.6 * precision + 0.4 * sum(found) / len(found)


def _score_said(noun: str, asked: _Asked, meant: frozenset[str], cores: frozenset[str]) -> float:
    """How surely the method means a noun of the operation."""
    if noun in asked.nouns:
        return 1.0
    if noun in meant:
        return _SYNONYM
    if noun in cores:
        return _CORE
    return _HINT if noun in asked.hints else 0.0


def _score_parameters(asked: _Asked, operation: Operation, model: ServiceModel) -> float:
    """The part of the required parameters that words of the method's parameters name; all when none is required."""
    required = [each for each in model.members_of(operation.input) if each.required and not each.is_token]
    named = [each for each in required if set(_words(each.name)) & asked.given]
    return len(named) / len(required) if required else 1.0


def _mismatch(asked: _Asked, words: Sequence[str], operation: Operation, model: ServiceModel) -> float:
    """What speaks against an operation: it is deprecated, or it reads where the method does, or the other way round."""
    returns_nothing, is_bulk = asked.returns in {"", "None"}, "batch" in operation.method.split("_")
    many_more = 0.1 if asked.is_many or words[0] in _OF_MANY else 0.06
    costs = (
        (operation.is_deprecated, 0.2),
        (returns_nothing and words[0] in _READING, 0.15),
        (not returns_nothing and operation.output is None, 0.15),
        (asked.is_many != _is_many(operation, words[0]), many_more),
        (is_bulk and not asked.takes_many, 0.1),
        (asked.takes_bytes and _takes_bytes(operation, model), -0.05),
    )
    return sum(cost for applies, cost in costs if applies)


def _takes_bytes(operation: Operation, model: ServiceModel) -> bool:
    return any(model.shapes[each.shape].kind is ShapeKind.BLOB for each in model.members_of(operation.input))


def _is_many(operation: Operation, verb: str) -> bool:
    last = operation.method.removesuffix("_v2").rpartition("_")[2]
    return verb in _OF_MANY or "batch" in operation.method.split("_") or _singular(last) != last


def _reason(asked: _Asked, verb: str, nouns: Iterable[str]) -> str:
    same_verb = f"{verb} is the same" if verb == asked.verb else f"{verb} is near {asked.verb}"
    shared = [noun for noun in nouns if noun in asked.nouns or noun in asked.hints]
    return f"{same_verb}, {' and '.join(shared)} too" if shared else same_verb


def _words(name: str) -> tuple[str, ...]:
    return tuple(_singular(word.lower()) for word in split_words(name))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > len("ties"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
