"""Values that a service's model allows, and the Python literals that they are written as."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gateway_builder.model.service import ShapeKind
from gateway_builder.render.sample_texts import sample_text
from gateway_builder.render.text import string_literal

if TYPE_CHECKING:
    from gateway_builder.model.service import Member, ServiceModel, Shape

_MOST_ELEMENTS = 64
_SEEDS = 900


class Code(NamedTuple):
    """A value that has no literal: the expression that makes it. Points in time use `datetime` as `dt`."""

    text: str


class Stream(NamedTuple):
    """Bytes that are streamed."""

    content: bytes


Sample: TypeAlias = "str | int | float | bytes | Code | Stream | list[Sample] | dict[str, Sample] | None"


class Wanted:
    """What a sample must hold besides what is required, collected path by path.

    Attributes:
        members: What is wanted of a structure's members, or of a map's keys.
        element: What is wanted of the elements of a list or map, or of the events of a stream; None where nothing is.
        count: How many elements at least.
        value: The value itself, where it is chosen.
        differs: Whether it must differ from what else is made.
    """

    __slots__ = ("count", "differs", "element", "members", "value")

    def __init__(self) -> None:
        """Want nothing."""
        self.members: dict[str, Wanted] = {}
        self.element: Wanted | None = None
        self.count = 1
        self.value: Sample = None
        self.differs = False

    def want_member(self, name: str) -> Wanted:
        """What is wanted of a member or key."""
        return self.members.setdefault(name, Wanted())

    def want_elements(self, count: int) -> Wanted:
        """What is wanted of each of so many elements or more."""
        self.count = max(self.count, count)
        self.element = self.element or Wanted()
        return self.element


NOTHING = Wanted()


def sample_literal(shape_name: str, model: ServiceModel, *, seed: str = "") -> str:
    """A Python literal that is valid for a shape; for a point in time an expression of `datetime` as `dt`.

    Args:
        shape_name: Name of the shape.
        model: Where the shape stands.
        seed: Other seeds give other values, where the shape has several.
    """
    from zlib import crc32

    number = crc32(seed.encode()) % _SEEDS if seed else 1
    return write_literal(Samples(model).make_sample(shape_name, number))


def write_literal(sample: Sample) -> str:
    """The literal of a sample, with double quotes."""
    if isinstance(sample, str):
        return string_literal(sample)
    if isinstance(sample, dict):
        return "{" + ", ".join([f"{string_literal(key)}: {write_literal(each)}" for key, each in sample.items()]) + "}"
    if isinstance(sample, list):
        return "[" + ", ".join(map(write_literal, sample)) + "]"
    return _write_other(sample)


def _write_other(sample: Sample) -> str:
    if isinstance(sample, Code):
        return sample.text
    if isinstance(sample, Stream):
        return f"StreamingBody(io.BytesIO({write_literal(sample.content)}), {len(sample.content)})"
    return f"b{string_literal(sample.decode())}" if isinstance(sample, bytes) else repr(sample)


class Samples:
    """Makes values for the shapes of one model."""

    def __init__(self, model: ServiceModel) -> None:
        """Keep the model."""
        self._model = model
        self._last = 1

    def make_sample(self, shape: str, number: int = 1, *, member: str = "", wanted: Wanted = NOTHING) -> Sample:
        """A value that holds what is required and what is wanted.

        Args:
            shape: Name of its shape.
            number: Other numbers give other values, where the shape has several.
            member: Name of what holds it, which may tell its form.
            wanted: What it must hold besides.
        """
        return self._make(shape, number, member, wanted, ())

    def make_required(self, shape: Shape) -> Sample:
        """What a Stubber insists on of a structure or of a stream of events, which it takes for one.

        Args:
            shape: The structure.
        """
        return self._make_structure(shape, 1, NOTHING, (shape.name,))

    def element_of(self, shape: str) -> str:
        """Name of the shape of a list's elements or a map's values, "" for others."""
        return self._model.shapes[shape].element

    def count_elements(self, shape: str) -> int:
        """How many elements an example of a list has: two where the shape allows it."""
        found = self._model.shapes[shape] if shape else None
        most = found.maximum if found and found.maximum is not None else 2
        return max(int((found and found.minimum) or 0), min(2, int(most)), 1)

    def count_on(self) -> int:
        """A number that no value was made with that must differ."""
        self._last += 1
        return self._last

    def _make(self, name: str, number: int, member: str, wanted: Wanted, within: tuple[str, ...]) -> Sample:
        if wanted.value is not None:
            return wanted.value
        if wanted.differs:
            number = self.count_on()
        shape = self._model.shapes[name]
        if shape.kind.is_scalar or shape.kind in {ShapeKind.DOCUMENT, ShapeKind.UNKNOWN}:
            return _make_scalar(shape, member, self._model.service, number)
        if shape.is_event_stream:
            return self._make_events(shape, number, wanted, (*within, name))
        if shape.kind is ShapeKind.STRUCTURE:
            return self._make_structure(shape, number, wanted, (*within, name))
        elements = self._make_elements(shape, number, wanted, (*within, name))
        if shape.kind is ShapeKind.LIST:
            return elements
        keys = [str(self._make(shape.key, number + index, "", NOTHING, ())) for index in range(len(elements))]
        made = dict(zip(keys, elements, strict=True)) if not wanted.members else {}
        return made | {
            key: self._make(shape.element, number, key, part, (*within, name)) for key, part in wanted.members.items()
        }

    def _make_structure(self, shape: Shape, number: int, wanted: Wanted, within: tuple[str, ...]) -> Sample:
        chosen = [
            each
            for each in shape.members
            if each.name in wanted.members or (_is_validated(each) and each.shape not in within)
        ]
        if shape.is_union:
            chosen = self._choose_one(shape, chosen, wanted, within)
        return {
            each.name: self._make(each.shape, number, each.name, wanted.members.get(each.name, NOTHING), within)
            for each in chosen
        }

    def _choose_one(self, shape: Shape, chosen: list[Member], wanted: Wanted, within: tuple[str, ...]) -> list[Member]:
        """The one member of a union: a wanted one, else the first that does not lead back."""
        named = [each for each in chosen if each.name in wanted.members]
        ending = [each for each in shape.members if not self._leads_back(each.shape, within)]
        return (named or ending or list(shape.members))[:1]

    def _leads_back(self, name: str, within: tuple[str, ...]) -> bool:
        """Whether a value can't do without one of the shapes that it stands in."""
        shape = self._model.shapes[name]
        needed = (each.shape for each in shape.members if _is_validated(each))
        return any(part in within for part in (name, shape.element, *needed))

    def _make_elements(self, shape: Shape, number: int, wanted: Wanted, within: tuple[str, ...]) -> list[Sample]:
        least = min(int(shape.minimum or 0), _MOST_ELEMENTS)
        if (
            wanted.element is None
            and not least
            and (shape.element in within or self._leads_back(shape.element, within))
        ):
            return []
        count = max(least, wanted.count)
        part = wanted.element or NOTHING
        return [self._make(shape.element, number + index, "", part, within) for index in range(count)]

    def _make_events(self, shape: Shape, number: int, wanted: Wanted, within: tuple[str, ...]) -> Sample:
        """One event for each wanted member, as often as wanted."""
        element = wanted.element or NOTHING
        return [
            {each.name: self._make(each.shape, number, each.name, element.members[each.name], within)}
            for _ in range(wanted.count)
            for each in shape.members
            if each.name in element.members
        ]


