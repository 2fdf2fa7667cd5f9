"""Statements and expressions that read an answer: the path first, then what is made of the value at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.model.binding import StepKind, StreamUse
from gateway_builder.render.answer_paths import follow, follow_required, split_at_each
from gateway_builder.render.local_names import singular
from gateway_builder.render.text import string_literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.model.binding import Answer, Fallback, Step
    from gateway_builder.render.method_task import MethodTask

_NUMBERS = frozenset({"int", "float", "Decimal"})
_COMPREHENSIONS = {"": "[{}]", "set": "{{{}}}", "iter": "iter([{}])"}


class Read(NamedTuple):
    """How a value is read: lines that come first, and the expression.

    `typed` tells whether type checkers see what it is, `is_declared` whether it is a variable of the answer's own type.
    """

    lines: tuple[str, ...]
    code: str
    typed: bool = True
    is_declared: bool = False


class _Loop(NamedTuple):
    """One level of lists in lists."""

    variable: str
    items: str
    condition: str

    @property
    def clause(self) -> str:
        """As it stands in a comprehension."""
        condition = f" if {self.condition}" if self.condition else ""
        return f"for {self.variable} in {self.items}{condition}"


class AnswerReader:
    """Reads values out of one answer."""

    def __init__(self, task: MethodTask, streams: Mapping[str, str], *, lifts: bool = False) -> None:
        """Say what is read.

        Args:
            task: The method.
            streams: Local variables by member, for what has been read of streams already.
            lifts: Whether all is read before any expression of the application is evaluated.
        """
        self._task = task
        self._names = task.names
        self._streams = streams
        self._lifts = lifts
        self._checked: dict[tuple[object, ...], str] = {}

    def read(self, answer: Answer, base: str) -> Read:
        """The value of an answer.

        Args:
            answer: What it is.
            base: Expression for where its path begins.
        """
        if answer.code:
            return Read((), self._task.code(answer.code))
        return self._follow_indexes(answer, base, answer.path)

    def _follow_indexes(self, answer: Answer, base: str, path: tuple[Step, ...]) -> Read:
        """Take elements of lists, each of which may be too short."""
        at = next((place for place, step in enumerate(path) if step.kind is StepKind.INDEX), None)
        fallback = answer.when_empty
        if at is None or fallback is None:
            return self._read_value(answer, base, path)
        index = path[at].index
        lines, items = self._name_items(base, path[:at], fallback, index)
        taken, item, rest = self._name_item(answer, f"{items}[{index}]", items, path[at + 1 :])
        read = self._follow_indexes(answer, item, rest)
        if fallback.error:
            return read._replace(lines=(*lines, *taken, *read.lines))
        there = f"len({items}) > {index}" if index else items
        return self._choose(answer, read._replace(lines=(*taken, *read.lines)), (lines[0], there))

    def _name_items(
        self, base: str, path: tuple[Step, ...], fallback: Fallback, index: int
    ) -> tuple[tuple[str, ...], str]:
        """A variable for a list, made and checked once for all that reads it of the whole answer."""
        key = (path, fallback, index)
        if base == self._task.response and key in self._checked:
            return (), self._checked[key]
        wish = path[-1].name if path else "items"
        items = self._names.take(wish)
        lines = (f"{items} = {follow(base, path)} or []",)
        if not fallback.error:
            return lines, items
        if base == self._task.response:
            self._checked[key] = items
        missing = f"len({items}) <= {index}" if index else f"not {items}"
        return (*lines, *self._refuse(fallback, missing, wish)), items

    def _name_item(
        self, answer: Answer, item: str, items: str, rest: tuple[Step, ...]
    ) -> tuple[tuple[str, ...], str, tuple[Step, ...]]:
        """A variable for an element that more than one value is read from."""
        if rest or not answer.fields:
            return (), item, rest
        name = self._names.take(singular(items))
        return (f"{name} = {item}",), name, rest

    def _refuse(self, fallback: Fallback, missing: str, member: str) -> tuple[str, ...]:
        task = self._task
        failed, reason = task.spell("_failed"), string_literal(f"nothing in {member}")
        return (
            f"if {missing}:",
            f"    raise {failed}({task.error(fallback.error)}, {string_literal(task.action)}, {reason})",
        )

    def _choose(self, answer: Answer, read: Read, test: tuple[str, str]) -> Read:
        """The value, or what stands in for it where the test fails."""
        first, there = test
        other = self._task.code(answer.when_empty.code if answer.when_empty else "None")
        if not read.lines:
            return Read((first,), f"{read.code} if {there} else {other}", read.typed)
        if read.is_declared:
            lines = (first, f"if {there}:", *_indent(read.lines), "else:", f"    {read.code} = {other}")
            return read._replace(lines=lines)
        name = self._names.take("found")
        annotation = f": {answer.annotation}" if answer.annotation else ""
        chosen = (*read.lines, f"{name}{annotation} = {read.code}")
        lines = (first, f"if {there}:", *_indent(chosen), "else:", f"    {name} = {other}")
        return Read(lines, name, is_declared=True)

    def _read_value(self, answer: Answer, base: str, path: tuple[Step, ...]) -> Read:
        """What stands at the end of a path without indexes, and what is made of it."""
        if answer.each:
            return self._read_each(answer, answer.each, base, path)
        stream = self._read_stream(answer, base, path)
        if stream:
            return self._make(answer, stream, path)
        if not path:
            return self._make(answer, base, path)
        if answer.default is None and not answer.is_optional:
            return self._make(answer, follow_required(base, path, self._task.helper("_required")), path)
        return self._read_optional(answer, base, path)

    def _read_stream(self, answer: Answer, base: str, path: tuple[Step, ...]) -> str:
        """What has been read of a stream, or the iterator that will; "" for what does not stream."""
        task = self._task
        known = self._streams.get(path[0].name, "") if path and base == task.response else ""
        if answer.stream is not StreamUse.CHUNKS:
            return known
        body = known or follow_required(base, path, task.helper("_required"))
        resources = f", {task.resources}" if task.resources else ""
        return f"{task.helper('_read_chunks')}({string_literal(task.action)}, {body}{resources})"

    def _read_optional(self, answer: Answer, base: str, path: tuple[Step, ...]) -> Read:
        """What may be absent: then it is the default, which nothing more is made of, or None."""
        default = self._task.code(answer.default or "None")
        found = follow(base, path)
        plain = not (answer.map or answer.fields or answer.wrap)
        if plain and answer.default is None:
            return Read((), found, typed=False)
        if plain and path[-1].kind is StepKind.MEMBER:
            return Read((), f"{found[:-1]}, {default})", typed=False)
        name = self._names.take(path[-1].name)
        made = self._make(answer, name, ())
        line = f"{name} = {found}"
        if not made.lines:
            return Read((line,), f"{default} if {name} is None else {made.code}", made.typed)
        chosen = self._names.take("found")
        annotation = f": {answer.annotation}" if answer.annotation else ""
        block = _indent((*made.lines, f"{chosen} = {made.code}"))
        lines = (line, f"{chosen}{annotation} = {default}", f"if {name} is not None:", *block)
        return Read(lines, chosen, is_declared=True)

    def _make(self, answer: Answer, found: str, path: tuple[Step, ...]) -> Read:
        """What the value becomes: a state, a model, another type."""
        lines: tuple[str, ...] = ()
        code, typed = found, answer.stream is StreamUse.CHUNKS
        if answer.map:
            code, typed = f"{self._task.spell(f'map_{answer.map}')}({found})", True
        elif answer.fields:
            lines, code = self._build(answer, found, path)
            typed = True
        wrap = self._task.spell(answer.wrap) if answer.wrap else ""
        if answer.wrap in _NUMBERS:
            return Read(lines, f"{self._task.helper('_number')}({code}, {wrap})", typed=False)
        seen = typed or answer.wrap not in {"", "iter"}  # mypy sees Any in an iterator of Any
        return Read(lines, f"{wrap}({code})" if wrap else code, seen)

    def _build(self, answer: Answer, found: str, path: tuple[Step, ...]) -> tuple[tuple[str, ...], str]:
        """A model of its fields."""
        lines: list[str] = []
        if not found.isidentifier():
            name = self._names.take(path[-1].name if path else "found")
            lines.append(f"{name} = {found}")
            found = name
        given = []
        for field, value in answer.fields:
            read = self.read(value, found)
            lines += read.lines
            given.append(f"{field}={self._lift(value, read, field, lines)}")
        return tuple(lines), f"{self._task.spell(answer.build)}({', '.join(given)})"

    def _lift(self, value: Answer, read: Read, field: str, lines: list[str]) -> str:
        if not self._lifts or value.code or read.code.isidentifier():
            return read.code
        name = self._names.take(field)
        lines.append(f"{name} = {read.code}")
        return name

    def _read_each(self, answer: Answer, each: Answer, base: str, path: tuple[Step, ...]) -> Read:
        """Something of every element; a comprehension where elements need no statements."""
        loops = self._name_loops(each, base, path)
        element = loops[-1].variable
        read = self.read(each, element)
        wrap = self._task.spell(answer.wrap) if answer.wrap else ""
        if read.lines:
            return self._read_in_loop(each, read, loops, wrap)
        self._names.release(*(loop.variable for loop in loops))
        if read.code == element and len(loops) == 1 and not loops[0].condition:
            return Read((), f"{wrap or self._task.spell('list')}({loops[0].items})")
        inner = f"{read.code} {' '.join(loop.clause for loop in loops)}"
        form = _COMPREHENSIONS.get(wrap)
        return Read((), form.format(inner) if form else f"{wrap}({inner})")

    def _name_loops(self, each: Answer, base: str, path: tuple[Step, ...]) -> list[_Loop]:
        loops: list[_Loop] = []
        for steps in split_at_each(path):
            events = self._streams.get(steps[0].name, "") if steps and base == self._task.response else ""
            items = events or (f"{follow(base, steps)} or []" if steps else base)
            variable = self._names.take(singular(steps[-1].name) if steps else "item")
            loops.append(_Loop(variable, items, _pick_events(each, variable) if events else ""))
            base = variable
        return loops

    def _read_in_loop(self, each: Answer, read: Read, loops: list[_Loop], wrap: str) -> Read:
        name = self._names.take("found")
        lines = (*read.lines, f"{name}.append({read.code})")
        for loop in reversed(loops):
            block = (f"if {loop.condition}:", *_indent(lines)) if loop.condition else lines
            lines = (f"for {loop.variable} in {loop.items}:", *_indent(block))
        annotation = each.annotation or self._task.use.imports.add("typing", "Any")
        first = f"{name}: {self._task.spell('list')}[{annotation}] = []"
        return Read((first, *lines), f"{wrap}({name})" if wrap else name)


def _pick_events(each: Answer, event: str) -> str:
    """Which events are read: they come one by one, and those of another kind are passed over."""
    named = bool(each.path) and each.path[0].kind is StepKind.MEMBER
    return f"{string_literal(each.path[0].name)} in {event}" if named else ""


def _indent(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"    {line}" for line in lines)
