"""What is wrong with what calls send, by the models of the services."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from gateway_builder.bind.literals import KIND_WORDS, find_literal_fault, find_size_fault
from gateway_builder.check.service_calls import modelled_calls
from gateway_builder.model.service import ShapeKind
from gateway_builder.trace.client_extras import unaliased
from gateway_builder.trace.values import CallKind
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.service_calls import ModelledCall
    from gateway_builder.model.service import Member, Shape
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.values import Sent

_OF_THE_SDK = {CallKind.PAGINATOR: "PaginationConfig", CallKind.WAITER: "WaiterConfig"}
_ANYTHING = frozenset({ShapeKind.DOCUMENT, ShapeKind.UNKNOWN})
_TAKEN_AS_TABLE = frozenset({("s3", "CopySource")})
_LITERALS_OF_THE_SDK = frozenset({ShapeKind.TIMESTAMP})


class SentFaultKind(Enum):
    """What is wrong: a name that is not taken, one that is missing, a value out of its limits, an old name."""

    UNKNOWN = "unknown"
    ABSENT = "absent"
    LIMIT = "limit"
    DEPRECATED = "deprecated"


@value
class SentFault:
    """One thing that is wrong with what a call sends.

    Attributes:
        asked: The call.
        kind: What is wrong.
        sent: The value that is meant; for what is absent the table that lacks it.
        path: Names of members down to it, `[]` for elements.
        names: For an unknown name those that there are and that are not sent; for what is absent, the names.
        text: For limits the rest of a sentence; for deprecated names what the model says.
    """

    asked: ModelledCall
    kind: SentFaultKind
    sent: Sent
    path: tuple[str, ...]
    names: tuple[str, ...] = ()
    text: str = ""

    @property
    def module(self) -> CodeModule:
        """The file that the value stands in."""
        return self.sent.module or self.asked.module

    @property
    def place(self) -> str:
        """The path as it is read: `containerOverrides.environment[].name`."""
        return spell_path(self.path)


def sent_faults(codebase: Codebase, kind: SentFaultKind) -> Iterator[SentFault]:
    """Every fault of one kind in what the product sends."""
    return (each for each in codebase.once(_find_faults) if each.kind is kind)


def spell_path(path: tuple[str, ...]) -> str:
    """Names of members as they are read: `environment[].name`."""
    return ".".join(path).replace(".[]", "[]")


def _find_faults(codebase: Codebase) -> tuple[SentFault, ...]:
    return tuple(fault for asked in codebase.once(modelled_calls) for fault in _Checker(asked).check())


class _Checker:
    """Holds what one call sends against the model."""

    def __init__(self, asked: ModelledCall) -> None:
        self._asked = asked
        self._model = asked.model

    def check(self) -> Iterator[SentFault]:
        operation, sent = self._asked.operation, self._asked.call.arguments
        if operation is None or sent.entries is None or self._asked.call.positional:
            return
        if operation.input:
            yield from self._table(self._model.shapes[operation.input], sent, ())
        else:
            yield from (self._unknown(each, (name,), ()) for name, each in sent.entries if not self._is_of_sdk(name))

    def _is_of_sdk(self, name: str) -> bool:
        return name == _OF_THE_SDK.get(self._asked.call.kind)

    def _table(self, shape: Shape, sent: Sent, path: tuple[str, ...]) -> Iterator[SentFault]:
        members = {member.name: member for member in shape.members}
        given = dict(sent.entries or ())
        if not path:
            given = {
                unaliased(self._model.service, name) if name not in members else name: each
                for name, each in given.items()
            }
        for name, held in given.items():
            if name in members:
                yield from self._member(members[name], held, (*path, name))
            elif path or not self._is_of_sdk(name):
                yield self._unknown(held, (*path, name), tuple(each for each in members if each not in given))
        needed = (each for each in members.values() if each.required and not each.is_token)
        absent = tuple(each.name for each in needed if each.name not in given)
        if absent and not sent.is_open:
            yield SentFault(self._asked, SentFaultKind.ABSENT, sent, path, absent)
        if shape.is_union and len(given) > 1:
            text = f"{', '.join(given)} are given, the service takes exactly one of them"
            yield SentFault(self._asked, SentFaultKind.LIMIT, sent, path, text=text)

    def _member(self, member: Member, held: Sent, path: tuple[str, ...]) -> Iterator[SentFault]:
        if member.is_deprecated:
            yield SentFault(self._asked, SentFaultKind.DEPRECATED, held, path, text=member.documentation)
        yield from self._value(self._model.shapes[member.shape], held, path)

    def _value(self, shape: Shape, sent: Sent, path: tuple[str, ...]) -> Iterator[SentFault]:
        if shape.kind in _ANYTHING:
            return
        if sent.text is not None or sent.number is not None:
            yield from self._literal(shape, sent, path)
        elif sent.entries is not None:
            yield from self._mapping(shape, sent, path)
        elif sent.items is not None:
            yield from self._sequence(shape, sent, path)

    def _literal(self, shape: Shape, sent: Sent, path: tuple[str, ...]) -> Iterator[SentFault]:
        given = sent.number if sent.text is None else sent.text
        if sent.text is not None and shape.kind in _LITERALS_OF_THE_SDK:
            return
        if fault := find_literal_fault(given, shape):
            yield self._limit(sent, path, fault)

    def _mapping(self, shape: Shape, sent: Sent, path: tuple[str, ...]) -> Iterator[SentFault]:
        if shape.kind is ShapeKind.STRUCTURE:
            yield from self._table(shape, sent, path)
        elif shape.kind is ShapeKind.MAP:
            entries = sent.entries or ()
            for _, each in entries:
                yield from self._value(self._model.shapes[shape.element], each, (*path, "[]"))
            yield from self._size(shape, sent, path, len(entries), "entries")
        elif (self._model.service, path[-1]) not in _TAKEN_AS_TABLE:
            yield self._limit(sent, path, f"a dictionary is given, the service takes {KIND_WORDS[shape.kind]}")

    def _sequence(self, shape: Shape, sent: Sent, path: tuple[str, ...]) -> Iterator[SentFault]:
        if shape.kind is not ShapeKind.LIST:
            yield self._limit(sent, path, f"a list is given, the service takes {KIND_WORDS[shape.kind]}")
            return
        items = sent.items or ()
        for each in items:
            yield from self._value(self._model.shapes[shape.element], each, (*path, "[]"))
        yield from self._size(shape, sent, path, len(items), "elements")

    def _size(self, shape: Shape, sent: Sent, path: tuple[str, ...], size: int, what: str) -> Iterator[SentFault]:
        fault = "" if sent.is_open else find_size_fault(size, shape, what)
        if fault:
            yield self._limit(sent, path, fault)

    def _limit(self, sent: Sent, path: tuple[str, ...], text: str) -> SentFault:
        return SentFault(self._asked, SentFaultKind.LIMIT, sent, path, text=text)

    def _unknown(self, held: Sent, path: tuple[str, ...], names: tuple[str, ...]) -> SentFault:
        return SentFault(self._asked, SentFaultKind.UNKNOWN, held, path, names)
