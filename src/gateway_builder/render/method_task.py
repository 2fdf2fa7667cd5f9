"""What the code of one bound method is written with: its names, and what it uses of its module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.binding import StreamUse
from gateway_builder.render.expressions import spell_config
from gateway_builder.render.local_names import LocalNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gateway_builder.model.binding import Answer, GatewayBinding, MethodBinding
    from gateway_builder.model.interface import Method
    from gateway_builder.render.imports import ImportList


class ModuleUse:
    """What bound methods use of the module that they stand in; only that is written.

    Attributes:
        helpers: Private functions of the module, by name.
        aliases: Second names of what a parameter hides, by the first.
    """

    def __init__(
        self, binding: GatewayBinding, error: Mapping[str, str], imports: ImportList, *, is_async: bool
    ) -> None:
        """Begin with nothing used.

        Args:
            binding: What is written.
            error: Identifiers of the application's errors by key.
            imports: Where what methods need is imported.
            is_async: Whether the client is asynchronous.
        """
        self.binding = binding
        self.error = error
        self.imports = imports
        self.is_async = is_async
        self.helpers: set[str] = set()
        self.aliases: dict[str, str] = {}

    def spell(self, name: str, hidden: frozenset[str]) -> str:
        """A name of the module as it is reached where parameters hide some."""
        return self.aliases.setdefault(name, f"_module_{name}") if name in hidden else name


class MethodTask:
    """One bound method that is being written."""

    def __init__(self, method: Method, bound: MethodBinding, use: ModuleUse) -> None:
        """Choose what its names may be.

        Args:
            method: Its signature.
            bound: What it does.
            use: Where what it uses of its module is kept.
        """
        self.method = method
        self.bound = bound
        self.use = use
        self.parameters = frozenset(each.name for each in method.signature.parameters)
        functions = [f"map_{each.name}" for each in use.binding.maps]
        self.names = LocalNames([*_list_texts(method, bound), *functions])
        self.response = self.names.take("response")
        self.client = self.names.take("client") if use.is_async else "self._client"
        self.awaits = "await " if use.is_async else ""
        hands_on = use.is_async and _hands_on(bound.returns)
        self.stack = self.names.take("stack") if hands_on else ""
        self.resources = self.names.take("resources") if hands_on else ""

    @property
    def action(self) -> str:
        """What is called, as messages and the log name it."""
        return self.bound.operation.method

    def helper(self, name: str) -> str:
        """A private function of the module, which is written from now on."""
        self.use.helpers.add(name)
        return self.spell(name)

    def imported(self, module: str, name: str) -> str:
        """What the method needs of the standard library."""
        return self.spell(self.use.imports.add(module, name))

    def error(self, key: str) -> str:
        """One of the application's errors."""
        return self.spell(self.use.error[key])

    def spell(self, name: str) -> str:
        """A name of the module, whatever the method's parameters are called."""
        return self.use.spell(name, self.parameters)

    def code(self, code: str) -> str:
        """An expression of the binding as the method can write it."""
        return spell_config(code, "self._")


def _list_texts(method: Method, bound: MethodBinding) -> Iterable[str]:
    """All texts whose identifiers keep their meaning."""
    signature = method.signature
    yield signature.returns or ""
    for parameter in signature.parameters:
        yield parameter.name
        yield parameter.annotation or ""
    yield from bound.require
    for argument in (*bound.arguments, *(bound.wait.arguments if bound.wait else ())):
        yield argument.code
    for assignment in bound.assignments:
        yield assignment.target
        yield from _list_answer_texts(assignment.answer)
    if bound.returns:
        yield from _list_answer_texts(bound.returns)


def _list_answer_texts(answer: Answer) -> Iterable[str]:
    fallback = answer.when_empty.code if answer.when_empty else ""
    yield from (answer.annotation, answer.code, answer.default or "", fallback, answer.build, answer.wrap)
    for _, field in answer.fields:
        yield from _list_answer_texts(field)
    if answer.each:
        yield from _list_answer_texts(answer.each)


def _hands_on(answer: Answer | None) -> bool:
    """Whether a body is handed on that outlives the call, and with it an asynchronous client."""
    if answer is None:
        return False
    return answer.stream is StreamUse.CHUNKS or any(_hands_on(field) for _, field in answer.fields)
