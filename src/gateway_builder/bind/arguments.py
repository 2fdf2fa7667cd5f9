"""What is sent: arguments of a spec held against the parameters of an operation, nested ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.bind.annotations import fits_shape, is_optional
from gateway_builder.bind.findings import ATTRIBUTE, Spelled
from gateway_builder.bind.literals import (
    KIND_WORDS,
    describe_shape,
    find_literal_fault,
    find_size_fault,
    spell_literal,
    spell_text,
)
from gateway_builder.bind.suggestions import did_you_mean, find_near, list_names
from gateway_builder.model.binding import Argument
from gateway_builder.model.service import Shape, ShapeKind
from gateway_builder.model.spec import SpecArray, SpecExpression, SpecLiteral, SpecTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gateway_builder.bind.expressions import Scope
    from gateway_builder.bind.findings import Findings
    from gateway_builder.model.service import Member, Operation
    from gateway_builder.model.spec import SpecNode

_OPEN = frozenset({ShapeKind.DOCUMENT, ShapeKind.UNKNOWN})
_ANYTHING = Shape("", ShapeKind.UNKNOWN)
_TYPES = {
    ShapeKind.STRUCTURE: "dict",
    ShapeKind.LIST: "list",
    ShapeKind.MAP: "dict",
    ShapeKind.STRING: "str",
    ShapeKind.INTEGER: "int",
    ShapeKind.NUMBER: "float",
    ShapeKind.BOOLEAN: "bool",
    ShapeKind.TIMESTAMP: "datetime",
    ShapeKind.BLOB: "bytes",
}


class Call(NamedTuple):
    """The operation that a method calls and what its arguments may read."""

    method: str
    operation: Operation
    scope: Scope
    findings: Findings
    place: str

    def refuse(self, where: str, fault: str, place: str, hint: str = "") -> None:
        """Keep what is wrong with the parameter, or with what stands in it."""
        self.findings.refuse(f"{self.operation.method}({where}=): {fault}", place, hint)

    def shape(self, name: str) -> Shape:
        """The shape of that name."""
        return self.findings.model.shapes[name]


class Bound(NamedTuple):
    """What is sent, and the name of the idempotency token among it, or ""."""

    arguments: tuple[Argument, ...] = ()
    token: str = ""


def bind_arguments(arguments: SpecTable | None, token: SpecExpression | SpecLiteral | None, call: Call) -> Bound:
    """Arguments in the operation's order; what is wrong is kept."""
    members = call.findings.model.members_of(call.operation.input)
    given: dict[str, SpecNode] = dict(arguments.entries) if arguments else {}
    name = _place_token(token, members, given, call)
    spelled = _spell_members(given, members, "", arguments.place if arguments else call.place, call)
    bound = (
        Argument(member.name, spelled[member.name].code, member.shape, spelled[member.name].is_literal)
        for member in members
        if member.name in spelled
    )
    return Bound(tuple(bound), name)


def check_freely(arguments: SpecTable | None, token: SpecExpression | SpecLiteral | None, call: Call) -> None:
    """Keep what is wrong with the expressions among arguments of an operation that is not known."""
    for node in (arguments, token):
        if node:
            _spell_node(node, _ANYTHING, "", call)


def _place_token(
    token: SpecExpression | SpecLiteral | None, members: Iterable[Member], given: dict[str, SpecNode], call: Call
) -> str:
    """The name of the operation's idempotency token, whose value is put among what is given; "" without one."""
    if token is None:
        return ""
    method = call.operation.method
    name = next((each.name for each in members if each.is_token), "")
    if not name:
        call.findings.refuse(f"{method} takes no idempotency token", token.place, "leave token out")
    elif name in given:
        call.findings.refuse(f"{method}({name}=): given twice, by token and among the arguments", token.place)
    else:
        given[name] = token
    return name


def _spell_members(
    given: Mapping[str, SpecNode], members: tuple[Member, ...], where: str, place: str, call: Call
) -> dict[str, Spelled]:
    """The code of each member that is given; unknown and missing ones are kept as wrong."""
    known = {member.name: member for member in members}
    spelled: dict[str, Spelled] = {}
    said = set(given)
    for name, node in given.items():
        meant = name if name in known else find_near(name, known)
        if meant != name:
            _refuse_unknown(name, known, f"{where}{name}", node.place, call)
            said.add(meant)
        shape = call.shape(known[meant].shape) if meant else _ANYTHING
        if code := _spell_node(node, shape, f"{where}{name}", call):
            spelled[meant] = code
    for member in members:
        if member.required and not member.is_token and member.name not in said:
            kind = _TYPES.get(call.shape(member.shape).kind, "any type")
            message = f"{call.operation.method}: required parameter {where}{member.name} ({kind}) is not bound"
            call.findings.refuse(message, place, f"give {member.name} under arguments")
    return spelled


