"""What a signature says in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gateway_builder.model.documentation import MethodDoc
from gateway_builder.model.interface import MethodKind, ParameterKind
from gateway_builder.naming import split_words
from gateway_builder.plan.english import (
    capitalize,
    is_plural,
    is_uncountable,
    join_or,
    participle,
    pluralize,
    singularize,
    spell,
    with_article,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gateway_builder.model.interface import Method, Parameter

_VERBS = frozenset(
    "accept acknowledge acquire activate add analyze approve archive assign attach authenticate authorize backup ban "
    "block book build buy calculate call cancel capture change charge check classify clean clear close collect commit "
    "compare complete compress compute configure confirm connect convert copy count create credit crop deactivate "
    "debit decode decrypt delete deliver deploy dequeue describe detach detect disable disconnect dispatch download "
    "draw drop edit embed enable encode encrypt enqueue ensure estimate evaluate execute expire export extract fetch "
    "fill filter find finish flag flush format forward generate geocode get give grant handle hash hide hold identify "
    "import index inspect install invalidate invite invoke issue join keep launch leave link list listen load locate "
    "lock log lookup make map mark match measure merge migrate modify monitor move notify open order parse patch pause "
    "pay peek perform persist ping place plan poll pop post predict prepare print process provision publish pull purge "
    "push put query queue quote rank read rebuild receive recognize record recover redeem refresh refund register "
    "reject release reload remove rename render renew reopen repair replace reply report request reserve reset resend "
    "resize resolve restart restore resume retrieve retry return reverse revoke rotate run save scan schedule score "
    "search select sell send set settle ship show shut sign simulate skip sort split start stop store stream submit "
    "subscribe summarize suspend swap sync synchronize tag take terminate test track train transcribe transfer "
    "transform translate transmit trigger trim undo uninstall unlock unregister unsubscribe update upgrade upload "
    "validate verify void wait warn watch withdraw write".split()
)
_PREPOSITIONS = frozenset(
    "to from for by with without in into on onto of at as through via between before after".split()
)
_ATTRIBUTES = frozenset(
    "address age amount balance body content cost count currency date description details detail duration format "
    "health history kind language length level limit location message metadata name number order owner path phase "
    "position price priority progress quota rate reason result results salary score size state status stock subject "
    "summary title total type url value version weight".split()
)
_CIRCUMSTANCES = {
    "recipient": "Who receives {the}.",
    "recipients": "Who receive {the}.",
    "sender": "Who sends {the}.",
    "topic": "Topic that {the} belongs to.",
    "channel": "Channel that {the} goes to.",
    "query": "What to search for.",
    "limit": "How many to return at most.",
    "offset": "How many to leave out at the beginning.",
    "timeout": "Seconds to wait at most.",
    "key": "Key of {the}.",
    "content": "Content of {the}.",
    "payload": "Content of {the}.",
    "amount": "Amount of money.",
    "currency": "Currency of the amount, as an ISO 4217 code.",
    "start_at": "When {the} starts.",
    "run_at": "When {the} runs.",
    "since": "Beginning of the period.",
    "until": "End of the period.",
    "destination": "Where {the} goes.",
    "source": "Where {the} comes from.",
    "target_language": "Language to translate into.",
    "source_language": "Language to translate from.",
    "target_format": "Format to convert into.",
    "username": "Name that the user signs in with.",
    "password": "Password that goes with the name.",
    "action": "What is to be done.",
    "reason": "Why it is done.",
}
_BEHIND_WHETHER = frozenset("force overwrite wait retry notify validate replace append compress encrypt".split())
_SEQUENCES = re.compile(
    r"(?:\w+\.)*(?:tuple|list|set|frozenset|Sequence|Collection|Iterable|Iterator|AsyncIterable|AsyncIterator|"
    r"AsyncGenerator|Generator|List|Set|Tuple|Mapping|dict|Dict)\["
)
_MAKES_ID = frozenset("charge create enqueue publish register schedule send start submit upload launch".split())


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The name of a method, read: what is done to what, and with what circumstances."""

    verb: str
    noun: tuple[str, ...]
    tail: str = ""
    spellings: Mapping[str, str] = field(default_factory=dict)

    def say(self, words: Iterable[str]) -> str:
        """Words as they stand in a sentence."""
        return " ".join(self.spellings.get(word, spell(word)) for word in words)

    @property
    def the(self) -> str:
        """The object as something known."""
        return f"the {self.say(self.noun)}" if self.noun else "it"

    def is_object(self, words: Sequence[str]) -> bool:
        """Whether words name the object itself: all of it or its last words, in singular or plural."""
        mine, theirs = _singular(self.noun), _singular(words)
        return bool(theirs) and mine[-len(theirs) :] == theirs


