"""Paths into the answer of an operation that are worth reading: the sweep chooses what exercises most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gateway_builder.model.service import ShapeKind
from gateway_builder.render.sample_values import sample_literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.model.service import Operation, ServiceModel, Shape

LIST = "[]"  # a position in a list that is not decided yet: `[0]` or `[*]`
_DEEPEST = 6
_MOST_PATHS = 120


@dataclass(frozen=True)
class Found:
    """A path to a value; `text` has `[]` where a list is entered."""

    text: str
    shape: Shape
    is_event: bool = False

    @property
    def enters_list(self) -> bool:
        """Whether a list is entered on the way."""
        return LIST in self.text


def walk_answer(model: ServiceModel, output: str | None) -> Iterator[Found]:
    """Paths to values of an answer, short ones first; recursion is not followed."""
    waiting = [(Found("", model.shapes[output]), frozenset({output}))] if output else []
    shown = 0
    while waiting and shown < _MOST_PATHS:
        found, within = waiting.pop(0)
        if found.text:
            shown += 1
            yield found
        if len(within) > _DEEPEST:
            continue
        steps = [each for each in _steps(found, model) if each.shape.name not in within]
        waiting.extend((each, within | {each.shape.name}) for each in steps)


def _steps(found: Found, model: ServiceModel) -> Iterator[Found]:
    shape, shapes = found.shape, model.shapes
    if shape.kind is ShapeKind.LIST:
        yield Found(found.text + LIST, shapes[shape.element], found.is_event)
    elif shape.kind is ShapeKind.MAP and shape.key:
        key = sample_literal(shape.key, model, seed="1")  # a literal as paths have it: with double quotes
        yield Found(f"{found.text}.{key}", shapes[shape.element], found.is_event)
    elif shape.kind is ShapeKind.STRUCTURE:
        prefix = found.text + ("[*]." if shape.is_event_stream else "." if found.text else "")
        for member in shape.members:
            yield Found(prefix + member.name, shapes[member.shape], found.is_event or shape.is_event_stream)


def best_path(model: ServiceModel, operation: Operation) -> Found | None:
    """What exercises most: a stream, an event, an enum, a list, a scalar; of the results that pages share out first."""
    shared = list_shared(model, operation)
    ranked = [(_rank(each, operation, shared), number, each) for number, each in enumerate(_walk(model, operation))]
    worthy = [entry for entry in ranked if entry[0] is not None]
    return min(worthy, key=lambda entry: (entry[0], entry[1]))[2] if worthy else None


def list_shared(model: ServiceModel, operation: Operation) -> tuple[str, ...]:
    """Paths of the lists that pages share out; pages of maps and texts can't be joined."""
    if operation.paging is None:
        return ()
    kinds = {each.text: each.shape.kind for each in _walk(model, operation)}
    return tuple(key for key in operation.paging.result_keys if kinds.get(key) is ShapeKind.LIST)


def is_within(found: Found, keys: tuple[str, ...]) -> bool:
    """Whether the path begins with one of these."""
    return any(found.text == key or found.text.startswith((f"{key}.", f"{key}[")) for key in keys)


def _walk(model: ServiceModel, operation: Operation) -> Iterator[Found]:
    return walk_answer(model, operation.output)


def _rank(found: Found, operation: Operation, shared: tuple[str, ...]) -> tuple[int, int] | None:
    """Smaller is better; None for what can't be a result."""
    later = 1 if operation.paging and not is_within(found, shared) else 0
    shape = found.shape
    if shape.is_stream:
        return (later, 0)
    if not shape.kind.is_scalar:
        return None
    if found.is_event:
        return (later, 1)
    return (later, 2 if shape.enum else 3 if found.enters_list else 4)
