"""What a generated gateway says of the operations that its undecided methods are to call."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.source.parse import decode_source, parse_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CALLS = re.compile(r"(?P<method>\w+) calls (?P<operation>[\w.]+) of .*: decide ")


def read_recorded_operations(content: bytes, gateway: str) -> Mapping[str, str | None]:
    """Operation of each undecided method, None where none is recorded.

    Args:
        content: The gateway's module, which has been read before.
        gateway: Name of the class.
    """
    return {method.name: _operation(method) for method in _methods(content, gateway) if _is_undecided(method)}


def method_names_operation(content: bytes, gateway: str, method: str, operation: str) -> bool:
    """Whether the body of a decided method names an operation: as a call of the client, or as a text that asks for it.

    Args:
        content: The gateway's module, which has been read before.
        gateway: Name of the class.
        method: Name of the method.
        operation: Name of the client's method.
    """
    bodies = (node for node in _methods(content, gateway) if node.name == method)
    return any(
        (isinstance(node, ast.Attribute) and node.attr == operation)
        or (isinstance(node, ast.Constant) and node.value == operation)
        for body in bodies
        for node in ast.walk(body)
    )


def _methods(content: bytes, gateway: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = parse_source(decode_source(content))
    for class_ in tree.body:
        if isinstance(class_, ast.ClassDef) and class_.name == gateway:
            yield from (node for node in class_.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _is_undecided(method: ast.AST) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "NotImplementedError" for node in ast.walk(method))


def _operation(method: ast.AST) -> str | None:
    found = (_CALLS.match(text) for text in _texts(method))
    return next((match["operation"] for match in found if match), None)


def _texts(method: ast.AST) -> Iterator[str]:
    for node in ast.walk(method):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
