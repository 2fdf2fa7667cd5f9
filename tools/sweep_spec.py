"""A spec for every operation of a service, made from its model alone, so that the sweep can generate all of them."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gateway_builder.bind.literals import find_literal_fault
from gateway_builder.model.interface import ImportedName, Interface, Method, Parameter, Signature
from gateway_builder.model.service import ShapeKind
from gateway_builder.model.spec import (
    ConfigSpec,
    ErrorSpec,
    GatewaySpec,
    MethodSpec,
    SpecArray,
    SpecExpression,
    SpecLiteral,
    SpecTable,
)
from gateway_builder.naming import snake_case
from gateway_builder.render.sample_values import Code, Samples
from tools.sweep_answers import ANNOTATIONS, PLACE, Answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gateway_builder.model.service import Member, Operation, ServiceModel, Shape
    from gateway_builder.model.spec import MapSpec, SpecNode
    from gateway_builder.render.sample_values import Sample

MOST_METHODS = 40
_KEYS = ("not_found", "conflict", "limited", "denied", "unavailable", "rejected", "unexpected")
_MOVING = ("create", "delete", "start", "stop", "run", "put", "terminate", "remove")
_TAKEN = frozenset({"self", "config"})
_IMPORTS = {
    "datetime": ImportedName("datetime", "datetime", typing_only=True),
    "Iterator": ImportedName("collections.abc", "Iterator", typing_only=True),
    "Sequence": ImportedName("collections.abc", "Sequence", typing_only=True),
}


@dataclass(frozen=True)
class SweptMethod:
    """One method: its place in the interface, its spec, and the operation."""

    method: Method
    spec: MethodSpec
    operation: Operation
    config: ConfigSpec | None = None


@dataclass(frozen=True)
class SweptGateway:
    """One class of a service's gateway: some of its operations."""

    service: str
    number: int
    interface: Interface
    spec: GatewaySpec
    methods: tuple[SweptMethod, ...]

    def only(self, names: Sequence[str]) -> SweptGateway:
        """The same gateway with those methods alone."""
        chosen = tuple(each for each in self.methods if each.method.name in names)
        return group_methods(self.service, self.number, chosen, self.spec.maps)


@dataclass
class _Call:
    """What a method takes and sends, while it is made."""

    parameters: list[Parameter] = field(default_factory=list)
    arguments: list[tuple[str, SpecNode]] = field(default_factory=list)
    token: SpecExpression | None = None
    require: tuple[tuple[str, str], ...] = ()
    config: ConfigSpec | None = None


