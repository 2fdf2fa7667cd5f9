"""What a signature says in words."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from gateway_builder.english import (
    VERBS,
    capitalize,
    is_plural,
    join_or,
    participle,
    pluralize,
    singularize,
    spell,
    with_article,
    word_set,
)
from gateway_builder.model.documentation import MethodDoc
from gateway_builder.model.interface import ParameterKind
from gateway_builder.naming import split_words
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gateway_builder.model.interface import Method, Parameter

_QUESTIONS = word_set("is has can exists supports")
_PREPOSITIONS = word_set("to from for by with without in into on onto of at as through via between before after")
_ATTRIBUTES = word_set(
    "address age amount balance body content cost count currency date description details detail duration email format "
    "health history kind language length level limit location message metadata name number owner path phase phone "
    "position price priority progress quota rate reason result results salary score size state status stock subject "
    "summary title total type url value version weight"
)
_CIRCUMSTANCES = {
    "to": "Where it goes.",
    "from_": "Where it comes from.",
    "by": "Who or what does it.",
    "at": "When it happens.",
    "on": "When it happens.",
    "when": "When it happens.",
    "via": "The way that it takes.",
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
    "prefix": "What names begin with.",
    "dry_run": "Whether to change nothing and only tell what would change.",
    "recursive": "Whether what lies below is meant too.",
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
_BEHIND_WHETHER = word_set("force overwrite wait retry notify validate replace append compress encrypt")
_MANY = (
    r"(?:\w+\.)*(?:list|set|frozenset|Sequence|Collection|Iterable|Iterator|AsyncIterable|AsyncIterator|AsyncGenerator|"
    r"Generator|List|Set|Mapping|dict|Dict)\["
)
_MOST_NAMED = 3
_ASKS = word_set(
    "check count describe download fetch find get inspect list load lookup monitor peek query read retrieve search "
    "show stream track watch"
)
_SETS = word_set("set update change reset modify")
_CHANGES_FORM = word_set(
    "compress convert crop decode decrypt embed encode encrypt format hash merge render resize rotate sign sort "
    "summarize transcribe transform translate trim update"
)
_MAKES_ID = word_set("create enqueue publish register schedule send start submit upload launch")


@value
class _Phrase:
    """The name of a method, read: what is done to what, and with what circumstances."""

    verb: str
    noun: tuple[str, ...]
    tail: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    spellings: Mapping[str, str] = field(default_factory=dict)

    def say(self, words: Iterable[str]) -> str:
        """Words as they stand in a sentence."""
        return " ".join(self.spellings.get(word, spell(word)) for word in words)

    @property
    def the(self) -> str:
        """The object as something known."""
        return f"the {self.say(self.noun)}" if self.verb and self.noun else "the entry"

    @property
    def whose(self) -> str:
        """What the object belongs to, as the end of a sentence: ` of the run`."""
        return f" of the {self.say(self.owner)}" if self.owner else ""

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
    return MethodDoc(
        summary=_summarize(phrase, parameters),
        args=tuple((_shown(each), _describe_parameter(each, phrase)) for each in parameters),
        returns=_describe_result(method, phrase),
        raises=_list_raises(parameters, phrase),
    )


def _read(method: Method, spellings: Mapping[str, str]) -> _Phrase:
    words = tuple(word for word in method.name.lower().split("_") if word) or (method.name,)
    things = [_noun(each) for each in method.signature.parameters if _is_thing(each)]
    if words[0] not in VERBS and (words[0] in _QUESTIONS or words[1:] not in things):
        return _Phrase("", words, spellings=spellings)
    verb, rest = words[0], words[1:]
    cut = next((index for index, word in enumerate(rest) if word in _PREPOSITIONS), len(rest))
    noun, tail = rest[:cut], rest[cut:]
    if not noun and not tail:
        noun = _unnamed_object(verb, method, things)
    owner = _owner(verb, noun, method.signature.parameters)
    within = len(owner) if owner and noun[: len(owner)] == owner else 0
    return _Phrase(verb, noun[within:], tail, owner if within or not tail else (), spellings)


def _unnamed_object(verb: str, method: Method, things: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """What a method does its verb to that names only the verb: `send(notification: …)`, `list()`."""
    if verb in {"list", "search"}:
        item = re.findall(r"[A-Z]\w*", method.signature.returns or "")
        return tuple(pluralize(" ".join(split_words(item[-1])).lower()).split()) if item else ("entries",)
    return next(iter(things), ("entry",) if method.signature.parameters else ())


def _spellings(names: Iterable[str]) -> Mapping[str, str]:
    words = (word for name in names for word in split_words(name))
    return {word.lower(): word for word in words if word[1:] != word[1:].lower()}


def _summarize(phrase: _Phrase, parameters: Iterable[Parameter]) -> str:
    noun = phrase.say(phrase.noun)
    if not phrase.verb:
        predicate = _predicate(phrase)
        return f"Tell whether {predicate}." if predicate else f"{capitalize(noun)}."
    is_asked = phrase.noun[-1:] and phrase.noun[-1] in _ATTRIBUTES and (phrase.owner or phrase.verb in _ASKS)
    is_known = is_asked and (phrase.owner or not any(phrase.is_object(_noun(each)) for each in parameters))
    thing = f"the {noun}" if is_known else with_article(noun) if noun else ""
    owned = f"of {with_article(phrase.say(phrase.owner))}" if phrase.owner else ""
    return " ".join(filter(None, [capitalize(phrase.verb), thing, owned, _say_tail(phrase)])) + "."


def _say_tail(phrase: _Phrase) -> str:
    """What follows a preposition in the name: `to a bucket`, `by email`."""
    if not phrase.tail:
        return ""
    preposition, noun = phrase.tail[0], phrase.say(phrase.tail[1:])
    is_bare = preposition in {"by", "as", "before", "after"} or not noun
    return f"{preposition} {noun if is_bare else with_article(noun)}".strip()


def _predicate(phrase: _Phrase) -> str:
    """What a method named as a question asks: `is_available`, `has_run`, `can_submit`; else ""."""
    first, rest = phrase.noun[0], phrase.say(phrase.noun[1:])
    if first in {"exists", "supports"}:
        return f"it {first} {rest}".strip()
    if not rest:
        return ""
    forms = {"is": f"it is {rest}", "has": f"there is {with_article(rest)}", "can": f"it can {rest}"}
    return forms.get(first, "")


def _owner(verb: str, noun: tuple[str, ...], parameters: Sequence[Parameter]) -> tuple[str, ...]:
    """What the object belongs to, where the first parameter names that: `get_status(run: Run)`."""
    first = next(iter(parameters), None)
    if first is None or not noun or not _is_thing(first) or _noun(first)[-1] in _ATTRIBUTES:
        return ()
    bare = _Phrase(verb, noun)
    asks = verb in _ASKS and not any(bare.is_object(_noun(each)) for each in parameters)
    sets = verb in _SETS and noun[-1] in _ATTRIBUTES and not bare.is_object(_noun(first))
    is_owner = first.name.endswith("_id") or _is_model(first.annotation)
    return _noun(first) if is_owner and (asks or sets) and noun != _noun(first) else ()


def _describe_parameter(parameter: Parameter, phrase: _Phrase) -> str:
    words, noun = _words(parameter), _noun(parameter)
    name = phrase.say(words)
    purpose = _purpose_of(noun, phrase)
    if words[-1] in {"id", "ids"}:
        kind, said = ("Id", phrase.say(noun)) if words[-1] == "id" else ("Ids", pluralize(phrase.say(noun)))
        return f"{kind} of {f'the {said}' if noun else phrase.the}{purpose}."
    if _is_variadic(parameter):
        return "Further arguments." if parameter.kind is ParameterKind.VAR_POSITIONAL else "Further keyword arguments."
    if not purpose and parameter.name in _CIRCUMSTANCES:
        return _CIRCUMSTANCES[parameter.name].format(the=phrase.the)
    if parameter.annotation == "bool":
        return _describe_flag(words, name)
    if not purpose and words[-1] in _ATTRIBUTES and len(words) == 1 and phrase.verb and phrase.noun:
        return f"{capitalize(name)} of {phrase.the}."
    return f"The {name}{purpose}."


def _purpose_of(noun: tuple[str, ...], phrase: _Phrase) -> str:
    """What a parameter is there for: ` to submit`, ` to wait for`, ` whose status to get`."""
    if not phrase.verb:
        return ""
    if phrase.noun and (not noun or phrase.is_object(noun)):
        return f" to {phrase.verb}"
    if noun and noun == phrase.owner:
        return f" whose {phrase.say(phrase.noun)} to {phrase.verb}"
    if not noun or noun != phrase.tail[1:]:
        return ""
    return " to look for" if phrase.tail[0] == "by" else f" to {phrase.verb} {phrase.tail[0]}"


def _describe_flag(words: tuple[str, ...], name: str) -> str:
    if words[0] in {"should", "include", "exclude"} | _BEHIND_WHETHER:
        return f"Whether to {name.removeprefix('should ')}."
    if words[0] in {"is", "has"}:
        return f"Whether it {name}."
    return f"Whether {name.removeprefix('with ')} is wanted."


def _describe_result(method: Method, phrase: _Phrase) -> str:
    returns = (method.signature.returns or "").strip("\"'")
    if returns in {"", "None", "NoReturn", "Never"}:
        return ""
    optional = re.fullmatch(r"(?:typing\.)?Optional\[(.*)\]|(.*?)\s*\|\s*None|None\s*\|\s*(.*)", returns, re.DOTALL)
    if optional:
        inner = next(filter(None, optional.groups()), "")
        return f"{_describe_value(inner, phrase)}, or None where there is none."
    return f"{_describe_value(returns, phrase)}."


def _describe_value(returns: str, phrase: _Phrase) -> str:
    """What comes back, by its type, then by the verb."""
    noun = phrase.say(phrase.noun) or "result"
    if returns == "bool":
        return _describe_answer(phrase)
    if phrase.verb == "count" and returns == "int":
        return f"How many {pluralize(noun)} there are"
    if (re.match(_MANY, returns) and "tuple[" not in returns.lower()) or returns.endswith(", ...]"):
        inner = re.findall(r"[A-Za-z_]\w*", returns)[-1]
        return f"The {pluralize(phrase.say(split_words(inner)) if _is_model(inner) else noun)}{phrase.whose}"
    if _is_model(returns):
        return _describe_model(returns.rpartition(".")[2], phrase) + phrase.whose
    return _describe_plain(returns, noun, phrase)


def _describe_plain(returns: str, noun: str, phrase: _Phrase) -> str:
    if phrase.verb in _CHANGES_FORM and phrase.noun:
        return f"The {participle(phrase.verb)} {noun}"
    if returns == "bytes" and phrase.noun:
        return f"Content of the {noun}"
    if phrase.verb in _MAKES_ID and phrase.noun:
        return f"What identifies the {noun}"
    if phrase.verb == "describe" and not phrase.owner:
        return f"What is known of the {noun}"
    is_result = phrase.verb and phrase.verb not in _ASKS | {"generate", "parse", "extract", "build"}
    return "The result" if is_result else f"The {noun}{phrase.whose}"


def _describe_model(name: str, phrase: _Phrase) -> str:
    """`The run's status detail` for a `RunStatusDetail` of a run, else `The run`."""
    words = tuple(word.lower() for word in split_words(name))
    if phrase.owner and words[: len(phrase.owner)] == phrase.owner and words != phrase.owner:
        return f"The {phrase.say(words[len(phrase.owner) :])}"
    mine = _singular(phrase.noun if phrase.verb else ())
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
    """What an invalid argument raises; what may be left out is not checked, nor bytes, which may be empty."""
    checked = [each for each in parameters if _is_checked(each)]
    if not checked:
        return ()
    if len(checked) > _MOST_NAMED:
        return (("ValueError", "If an argument is invalid."),)
    wrong = "empty" if all(each.annotation == "str" for each in checked) else "invalid"
    are = "are" if is_plural(_words(checked[-1])[-1]) else "is"
    return (("ValueError", f"If {join_or([_argument(each, phrase) for each in checked])} {are} {wrong}."),)


def _argument(parameter: Parameter, phrase: _Phrase) -> str:
    words = _words(parameter)
    if words[-1] == "at":
        words = (*words[:-1], "time")
    return parameter.name if words[-1] in _PREPOSITIONS | {"since", "until", "when"} else f"the {phrase.say(words)}"


def _is_checked(parameter: Parameter) -> bool:
    annotation = parameter.annotation or ""
    may_lack = parameter.default is not None or "None" in annotation or "Optional" in annotation
    return not (may_lack or _is_variadic(parameter) or annotation in {"", "bool", "bytes"})


def _is_variadic(parameter: Parameter) -> bool:
    return parameter.kind in {ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD}


def _words(parameter: Parameter) -> tuple[str, ...]:
    return tuple(word for word in parameter.name.lower().split("_") if word) or (parameter.name,)


def _shown(parameter: Parameter) -> str:
    stars = {ParameterKind.VAR_POSITIONAL: "*", ParameterKind.VAR_KEYWORD: "**"}
    return stars.get(parameter.kind, "") + parameter.name


def _noun(parameter: Parameter) -> tuple[str, ...]:
    """What a parameter names or identifies: `run` and `run_id` are a run."""
    words = _words(parameter)
    return words[:-1] if words[-1] in {"id", "ids"} else words


def _is_thing(parameter: Parameter) -> bool:
    """Whether a parameter can be what a method is about, and is no circumstance."""
    is_aside = parameter.name in _CIRCUMSTANCES or parameter.annotation == "bool" or _is_variadic(parameter)
    return bool(_noun(parameter)) and not is_aside


def _is_model(annotation: str | None) -> bool:
    """Whether an annotation is one name that is capitalised as classes are."""
    last = (annotation or "").strip("\"'").rpartition(".")[2]
    return bool(re.fullmatch(r"[A-Z]\w*", last)) and last not in {"Any", "Decimal", "Path", "UUID", "None"}


def _singular(words: Sequence[str]) -> tuple[str, ...]:
    return (*words[:-1], *map(singularize, words[-1:]))
