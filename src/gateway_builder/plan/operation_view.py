"""One operation in full: what is sent and answered as trees, errors, pages, waiters, tokens and streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.bind.automatic_words import KIND_TYPES
from gateway_builder.model.service import ShapeKind
from gateway_builder.render.modelled_errors import meaning_of
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.model.service import Member, Operation, Paging, ServiceModel, Shape

_DEEPEST = 5
_SIZES = {ShapeKind.STRING: "characters", ShapeKind.BLOB: "bytes", ShapeKind.LIST: "items", ShapeKind.MAP: "entries"}


@value
class MemberView:
    """A parameter or a member of an answer.

    Attributes:
        name: As it is sent and read.
        type: In Python's words.
        required: Whether it must be sent, or is always answered.
        limits: Length, size or range in words, or "".
        pattern: Regular expression that texts match, or "".
        values: What a text may be, empty where it is not closed.
        is_token: Whether it is an idempotency token.
        is_deprecated: Whether the service advises against it.
        is_cut: Whether it has members that are not listed: they stand above already, or too deep.
        evidence: Why `required` differs from what the service's model says, or "".
        documentation: Plain text.
        members: Members of the structure, or of the structures in the list or map.
    """

    name: str
    type: str
    required: bool = False
    limits: str = ""
    pattern: str = ""
    values: tuple[str, ...] = ()
    is_token: bool = False
    is_deprecated: bool = False
    is_cut: bool = False
    evidence: str = ""
    documentation: str = ""
    members: tuple[MemberView, ...] = ()


@value
class ErrorView:
    """An error that the operation declares, and the key of the application's error that it becomes."""

    code: str
    status: int | None
    meaning: str
    documentation: str


@value
class OperationView:
    """One operation.

    Attributes:
        operation: Its names and documentation.
        parameters: What is sent.
        answer: What is answered.
        errors: What it declares; None where nobody knows.
        paging: How its answers come in pages, or None.
        waiters: Names of the waiters that ask it.
        tokens: Names of its idempotency tokens.
        streams: Paths of what is streamed.
    """

    operation: Operation
    parameters: tuple[MemberView, ...]
    answer: tuple[MemberView, ...]
    errors: tuple[ErrorView, ...] | None
    paging: Paging | None
    waiters: tuple[str, ...]
    tokens: tuple[str, ...]
    streams: tuple[str, ...]


def view_operation(operation: Operation, model: ServiceModel) -> OperationView:
    """Everything that the model tells of an operation."""
    sent, answered = model.members_of(operation.input), model.members_of(operation.output)
    errors = (
        None
        if operation.errors is None
        else tuple(ErrorView(each.code, each.status, meaning_of(each), each.documentation) for each in operation.errors)
    )
    streams = [each.name for each in (*sent, *answered) if _streams(model.shapes[each.shape])]
    return OperationView(
        operation=operation,
        parameters=tuple(_view_member(each, model, ()) for each in sent),
        answer=tuple(_view_member(each, model, ()) for each in answered),
        errors=errors,
        paging=operation.paging,
        waiters=tuple(name for name, each in model.waiters.items() if each.operation == operation.method),
        tokens=tuple(each.name for each in sent if each.is_token),
        streams=tuple(streams),
    )


def _view_member(member: Member, model: ServiceModel, above: tuple[str, ...]) -> MemberView:
    shape = model.shapes[member.shape]
    inner = _innermost(shape, model)
    is_cut = bool(inner.members) and (inner.name in above or len(above) >= _DEEPEST)
    inside = () if is_cut else inner.members
    return MemberView(
        name=member.name,
        type=_spell(shape, model),
        required=member.required,
        limits=", ".join(_limits(shape)),
        pattern=shape.pattern,
        values=inner.enum,
        is_token=member.is_token,
        is_deprecated=member.is_deprecated,
        is_cut=is_cut,
        evidence=member.evidence,
        documentation=member.documentation,
        members=tuple(_view_member(each, model, (*above, inner.name)) for each in inside),
    )


def _innermost(shape: Shape, model: ServiceModel) -> Shape:
    """What the lists and maps hold in the end; the shape itself where it is neither, or holds itself."""
    seen = {shape.name}
    while shape.element and shape.element not in seen:
        shape = model.shapes[shape.element]
        seen.add(shape.name)
    return shape


def _spell(shape: Shape, model: ServiceModel, depth: int = 0) -> str:
    if shape.is_event_stream:
        return "stream of events"
    if shape.is_stream:
        return "stream of bytes"
    if shape.kind is ShapeKind.STRUCTURE:
        return "structure with one member" if shape.is_union else "structure"
    if shape.kind not in {ShapeKind.LIST, ShapeKind.MAP}:
        return KIND_TYPES[shape.kind]
    element = _spell(model.shapes[shape.element], model, depth + 1) if depth < _DEEPEST else "…"
    if shape.kind is ShapeKind.MAP:
        return f"map of {_spell(model.shapes[shape.key], model)} to {element}"
    return f"list of {element}"


def _limits(shape: Shape) -> Iterator[str]:
    """Lengths, sizes and ranges in words."""
    least, most, unit = shape.minimum, shape.maximum, _SIZES.get(shape.kind, "")
    if least is not None and most is not None:
        yield f"{least:.15g} {unit}".rstrip() if least == most else f"{least:.15g} to {most:.15g} {unit}".rstrip()
    elif least is not None:
        yield f"at least {least:.15g} {unit}".rstrip()
    elif most is not None:
        yield f"at most {most:.15g} {unit}".rstrip()
    if shape.is_sensitive:
        yield "sensitive"


def _streams(shape: Shape) -> bool:
    return shape.is_stream or shape.is_event_stream
