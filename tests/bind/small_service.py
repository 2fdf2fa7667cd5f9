"""A service with one operation, written down in a line, and what the stated rules make of a method that calls it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gateway_builder.bind.automatic import Automatic, bind_operations
from gateway_builder.bind.gateway import bind_gateway
from gateway_builder.model.business import BusinessModel, ModelField, ModelKind
from gateway_builder.model.interface import ImportedName, Interface, Method, Parameter, Signature
from gateway_builder.model.service import Member, ModelSource, Operation, Paging, ServiceModel, Shape, ShapeKind
from gateway_builder.naming import pascal_case
from gateway_builder.source.signature import parse_method
from tests.bind import depot

EVENTS, STREAM = "events", "stream"
_KINDS = {
    str: ShapeKind.STRING,
    int: ShapeKind.INTEGER,
    float: ShapeKind.NUMBER,
    bool: ShapeKind.BOOLEAN,
    bytes: ShapeKind.BLOB,
    dt.datetime: ShapeKind.TIMESTAMP,
    object: ShapeKind.UNKNOWN,
}


def _data(name: str, *fields: ModelField) -> BusinessModel:
    return BusinessModel(name, ImportedName("depot.models", name), ModelKind.DATA, fields)


_MORE = (
    _data("Blank", ModelField("text", "str", '""')),
    _data("Alarm", ModelField("level", "State", "State.WAITING")),
    _data("Bundle", ModelField("labels", "list[str]", "field(default_factory=list)")),
)
MODELS = {**depot.MODELS, **{model.name: model for model in _MORE}}
Members = Mapping[str, Any]
"""Name and type of each member: a type, a tuple of enum values, a list of one type, a nested mapping; `name!` is
required, `name^` is an idempotency token."""


def small_service(
    sent: Members | None,
    answered: Members | None = None,
    *,
    service: str = "depot",
    operation: str = "do_it",
    paging: Paging | None = None,
    unsupported: str = "",
) -> ServiceModel:
    """A service with that operation alone."""
    shapes: dict[str, Shape] = {}
    output = "Nowhere" if answered == {"?": object} else _add("Answer", answered, shapes) if answered else None
    shapes["Nowhere"] = Shape("Nowhere", ShapeKind.UNKNOWN)
    made = Operation(
        pascal_case(operation),
        operation,
        _add("Request", sent, shapes) if sent else None,
        output,
        paging=paging,
        unsupported=unsupported,
    )
    source = ModelSource("a line of the test", "1")
    return ServiceModel(service, "ACME Depot", "1", "json", source, {operation: made}, shapes)


def interface(*signatures: str) -> Interface:
    """An interface with those methods."""
    methods = tuple(parse_method(each, pattern=r"\w+") for each in signatures)
    return Interface("IDepot", "gateways/interfaces.py", "gateways.interfaces", methods=methods)


def untyped(name: str, default: str | None = None, returns: str | None = "None") -> Method:
    """A method that an interface in a file may have: nothing says what type its parameter is of."""
    return Method("run", Signature((Parameter(name, default=default),), returns))


def apply_rules(signature: str | Method, model: ServiceModel) -> Automatic:
    """What the rules make of one method that calls the service's one operation; what they decide can be bound."""
    method = parse_method(signature, pattern=r"\w+") if isinstance(signature, str) else signature
    interface = Interface("IDepot", "gateways/interfaces.py", "gateways.interfaces", methods=(method,))
    (operation,) = model.operations
    automatic = bind_operations({method.name: operation}, interface, model, MODELS.get)
    bind_gateway(automatic.spec, interface, model, MODELS.get, undecided=automatic.undecided)
    return automatic


def notes(signature: str, model: ServiceModel) -> tuple[str, ...]:
    """By which rules a method was decided, without its name; it must be."""
    automatic = apply_rules(signature, model)
    assert not automatic.undecided
    return tuple(each.partition(": ")[2] for each in automatic.notes)


def questions(signature: str | Method, model: ServiceModel) -> tuple[str, ...]:
    """What is left to the user of a method; something must be."""
    automatic = apply_rules(signature, model)
    assert not automatic.spec.methods
    assert not automatic.notes
    (undecided,) = automatic.undecided.values()
    assert undecided.operation in model.operations
    return undecided.texts


def _add(name: str, members: Members, shapes: dict[str, Shape]) -> str:
    made = [
        Member(each.rstrip("!^"), _shape(f"{name}{each.rstrip('!^')}", type_, shapes), "!" in each, "^" in each)
        for each, type_ in members.items()
    ]
    shapes[name] = Shape(name, ShapeKind.STRUCTURE, tuple(made))
    return name


def _shape(name: str, type_: Any, shapes: dict[str, Shape]) -> str:  # noqa: ANN401  # a little language
    if isinstance(type_, dict):
        return _add(name, type_, shapes)
    if isinstance(type_, list):
        shapes[name] = Shape(name, ShapeKind.LIST, element=_shape(f"{name}Each", type_[0], shapes))
    elif isinstance(type_, tuple):
        shapes[name] = Shape(name, ShapeKind.STRING, enum=type_)
    elif type_ == STREAM:
        shapes[name] = Shape(name, ShapeKind.BLOB, is_stream=True)
    elif type_ == EVENTS:
        shapes[name] = Shape(name, ShapeKind.STRUCTURE, is_event_stream=True)
    else:
        shapes[name] = Shape(name, _KINDS[type_])
    return name


NAME = small_service({"jobName!": str})
PAGES = Paging(("NextToken",), ("NextToken",), ("Names",), limit_key="Limit")
