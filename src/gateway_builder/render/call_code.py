"""The statements of a bound method: what is checked, sent, read, stored, awaited and given back."""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING

from gateway_builder.model.binding import Argument, Pages
from gateway_builder.render.answer_code import AnswerReader
from gateway_builder.render.stream_code import read_streams
from gateway_builder.render.text import string_literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gateway_builder.model.binding import Assignment, MethodBinding
    from gateway_builder.render.answer_code import Read
    from gateway_builder.render.method_task import MethodTask


def write_body(task: MethodTask) -> tuple[str, ...]:
    """All statements of a method.

    Args:
        task: The method.
    """
    streams, variables = read_streams(task)
    return (*_require(task), *_call(task, streams), *_use_answer(task, variables))


def is_plain_keyword(name: str) -> bool:
    """Whether a parameter of an operation can be a keyword of a Python call and of a method's signature."""
    return name.isidentifier() and not keyword.iskeyword(name) and name != "self" and not name.startswith("__")


def pass_arguments(task: MethodTask, arguments: Iterable[Argument]) -> str:
    """Arguments of a call; those that no keyword can name travel in a dictionary.

    Args:
        task: The method that calls.
        arguments: What is sent.
    """
    given = [(each.name, task.code(each.code)) for each in arguments]
    texts = [f"{name}={code}" for name, code in given if is_plain_keyword(name)]
    others = [f"{string_literal(name)}: {code}" for name, code in given if not is_plain_keyword(name)]
    return ", ".join([*texts, *([f"**{{{', '.join(others)}}}"] if others else [])])


def list_passed(bound: MethodBinding) -> tuple[Argument, ...]:
    """What the client is called with; how long pages are is said as paginators, and their type stubs, take it.

    Args:
        bound: The method that calls.
    """
    paging = bound.operation.paging if bound.pages is Pages.ALL else None
    limit = paging.limit_key if paging else ""
    return tuple(
        Argument("PaginationConfig", f'{{"PageSize": {each.code}}}', "") if each.name == limit else each
        for each in bound.arguments
    )


def _require(task: MethodTask) -> Iterator[str]:
    for code in task.bound.require:
        message = task.names.take("message")
        task.names.release(message)
        yield f"if {task.code(code)} is None:"
        yield f"    {message} = {string_literal(f'{code} is not set')}"
        yield f"    raise {task.spell('ValueError')}({message})"


def _call(task: MethodTask, streams: tuple[str, ...]) -> Iterator[str]:
    bound = task.bound
    arguments = pass_arguments(task, list_passed(bound))
    action = string_literal(task.action)
    if bound.pages is Pages.ALL:
        call = f"{task.client}.get_paginator({action}).paginate({arguments}).build_full_result()"
    else:
        call = f"{task.client}.{task.action}({arguments})"
    yield from _guard(task, action, (f"{task.response} = {task.awaits}{call}", *streams))
    yield f"{task.helper('_log_call')}({action}, {task.response})"


def _wait(task: MethodTask) -> Iterator[str]:
    wait = task.bound.wait
    if wait:
        name = string_literal(wait.waiter.name)
        call = f"{task.awaits}{task.client}.get_waiter({name}).wait({pass_arguments(task, wait.arguments)})"
        yield from _guard(task, name, (call,))
        yield f"{task.helper('_log_wait')}({name})"


def _guard(task: MethodTask, action: str, lines: tuple[str, ...]) -> Iterator[str]:
    """Statements that ask the service, within the translation of errors and an open client."""
    overrides = ", ".join(f"{string_literal(code)}: {task.error(key)}" for code, key in task.bound.errors)
    yield f"with {task.spell('translated_errors')}({action}{f', {{{overrides}}}' if overrides else ''}):"
    opened = _open_client(task)
    indent = "    " * (2 if opened else 1)
    yield from opened
    yield from (indent + line for line in lines)


def _open_client(task: MethodTask) -> tuple[str, ...]:
    if not task.use.is_async:
        return ()
    if task.stack:
        exit_stack = task.imported("contextlib", "AsyncExitStack")
        return (
            f"    async with {exit_stack}() as {task.stack}:",
            f"        {task.client} = await {task.stack}.enter_async_context(self._open_client())",
        )
    return (f"    async with self._open_client() as {task.client}:",)


def _use_answer(task: MethodTask, streams: Mapping[str, str]) -> Iterator[str]:
    """All is read before anything is stored, so that nothing is half stored; what is awaited may be what is stored."""
    bound = task.bound
    changes = bool(bound.assignments or bound.wait)
    reader = AnswerReader(task, streams, lifts=bool(bound.assignments))
    stores: list[str] = []
    for assignment in bound.assignments:
        yield from _read_stored(task, reader, assignment, stores)
    read = reader.read(bound.returns, task.response) if bound.returns else None
    lines, result = _keep_result(task, read, early=changes) if read else ((), "")
    yield from lines
    yield from stores
    yield from _wait(task)
    if result:
        yield f"return {result}"


def _read_stored(task: MethodTask, reader: AnswerReader, assignment: Assignment, stores: list[str]) -> Iterator[str]:
    """Statements that read one value; the one that stores it is kept for later."""
    bound = task.bound
    read = reader.read(assignment.answer, task.response)
    yield from read.lines
    code = read.code
    alone = len(bound.assignments) == 1 and (bound.returns is None or bool(bound.returns.code))
    if not (alone or assignment.answer.code or code.isidentifier()):
        code = task.names.take(assignment.target.rpartition(".")[2])
        yield f"{code} = {read.code}"
    stores.append(f"{assignment.target} = {code}")


def _keep_result(task: MethodTask, read: Read, *, early: bool) -> tuple[tuple[str, ...], str]:
    """Statements, and what is returned: a variable where its type would not be seen, or what it reads comes first."""
    returns = task.bound.returns
    evaluated_late = returns is not None and bool(returns.code or returns.fields)
    annotation = task.method.signature.returns
    kept = early and not evaluated_late
    seen = not annotation or read.typed
    if (read.code.isidentifier() and read.typed) or (seen and not kept):
        return read.lines, read.code
    name = task.names.take("result")
    return (*read.lines, f"{name}{f': {annotation}' if annotation else ''} = {read.code}"), name
