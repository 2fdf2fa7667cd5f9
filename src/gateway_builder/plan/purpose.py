"""The methods that a purpose suggests, and what a signature says in words."""

from __future__ import annotations

import builtins
import keyword
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.english import (
    capitalize,
    pluralize,
    singularize,
    spell,
    third_person,
    with_article,
)
from gateway_builder.model.interface import ImportedName, Method, Parameter, Signature
from gateway_builder.naming import fold, split_words
from gateway_builder.plan.agents import verb_of_agent
from gateway_builder.plan.method_docs import describe_method
from gateway_builder.plan.role import ServiceId
from gateway_builder.plan.roles_of_purposes import FALLBACK, find_role, role_of_verb
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gateway_builder.model.documentation import MethodDoc
    from gateway_builder.plan.role import Draft, Role
    from gateway_builder.project.model_classes import ModelClass

__all__ = ["DefaultMethod", "default_methods", "describe_method", "describe_purpose"]

_STANDARD = {
    "Decimal": ImportedName("decimal", "Decimal"),
    "UUID": ImportedName("uuid", "UUID"),
    "datetime": ImportedName("datetime", "datetime"),
}
_RESULTS = {
    "State": ("StatusDetail StatusDetails StateDetail StateDetails Status State Progress Phase", "str"),
    "Kind": ("Classification Category Class Label Kind", "str"),
    "Place": ("Coordinates Coordinate Location GeoPoint Position Point", "tuple[float, float]"),
    "Transcript": ("Transcript Transcription", "str"),
}
_OF_NOTHING = frozenset({"Place", "Transcript"})
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_MAY_BE_NONE = re.compile(r"\bstr\b.*\bNone\b|\bNone\b.*\bstr\b|Optional\[str\]")
_PLAIN_IDS = frozenset({"int", "str", "UUID"})


@value
class DefaultMethod:
    """A method that a purpose suggests, with its documentation and what its types are imported from."""

    method: Method
    doc: MethodDoc
    imports: tuple[ImportedName, ...] = ()


@value
class _Subject:
    """What the methods of a purpose are about: a model of the project, or a noun alone."""

    purpose: str
    noun: tuple[str, ...]
    model: ModelClass | None
    models: Mapping[str, ModelClass]
    alike: tuple[str, ...] = ()

    @property
    def one(self) -> str:
        """The noun in snake case, in the singular."""
        return "_".join(word.lower() for word in self.noun)

    @property
    def many(self) -> str:
        """The noun in snake case, in the plural."""
        return pluralize(self.one.replace("_", " ")).replace(" ", "_")


def default_methods(purpose: str, models: Sequence[ModelClass], *, is_async: bool) -> tuple[DefaultMethod, ...]:
    """The methods that the purpose of an interface suggests.

    Args:
        purpose: `SimulationRunner`, in PascalCase.
        models: The business models of the project, nearest first.
        is_async: Whether the methods are coroutines.
    """
    role, objects = _read_purpose(purpose)
    subject = _find_subject(purpose, role, objects, models)
    drafts = role.drafts if subject.many != subject.one else role.uncountable or role.drafts
    return tuple(_finish(draft, subject, is_async=is_async) for draft in drafts)


def describe_purpose(purpose: str) -> str:
    """One sentence about an interface: `Runs simulations.` for `SimulationRunner`."""
    role, objects = _read_purpose(purpose)
    if not role.verbs:
        return f"What the application asks of {with_article(_say(split_words(purpose)))}."
    noun = _say(_object_words(role, objects))
    verbs = " and ".join(third_person(verb) for verb in role.verbs.split(" and "))
    return f"{capitalize(verbs)} {pluralize(noun)}."


def _read_purpose(purpose: str) -> tuple[Role, tuple[str, ...]]:
    """The role of a purpose and the words of its object."""
    words = split_words(purpose)
    role, objects = find_role(words)
    if role:
        return role, objects
    verb = verb_of_agent(words[-1])
    return (role_of_verb(verb), words[:-1]) if verb else (FALLBACK, words)


def _find_subject(purpose: str, role: Role, objects: tuple[str, ...], models: Sequence[ModelClass]) -> _Subject:
    words = _object_words(role, objects)
    known = {fold(model.name): model for model in reversed(models)}
    # the last words of an object name it too: a batch simulation is a simulation; what a role adds belongs to it
    named = ["".join(words)] if role.suffix else ["".join(words[start:]) for start in range(len(words))]
    own = [f"{each}{name}" for each in named[:1] for name in role.models]
    names = list(dict.fromkeys([*own, *named, *role.models]))
    things = (known[fold(name)] for name in names if fold(name) in known)
    model = next((each for each in things if not each.is_enum), None)
    return _Subject(
        purpose=purpose,
        noun=split_words(model.name) if model else words,
        model=model,
        models={each.name: each for each in reversed(models)},
        alike=(*([model.name] if model else []), *named, *role.models),
    )


