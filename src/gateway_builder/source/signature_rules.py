"""What a signature on the command line may not hold, although Python reads it."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.naming import pascal_case, snake_case
from gateway_builder.source.bindings import dotted_name
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.model.interface import Signature


@value
class Fault:
    """One reason why a signature is refused.

    `column` counts from 0 in the user's text. `name` is the name that the method should have; `parameter` is the
    parameter that `annotation` should be given to, or the one to leave out when `annotation` is None.
    """

    message: str
    column: int
    hint: str = ""
    name: str = ""
    parameter: str = ""
    annotation: str | None = None

    @property
    def has_correction(self) -> bool:
        """Whether the right signature can be told."""
        return bool(self.name or self.parameter)

    def correct(self, signature: Signature) -> Signature:
        """The signature as it should be."""
        parameters = tuple(
            replace(each, annotation=self.annotation) if each.name == self.parameter else each
            for each in signature.parameters
            if each.name != self.parameter or self.annotation is not None
        )
        return replace(signature, parameters=parameters)


def find_faults(node: ast.FunctionDef, *, pattern: str, offset: int) -> list[Fault]:
    """Every reason, from left to right.

    Args:
        node: The function that was read.
        pattern: Regular expression that the whole name of the method has to match.
        offset: Characters before the user's text.
    """
    found = [*_name_faults(node.name, pattern), *_type_parameter_faults(node), *_parameter_faults(node.args)]
    annotations = [each.annotation for each in _arguments(node.args) if each.annotation]
    for annotation in [*annotations, *([node.returns] if node.returns else [])]:
        found += _annotation_faults(annotation)
    for default in [*node.args.defaults, *(each for each in node.args.kw_defaults if each)]:
        found += _default_faults(default)
    shifted = (replace(fault, column=max(fault.column - offset, 0)) for fault in found)
    return sorted(shifted, key=lambda fault: fault.column)


def _name_faults(name: str, pattern: str) -> Iterator[Fault]:
    plain = snake_case(name) or "submit_run"
    usable = plain if re.fullmatch(pattern, plain) else ""
    hint = f"name it so that it matches {pattern}"
    if name.startswith("__"):
        yield Fault(f"{name} is a name of Python's own, no method of a gateway", 0, hint, usable)
    elif not re.fullmatch(pattern, name):
        reason = "is not snake_case" if name != plain else f"does not match method-pattern {pattern}"
        yield Fault(f"the method name {name} {reason}", 0, hint, "" if usable == name else usable)


def _type_parameter_faults(node: ast.FunctionDef) -> Iterator[Fault]:
    if getattr(node, "type_params", None):
        yield Fault("type parameters can't be given here", 0, "write the interface by hand")


def _parameter_faults(node: ast.arguments) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, each in enumerate(_arguments(node)):
        if each.arg in seen:
            yield Fault(f"the parameter {each.arg} is there twice", each.col_offset, "leave one of them out")
        elif each.arg in {"self", "cls"} and index == 0:
            yield Fault(f"{each.arg} is added by itself", each.col_offset, parameter=each.arg)
        elif each.arg.startswith("__"):
            yield Fault(f"the parameter {each.arg} is private", each.col_offset, "begin its name with a letter")
        elif each.annotation is None:
            annotation = pascal_case(each.arg) or "str"
            yield Fault(
                f"the parameter {each.arg} has no type", each.col_offset, parameter=each.arg, annotation=annotation
            )
        seen.add(each.arg)


def _annotation_faults(node: ast.expr) -> Iterator[Fault]:
    """Anything but names, subscripts and unions; strings stand in `Literal` alone."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            hint = "write the type without quotes; imports are added"
            yield Fault(f"the type {node.value!r} is in quotes", node.col_offset, hint)
        elif node.value is not None and node.value is not ...:
            yield Fault(f"{node.value!r} is no type", node.col_offset, "name a class, or use Literal[…]")
    elif isinstance(node, ast.Subscript) and dotted_name(node.value):
        if dotted_name(node.value).rpartition(".")[2] == "Literal":
            yield from _literal_faults(node.slice)
        else:
            yield from _annotation_faults(node.slice)
    elif isinstance(node, (ast.Tuple, ast.List)):
        for element in node.elts:
            yield from _annotation_faults(element)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield from _annotation_faults(node.left)
        yield from _annotation_faults(node.right)
    elif not dotted_name(node):
        yield Fault("what stands here is no type", node.col_offset, "name a class, a union or a collection of them")


def _literal_faults(node: ast.expr) -> Iterator[Fault]:
    for element in node.elts if isinstance(node, ast.Tuple) else [node]:
        if not _is_plain_value(element):
            yield Fault("only plain values stand in Literal", element.col_offset, 'write it as Literal["a", "b"]')


def _default_faults(node: ast.expr) -> Iterator[Fault]:
    if not _is_plain_value(node):
        hint = "use a literal, the name of a constant or an enum member, or None"
        yield Fault("a default is made when the module is imported and may not compute anything", node.col_offset, hint)


def _is_plain_value(node: ast.expr) -> bool:
    """Whether an expression is a literal or a dotted name, which run no code."""
    if isinstance(node, ast.UnaryOp):
        number = node.operand
        is_number = isinstance(number, ast.Constant) and isinstance(number.value, (int, float))
        return isinstance(node.op, ast.USub) and is_number
    if isinstance(node, ast.Tuple):
        return all(map(_is_plain_value, node.elts))
    return (isinstance(node, ast.Constant) and node.value is not ...) or bool(dotted_name(node))


def _arguments(node: ast.arguments) -> list[ast.arg]:
    """Every parameter in the order of the text."""
    variadic = [node.vararg] if node.vararg else []
    last = [node.kwarg] if node.kwarg else []
    return [*node.posonlyargs, *node.args, *variadic, *node.kwonlyargs, *last]
