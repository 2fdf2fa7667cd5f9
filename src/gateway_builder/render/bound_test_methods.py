"""Tests of one bound method as text: what is sent, what comes of answers, of incomplete ones and of several pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.render.answer_samples import Refusal, alter_value, list_alterations
from gateway_builder.render.expected_values import Settled
from gateway_builder.render.page_samples import put_value
from gateway_builder.render.sample_values import Sample, write_literal
from gateway_builder.render.text import string_literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gateway_builder.render.answer_samples import Alteration
    from gateway_builder.render.bound_test_sample import MethodSample, Outcome
    from gateway_builder.render.bound_test_setting import BoundSetting
NOTHING_SENT = Settled("{}", frozenset())


class MethodTests(NamedTuple):
    """Tests of one method, and what tables about all methods say of it.

    Attributes:
        functions: Finished functions, without empty lines around them.
        refused: Rows of answers that are errors.
    """

    functions: tuple[str, ...]
    refused: tuple[str, ...]


def write_method_tests(sample: MethodSample, setting: BoundSetting) -> MethodTests:
    """The tests of one method.

    Args:
        sample: The method with its examples.
        setting: What tests share.
    """
    writer = _Writer(sample, setting)
    refused, understood = writer.judge_alterations()
    functions = (
        writer.write_stub(),
        writer.write_caller(),
        writer.write_test(),
        *writer.write_understood(understood),
        *writer.write_pages(),
        *writer.write_required(),
    )
    return MethodTests(functions, tuple(refused))


class _Writer:
    """Writes the functions of one method's tests."""

    def __init__(self, sample: MethodSample, setting: BoundSetting) -> None:
        self._sample = sample
        self._bound = sample.bound
        self._setting = setting
        self._operation = string_literal(sample.bound.operation.method)
        self._arguments = f"gateway: {setting.gateway}, stubber: {setting.use('Stubber')}"

    def write_stub(self) -> str:
        sample = self._sample
        sent = sample.write_sent(self._bound.arguments)
        answered, events = self._split_events(sample.answer)
        lines = [
            *sample.write_locals(sent.names),
            *self._write_last("answer", answered, sent.code),
            *(f"answer[{string_literal(name)}] = StubEvents({write_literal(held)})" for name, held in events),
            "return answer",
        ]
        doc = f"Expect `{self._bound.operation.method}` for the examples, and answer it."
        return _function(f"stub_{sample.name}(stubber: Stubber) -> Any", doc, lines)

    def write_caller(self) -> str:
        sample = self._sample
        call = sample.consumes(sample.write_call())
        definition = f"call_{sample.name}(gateway: {self._setting.gateway}) -> None"
        return _function(definition, "Call it with the examples.", [call])

    def write_test(self) -> str:
        sample, bound = self._sample, self._bound
        outcomes = sample.tell_outcomes(sample.answer)
        waited = sample.write_sent(bound.wait.arguments, is_late=True) if bound.wait else NOTHING_SENT
        name = string_literal(bound.wait.waiter.name if bound.wait else "")
        waits = [f"assert waiter.asked == [({name}, {waited.code})]"] if bound.wait else []
        asserts = [*(each.write() for each in outcomes), *waits]
        arguments = self._arguments + (f", waiter: {self._setting.use('StubWaiter')}" if bound.wait else "")
        names = waited.names.union(*(each.names for each in outcomes), sample.targets)
        lines = [
            f"stub_{sample.name}(stubber)",
            *sample.write_locals(names),
            "",
            self._write_kept_call(names),
            "",
            *(asserts or ["stubber.assert_no_pending_responses()"]),
        ]
        doc = f"Ask `{bound.operation.method}`, and understand its answer."
        return _function(f"test_{sample.name}({arguments}) -> None", doc, lines)

    def write_understood(self, understood: list[tuple[Alteration, list[Outcome]]]) -> Iterator[str]:
        """Tests of answers that lack something, and mean something all the same; one for each form of results."""
        forms: dict[str, list[str]] = {}
        for each, told in understood:
            row = f"({_write_alteration(each)}, {_join(one.expected for one in told)})"
            forms.setdefault(_join(one.actual for one in told), []).append(row)
        for number, (actual, rows) in enumerate(forms.items()):
            yield self._write_form(actual, rows, f"_{number + 1}" if number else "")

    def _write_form(self, actual: str, rows: list[str], suffix: str) -> str:
        sample = self._sample
        names = frozenset(sample.targets)
        lines = [
            f"{self._setting.use('alter')}(stub_{sample.name}(stubber), path, to)",
            *sample.write_locals(names),
            "",
            self._write_kept_call(names),
            "",
            f"assert {actual} == expected",
        ]
        arguments = f"{self._arguments}, path: tuple[str | int, ...], to: object, expected: object"
        doc = "What an answer may lack, or not say yet, has a meaning."
        return _parametrize(("path", "to", "expected"), rows) + _function(
            f"test_{sample.name}_understands_what_is_missing{suffix}({arguments}) -> None", doc, lines
        )

    def write_pages(self) -> Iterator[str]:
        """The test that every page is read."""
        sample = self._sample
        pages = sample.make_pages()
        if pages is None:
            return
        sent = sample.write_sent(self._bound.arguments)
        tokens = ", ".join(f"{string_literal(name)}: {write_literal(token)}" for name, token in pages.tokens.items())
        outcomes = sample.tell_outcomes(pages.whole)
        names = frozenset().union(sent.names, *(each.names for each in outcomes), sample.targets)
        lines = [
            *sample.write_locals(names),
            f"sent: dict[str, Any] = {sent.code}",
            f"stubber.add_response({self._operation}, {write_literal(pages.first)}, sent)",
            *self._write_last("last", pages.second, f"{{**sent, {tokens}}}"),
            "",
            self._write_kept_call(names),
            "",
            *(each.write() for each in outcomes or ()),
            *([] if outcomes else ["stubber.assert_no_pending_responses()"]),
        ]
        doc = "A page that is not the last leads to the next one."
        yield _function(f"test_{sample.name}_reads_every_page({self._arguments}) -> None", doc, lines)

    def write_required(self) -> Iterator[str]:
        """A test for each value that must be there before anything is sent."""
        sample = self._sample
        for number, code in enumerate(self._bound.require):
            name, example = self._setting.book.write_lacking(sample.method, code)
            if not name:
                continue
            call = sample.write_call(replaced={name: example})
            match = string_literal(f"{code} is not set")
            lines = [
                f"with pytest.raises(ValueError, match={self._setting.use('re')}.escape({match})):",
                f"    {sample.consumes(call)}",
            ]
            words = "_".join(part for part in code.replace("(", ".").replace(")", "").split(".") if part.isidentifier())
            title = f"test_{sample.name}_needs_{words or number}"
            yield _function(f"{title}(gateway: {self._setting.gateway}) -> None", "Nothing is sent without it.", lines)

    def judge_alterations(self) -> tuple[list[str], list[tuple[Alteration, list[Outcome]]]]:
        """Rows of altered answers that are errors, and those that mean something."""
        sample, setting = self._sample, self._setting
        refused: list[str] = []
        understood: list[tuple[Alteration, list[Outcome]]] = []
        for each in list_alterations(sample.answers, sample.answer, setting.maps, setting.binding.model.shapes):
            try:
                told = sample.tell_outcomes(alter_value(sample.answer, each.path, each.to))
            except Refusal as refusal:
                error = setting.error(str(refusal))
                refused.append(f"(stub_{sample.name}, call_{sample.name}, {_write_alteration(each)}, {error})")
            else:
                if told and not any(one.names for one in told):
                    understood.append((each, told))
        return [*refused, *self._break_streams()], understood

    def _break_streams(self) -> Iterator[str]:
        """Rows of streams that end before all bytes have come."""
        sample, error = self._sample, self._setting.error("unavailable")
        for answer in sample.answers:
            if answer.stream:
                broken = f'({string_literal(answer.path[-1].name)},), StreamingBody(io.BytesIO(b"example"), 99)'
                yield f"(stub_{sample.name}, call_{sample.name}, {broken}, {error})"

    def _write_last(self, name: str, answer: Sample, sent: str) -> list[str]:
        """Statements that expect a call and answer it; what a last page lacks is taken away once that is checked."""
        for path, value in self._sample.late.items():
            answer = put_value(answer, path, value)
        return [
            f"{name}: Any = {write_literal(answer)}",
            f"stubber.add_response({self._operation}, {name}, {sent})",
            *(f"del {name}[{']['.join(map(string_literal, path))}]" for path in self._sample.late),
        ]

    def _write_kept_call(self, names: Iterable[str]) -> str:
        call = self._sample.write_call(names)
        return f"result = {call}" if self._bound.returns else call

    def _split_events(self, answer: Sample) -> tuple[Sample, list[tuple[str, Sample]]]:
        """The answer without its streams of events, which a Stubber does not know, and those."""
        model = self._setting.binding.model
        shapes = {each.name: model.shapes[each.shape] for each in model.members_of(self._bound.operation.output)}
        if not isinstance(answer, dict) or not any(shape.is_event_stream for shape in shapes.values()):
            return answer, []
        self._setting.use("StubEvents")
        events = [(name, held) for name, held in answer.items() if shapes[name].is_event_stream]
        streams = {name: shapes[name] for name, _ in events}
        placeholders = {name: self._setting.samples.make_required(shape) for name, shape in streams.items()}
        return {**answer, **placeholders}, events


def _function(definition: str, doc: str, lines: Iterable[str]) -> str:
    body = "\n".join(f"    {line}" if line else "" for line in (f'"""{doc}"""', *lines))
    return f"def {definition}:\n{body}\n"


def _parametrize(names: tuple[str, ...], rows: Iterable[str]) -> str:
    listed = "\n".join(f"        {row}," for row in rows)
    spelled = ", ".join(map(string_literal, names))
    return f"@pytest.mark.parametrize(\n    ({spelled}),\n    [\n{listed}\n    ],\n)\n"


def _write_alteration(alteration: Alteration) -> str:
    steps = ", ".join(write_literal(step) for step in alteration.path)
    return f"({steps}{',' if len(alteration.path) == 1 else ''}), {write_literal(alteration.to)}"


def _join(codes: Iterable[str]) -> str:
    """One code as it is, several as a tuple."""
    listed = list(codes)
    return listed[0] if len(listed) == 1 else f"({', '.join(listed)})"
