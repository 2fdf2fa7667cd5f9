"""One signature that serves every overload of a method."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.model.interface import Parameter, ParameterKind, Signature

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def merge_overloads(signatures: Sequence[Signature]) -> Signature:
    """The signature of an implementation: unions where the parameters agree, else anything at all."""
    first = signatures[0]
    shapes = {tuple((each.name, each.kind) for each in one.parameters) for one in signatures}
    texts = [text for one in signatures for text in (one.returns, *(each.annotation for each in one.parameters))]
    quoted = any(text is None or text.startswith(("'", '"')) for text in texts)
    if len(shapes) > 1 or quoted or any(one.type_parameters for one in signatures):
        anything = (
            Parameter("args", "object", None, ParameterKind.VAR_POSITIONAL),
            Parameter("kwargs", "object", None, ParameterKind.VAR_KEYWORD),
        )
        return Signature(anything, "object", first.is_async)
    columns = zip(*(one.parameters for one in signatures), strict=True)
    parameters = tuple(_merge_parameters(column) for column in columns)
    return replace(first, parameters=_defaulted(parameters), returns=_union(one.returns for one in signatures))


def _merge_parameters(column: Sequence[Parameter]) -> Parameter:
    default = next((each.default for each in column if each.default is not None), None)
    return replace(column[0], annotation=_union(each.annotation for each in column), default=default)


def _defaulted(parameters: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """A positional parameter behind one with a default needs a default too."""
    result: list[Parameter] = []
    positional = (ParameterKind.POSITIONAL_ONLY, ParameterKind.POSITIONAL_OR_KEYWORD)
    seen = False
    for each in parameters:
        optional = seen and each.kind in positional and each.default is None
        result.append(replace(each, default="...") if optional else each)
        seen = seen or (each.kind in positional and each.default is not None)
    return tuple(result)


def _union(texts: Iterable[str | None]) -> str:
    return " | ".join(dict.fromkeys(text for text in texts if text))
