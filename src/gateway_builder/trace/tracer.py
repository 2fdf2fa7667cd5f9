"""Follows services through the modules of a project."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gateway_builder.trace.arguments import ArgumentReader
from gateway_builder.trace.calls import CallReader
from gateway_builder.trace.comparisons import ComparisonReader
from gateway_builder.trace.held import read_attributes, read_constructions
from gateway_builder.trace.resolver import Resolver
from gateway_builder.trace.texts import Texts

if TYPE_CHECKING:
    import ast
    from collections.abc import Set as AbstractSet

    from gateway_builder.source.code_index import CodeIndex
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.answers import Answers
    from gateway_builder.trace.service_models import ServiceModels
    from gateway_builder.trace.values import (
        AnswerEscape,
        AnswerRead,
        ClientAttribute,
        CodeComparison,
        Construction,
        ServiceCall,
        StateMap,
    )


class Trace:
    """What one module does with services; each part is read when it is first asked for."""

    def __init__(self, module: CodeModule, tracer: Tracer) -> None:
        self._module = module
        self._tracer = tracer

    @cached_property
    def constructions(self) -> tuple[Construction, ...]:
        """The clients that it builds."""
        return read_constructions(self._module, self._tracer.resolver)

    @cached_property
    def attributes(self) -> tuple[tuple[str, tuple[ClientAttribute, ...]], ...]:
        """The clients that its classes hold, by name of the class."""
        return read_attributes(self._module, self._tracer.resolver)

    def attributes_of(self, class_name: str) -> tuple[ClientAttribute, ...]:
        """The clients that a class of the module holds."""
        return next((held for name, held in self.attributes if name == class_name), ())

    @property
    def calls(self) -> tuple[ServiceCall, ...]:
        """What it asks of services."""
        return self._tracer.calls(self._module)

    @property
    def reads(self) -> tuple[AnswerRead, ...]:
        """Members of answers that are read, also in modules that it hands them to."""
        return self._answers.reads

    @property
    def maps(self) -> tuple[StateMap, ...]:
        """Translations of what services answer."""
        return self._answers.maps

    @property
    def escapes(self) -> tuple[AnswerEscape, ...]:
        """Parts of answers that leave the function that holds them."""
        return self._answers.escapes

    @cached_property
    def comparisons(self) -> tuple[CodeComparison, ...]:
        """Comparisons with error codes of services."""
        return ComparisonReader(self._module, self._tracer.resolver, self.calls).read()

    @cached_property
    def _answers(self) -> Answers:
        return self._tracer.answers(self._module)


class Tracer:
    """Traces modules, each once."""

    def __init__(
        self,
        index: CodeIndex,
        models: ServiceModels,
        sdks: frozenset[str] = frozenset(),
        leading: AbstractSet[str] | None = None,
    ) -> None:
        """A project.

        Args:
            index: Its modules.
            models: The models of services; without them names alone say nothing.
            sdks: Modules of SDKs whose calls are followed besides those of AWS and of HTTP clients.
            leading: The files whose functions and classes can lead to clients; all of them where this is not known.
        """
        self._texts = Texts(index)
        followed = index if leading is None else index.limited_to(leading)
        self.resolver = Resolver(followed, index, models, self._texts, sdks)
        self._calls = CallReader(self.resolver, ArgumentReader(self.resolver), sdks)
        self._called: dict[str, tuple[ServiceCall, ...]] = {}
        self._index = index
        self._traced: dict[str, Trace] = {}

    def trace(self, module: CodeModule) -> Trace:
        """What a module does with services."""
        if module.path not in self._traced:
            self._traced[module.path] = Trace(module, self)
        return self._traced[module.path]

    def calls(self, module: CodeModule) -> tuple[ServiceCall, ...]:
        """The calls of services that a module makes."""
        if module.path not in self._called:
            self._called[module.path] = self._calls.read(module)
        return self._called[module.path]

    def answers(self, module: CodeModule) -> Answers:
        """What becomes of the answers of a module's calls."""
        from gateway_builder.trace.answers import Answers, follow_answers

        own = {each.node: each for each in self.calls(module)}

        def find_call(where: CodeModule, node: ast.Call) -> ServiceCall | None:
            is_likely = b"lient" in where.content or b"boto" in where.content
            return own.get(node) if where is module else self._calls.find(where, node) if is_likely else None

        return follow_answers(module, self._index, find_call) if own else Answers()
