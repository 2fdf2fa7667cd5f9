"""Paths into an answer: read, and followed along the shapes of the model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.bind.literals import KIND_WORDS
from gateway_builder.bind.suggestions import did_you_mean, find_near, list_names
from gateway_builder.model.binding import Step, StepKind
from gateway_builder.model.service import ShapeKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from gateway_builder.model.service import Member, ServiceModel, Shape

_PART = re.compile(
    r'(?:(?P<dot>\.?)(?:(?P<name>[A-Za-z_][\w-]*)|"(?P<key>(?:[^"\\]|\\.)*)")|\[(?P<index>\d{1,9}|\*)\])', re.ASCII
)
_OPEN = frozenset({ShapeKind.DOCUMENT, ShapeKind.UNKNOWN})


class PathError(Exception):
    """What is wrong with a path, as a sentence, and the step that was probably meant."""

    def __init__(self, message: str, meant: Step | None = None) -> None:
        super().__init__(message)
        self.meant = meant


class Base(NamedTuple):
    """What a path starts from.

    Attributes:
        shape: Its shape; None where that is not known, or there is none.
        label: How sentences call it.
        is_event: Whether it is one event of a stream.
        skips_absent: Whether it is left out where the first member is absent: an event of another kind.
    """

    shape: Shape | None
    label: str
    is_event: bool = False
    skips_absent: bool = False


class Part(NamedTuple):
    """One part of a path as it is written; `name` is the member's or key's, "" for positions."""

    text: str
    name: str = ""
    position: int | None = None


def read_path(text: str) -> tuple[Part, ...]:
    """Parts of a path; none for "" and ".", which are the whole.

    Raises:
        PathError: If the text is no path.
    """
    parts: list[Part] = []
    position = 0 if text != "." else 1
    while position < len(text):
        found = _PART.match(text, position)
        if not found or (found["index"] is None and bool(found["dot"]) != bool(parts)):
            raise PathError(f'{text!r} is no path: write them like jobs[0].status, items[*].name or tags."a.b"')
        parts.append(_part(found))
        position = found.end()
    return tuple(parts)


def follow_path(
    parts: tuple[Part, ...], base: Base, model: ServiceModel, refuse: Callable[[str], None]
) -> tuple[Step, ...]:
    """Steps from what the base says along the parts.

    Args:
        parts: The path.
        base: What it starts from.
        model: The service.
        refuse: Is told of names that the shapes lack, where one is near, with which the path goes on then.

    Raises:
        PathError: If the shapes have no such path, nor one that is near.
    """
    if base.shape is None:
        return ()
    steps: list[Step] = []
    shape, is_event, walked = base.shape, base.is_event, ""
    for part in parts:
        try:
            step = _step(part, shape, model, walked or base.label, is_event=is_event)
        except PathError as error:
            if not error.meant:
                raise
            refuse(str(error))
            step = error.meant
        steps.append(step)
        shape, is_event, walked = model.shapes[step.shape], step.kind is StepKind.EACH, walked + part.text
    return tuple(steps)


def _part(found: re.Match[str]) -> Part:
    if (index := found["index"]) is not None:
        return Part(found[0], position=None if index == "*" else int(index))
    if (key := found["key"]) is not None:
        return Part(found[0], re.sub(r"\\(.)", r"\1", key))
    return Part(found[0], found["name"])


def _step(part: Part, shape: Shape, model: ServiceModel, walked: str, *, is_event: bool) -> Step:
    if part.text.endswith("]"):
        return _position_step(part, shape, walked)
    if shape.is_event_stream and not is_event:
        raise PathError(f"{walked} is a stream of events, it has no member {part.name} (add [*]?)")
    return (
        _key_step(part, shape, model, walked)
        if shape.kind is ShapeKind.MAP
        else _member_step(part, shape, model, walked)
    )


def _position_step(part: Part, shape: Shape, walked: str) -> Step:
    if shape.is_event_stream and part.position is None:
        return Step(StepKind.EACH, shape.name)
    if shape.kind is not ShapeKind.LIST and shape.kind not in _OPEN:
        raise PathError(f"{walked} is {KIND_WORDS[shape.kind]}, not a list: {part.text} can't follow it")
    element = shape.element or shape.name
    if part.position is None:
        return Step(StepKind.EACH, element)
    return Step(StepKind.INDEX, element, index=part.position, is_optional=True)


def _key_step(part: Part, shape: Shape, model: ServiceModel, walked: str) -> Step:
    step = Step(StepKind.KEY, shape.element, part.name, is_optional=True)
    keys = model.shapes[shape.key].enum
    if keys and part.name not in keys:
        raise PathError(f"{walked} has no key {part.name}{did_you_mean(part.name, keys)}", step)
    return step


def _member_step(part: Part, shape: Shape, model: ServiceModel, walked: str) -> Step:
    if shape.kind is ShapeKind.LIST:
        raise PathError(f"{walked} is a list, it has no member {part.name} (add [0]?)")
    if shape.kind in _OPEN:
        return Step(StepKind.KEY, shape.name, part.name, is_optional=True)
    if shape.kind is not ShapeKind.STRUCTURE:
        raise PathError(f"{walked} is {KIND_WORDS[shape.kind]}, it has no members")
    member = shape.find_member(part.name)
    if not member:
        raise _unknown_member(part.name, shape, model, walked)
    return _read_member(member, model)


def _read_member(member: Member, model: ServiceModel) -> Step:
    held = model.shapes[member.shape]
    is_always_there = member.required or held.is_stream or held.is_event_stream  # what streams is there, if only empty
    return Step(StepKind.MEMBER, member.shape, member.name, is_optional=not is_always_there)


def _unknown_member(name: str, shape: Shape, model: ServiceModel, walked: str) -> PathError:
    names = [each.name for each in shape.members]
    meant = shape.find_member(find_near(name, names))
    listed = f": it has {list_names(names)}" if names else ": it has none"
    message = f"{walked} has no member {name}{did_you_mean(name, names) or listed}"
    return PathError(message, _read_member(meant, model) if meant else None)
