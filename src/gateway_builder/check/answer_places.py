"""What a service's model says of the places in answers that code reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.service import ShapeKind
from gateway_builder.trace.parts import ELEMENT
from gateway_builder.trace.values import CallKind
from gateway_builder.values import value

if TYPE_CHECKING:
    from gateway_builder.model.service import Member, Operation, ServiceModel, Shape
    from gateway_builder.trace.service_models import ServiceModels
    from gateway_builder.trace.values import ServiceCall

_OF_EVERY_ANSWER = frozenset({"ResponseMetadata", "ResumeToken", "NextToken", "ExpiresString", "Error"})
_ANSWERED = frozenset({CallKind.OPERATION, CallKind.PAGINATOR})


@value
class Asked:
    """An operation that a call asks for, in its model."""

    model: ServiceModel
    operation: Operation


@value
class Place:
    """Where a path leads.

    Attributes:
        shape: The shape of what stands there; None where the model does not say.
        member: The member that the last step names, None for elements, map values and what is not there.
        holder: The shape that the last step is taken from; None for the answer as a whole.
        lacks: The step that the model does not have, "" where it has all.
    """

    shape: Shape | None
    member: Member | None = None
    holder: Shape | None = None
    lacks: str = ""


def find_asked(models: ServiceModels, call: ServiceCall) -> Asked | None:
    """The operation that a call asks for; None for what is no operation of a service whose model is known."""
    if not call.client.service or call.client.kind != "client" or call.kind not in _ANSWERED:
        return None
    model = models.find(call.client.service)
    operation = model.operations.get(call.operation) if model else None
    return Asked(model, operation) if model and operation else None


def find_place(asked: Asked, path: tuple[str, ...]) -> Place:
    """Where a path into the answer of an operation leads."""
    shapes = asked.model.shapes
    if not asked.operation.output:
        return Place(None)
    place = Place(shapes[asked.operation.output])
    for step in path:
        place = _step(asked.model, place.shape, step)
        if place.shape is None:
            break
    return place


def _step(model: ServiceModel, shape: Shape | None, step: str) -> Place:
    if shape is None or (shape.kind is ShapeKind.STRUCTURE and step == ELEMENT):
        return Place(shape if shape and shape.is_event_stream else None)
    if shape.kind is ShapeKind.STRUCTURE:
        member = shape.find_member(step)
        if member:
            return Place(model.shapes[member.shape], member, shape)
        return Place(None, holder=shape, lacks="" if step in _OF_EVERY_ANSWER else step)
    if shape.kind is ShapeKind.LIST and step != ELEMENT:
        return Place(None, holder=shape, lacks=step)
    return Place(model.shapes[shape.element] if shape.element else None, holder=shape)


def spell_path(path: tuple[str, ...]) -> str:
    """A path as people write it: `jobs[].status`."""
    return ".".join(path).replace(f".{ELEMENT}", ELEMENT)
