"""What the service models know of operations: search, and one operation in full."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from gateway_builder.bind.suggestions import did_you_mean
from gateway_builder.errors import AmbiguityError, Problem, UsageError
from gateway_builder.naming import fold, split_words
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.gateways.interfaces import IServiceCatalog, ITechnologyCatalog
    from gateway_builder.model.service import Operation, ServiceModel
    from gateway_builder.model.technology import Technology

_MOST_CHARACTERS = 100


@value
class KnownService:
    """A technology whose operations are known, and the model that knows them."""

    technology: Technology
    model: ServiceModel

    @property
    def resolved(self) -> str:
        """What was found, as a sentence without full stop."""
        model = self.model
        return f'{self.technology.name} is the service "{model.service}" ({model.label}), read from {model.source.text}'


def find_service(
    name: str, catalog: ITechnologyCatalog, services: IServiceCatalog, command: tuple[str, str]
) -> KnownService:
    """The technology of that name and its service's model.

    Args:
        name: What the user wrote, in any spelling.
        catalog: The technologies.
        services: The models.
        command: Name of the command that asks and what stands behind the technology, for suggestions.

    Raises:
        UsageError: If the name is unknown or means more than one, or nobody knows the operations of what it means.
    """
    technology = _find_technology(name, catalog, command)
    if technology.service is None:
        message = f"the operations of {technology.label} are not known: services of AWS have models that tell them"
        raise UsageError(Problem(message, "run: gateway-builder technologies AWS", "TECH"))
    return KnownService(technology, services.load_service(technology.service))


def search_operations(model: ServiceModel, query: str) -> tuple[Operation, ...]:
    """Operations whose name holds every word of the query, then those whose documentation does; all without one.

    Raises:
        UsageError: If none does; with a near name.
    """
    query = query[:_MOST_CHARACTERS]
    words = [word.lower() for word in split_words(query)]
    if not words:
        return tuple(model.operations.values())
    named = {name: model.operations[name] for name in model.operations if all(word in fold(name) for word in words)}
    others = [each for name, each in model.operations.items() if name not in named]
    described = [each for each in others if _describes(each, words)]
    if not (named or described):
        message = f"no operation of {model.label} matches {query!r}{did_you_mean(query, model.operations)}"
        raise UsageError(Problem(message, "without a query, all of them are listed", "QUERY"))
    return (*named.values(), *described)


def find_operation(name: str, known: KnownService) -> Operation:
    """The operation of that name, in any spelling.

    Raises:
        UsageError: If the service has none; with a near name.
    """
    model = known.model
    found = next((each for each in model.operations if fold(each) == fold(name)), None)
    if found is None:
        shown = name[:_MOST_CHARACTERS]
        message = f"{model.label} has no operation {shown!r}{did_you_mean(shown, model.operations)}"
        hint = f"run: gateway-builder operations {known.technology.name}"
        raise UsageError(Problem(message, hint, "NAME"))
    return model.operations[found]


def first_sentence(documentation: str) -> str:
    """The first sentence of a text."""
    first = documentation.strip().partition("\n")[0]
    return first.partition(". ")[0].removesuffix(".")


def _find_technology(name: str, catalog: ITechnologyCatalog, command: tuple[str, str]) -> Technology:
    try:
        found = catalog.find_technology(name)
    except AmbiguityError as error:
        raise UsageError(_which(error, command)) from error
    if found:
        return found
    shown = name[:_MOST_CHARACTERS]
    near = catalog.suggest_technologies(shown)
    if not near:
        raise UsageError(Problem(f"the technology {shown!r} is unknown", "run: gateway-builder technologies", "TECH"))
    message = f"the technology {shown!r} is unknown; near it: {', '.join(near)}"
    raise UsageError(Problem(message, f"try: {_spell(command, near[0])}", "TECH"))


def _which(error: AmbiguityError, command: tuple[str, str]) -> Sequence[Problem]:
    hint = f"name the one you mean: {_spell(command, error.candidates[-1])}"
    return [Problem(problem.message, hint, "TECH") for problem in error.problems]


def _spell(command: tuple[str, str], technology: str) -> str:
    name, rest = command
    return shlex.join(["gateway-builder", name, technology, *([rest] if rest else [])])


def _describes(operation: Operation, words: Sequence[str]) -> bool:
    documentation = operation.documentation.lower()
    return all(word in documentation for word in words)
