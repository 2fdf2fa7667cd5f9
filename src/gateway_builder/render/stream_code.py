"""Statements that read streams while the service is asked: what fails then is a failure of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.binding import StepKind, StreamUse
from gateway_builder.render.answer_paths import follow_required
from gateway_builder.render.text import string_literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gateway_builder.model.binding import Answer
    from gateway_builder.render.method_task import MethodTask


def read_streams(task: MethodTask) -> tuple[tuple[str, ...], dict[str, str]]:
    """Statements, and the local variables that hold what was read, by member of the answer.

    Args:
        task: The method.
    """
    lines: list[str] = []
    variables: dict[str, str] = {}
    for answer in _list_root_answers(task):
        member = answer.path[0].name
        if member in variables:
            continue
        if _is_event_stream(task, answer):
            variables[member] = task.names.take(member)
            lines.append(f"{variables[member]} = {_read_events(task, answer)}")
        elif answer.stream is StreamUse.READ or (answer.stream and task.use.is_async):
            variables[member] = task.names.take(member)
            lines.append(f"{variables[member]} = {_read_body(task, answer)}")
    if task.stack:
        lines.append(f"{task.resources} = {task.stack}.pop_all()")
    return tuple(lines), variables


def _list_root_answers(task: MethodTask) -> list[Answer]:
    """Every answer whose path begins at the whole answer."""
    bound = task.bound
    answers = [*(each.answer for each in bound.assignments), *([bound.returns] if bound.returns else [])]
    return list(_open_whole(answers))


def _open_whole(answers: Iterable[Answer]) -> Iterator[Answer]:
    for answer in answers:
        if answer.path:
            yield answer
        else:
            yield from _open_whole(field for _, field in answer.fields)


def _is_event_stream(task: MethodTask, answer: Answer) -> bool:
    path = answer.path
    is_iterated = len(path) > 1 and path[1].kind is StepKind.EACH
    return is_iterated and task.use.binding.model.shapes[path[0].shape].is_event_stream


def _read_events(task: MethodTask, answer: Answer) -> str:
    stream = follow_required(task.response, answer.path[:1], task.helper("_required"))
    return f"{task.awaits}{task.helper('_read_events')}({string_literal(task.action)}, {stream})"


def _read_body(task: MethodTask, answer: Answer) -> str:
    body = follow_required(task.response, answer.path, task.helper("_required"))
    if answer.stream is StreamUse.CHUNKS:
        return body
    return f"{task.awaits}{body}.read()"
