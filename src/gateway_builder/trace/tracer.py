"""Follows services through the modules of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.trace.answers import Answers, follow_answers
from gateway_builder.trace.arguments import ArgumentReader
from gateway_builder.trace.calls import CallReader
from gateway_builder.trace.comparisons import ComparisonReader
from gateway_builder.trace.held import read_attributes, read_constructions
from gateway_builder.trace.resolver import Resolver
from gateway_builder.trace.texts import Texts
from gateway_builder.trace.values import Trace

if TYPE_CHECKING:
    from gateway_builder.source.code_index import CodeIndex
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.models import ServiceModels
    from gateway_builder.trace.values import ServiceCall


class Tracer:
    """Traces modules, each once."""

    def __init__(self, index: CodeIndex, models: ServiceModels, sdks: frozenset[str] = frozenset()) -> None:
        """A project.

        Args:
            index: Its modules.
            models: The models of services; without them names alone say nothing.
            sdks: Modules of SDKs whose calls are followed besides those of AWS and of HTTP clients.
        """
        self._texts = Texts(index)
        self._resolver = Resolver(index, models, self._texts, sdks)
        self._calls = CallReader(self._resolver, ArgumentReader(self._resolver), sdks)
        self._called: dict[str, tuple[ServiceCall, ...]] = {}
        self._index = index
        self._traced: dict[str, Trace] = {}

    def trace(self, module: CodeModule) -> Trace:
        """What a module does with services."""
        if module.path not in self._traced:
            self._traced[module.path] = self._read(module)
        return self._traced[module.path]

    def calls(self, module: CodeModule) -> tuple[ServiceCall, ...]:
        """The calls of services that a module makes."""
        if module.path not in self._called:
            self._called[module.path] = self._calls.read(module)
        return self._called[module.path]

    def _read(self, module: CodeModule) -> Trace:
        calls = self.calls(module)
        answers = follow_answers(module, self._index, self.calls) if calls else Answers()
        return Trace(
            constructions=read_constructions(module, self._resolver),
            attributes=read_attributes(module, self._resolver),
            calls=calls,
            reads=answers.reads,
            maps=answers.maps,
            escapes=answers.escapes,
            comparisons=ComparisonReader(module, self._resolver, calls).read(),
        )
