"""The example of one bound method: what it is called with, what is sent, what is answered, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.model.binding import Pages, StreamUse
from gateway_builder.model.business import ModelKind
from gateway_builder.render.answer_samples import AnswerReader, WantedFacts, want_answer
from gateway_builder.render.example_values import is_optional
from gateway_builder.render.expected_values import Known, Made, Settled, settle, spell_local
from gateway_builder.render.page_samples import PageSamples, blank_tokens, list_tokens
from gateway_builder.render.sample_values import Sample, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gateway_builder.model.binding import Answer, Argument, MethodBinding
    from gateway_builder.model.interface import Method
    from gateway_builder.render.bound_test_setting import BoundSetting

_IDENTITIES = frozenset({"True", "False", "None"})


class Outcome(NamedTuple):
    """What a call gives: code that tells it, code of what it must be, and the parameters that the latter reads."""

    actual: str
    expected: str
    names: frozenset[str]

    def write(self) -> str:
        """The statement that they are the same."""
        operator = "is" if self.expected in _IDENTITIES else "=="
        return f"assert {self.actual} {operator} {self.expected}"


class MethodSample:
    """One bound method with its examples.

    Attributes:
        method: Its signature.
        bound: What it does.
        name: How functions about it are called.
        answers: What it reads, in the order in which it does.
        answer: An answer that holds all of it.
        late: What a Stubber insists on and the last page does not hold, by path.
    """

    def __init__(self, setting: BoundSetting, method: Method, bound: MethodBinding) -> None:
        """Make the answer.

        Args:
            setting: What tests share.
            method: Its signature.
            bound: What it does.
        """
        self._setting = setting
        self._examples = setting.book.methods[method.name]
        self.method = method
        self.bound = bound
        self.name = method.name.strip("_")
        self.answers = [*(each.answer for each in bound.assignments), *([bound.returns] if bound.returns else [])]
        self.late: dict[tuple[str, ...], Sample] = {}
        self.answer = self._make_answer()

    @property
    def targets(self) -> tuple[str, ...]:
        """Names of the parameters that results are stored on."""
        return tuple(each.target.partition(".")[0] for each in self.bound.assignments)

    def write_sent(self, arguments: Iterable[Argument], *, is_late: bool = False) -> Settled:
        """What is sent, as a dictionary.

        Args:
            arguments: What is sent.
            is_late: Whether results are stored before it is sent.
        """
        known = self._know_after(len(self.bound.assignments) if is_late else 0)
        settled = [(each.name, settle(each.code, known)) for each in arguments]
        code = ", ".join(f'"{name}": {each.code}' for name, each in settled)
        return Settled(f"{{{code}}}", frozenset().union(*(each.names for _, each in settled)))

    def write_locals(self, names: Iterable[str]) -> list[str]:
        """Statements that give the named parameters their examples."""
        given = [each for each in self._examples.given if each.name in names]
        return [f"{spell_local(each.name)} = {each.example.code}" for each in given]

    def write_call(self, names: Iterable[str] = (), replaced: dict[str, str] | None = None) -> str:
        """The call of the method.

        Args:
            names: Parameters whose examples are variables already.
            replaced: Code of other values, by parameter.
        """
        other = {**{name: spell_local(name) for name in names}, **(replaced or {})}
        texts = [each.prefix + other.get(each.name, each.example.code) for each in self._examples.given]
        call = f"gateway.{self.method.name}({', '.join(texts)})"
        if not self.method.signature.is_async:
            return call
        returns = self.bound.returns
        if returns and returns.stream is StreamUse.CHUNKS:
            call = f"{self._setting.use('gather')}({call})"
        return self._setting.wait_for(call)

    def consumes(self, call: str) -> str:
        """The call, and all of what it gives where that comes bit by bit."""
        comes_in_bits = self._comes_in_bits() and not self.method.signature.is_async
        return f"list({call}{self._or_nothing()})" if comes_in_bits else call

    def tell_outcomes(self, answer: Sample, call: str = "result") -> list[Outcome]:
        """What a call gives for an answer.

        Args:
            answer: What the service answers.
            call: Code of the result.

        Raises:
            Refusal: If it gives an error instead.
        """
        stored = [(_spell_target(each.target), each.answer) for each in self.bound.assignments]
        returned = [(call, self.bound.returns)] if self.bound.returns else []
        return [
            self._tell(actual, read, answer, self._know_after(place))
            for place, (actual, read) in enumerate((*stored, *returned))
        ]

    def _know_after(self, count: int) -> dict[str, Known]:
        """What is known of the examples once so many results are stored on them."""
        targets = [each.target for each in self.bound.assignments[:count]]
        return {name: _forget(name, each, targets) for name, each in self._examples.known.items()}

    def _tell(self, actual: str, read: Answer, answer: Sample, known: dict[str, Known]) -> Outcome:
        names: set[str] = set()

        def fill(code: str) -> str:
            settled = settle(code, known)
            names.update(settled.names)
            return settled.code

        expected = AnswerReader(self._setting.maps, self._setting.binding.model.shapes, fill).read(read, answer)
        if expected in _IDENTITIES:
            return Outcome(actual, expected, frozenset(names))
        if read.stream is StreamUse.CHUNKS:
            actual = f'b"".join({actual}{self._or_nothing()})'
        elif read.wrap == "iter":
            actual = f"list({actual}{self._or_nothing()})"
        elif self._has_no_equality(read):
            actual, expected = f"vars({actual})", f"vars({expected})"
        return Outcome(actual, expected, frozenset(names))

    def streams_events(self) -> bool:
        """Whether the answer is a stream of events."""
        model = self._setting.binding.model
        return any(model.shapes[each.shape].is_event_stream for each in model.members_of(self.bound.operation.output))

    def _has_no_equality(self, read: Answer) -> bool:
        model = self._setting.binding.models.get(read.build)
        return model is not None and model.kind is ModelKind.OTHER

    def _or_nothing(self) -> str:
        """What type checkers want to see where there may be None instead of something that comes bit by bit."""
        return " or ()" if is_optional(self.method.signature.returns or "") else ""

    def _comes_in_bits(self) -> bool:
        returns = self.bound.returns
        return returns is not None and (returns.stream is StreamUse.CHUNKS or returns.wrap == "iter")

    def _make_answer(self) -> Sample:
        """An answer that holds all that is read, and what the service always answers."""
        output = self.bound.operation.output
        if output is None:
            return {}
        wanted, samples = Wanted(), self._setting.samples
        facts = WantedFacts(self._setting.maps, self._setting.binding.model.shapes, samples.count_on)
        for answer in self.answers:
            want_answer(answer, wanted, facts)
        made = samples.make_sample(output, wanted=wanted)
        paging = self.bound.operation.paging
        if paging is None or self.bound.pages is not Pages.ALL:
            return made
        self.late = list_tokens(made, paging)
        return blank_tokens(made, paging)

    def make_pages(self) -> PageSamples | None:
        """Two pages and what follows from both; None where not all are read, or no example of them can be made."""
        paging = self.bound.operation.paging
        if paging is None or self.bound.pages is not Pages.ALL:
            return None
        model, samples = self._setting.binding.model, self._setting.samples
        return PageSamples.make(self.answer, paging, self.bound.operation, model, samples)


def _spell_target(target: str) -> str:
    """What is stored on, as a test reaches it."""
    name, dot, rest = target.partition(".")
    return f"{spell_local(name)}{dot}{rest}"


def _forget(name: str, known: Known, targets: list[str]) -> Known:
    """What is known of an example, without the attributes that are stored on."""
    stored = [target.split(".")[1] for target in targets if target.startswith(f"{name}.")]
    if not isinstance(known, Made) or not stored:
        return known
    return Made({field: each for field, each in known.fields.items() if field not in stored}, known.calls)