def _is_validated(member: Member) -> bool:
    """Whether the SDK insists on it: what we know better of a model is not known to the SDK."""
    return member.required or bool(member.evidence)


def _make_scalar(shape: Shape, member: str, service: str, number: int) -> Sample:
    if shape.enum:
        return shape.enum[(number - 1) % len(shape.enum)]
    if shape.kind in {ShapeKind.STRING, ShapeKind.UNKNOWN}:
        return sample_text(shape, member, service, number)
    if shape.kind is ShapeKind.BLOB:
        return sample_text(shape, member, service, number).encode()
    return _make_number(shape, number)


def _make_number(shape: Shape, number: int) -> Sample:
    if shape.kind is ShapeKind.TIMESTAMP:
        return Code(f"dt.datetime(2030, 1, {1 + number % 28}, {number // 28 % 24}, tzinfo=dt.UTC)")
    if shape.kind is ShapeKind.DOCUMENT:
        return {"example": str(number)}
    if shape.kind is ShapeKind.BOOLEAN:
        return True
    return float(_within(shape, number)) if shape.kind is ShapeKind.NUMBER else _within(shape, number)


def _within(shape: Shape, number: int) -> int:
    """The number, or one between the limits that differs as long as it can."""
    least = int(shape.minimum or 0)
    if shape.maximum is None:
        return max(least, 0) + number
    room = max(int(shape.maximum) - least + 1, 1)
    return least + number % room