def describe_method(method: Method, *, vocabulary: Iterable[str] = ()) -> MethodDoc:
    """The documentation that the words of a signature give.

    Args:
        method: The method.
        vocabulary: Names whose spelling matters (`SMSSender`), besides those of the types.
    """
    parameters = method.signature.parameters
    types = [parameter.annotation or "" for parameter in parameters]
    phrase = _read(method, _spellings([*vocabulary, *types, method.signature.returns or ""]))
    whose = _owner(phrase, parameters)
    return MethodDoc(
        summary=_summarize(method, phrase, whose),
        args=tuple((_shown(each), _describe_parameter(each, phrase, whose)) for each in parameters),
        returns=_describe_result(method, phrase, whose),
        raises=_list_raises(parameters, phrase),
    )


def _read(method: Method, spellings: Mapping[str, str]) -> _Phrase:
    words = tuple(word for word in method.name.lower().split("_") if word) or (method.name,)
    if method.kind is not MethodKind.INSTANCE and method.kind is not MethodKind.STATIC and words[0] not in _VERBS:
        return _Phrase("", words, "", spellings)
    verb, rest = (words[0], words[1:]) if words[0] in _VERBS else ("", words)
    cut = next((index for index, word in enumerate(rest) if word in _PREPOSITIONS), len(rest))
    noun, tail = rest[:cut], rest[cut:]
    if verb and not noun:
        noun = next((_noun(each) for each in method.signature.parameters if _is_thing(each)), ())
    phrase = _Phrase(verb, noun, "", spellings)
    return _Phrase(verb, noun, f" {phrase.say(tail)}" if tail else "", spellings)


def _spellings(names: Iterable[str]) -> Mapping[str, str]:
    words = (word for name in names for word in split_words(name))
    return {word.lower(): word for word in words if word[1:] != word[1:].lower()}


def _summarize(method: Method, phrase: _Phrase, whose: str) -> str:
    noun = phrase.say(phrase.noun)
    if not phrase.verb:
        if predicate := _predicate(phrase):
            return f"Tell whether {predicate}."
        return f"{capitalize(noun)}{phrase.tail}."
    if not noun:
        return f"{capitalize(phrase.verb)}{phrase.tail}."
    is_asked = phrase.noun[-1] in _ATTRIBUTES and not _takes(phrase, method.signature.parameters)
    thing = f"the {noun}" if is_asked else with_article(noun)
    owned = "" if not whose or phrase.tail else f" of {with_article(whose)}"
    return f"{capitalize(phrase.verb)} {thing}{owned}{phrase.tail}."


def _predicate(phrase: _Phrase) -> str:
    """What a method named as a question asks: `is_available`, `has_run`, `can_submit`; else ""."""
    first, rest = phrase.noun[0], phrase.say(phrase.noun[1:])
    if first in {"exists", "supports"}:
        return f"it {first} {rest}".strip()
    if not rest:
        return ""
    forms = {"is": f"it is {rest}", "has": f"there is {with_article(rest)}", "can": f"it can {rest}"}
    return forms.get(first, "")


def _takes(phrase: _Phrase, parameters: Iterable[Parameter]) -> bool:
    return any(phrase.is_object(_noun(each)) for each in parameters)


def _owner(phrase: _Phrase, parameters: Sequence[Parameter]) -> str:
    """What the object belongs to, where a parameter names that and none names the object."""
    if not phrase.verb or not parameters or _takes(phrase, parameters):
        return ""
    first = parameters[0]
    noun = _noun(first)
    is_owner = first.name.endswith("_id") or _is_model(first.annotation)
    if not (is_owner and _is_thing(first)) or phrase.noun[: len(noun)] == noun:
        return ""
    return phrase.say(noun)


def _describe_parameter(parameter: Parameter, phrase: _Phrase, whose: str) -> str:
    words = tuple(parameter.name.strip("_").lower().split("_"))
    noun, name = _noun(parameter), phrase.say(words)
    to_verb = f" to {phrase.verb}" if phrase.verb and phrase.is_object(noun) else ""
    if words[-1] in {"id", "ids"}:
        subject = f"the {phrase.say(noun)}" if noun else phrase.the
        return f"{'Id' if words[-1] == 'id' else 'Ids'} of {subject}{to_verb or _whose(phrase, noun, whose)}."
    if to_verb:
        return f"The {name}{to_verb}."
    if parameter.name in _CIRCUMSTANCES:
        return _CIRCUMSTANCES[parameter.name].format(the=phrase.the)
    if parameter.annotation == "bool":
        return _describe_flag(words, name)
    if words[-1] in _ATTRIBUTES and len(words) == 1 and phrase.noun:
        return f"{capitalize(name)} of {phrase.the}."
    return f"The {name}{_whose(phrase, noun, whose)}."


def _whose(phrase: _Phrase, noun: tuple[str, ...], whose: str) -> str:
    if phrase.say(noun) != whose or not phrase.noun:
        return ""
    return f" whose {phrase.say(phrase.noun)} to {phrase.verb}"


def _describe_flag(words: tuple[str, ...], name: str) -> str:
    if words[0] in {"should", "include", "exclude"} | _BEHIND_WHETHER:
        return f"Whether to {name.removeprefix('should ')}."
    if words[0] in {"is", "has"}:
        return f"Whether it {name}."
    return f"Whether {name.removeprefix('with ')} is wanted."


