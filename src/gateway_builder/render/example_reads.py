"""What the expressions of a binding read of parameters and configuration, and what they are sent as."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.model.service import ShapeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gateway_builder.model.binding import Answer, Argument, MethodBinding
    from gateway_builder.model.service import ServiceModel

# What has a greatest length or size, or a closed set of values.
_LIMITED = frozenset({ShapeKind.STRING, ShapeKind.INTEGER, ShapeKind.NUMBER})


class Reads:
    """What is read of one value.

    Attributes:
        attributes: What is read of its attributes, by name.
        called: What is read of what a call of it gives; None where it is not called.
        shape: Name of the shape that it is sent as, "" where it is not sent as it is.
        member: Name of what it is sent as.
        is_none: Whether the example must be None.
    """

    __slots__ = ("attributes", "called", "is_none", "member", "shape")

    def __init__(self) -> None:
        """Read nothing."""
        self.attributes: dict[str, Reads] = {}
        self.called: Reads | None = None
        self.shape = ""
        self.member = ""
        self.is_none = False

    def merge(self, other: Reads) -> None:
        """Read what the other reads too."""
        self.shape, self.member = (self.shape, self.member) if self.shape else (other.shape, other.member)
        for name, reads in other.attributes.items():
            self.attributes.setdefault(name, Reads()).merge(reads)
        if other.called:
            self.called = self.called or Reads()
            self.called.merge(other.called)


def collect_reads(bound: MethodBinding, model: ServiceModel) -> dict[str, Reads]:
    """What one method reads, by the names of its parameters; `config` among them.

    Args:
        bound: The method.
        model: The service.
    """
    collector = _Collector(model)
    for argument in (*bound.arguments, *(bound.wait.arguments if bound.wait else ())):
        collector.send(_parse(argument.code), argument.shape, argument.name)
    for code in (*bound.require, *_list_codes(bound)):
        collector.send(_parse(code), "", "")
    for assignment in bound.assignments:
        holder = assignment.target.rpartition(".")[0]
        collector.send(_parse(holder), "", "")
    return collector.roots


def lacking(reads: Reads, code: str, model: ServiceModel) -> Reads | None:
    """What is read, with None at one place; None where the code leads to no place.

    Args:
        reads: What is read of a parameter.
        code: The expression that must be None.
        model: The service.
    """
    collector = _Collector(model)
    place = collector.find(_parse(code))
    if place is None:
        return None
    place.is_none = True
    lacks = next(iter(collector.roots.values()))
    lacks.merge(reads)
    return lacks


def list_constants(arguments: Iterable[Argument], model: ServiceModel) -> list[tuple[str, str | float]]:
    """Names of shapes that limit their values, with the constants that are sent as them.

    Args:
        arguments: What is sent.
        model: The service.
    """
    found = [each for argument in arguments for each in _list_constants(_parse(argument.code), argument.shape, model)]
    return list(dict.fromkeys(found))


def _parse(code: str) -> ast.expr:
    return ast.parse(code, mode="eval").body


def _list_codes(bound: MethodBinding) -> Iterator[str]:
    for assignment in bound.assignments:
        yield from _list_answer_codes(assignment.answer)
    if bound.returns:
        yield from _list_answer_codes(bound.returns)


def _list_answer_codes(answer: Answer) -> Iterator[str]:
    empty = answer.when_empty.code if answer.when_empty else ""
    yield from (code for code in (answer.code, answer.default, empty) if code)
    for _, field in answer.fields:
        yield from _list_answer_codes(field)
    if answer.each:
        yield from _list_answer_codes(answer.each)


class _Collector:
    """Walks expressions together with the shapes that they are sent as."""

    def __init__(self, model: ServiceModel) -> None:
        self._model = model
        self.roots: dict[str, Reads] = {}

    def send(self, node: ast.expr, shape: str, member: str) -> None:
        """Note what an expression reads.

        Args:
            node: The expression.
            shape: Name of the shape that it is sent as, "" for none.
            member: Name of what it is sent as.
        """
        if isinstance(node, ast.Dict):
            for key, each in zip(node.keys, node.values, strict=True):
                name = str(key.value) if isinstance(key, ast.Constant) else ""
                self.send(each, self._shape_of(shape, name), name)
        elif isinstance(node, ast.List | ast.Tuple):
            element = self._model.shapes[shape].element if shape else ""
            for item in node.elts:
                self.send(item, element, member)
        else:
            reads = self.find(node)
            if reads and not reads.shape:
                reads.shape, reads.member = shape, member

    def _shape_of(self, shape: str, name: str) -> str:
        if not shape:
            return ""
        found = self._model.shapes[shape]
        member = found.find_member(name)
        return member.shape if member else found.element

    def find(self, node: ast.expr) -> Reads | None:
        """What a name, an attribute or a call of one stands for; None for what is computed of others.

        Args:
            node: The expression.
        """
        if isinstance(node, ast.Name):
            return self.roots.setdefault(node.id, Reads())
        if isinstance(node, ast.Attribute):
            holder = self.find(node.value)
            return holder.attributes.setdefault(node.attr, Reads()) if holder else None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            for argument in (*node.args, *(each.value for each in node.keywords)):
                self.find(argument)
            method = self.find(node.func)
            if method:
                method.called = method.called or Reads()
            return method.called if method else None
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.send(child, "", "")
        return None


def _list_constants(node: ast.expr, shape: str, model: ServiceModel) -> Iterator[tuple[str, str | float]]:
    found = model.shapes[shape]
    if isinstance(node, ast.Dict):
        for key, each in zip(node.keys, node.values, strict=True):
            member = found.find_member(str(key.value)) if isinstance(key, ast.Constant) else None
            inner = member.shape if member else found.element
            if inner:
                yield from _list_constants(each, inner, model)
    elif isinstance(node, ast.List) and found.element:
        for item in node.elts:
            yield from _list_constants(item, found.element, model)
    elif isinstance(node, ast.Constant) and found.kind in _LIMITED and isinstance(node.value, str | int | float):
        limits = (found.enum, found.minimum, found.maximum)
        is_text = found.kind is ShapeKind.STRING
        if limits != ((), None, None) and "." not in shape and isinstance(node.value, str) is is_text:
            yield shape, node.value