def _object_words(role: Role, objects: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the object in the singular: those of the purpose, with what the role adds, else the role's own."""
    if not objects:
        return (role.noun,)
    words = (*objects[:-1], singularize(objects[-1]))
    return (*words, role.suffix) if role.suffix and words[-1].lower() != role.suffix else words


def _finish(draft: Draft, subject: _Subject, *, is_async: bool) -> DefaultMethod:
    model = subject.model
    parameters = _fill(draft.parameters if model else draft.plain or draft.parameters, subject)
    returns = _fill(draft.returns if model else draft.plain_returns or draft.returns, subject)
    name = draft.name.format(one=subject.one, many=subject.many)
    method = Method(name, _signature(parameters, returns, is_async=is_async))
    doc = _document(draft, method, subject)
    return DefaultMethod(method, doc, _imports(method, subject))


def _fill(text: str, subject: _Subject) -> str:
    model, one = subject.model, subject.one
    filled = text.replace("{thing}", f"{{one}}: {model.name}" if model else "{identifier}")
    filled = filled.replace("{identifier}", f"{{one}}_id: {_identifier_type(subject)}")
    filled = filled.replace("{Model}", model.name if model else "str")
    for key, (suffixes, plain) in _RESULTS.items():
        if f"{{{key}}}" in filled:
            filled = filled.replace(
                f"{{{key}}}", _find_result(suffixes.split(), subject, alone=key in _OF_NOTHING) or plain
            )
    return filled.replace("{one}", one).replace("{many}", subject.many)


def _identifier_type(subject: _Subject) -> str:
    """The type of the model's own id where it is a plain one, else `str`."""
    fields = dict(subject.model.fields) if subject.model else {}
    annotation = fields.get("id", fields.get(f"{subject.one}_id", ""))
    return annotation if annotation in _PLAIN_IDS else "str"


def _find_result(suffixes: Iterable[str], subject: _Subject, *, alone: bool) -> str:
    known = {fold(name): name for name in subject.models}
    names = (f"{each}{suffix}" for each in (*subject.alike, *([""] if alone else [])) for suffix in suffixes)
    return next((known[fold(name)] for name in names if fold(name) in known), "")


def _signature(parameters: str, returns: str, *, is_async: bool) -> Signature:
    pieces = re.findall(r"(\w+): ((?:[^,\[]|\[[^\]]*\])+)", parameters)
    named = dict[str, str]()
    for name, annotation in pieces:
        named[f"new_{name}" if _safe(name) in named else _safe(name)] = annotation
    return Signature(tuple(Parameter(name, annotation) for name, annotation in named.items()), returns, is_async)


def _safe(name: str) -> str:
    """A name for a parameter that hides no builtin and is no reserved word."""
    taken = keyword.iskeyword(name) or keyword.issoftkeyword(name) or hasattr(builtins, name)
    return f"{name}_" if taken else name


def _imports(method: Method, subject: _Subject) -> tuple[ImportedName, ...]:
    texts = [*(each.annotation or "" for each in method.signature.parameters), method.signature.returns or ""]
    names = dict.fromkeys(name for text in texts for name in _IDENTIFIER.findall(text))
    known = {**_STANDARD, **{name: model.imported for name, model in subject.models.items()}}
    return tuple(known[name] for name in names if name in known)


def _document(draft: Draft, method: Method, subject: _Subject) -> MethodDoc:
    doc = describe_method(method, vocabulary=(subject.purpose,))
    say = {"one": _say(subject.noun), "many": pluralize(_say(subject.noun))}
    about = {name: text.format(**say) for name, text in draft.about}
    args = tuple((name, about.get(name, text)) for name, text in doc.args)
    is_plain = not any(each in subject.models for each in _IDENTIFIER.findall(method.signature.returns or ""))
    returns = about.get("return", doc.returns) if is_plain else doc.returns
    return _with_service_id(replace(doc, args=args, returns=returns), draft, subject)


def _with_service_id(doc: MethodDoc, draft: Draft, subject: _Subject) -> MethodDoc:
    """The documentation, with the attribute of the model that keeps the id which the service gives it."""
    attribute = _service_id(subject.model) if subject.model else ""
    if not attribute or draft.service_id is ServiceId.UNUSED:
        return doc
    if draft.service_id is ServiceId.STORED:
        return replace(doc, side_effects=(f"Stores the id that the service gives in {doc.args[0][0]}.{attribute}.",))
    missing = f"If the {_say(subject.noun)} has no {_say(attribute.split('_'))} yet."
    return replace(doc, raises=(("ValueError", missing),))


def _service_id(model: ModelClass) -> str:
    """The one attribute that is an id and None at first, where the model can be changed."""
    late = [name for name, annotation in model.fields if name.endswith("_id") and _MAY_BE_NONE.search(annotation)]
    return late[0] if len(late) == 1 and not model.is_frozen else ""


def _say(words: Iterable[str]) -> str:
    return " ".join(map(spell, words))