def _describe_result(method: Method, phrase: _Phrase, whose: str) -> str:
    returns = (method.signature.returns or "").strip("\"'")
    if returns in {"", "None", "NoReturn", "Never"}:
        return ""
    optional = re.fullmatch(r"(?:(?:typing\.)?Optional\[(.*)\]|(.*?)\s*\|\s*None|None\s*\|\s*(.*))", returns)
    if optional:
        inner = next(filter(None, optional.groups()), "")
        return f"{_describe_value(inner, phrase, whose)}, or None where there is none."
    return f"{_describe_value(returns, phrase, whose)}."


def _describe_value(returns: str, phrase: _Phrase, whose: str) -> str:
    noun = phrase.say(phrase.noun) or "result"
    of_whose = f" of the {whose}" if whose else ""
    if returns == "bool":
        return _describe_answer(phrase)
    if phrase.verb == "count" and returns == "int":
        return f"How many {pluralize(noun)} there are"
    if _SEQUENCES.match(returns):
        inner = re.findall(r"[A-Za-z_]\w*", returns)[-1]
        item = phrase.say(split_words(inner)) if _is_model(inner) else noun
        return f"The {pluralize(item)}{of_whose}"
    if _is_model(returns):
        return _describe_model(returns.rpartition(".")[2], phrase) + of_whose
    if returns == "bytes":
        return f"Content of the {noun}"
    if phrase.verb in _MAKES_ID and phrase.noun:
        return f"What identifies the {noun}"
    if phrase.verb == "describe" and phrase.noun and not whose:
        return f"What is known of the {noun}"
    return f"The {noun}{of_whose}"


def _describe_model(name: str, phrase: _Phrase) -> str:
    """`The run's status detail` for a `RunStatusDetail` of a run, else `The run`."""
    words = tuple(word.lower() for word in split_words(name))
    mine = _singular(phrase.noun)
    for size in range(min(len(mine), len(words) - 1), 0, -1):
        if words[:size] == mine[-size:]:
            return f"The {phrase.say(mine)}'s {phrase.say(words[size:])}"
    return f"The {phrase.say(words)}"


def _describe_answer(phrase: _Phrase) -> str:
    the = phrase.the
    are = "are" if phrase.noun and is_plural(phrase.noun[-1]) else "is"
    if not phrase.verb:
        return f"Whether {_predicate(phrase) or 'it is so'}"
    if phrase.verb in {"validate", "verify"}:
        return f"Whether {the} {are} valid"
    if phrase.verb == "check":
        return (
            f"Whether {the} {are} good" if phrase.noun and phrase.noun[-1] == "health" else "Whether the check passed"
        )
    if phrase.verb in {"detect", "find"} and phrase.noun:
        return f"Whether {with_article(phrase.say(phrase.noun))} was {participle(phrase.verb)}"
    return f"Whether {the} {'were' if are == 'are' else 'was'} {participle(phrase.verb)}"


def _list_raises(parameters: Iterable[Parameter], phrase: _Phrase) -> tuple[tuple[str, str], ...]:
    """What an invalid argument raises; what may be left out, and bytes, which may be empty, are not held against one."""
    checked = [each for each in parameters if _is_checked(each)]
    if not checked:
        return ()
    names = [f"the {phrase.say(each.name.strip('_').lower().split('_'))}" for each in checked]
    wrong = "empty" if all(each.annotation == "str" for each in checked) else "invalid"
    plural = is_plural(names[-1].rpartition(" ")[2])
    most = 3
    text = (
        f"If {join_or(names)} {'are' if plural else 'is'} {wrong}."
        if len(names) <= most
        else "If an argument is invalid."
    )
    return (("ValueError", text),)


def _is_checked(parameter: Parameter) -> bool:
    annotation = parameter.annotation or ""
    may_lack = parameter.default is not None or "None" in annotation or "Optional" in annotation
    is_variadic = parameter.kind in {ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD}
    return not (may_lack or is_variadic or annotation in {"", "bool", "bytes"})


def _shown(parameter: Parameter) -> str:
    stars = {ParameterKind.VAR_POSITIONAL: "*", ParameterKind.VAR_KEYWORD: "**"}
    return stars.get(parameter.kind, "") + parameter.name


def _noun(parameter: Parameter) -> tuple[str, ...]:
    """What a parameter names or identifies: `run` and `run_id` are a run."""
    words = tuple(word for word in parameter.name.lower().split("_") if word) or (parameter.name,)
    return words[:-1] if words[-1] in {"id", "ids"} else words


def _is_thing(parameter: Parameter) -> bool:
    """Whether a parameter can be what a method is about, and is no circumstance."""
    return bool(_noun(parameter)) and parameter.name not in _CIRCUMSTANCES and parameter.annotation != "bool"


def _is_model(annotation: str | None) -> bool:
    """Whether an annotation is one name that is capitalised as classes are."""
    last = (annotation or "").strip("\"'").rpartition(".")[2]
    return bool(re.fullmatch(r"[A-Z]\w*", last)) and last not in {"Any", "Decimal", "Path", "UUID", "None"}


def _singular(words: Sequence[str]) -> tuple[str, ...]:
    return (*words[:-1], *map(singularize, words[-1:]))
