"""Arguments of a call held against the signature of the method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.bind.annotations import accepts
from gateway_builder.bind.expression_members import suggest
from gateway_builder.errors import Problem
from gateway_builder.model.interface import Parameter, ParameterKind, Signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gateway_builder.bind.expression_scope import Scope

_POSITIONAL = frozenset({ParameterKind.POSITIONAL_ONLY, ParameterKind.POSITIONAL_OR_KEYWORD})
_NAMED = frozenset({ParameterKind.KEYWORD_ONLY, ParameterKind.POSITIONAL_OR_KEYWORD})


def find_bad_arguments(
    method: str,
    signature: Signature,
    positional: tuple[str, ...],
    named: Mapping[str, str],
    scope: Scope,
    place: str,
) -> tuple[Problem, ...]:
    """What is wrong with a call.

    Args:
        method: The method, as the expression writes it.
        signature: Its signature.
        positional: Annotations of the positional arguments, "" where they are not known.
        named: Annotations of the keyword arguments.
        scope: What is known of the application's classes.
        place: Where the call stands.
    """
    if signature.is_async:
        return (Problem(f"{method} is async: an expression can't wait for it", "call one that is not", place),)
    return tuple(
        Problem(f"{method}() {message}", hint, place)
        for message, hint in (
            *_find_misfits(signature, positional, named),
            *_find_types(signature, positional, named, scope),
        )
    )


def _find_misfits(
    signature: Signature, positional: tuple[str, ...], named: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    kinds = {each.kind for each in signature.parameters}
    by_position = [each for each in signature.parameters if each.kind in _POSITIONAL]
    if len(positional) > len(by_position) and ParameterKind.VAR_POSITIONAL not in kinds:
        yield f"takes {len(by_position)} positional arguments, not {len(positional)}", ""
    taken = by_position[: len(positional)]
    known = [each.name for each in signature.parameters if each.kind in _NAMED and each not in taken]
    for name in named:
        if name not in known and ParameterKind.VAR_KEYWORD not in kinds:
            yield f"has no parameter {name}", suggest(name, known)
    for each in signature.parameters:
        is_needed = each.kind in _POSITIONAL | _NAMED and each.default is None
        if is_needed and each not in taken and each.name not in named:
            yield f"also needs {each.name}", f"write {each.name}=…"


def _find_types(
    signature: Signature, positional: tuple[str, ...], named: Mapping[str, str], scope: Scope
) -> Iterator[tuple[str, str]]:
    by_position = [each for each in signature.parameters if each.kind in _POSITIONAL]
    given: list[tuple[Parameter, str]] = list(zip(by_position, positional, strict=False))
    given += [(each, named[each.name]) for each in signature.parameters if each.name in named]
    for parameter, annotation in given:
        if parameter.annotation and accepts(parameter.annotation, annotation, scope.models) is False:
            yield f"takes {parameter.annotation} as {parameter.name}, not {annotation}", ""
