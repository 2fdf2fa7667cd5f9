"""Answers of a service that hold what a binding reads, and what the application is given for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.model.binding import StepKind
from gateway_builder.model.service import ShapeKind
from gateway_builder.render.answer_paths import split_at_each
from gateway_builder.render.sample_values import Sample, Stream, Wanted, write_literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from gateway_builder.model.binding import Answer, Fallback, StatusMap, Step
    from gateway_builder.model.service import Shape

_NUMBERS = frozenset({"int", "float", "Decimal"})


class Refusal(Exception):  # noqa: N818 # what is expected of the gateway is no error of ours
    """The gateway raises one of the application's errors; `args` holds its key."""


class Alteration(NamedTuple):
    """A change of an answer: the path, and what stands there then; None takes it away."""

    path: tuple[str | int, ...]
    to: Sample


class WantedFacts(NamedTuple):
    """What decides about the values of an answer: translations of states, the service's shapes, and new numbers."""

    maps: Mapping[str, StatusMap]
    shapes: Mapping[str, Shape]
    count_on: Callable[[], int]


def want_answer(answer: Answer, wanted: Wanted, known: WantedFacts) -> None:
    """Add what an answer reads to what is wanted of a sample.

    Args:
        answer: What is read.
        wanted: What is wanted of where the path begins.
        known: What decides about values.
    """
    if answer.code:
        return
    end = wanted
    for step in answer.path:
        end = _want_step(step, end)
    for _, field in answer.fields:
        want_answer(field, end, known)
    if answer.each:
        want_answer(answer.each, end, known)
    elif not answer.fields:
        end = _want_whole(answer, end, known)
        end.differs = True
        end.value = _choose_value(answer, known)


def _want_step(step: Step, wanted: Wanted) -> Wanted:
    if step.kind is StepKind.INDEX:
        return wanted.want_elements(step.index + 1)
    return wanted.want_elements(2) if step.kind is StepKind.EACH else wanted.want_member(step.name)


def _want_whole(answer: Answer, wanted: Wanted, known: WantedFacts) -> Wanted:
    """Elements of a list that is taken as it is: two, to come on two pages."""
    is_list = bool(answer.path) and known.shapes[answer.path[-1].shape].kind is ShapeKind.LIST
    return wanted.want_elements(2) if is_list else wanted


def _choose_value(answer: Answer, known: WantedFacts) -> Sample:
    """The value where the model alone does not say it."""
    if answer.map:
        return known.maps[answer.map].values[0][0]
    if answer.stream:
        return Stream(f"example-{known.count_on()}".encode())
    return str(known.count_on()) if answer.wrap in _NUMBERS else None


class AnswerReader:
    """Tells what the gateway makes of answers."""

    def __init__(
        self, maps: Mapping[str, StatusMap], shapes: Mapping[str, Shape], settle: Callable[[str], str]
    ) -> None:
        """Say what is known.

        Args:
            maps: Translations of states.
            shapes: The service's shapes by name.
            settle: Gives the expected value of an expression of the binding.
        """
        self._maps = maps
        self._shapes = shapes
        self._settle = settle

    def read(self, answer: Answer, node: Sample) -> str:
        """The expected value, as Python code.

        Args:
            answer: What is read.
            node: What stands where the path begins.

        Raises:
            Refusal: If the gateway raises one of the application's errors.
        """
        if answer.code:
            return self._settle(answer.code)
        path = answer.path
        if path and _is_stream(self._shapes[path[0].shape]) and _walk(node, path[:1]) is None:
            raise Refusal("unexpected")
        if answer.when_empty:
            last = max(place for place, step in enumerate(path) if step.kind is StepKind.INDEX)
            node, path = _walk(node, path[: last + 1]), path[last + 1 :]
            if node is None:
                return self._fall_back(answer.when_empty)
        if answer.each:
            return self._read_each(answer, answer.each, node, path)
        end = _walk(node, path)
        return self._read_absent(answer) if end is None else self._make(answer, end)

    def _fall_back(self, fallback: Fallback) -> str:
        if fallback.error:
            raise Refusal(fallback.error)
        return self._settle(fallback.code)

    def _read_absent(self, answer: Answer) -> str:
        if answer.default is not None:
            return self._settle(answer.default)
        if answer.is_optional:
            return "None"
        raise Refusal("unexpected")

    def _read_each(self, answer: Answer, each: Answer, node: Sample, path: tuple[Step, ...]) -> str:
        nodes = [node]
        for steps in split_at_each(path):
            found = [_walk(each_node, steps) for each_node in nodes]
            nodes = [element for items in found if isinstance(items, list) for element in items]
        return _write_collection([self.read(each, element) for element in nodes], answer.wrap)

    def _make(self, answer: Answer, end: Sample) -> str:
        if answer.map:
            return self._translate(self._maps[answer.map], end)
        if answer.fields:
            fields = [f"{name}={self.read(value, end)}" for name, value in answer.fields]
            return f"{answer.build}({', '.join(fields)})"
        if isinstance(end, Stream):
            return write_literal(end.content)
        if answer.wrap in _NUMBERS:
            return _write_number(end if isinstance(end, str) else "", answer.wrap)
        if isinstance(end, list):
            return _write_collection([write_literal(each) for each in end], answer.wrap)
        return f"{answer.wrap}({write_literal(end)})" if answer.wrap else write_literal(end)

    def _translate(self, status_map: StatusMap, external: Sample) -> str:
        known = dict(status_map.values)
        return known[str(external)] if external in known else self._fall_back(status_map.when_unknown)


