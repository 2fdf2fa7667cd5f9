"""Parts of an answer that a result may be, by their types and names, and the questions that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.bind.annotations import element_of, reads_shape, without_none
from gateway_builder.model.business import ModelKind
from gateway_builder.model.service import ShapeKind
from gateway_builder.naming import fold, split_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.bind.automatic_arguments import Question
    from gateway_builder.model.business import ModelField
    from gateway_builder.model.service import Member, Shape

_ABOUT_THE_CALL = frozenset({"requestid", "requestcharged", "responsemetadata", "resultmetadata", "consumedcapacity"})
_TUPLES = ("tuple[", "Tuple[")
_DEEPEST = 3
_MOST_PATHS = 4
_MOST_VALUES = 60


class _Path(NamedTuple):
    """A path into the answer and the shape that it leads to."""

    text: str
    shape: Shape


def ask_where_field(field: ModelField, what: str, asked: Question) -> str:
    """Where a field of the result is, which no member of the answer is called like, with parts that may be meant."""
    paths = [each for each in _walk(asked) if fold(each.text.rpartition(".")[2]) == fold(field.name)]
    question = f"{what}: say where it is in the answer of {asked.operation.method}{_maybe(paths)}"
    closed = next((each.shape for each in paths if each.shape.enum), None)
    return f"{question}; {ask_meaning(field.name, closed, field.annotation, asked)}" if closed else question


def ask_where(wanted: str, asked: Question) -> str:
    """Which part of the answer the result is, with parts that may be meant."""
    is_enum = (model := asked.models(wanted)) and model.kind is ModelKind.ENUM
    kind = "str" if is_enum else wanted
    fitting = [each for each in _walk(asked) if _reads_as(kind, each.shape, asked) and (each.shape.enum or not is_enum)]
    paths = _prefer_named(fitting, wanted, asked) or _list_columns(wanted, asked)
    question = f"which part of the answer of {asked.operation.method} is the {wanted}{_maybe(paths)}"
    if not (is_enum and paths):
        return question
    return f"{question}; {ask_meaning(paths[0].text, paths[0].shape, wanted, asked)}"


def _prefer_named(paths: list[_Path], wanted: str, asked: Question) -> list[_Path]:
    """The paths whose last name the result or the method says, all where there is none."""
    said = _words(f"{asked.method.name} {wanted}")
    return [each for each in paths if _words(each.text.rpartition(".")[2]) <= said] or paths


def _list_columns(wanted: str, asked: Question) -> list[_Path]:
    """The same member of each element of a list, where the result is a list."""
    shapes, element = asked.model.shapes, element_of(wanted)
    lists = [each for each in list_members(asked) if shapes[each.shape].kind is ShapeKind.LIST] if element else []
    return [
        _Path(f"{each.name}[*].{member.name}", shapes[member.shape])
        for each in lists
        for member in shapes[shapes[each.shape].element].members
        if reads(element, member, asked)
    ]


def _maybe(paths: list[_Path]) -> str:
    more = ", …" if len(paths) > _MOST_PATHS else ""
    return f" ({', '.join(each.text for each in paths[:_MOST_PATHS])}{more}?)" if paths else ""


def ask_meaning(name: str, shape: Shape, annotation: str, asked: Question) -> str:
    """The values that the service has, for somebody to say what they mean to the application."""
    more = f" and {len(shape.enum) - _MOST_VALUES} more" if len(shape.enum) > _MOST_VALUES else ""
    values, wanted = ", ".join(shape.enum[:_MOST_VALUES]) + more, without_none(annotation)
    if asked.models(wanted):
        return f"{name}: say which {wanted} each of {values} means ([maps.NAME] of a spec file)"
    return f"{name}: say what each of {values} means ([maps.NAME] of a spec file), or that it is taken as it is"


def _words(text: str) -> set[str]:
    return {word.lower() for word in split_words(text)}


def reads(annotation: str, member: Member, asked: Question) -> bool:
    """Whether a member of the answer is of that type, for sure."""
    return _reads_as(annotation, asked.model.shapes[member.shape], asked)


def _reads_as(annotation: str, shape: Shape, asked: Question) -> bool:
    wanted = without_none(annotation)
    if wanted.startswith(_TUPLES) and (element := element_of(wanted)):
        wanted = f"list[{element}]"
    return reads_shape(wanted, shape, asked.model, asked.models) is True


def list_members(asked: Question) -> list[Member]:
    """Members of the answer, without what is about the call and its pages."""
    paging = asked.operation.paging
    paths = (*paging.output_tokens, paging.more_results) if paging else ()
    about = {fold(path.partition(".")[0]) for path in paths} | _ABOUT_THE_CALL
    return [each for each in asked.model.members_of(asked.operation.output) if fold(each.name) not in about]


def _walk(asked: Question) -> Iterator[_Path]:
    """Paths into the answer, the short ones first; the first element stands for a list."""
    level = [_Path(each.name, asked.model.shapes[each.shape]) for each in list_members(asked)]
    for _ in range(_DEEPEST):
        level = [_first_of(each, asked) for each in level]
        yield from level
        level = [
            _Path(f"{each.text}.{member.name}", asked.model.shapes[member.shape])
            for each in level
            for member in each.shape.members
        ]


def _first_of(path: _Path, asked: Question) -> _Path:
    """The element of a list, of a list of lists too; anything else as it is."""
    text, shape = path
    for _ in range(_DEEPEST):
        if shape.kind is not ShapeKind.LIST:
            break
        text, shape = f"{text}[0]", asked.model.shapes[shape.element]
    return _Path(text, shape)
