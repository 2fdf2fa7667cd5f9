"""A binding as lines that can be read and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.binding import Pages, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.errors import Problem
    from gateway_builder.model.binding import Answer, Fallback, GatewayBinding, MethodBinding, StatusMap, Step


def binding_text(binding: GatewayBinding) -> str:
    """Everything that was decided, one fact on each line."""
    return "".join(f"{line}\n" for line in _lines(binding))


def problems_text(problems: tuple[Problem, ...]) -> str:
    """Each problem: its place without the file, what is wrong, what to do."""
    lines: list[str] = []
    for each in problems:
        lines.append(f"{each.place.partition(':')[2]} | {each.message}\n")
        lines += [f"    {each.hint}\n"] if each.hint else []
    return "".join(lines)


def _lines(binding: GatewayBinding) -> Iterator[str]:
    for each in binding.config:
        yield f"config {each.name}: {each.annotation} = {each.default} env={each.env!r}"
    for method in binding.methods.values():
        yield from _method_lines(method)
    for undecided in binding.undecided.values():
        yield f"undecided {undecided.method} {undecided.texts} {undecided.operation}".rstrip()
    for made in binding.maps:
        yield from _map_lines(made)
    yield f"models {' '.join(binding.models)}".rstrip()
    for name in binding.imports:
        yield f"import {name.module}:{name.name}{' (annotations)' if name.typing_only else ''}"


def _method_lines(method: MethodBinding) -> Iterator[str]:
    yield f"method {method.method} calls {method.operation.method}"
    yield from (f"  require {each}" for each in method.require)
    for argument in method.arguments:
        yield f"  {argument.name}: {argument.shape} = {argument.code}{' (literal)' if argument.is_literal else ''}"
    if method.token:
        yield f"  token {method.token}"
    if method.pages is not Pages.NONE:
        yield f"  pages {method.pages.value}"
    if method.wait:
        yield f"  wait {method.wait.waiter.name} ({', '.join(each.name for each in method.wait.arguments)})"
    yield from (f"  error {code} is {key}" for code, key in method.errors)
    for assignment in method.assignments:
        yield from _answer_lines(f"  {assignment.target} =", assignment.answer, "    ")
    if method.returns:
        yield from _answer_lines("  return", method.returns, "    ")


def _answer_lines(head: str, answer: Answer, indent: str) -> Iterator[str]:
    facts = [f"={answer.code}" if answer.code else "/".join(map(_step_text, answer.path)) or "(whole)"]
    facts.append(f"as {answer.annotation}" if answer.annotation else "as anything")
    facts += [f"default {answer.default}"] if answer.default is not None else []
    facts += ["or None"] if answer.is_optional else []
    facts += [f"when empty {_fallback_text(answer.when_empty)}"] if answer.when_empty else []
    facts += [f"map {answer.map}"] if answer.map else []
    facts += [f"wrap {answer.wrap}"] if answer.wrap else []
    facts += [f"stream {answer.stream.value}"] if answer.stream else []
    facts += [f"build {answer.build}"] if answer.build else []
    yield f"{head} {' '.join(facts)}"
    for name, field in answer.fields:
        yield from _answer_lines(f"{indent}{name} =", field, f"{indent}  ")
    if answer.each:
        yield from _answer_lines(f"{indent}each", answer.each, f"{indent}  ")


def _step_text(step: Step) -> str:
    if step.kind in {StepKind.EACH, StepKind.INDEX}:
        return "[*]" if step.kind is StepKind.EACH else f"[{step.index}]"
    name = step.name if step.kind is StepKind.MEMBER else f'"{step.name}"'
    return f"{name}?" if step.is_optional else name


def _fallback_text(fallback: Fallback) -> str:
    return fallback.error or f"={fallback.code}"


def _map_lines(made: StatusMap) -> Iterator[str]:
    yield f"map {made.name} of {made.shape or 'any text'} to {made.annotation or 'anything'}"
    yield from (f"  {external} = {code}" for external, code in made.values)
    yield f"  when unknown {_fallback_text(made.when_unknown)}"
