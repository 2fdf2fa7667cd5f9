"""Signatures of a model's methods, read from the syntax tree."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.model.interface import Parameter, ParameterKind, Signature

if TYPE_CHECKING:
    from collections.abc import Iterator

ANY_ARGUMENTS = (
    Parameter("args", kind=ParameterKind.VAR_POSITIONAL),
    Parameter("kwargs", kind=ParameterKind.VAR_KEYWORD),
)


def read_signature(node: ast.FunctionDef | ast.AsyncFunctionDef, *, is_bound: bool) -> Signature:
    """The signature of a method.

    Args:
        node: Its definition.
        is_bound: Whether the first parameter is the object or the class, which a call does not give.
    """
    parameters = tuple(read_parameters(node.args))[is_bound:]
    returns = ast.unparse(node.returns) if node.returns else None
    return Signature(parameters, returns, is_async=isinstance(node, ast.AsyncFunctionDef))


def read_parameters(arguments: ast.arguments) -> Iterator[Parameter]:
    """The parameters in their order."""
    positional = [*arguments.posonlyargs, *arguments.args]
    missing = [None] * (len(positional) - len(arguments.defaults))
    for number, (each, default) in enumerate(zip(positional, [*missing, *arguments.defaults], strict=True)):
        is_first = number < len(arguments.posonlyargs)
        kind = ParameterKind.POSITIONAL_ONLY if is_first else ParameterKind.POSITIONAL_OR_KEYWORD
        yield _parameter(each, default, kind)
    if arguments.vararg:
        yield _parameter(arguments.vararg, None, ParameterKind.VAR_POSITIONAL)
    for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield _parameter(each, default, ParameterKind.KEYWORD_ONLY)
    if arguments.kwarg:
        yield _parameter(arguments.kwarg, None, ParameterKind.VAR_KEYWORD)


def _parameter(node: ast.arg, default: ast.expr | None, kind: ParameterKind) -> Parameter:
    annotation = ast.unparse(node.annotation) if node.annotation else None
    return Parameter(node.arg, annotation, ast.unparse(default) if default else None, kind)