def make_gateways(model: ServiceModel, operations: Sequence[str] = ()) -> Iterator[SweptGateway]:
    """Gateways that call every operation of a service once, or those that are named."""
    maker = SpecMaker(model)
    chosen = [each for each in model.operations.values() if not operations or each.method in operations]
    methods = [maker.make_method(operation, number) for number, operation in enumerate(chosen)]
    for start in range(0, len(methods), MOST_METHODS):
        group = tuple(methods[start : start + MOST_METHODS])
        yield group_methods(model.service, start // MOST_METHODS + 1, group, tuple(maker.answers.maps.values()))


def group_methods(
    service: str, number: int, methods: tuple[SweptMethod, ...], maps: tuple[MapSpec, ...]
) -> SweptGateway:
    """One gateway of methods, with the maps and the configuration that they name."""
    module = f"ports.{re.sub(r'[^a-z0-9]', '_', service)}_{number}"
    text = " ".join(_annotations(methods))
    imports = tuple(imported for name, imported in _IMPORTS.items() if re.search(rf"\b{name}\b", text))
    interface = Interface(
        name=f"ISwept{number}",
        path=module.replace(".", "/") + ".py",
        module=module,
        methods=tuple(each.method for each in methods),
        imports=imports,
    )
    used = {each.spec.returns.map for each in methods if each.spec.returns}
    config = {each.config.name: each.config for each in methods if each.config}
    spec = GatewaySpec(
        path=PLACE,
        interface=interface.name,
        config=tuple(config.values()),
        methods=tuple(each.spec for each in methods),
        maps=tuple(each for each in maps if each.name in used),
    )
    return SweptGateway(service, number, interface, spec, methods)


def _annotations(methods: Sequence[SweptMethod]) -> Iterator[str]:
    for each in methods:
        yield each.method.signature.returns or ""
        yield from (parameter.annotation or "" for parameter in each.method.signature.parameters)


class SpecMaker:
    """Makes methods for the operations of one service."""

    def __init__(self, model: ServiceModel) -> None:
        self._model = model
        self._samples = Samples(model)
        self.answers = Answers(model)

    def make_method(self, operation: Operation, number: int) -> SweptMethod:
        """The method that calls one operation; the number varies what is decided freely."""
        call = self._make_call(operation, number)
        result = self.answers.make_result(operation, number)
        name = _safe(operation.method)
        spec = MethodSpec(
            name=name,
            place=PLACE,
            require=call.require,
            operation=operation.method,
            arguments=SpecTable(tuple(call.arguments), PLACE) if call.arguments else None,
            pages=result.pages,
            token=call.token,
            wait=self._find_waiter(operation, call),
            returns=result.value,
            errors=_override(operation),
        )
        method = Method(name, Signature(tuple(call.parameters), result.annotation))
        return SweptMethod(method, spec, operation, call.config)

    def _make_call(self, operation: Operation, number: int) -> _Call:
        call = _Call()
        for member in self._model.members_of(operation.input):
            if member.is_token:
                self._add_token(call, member)
            elif member.required or member.evidence:  # type stubs ask for what an overlay says can be left out
                self._add_argument(call, member, number)
        first = next((each for each in call.parameters if each.annotation == "str"), None)
        if first and number % 5 == 0 and not call.token:
            place = call.parameters.index(first)
            call.parameters[place] = Parameter(first.name, "str | None")
            call.require = ((first.name, PLACE),)
        return call

    def _add_token(self, call: _Call, member: Member) -> None:
        name = _fresh(member.name, call)
        call.parameters.append(Parameter(name, "str"))
        call.token = SpecExpression(name, PLACE)

    def _add_argument(self, call: _Call, member: Member, number: int) -> None:
        shape = self._model.shapes[member.shape]
        annotation = self._annotation(shape)
        if not annotation:
            sample = self._samples.make_sample(member.shape, 1, member=member.name)
            call.arguments.append((member.name, self._node(sample, shape, call)))
        elif annotation == "str" and number % 7 == 3 and call.config is None:
            name = f"the_{_safe(snake_case(member.name))}"
            env = f"SWEEP_{name.upper()}" if number % 2 else ""
            name = f"{name}_{number}"
            call.config = ConfigSpec(name, "str", PLACE, "Where it goes.", env=env and f"{env}_{number}")
            call.arguments.append((member.name, SpecExpression(f"config.{name}", PLACE)))
        else:
            name = _fresh(member.name, call)
            call.parameters.append(Parameter(name, annotation))
            call.arguments.append((member.name, SpecExpression(name, PLACE)))

    def _annotation(self, shape: Shape) -> str:
        """The type of the parameter that gives the shape, or "" where it is sent as a literal."""
        if shape.kind is ShapeKind.LIST:
            element = ANNOTATIONS.get(self._model.shapes[shape.element].kind, "")
            return f"list[{element}]" if element else ""
        return ANNOTATIONS.get(shape.kind, "")

    def _node(self, sample: Sample, shape: Shape, call: _Call) -> SpecNode:
        """The sample as it would stand in a spec file; a text that the service would refuse comes from a parameter."""
        shapes = self._model.shapes
        if isinstance(sample, dict):
            members = {each.name: shapes[each.shape] for each in shape.members}
            held = shapes[shape.element] if shape.element else shape
            keys = {name: _key(name, shapes[shape.key]) if shape.key else name for name in sample}
            entries = ((keys[name], self._node(each, members.get(name, held), call)) for name, each in sample.items())
            return SpecTable(tuple(entries), PLACE)
        if isinstance(sample, list):
            return SpecArray(tuple(self._node(each, shapes[shape.element], call) for each in sample), PLACE)
        if isinstance(sample, str) and find_literal_fault(sample, shape):
            name = _fresh("text", call)
            call.parameters.append(Parameter(name, "str"))
            return SpecExpression(name, PLACE)
        return SpecLiteral(_plain(sample), PLACE)

    def _find_waiter(self, operation: Operation, call: _Call) -> str:
        sent = {name for name, _ in call.arguments}
        moving = operation.method.startswith(_MOVING)
        for waiter in self._model.waiters.values():
            asked = self._model.operations[waiter.operation]
            needed = {each.name for each in self._model.members_of(asked.input) if each.required}
            same = asked.method == operation.method and bool(call.arguments)
            if same or (moving and needed and needed <= sent and self._agree(asked, operation, needed)):
                return waiter.name
        return ""

    def _agree(self, asked: Operation, operation: Operation, names: set[str]) -> bool:
        """Whether what both take under those names is of one shape."""
        first, second = (
            {each.name: each.shape for each in self._model.members_of(one.input)} for one in (asked, operation)
        )
        return all(first.get(name) == second.get(name) for name in names)


def _safe(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) or name in _TAKEN else name


def _fresh(member: str, call: _Call) -> str:
    """A name for the parameter that gives a member."""
    name = _safe(snake_case(member))
    if not name.isidentifier():
        name = f"the_{name}"
    while any(each.name == name for each in call.parameters):
        name += "_too"
    return name


def _override(operation: Operation) -> tuple[ErrorSpec, ...]:
    """Every third error, as another of the application's than the standard's."""
    errors = tuple(operation.errors or ())[::3]
    return tuple(
        ErrorSpec(each.code, _KEYS[index % len(_KEYS)], PLACE) for index, each in enumerate(errors) if each.code
    )


def _key(key: str, shape: Shape) -> str:
    """The key of a map, or a word out of the pattern that it breaks."""
    words = re.findall(r"[A-Za-z]{4,}", shape.pattern)
    return next((each for each in (key, *words) if not find_literal_fault(each, shape)), key)


def _plain(sample: Sample) -> object:
    """A single sample as TOML has it."""
    if isinstance(sample, bytes):
        return sample.decode()
    return _moment(sample.text) if isinstance(sample, Code) else sample


def _moment(code: str) -> datetime:
    """The point in time that `dt.datetime(2030, 1, 2, 3, tzinfo=dt.UTC)` makes."""
    year, month, day, hour, *_ = (*(int(text) for text in re.findall(r"\d+", code)), 0)
    return datetime(year, month, day, hour, tzinfo=UTC)
