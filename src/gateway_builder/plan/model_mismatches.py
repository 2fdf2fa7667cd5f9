"""Where what gateways use and what a service's model says don't fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.service import ShapeKind
from gateway_builder.plan.model_reads import ELEMENT
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.model.service import Operation, ServiceModel, Shape
    from gateway_builder.plan.model_uses import Call, Read, Sent, StateMap, Uses

_OF_THE_SDK = {
    "paginator": frozenset({"PaginationConfig"}),
    "waiter": frozenset({"WaiterConfig"}),
    "call": frozenset[str](),
}
_OF_EVERY_CLIENT = frozenset({"can_paginate", "close", "generate_presigned_url", "get_paginator", "get_waiter"})
_METADATA = "ResponseMetadata"


@value
class Mismatch:
    """One thing that does not fit: its kind, a sentence, and the line of the module.

    The kinds are `operation`, `parameter`, `required`, `value`, `member`, `state`.
    """

    kind: str
    text: str
    line: int


def find_mismatches(model: ServiceModel, uses: Uses, *, with_loose: bool = False) -> tuple[Mismatch, ...]:
    """Where a module and a model don't fit.

    Args:
        model: The service.
        uses: What the module uses.
        with_loose: Also tell which looked-up texts are members of no answer, although they need not be any.
    """
    checker = _Checker(model, uses)
    found = [*checker.check_calls(), *checker.check_reads(), *checker.check_maps()]
    if with_loose:
        found += checker.check_loose()
    return tuple(dict.fromkeys(found))


class _Checker:
    """Holds one module against one model."""

    def __init__(self, model: ServiceModel, uses: Uses) -> None:
        self._model = model
        self._uses = uses
        self._is_alone = len(uses.services) == 1

    def check_calls(self) -> Iterator[Mismatch]:
        """Operations, waiters and paginators, and what is sent to them."""
        for call in self._uses.calls:
            operation = self._find_called(call)
            if operation is None:
                if self._is_alone and call.name not in _OF_EVERY_CLIENT:
                    what = "operation" if call.kind == "call" else call.kind
                    yield Mismatch("operation", f"{self._model.service} has no {what} {call.name}", call.line)
            else:
                yield from self._check_parameters(call, operation)

    def check_reads(self) -> Iterator[Mismatch]:
        """What is read of answers."""
        for read in self._uses.reads:
            operation = self._model.operations.get(read.operation)
            if operation and operation.output and not self._is_there(operation, operation.output, read):
                yield Mismatch("member", f"the answer of {read.operation} holds no {_spell(read.path)}", read.line)

    def check_loose(self) -> Iterator[Mismatch]:
        """Texts that are looked up in something that was not followed."""
        members = {member.name for shape in self._reach(outputs_only=True) for member in shape.members}
        for name, line in self._uses.loose:
            if name not in members:
                yield Mismatch("member", f"no answer of {self._model.service} that is used holds {name}", line)

    def check_maps(self) -> Iterator[Mismatch]:
        """Translations against the values that the service has."""
        shapes = tuple(shape for shape in self._reach(outputs_only=False) if shape.enum)
        for each in self._uses.maps:
            shape = max(shapes, key=lambda shape: _similarity(shape, each), default=None)
            if shape and _similarity(shape, each):
                for name in shape.enum:
                    if name not in each.keys:
                        text = f"{shape.name} also has {name}, which {each.name} does not map"
                        yield Mismatch("state", text, each.line)
                for key in each.keys:
                    if key not in shape.enum:
                        yield Mismatch("state", f"{shape.name} has no {key}, which {each.name} maps", each.line)

    def _find_called(self, call: Call) -> Operation | None:
        if call.kind == "waiter":
            waiter = self._model.waiters.get(call.name)
            return self._model.operations.get(waiter.operation) if waiter else None
        operation = self._model.operations.get(call.name)
        if operation and call.kind == "paginator" and operation.paging is None:
            return None
        return operation

    def _check_parameters(self, call: Call, operation: Operation) -> Iterator[Mismatch]:
        sent = call.arguments
        if operation.input:
            yield from self._check_table(call, operation.input, sent, ())
        else:
            given = [name for name, _ in sent.entries or () if name not in _OF_THE_SDK[call.kind]]
            yield from (_unknown(call, (name,), sent.line) for name in given)

    def _check_table(self, call: Call, shape: str, sent: Sent, path: tuple[str, ...]) -> Iterator[Mismatch]:
        entries = dict(sent.entries or ())
        members = {member.name: member for member in self._model.shapes[shape].members}
        for name, held in entries.items():
            if name in members:
                yield from self._check_sent(call, members[name].shape, held, (*path, name))
            elif path or name not in _OF_THE_SDK[call.kind]:
                yield _unknown(call, (*path, name), held.line)
        for member in members.values():
            if member.required and not member.is_token and member.name not in entries and not sent.is_open:
                text = f"{call.name} needs {_spell((*path, member.name))}, which is not sent"
                yield Mismatch("required", text, sent.line)

    def _check_sent(self, call: Call, name: str, sent: Sent, path: tuple[str, ...]) -> Iterator[Mismatch]:
        shape = self._model.shapes[name]
        if shape.kind is ShapeKind.STRUCTURE and sent.entries is not None:
            yield from self._check_table(call, name, sent, path)
        elif shape.element:
            held = [each for _, each in sent.entries] if sent.entries is not None else list(sent.items)
            for each in held:
                yield from self._check_sent(call, shape.element, each, (*path, ELEMENT))
        elif shape.enum and sent.text is not None and sent.text not in shape.enum:
            yield Mismatch("value", f"{shape.name} has no {sent.text!r}, which {call.name} sends", sent.line)

    def _is_there(self, operation: Operation, output: str, read: Read) -> bool:
        """Whether an answer can hold what is read; what is below documents and unknown shapes always."""
        shape = self._model.shapes[output]
        for step in read.path:
            if shape.is_event_stream and step == ELEMENT:
                continue
            if shape.kind is ShapeKind.STRUCTURE:
                member = shape.find_member(step)
                if member is None:
                    return step in {ELEMENT, _METADATA, *(error.code for error in operation.errors or ())}
                shape = self._model.shapes[member.shape]
            elif shape.element:
                shape = self._model.shapes[shape.element]
            else:
                return True
        return True

    def _reach(self, *, outputs_only: bool) -> Iterator[Shape]:
        """Every shape that the operations in use lead to."""
        operations = [found for call in self._uses.calls if (found := self._find_called(call))]
        waiting = [each.output for each in operations] + [each.input for each in operations if not outputs_only]
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name and name not in seen:
                seen.add(name)
                shape = self._model.shapes[name]
                yield shape
                waiting += [shape.element, shape.key, *(member.shape for member in shape.members)]


def _similarity(shape: Shape, each: StateMap) -> float:
    """How much the values of an enum are the keys of a map; 0 where fewer than half of the keys are values."""
    values, keys = set(shape.enum), set(each.keys)
    common = len(values & keys)
    return common / len(values | keys) if common * 2 >= len(keys) else 0


def _unknown(call: Call, path: tuple[str, ...], line: int) -> Mismatch:
    return Mismatch("parameter", f"{call.name} takes no {_spell(path)}", line)


def _spell(path: tuple[str, ...]) -> str:
    return ".".join(path).replace(f".{ELEMENT}", ELEMENT)