def _refuse_unknown(name: str, known: Iterable[str], where: str, place: str, call: Call) -> None:
    names = list(known)
    hint = f"there are {list_names(names)}" if names else "it takes none"
    call.refuse(where, f"unknown parameter{did_you_mean(name, names)}", place, hint)


def _spell_node(node: SpecNode, shape: Shape, where: str, call: Call) -> Spelled | None:
    if isinstance(node, SpecExpression):
        return _spell_expression(node, shape, where, call)
    if isinstance(node, SpecLiteral):
        return _spell_literal(node, shape, where, call)
    if shape.kind in _OPEN:
        return _spell_open(node, shape, where, call)
    if isinstance(node, SpecArray):
        return _spell_array(node, shape, where, call)
    return _spell_table(node, shape, where, call)


def _spell_expression(node: SpecExpression, shape: Shape, where: str, call: Call) -> Spelled | None:
    spelled = call.findings.spell_expression(node, call.scope)
    if spelled and is_optional(spelled.annotation):
        _refuse_none(node, where, call)
    elif spelled and fits_shape(spelled.annotation, shape, call.findings.model, call.findings.models) is False:
        taken = describe_shape(shape, call.findings.model)
        call.refuse(where, f"{node.code} is {spelled.annotation}, the service takes {taken}", node.place)
    return spelled


def _refuse_none(node: SpecExpression, where: str, call: Call) -> None:
    first = node.code.partition(".")[0]
    if ATTRIBUTE.fullmatch(node.code) and first in call.scope.parameters:
        hint = f'require = ["{node.code}"] in [methods.{call.method}]'
        call.refuse(where, f"{node.code} may be None: add it to require", node.place, hint)
    else:
        call.refuse(where, f"{node.code} may be None", node.place, "send something that is never None")


def _spell_literal(node: SpecLiteral, shape: Shape, where: str, call: Call) -> Spelled:
    if fault := find_literal_fault(node.value, shape):
        call.refuse(where, fault, node.place)
    return Spelled(spell_literal(node.value, shape.kind), is_literal=True)


def _spell_array(node: SpecArray, shape: Shape, where: str, call: Call) -> Spelled:
    if shape.kind is not ShapeKind.LIST:
        call.refuse(where, f"an array, the service takes {KIND_WORDS[shape.kind]}", node.place)
        return _spell_open(node, _ANYTHING, where, call)
    if fault := find_size_fault(len(node.items), shape, "items"):
        call.refuse(where, fault, node.place)
    element = call.shape(shape.element)
    return _join_array([_spell_node(each, element, f"{where}[{at}]", call) for at, each in enumerate(node.items)])


def _spell_table(node: SpecTable, shape: Shape, where: str, call: Call) -> Spelled:
    if shape.kind is ShapeKind.STRUCTURE:
        if shape.is_union and len(node.entries) != 1:
            names = [name for name, _ in node.entries]
            fault = f"exactly one of {list_names(each.name for each in shape.members)} can be sent, not {len(names)}"
            call.refuse(where, fault, node.place)
        return _join_table(_spell_members(dict(node.entries), shape.members, f"{where}.", node.place, call))
    if shape.kind is ShapeKind.MAP:
        return _spell_map(node, shape, where, call)
    call.refuse(where, f"a table, the service takes {KIND_WORDS[shape.kind]}", node.place)
    return _spell_open(node, _ANYTHING, where, call)


def _spell_map(node: SpecTable, shape: Shape, where: str, call: Call) -> Spelled:
    if fault := find_size_fault(len(node.entries), shape, "entries"):
        call.refuse(where, fault, node.place)
    element = call.shape(shape.element)
    for name, each in node.entries:
        if fault := find_literal_fault(name, call.shape(shape.key)):
            call.refuse(where, f"key {fault}", each.place)
    return _join_table({name: _spell_node(each, element, f"{where}.{name}", call) for name, each in node.entries})


def _spell_open(node: SpecTable | SpecArray, shape: Shape, where: str, call: Call) -> Spelled:
    """The code of what the service takes in any form."""
    if isinstance(node, SpecArray):
        return _join_array([_spell_node(each, shape, where, call) for each in node.items])
    return _join_table({name: _spell_node(each, shape, f"{where}.{name}", call) for name, each in node.entries})


def _join_array(items: Iterable[Spelled | None]) -> Spelled:
    kept = [each for each in items if each]
    return Spelled(f"[{', '.join(each.code for each in kept)}]", is_literal=all(each.is_literal for each in kept))


def _join_table(entries: Mapping[str, Spelled | None]) -> Spelled:
    kept = {name: each for name, each in entries.items() if each}
    codes = ", ".join(f"{spell_text(name)}: {each.code}" for name, each in kept.items())
    return Spelled(f"{{{codes}}}", is_literal=all(each.is_literal for each in kept.values()))
