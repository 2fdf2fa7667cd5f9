"""Signatures as text, laid out as the formatters lay them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.interface import MethodKind, ParameterKind

if TYPE_CHECKING:
    from gateway_builder.model.interface import Parameter, Signature

_FIRST = {MethodKind.CLASS: "cls", MethodKind.STATIC: ""}
_STARS = {ParameterKind.VAR_POSITIONAL: "*", ParameterKind.VAR_KEYWORD: "**"}


def list_decorators(name: str, kind: MethodKind) -> tuple[str, ...]:
    """Decorators, without `@`, that a method of this kind needs."""
    return {
        MethodKind.INSTANCE: (),
        MethodKind.CLASS: ("classmethod",),
        MethodKind.STATIC: ("staticmethod",),
        MethodKind.PROPERTY: ("property",),
        MethodKind.SETTER: (f"{name}.setter",),
        MethodKind.DELETER: (f"{name}.deleter",),
    }[kind]


def list_parameters(signature: Signature, kind: MethodKind) -> tuple[str, ...]:
    """Parameters as text, `self` or `cls` and the markers `/` and `*` among them."""
    first = _FIRST.get(kind, "self")
    texts = [first] if first else []
    kinds = [parameter.kind for parameter in signature.parameters]
    for index, parameter in enumerate(signature.parameters):
        if parameter.kind is ParameterKind.KEYWORD_ONLY and not set(kinds[:index]) & {
            ParameterKind.KEYWORD_ONLY,
            ParameterKind.VAR_POSITIONAL,
        }:
            texts.append("*")
        texts.append(_render_parameter(parameter))
        last = index + 1 == len(kinds) or kinds[index + 1] is not ParameterKind.POSITIONAL_ONLY
        if parameter.kind is ParameterKind.POSITIONAL_ONLY and last:
            texts.append("/")
    return tuple(texts)


def render_definition(name: str, signature: Signature, kind: MethodKind, indent: str, width: int) -> str:
    """The `def` line up to its colon, indented, wrapped as black and ruff wrap it."""
    head = f"{indent}{'async ' if signature.is_async else ''}def {name}"
    head += f"[{signature.type_parameters}](" if signature.type_parameters else "("
    tail = f") -> {signature.returns}:" if signature.returns is not None else "):"
    parameters = list_parameters(signature, kind)
    joined = ", ".join(parameters)
    if len(head) + len(joined) + len(tail) <= width or not parameters:
        return head + joined + tail
    inner = indent + " " * 4 if "\t" not in indent else indent + "\t"
    if len(inner) + len(joined) <= width:
        return f"{head}\n{inner}{joined}\n{indent}{tail}"
    return "\n".join([head, *(f"{inner}{parameter}," for parameter in parameters), f"{indent}{tail}"])


def _render_parameter(parameter: Parameter) -> str:
    text = _STARS.get(parameter.kind, "") + parameter.name
    if parameter.annotation is not None:
        text += f": {parameter.annotation}"
    if parameter.default is not None:
        text += f" = {parameter.default}" if parameter.annotation is not None else f"={parameter.default}"
    return text