def list_alterations(
    answers: Iterable[Answer], tree: Sample, maps: Mapping[str, StatusMap], shapes: Mapping[str, Shape]
) -> tuple[Alteration, ...]:
    """Changes of an answer that the gateway must have an opinion on: what it reads is absent, empty, unheard of.

    Args:
        answers: What is read.
        tree: The whole answer.
        maps: Translations of states.
        shapes: The service's shapes by name; the events of streams are left as they are.
    """
    found = {repr(each): each for answer in answers for each in _list_alterations(answer, (), maps, shapes)}
    return tuple(each for each in found.values() if find_value(tree, each.path) is not None)


def find_value(node: Sample, path: tuple[str | int, ...]) -> Sample:
    """What stands at a path, None where nothing does."""
    for step in path:
        if isinstance(node, dict):
            node = node.get(str(step))
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            return None
    return node


def alter_value(node: Sample, path: tuple[str | int, ...], to: Sample) -> Sample:
    """A copy of an answer with another value at a path; None takes away what is there."""
    if not path:
        return to
    if isinstance(node, list):
        return [alter_value(each, path[1:], to) if place == path[0] else each for place, each in enumerate(node)]
    entries = node.items() if isinstance(node, dict) else ()
    altered = {key: alter_value(each, path[1:], to) if key == path[0] else each for key, each in entries}
    return {key: each for key, each in altered.items() if each is not None}


def _list_alterations(
    answer: Answer, begin: tuple[str | int, ...], maps: Mapping[str, StatusMap], shapes: Mapping[str, Shape]
) -> Iterator[Alteration]:
    path = begin
    for step in answer.path:
        if step.kind is StepKind.INDEX:
            yield Alteration(path, [])
            path = (*path, step.index)
        elif step.kind is StepKind.EACH:
            path = (*path, 0)
        else:
            path = (*path, step.name)
            yield Alteration(path, None)
        if _is_stream(shapes[step.shape]):
            return
    if answer.map:
        yield Alteration(path, _unheard(maps[answer.map]))
    if answer.wrap in _NUMBERS:
        yield Alteration(path, "no number")
    for value in (*(value for _, value in answer.fields), *([answer.each] if answer.each else [])):
        yield from _list_alterations(value, path, maps, shapes)


def _is_stream(shape: Shape) -> bool:
    """Whether values are read bit by bit: the gateway insists on them."""
    return shape.is_stream or shape.is_event_stream


def _unheard(status_map: StatusMap) -> str:
    """A state that the service does not have yet."""
    unheard, known = "UNHEARD_OF", dict(status_map.values)
    while unheard in known:
        unheard += "_"
    return unheard


def _walk(node: Sample, steps: Iterable[Step]) -> Sample:
    return find_value(node, tuple(step.index if step.kind is StepKind.INDEX else step.name for step in steps))


def _write_collection(values: list[str], wrap: str) -> str:
    inner = ", ".join(values)
    if wrap == "tuple":
        return f"({inner},)" if len(values) == 1 else f"({inner})"
    if wrap in {"set", "frozenset"}:
        return (f"{{{inner}}}" if wrap == "set" else f"frozenset({{{inner}}})") if values else f"{wrap}()"
    return f"[{inner}]"


def _write_number(spelled: str, wrap: str) -> str:
    """The number that a text spells."""
    if not spelled.isdecimal():
        raise Refusal("unexpected")
    return {"int": spelled, "float": f"{spelled}.0"}.get(wrap, f'Decimal("{spelled}")')
