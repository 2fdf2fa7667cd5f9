"""The narrow Protocol of a client: the operations, pages and waiters that are bound, with what is passed to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.model.binding import Pages
from gateway_builder.model.service import ShapeKind
from gateway_builder.naming import pascal_case
from gateway_builder.render.call_code import is_plain_keyword, list_passed
from gateway_builder.render.text import docstring_text, string_literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gateway_builder.model.binding import Argument, GatewayBinding
    from gateway_builder.model.service import ServiceModel
    from gateway_builder.render.imports import ImportList

_TYPES = {
    ShapeKind.STRING: "str",
    ShapeKind.INTEGER: "int",
    ShapeKind.NUMBER: "float",
    ShapeKind.BOOLEAN: "bool",
    ShapeKind.BLOB: "bytes",
}


class _Called(NamedTuple):
    """What the client gives by name, and the name of its Protocol: `list_jobs` and `_ListJobsPaginator`."""

    name: str
    type: str


class _Calls(NamedTuple):
    """What is passed, by what is called; each call is a tuple of arguments."""

    operations: dict[str, list[tuple[Argument, ...]]]
    pages: dict[_Called, list[tuple[Argument, ...]]]
    waiters: dict[_Called, list[tuple[Argument, ...]]]


def write_protocols(
    binding: GatewayBinding, name: str, own: Mapping[str, str], imports: ImportList, width: int
) -> tuple[str, ...]:
    """Lines of the Protocol and of those that its methods give.

    Args:
        binding: What is called.
        name: Name of the client's Protocol.
        own: Identifiers of the module's own imports.
        imports: Where what the Protocols need is imported.
        width: How long a line may be.
    """
    writer = _Writer(binding.model, own, imports, _collect(binding), width)
    return tuple(writer.write(name, has_more=bool(binding.undecided)))


def _collect(binding: GatewayBinding) -> _Calls:
    calls = _Calls({}, {}, {})
    for bound in binding.methods.values():
        operation, wait = bound.operation, bound.wait
        if bound.pages is Pages.ALL:
            paginator = _Called(operation.method, f"_{operation.name}Paginator")
            calls.pages.setdefault(paginator, []).append(list_passed(bound))
        else:
            calls.operations.setdefault(operation.method, []).append(bound.arguments)
        if wait:
            waiter = _Called(wait.waiter.name, f"_{pascal_case(wait.waiter.name)}Waiter")
            calls.waiters.setdefault(waiter, []).append(wait.arguments)
    return calls


class _Writer:
    def __init__(
        self, model: ServiceModel, own: Mapping[str, str], imports: ImportList, calls: _Calls, width: int
    ) -> None:
        self._model = model
        self._any, self._protocol = own["Any"], own["Protocol"]
        self._answer = f"{own['Mapping']}[str, {own['Any']}]"
        self._imports = imports
        self._calls = calls
        self._width = width
        self._define = "async def" if own.get("AbstractAsyncContextManager") else "def"

    def write(self, name: str, *, has_more: bool) -> Iterator[str]:
        calls = self._calls
        if calls.pages:
            yield from self._write_class("_Pages", "All pages of an answer.")
            yield f"    {self._define} build_full_result(self) -> {self._answer}: ..."
        for paginator, passed in calls.pages.items():
            yield from self._write_class(paginator.type, f"Asks `{paginator.name}` page by page.")
            yield self._write_method("def paginate", passed, "_Pages")
        for waiter, passed in calls.waiters.items():
            yield from self._write_class(waiter.type, f"Waits for `{waiter.name}`.")
            yield self._write_method(f"{self._define} wait", passed, "None")
        more = ": add each call once decided" if has_more else ""
        yield from self._write_class(name, f"What the gateway calls of the client{more}.")
        yield from self._write_methods()

    def _write_class(self, name: str, doc: str) -> Iterator[str]:
        yield from ("", "", f"class {name}({self._protocol}):", f'    """{docstring_text(doc)}"""', "")

    def _write_methods(self) -> Iterator[str]:
        calls = self._calls
        for operation, passed in calls.operations.items():
            # Where nothing is answered the SDK still gives metadata, but boto3-stubs say None here and there.
            answer = self._answer if self._model.operations[operation].output else self._any
            yield self._write_method(f"{self._define} {operation}", passed, answer)
        yield from self._write_choice("get_paginator", "operation_name", calls.pages)
        yield from self._write_choice("get_waiter", "waiter_name", calls.waiters)

    def _write_method(self, head: str, passed: list[tuple[Argument, ...]], result: str) -> str:
        """The stub; too long a one has each parameter on a line, where what suppresses a rule for it can stand."""
        parameters = self._parameters(passed)
        line = f"    {head}({parameters}) -> {result}: ..."
        return line if len(line) <= self._width else f"    {head}({parameters},) -> {result}: ..."

    def _write_choice(self, method: str, parameter: str, called: Iterable[_Called]) -> Iterator[str]:
        """A method whose result is told by the name that it is given."""
        # mypy takes overloads for those of boto3-stubs only in their order, which is that of their results' names.
        chosen = sorted(called, key=lambda each: each.type)
        overload = f"    @{self._imports.add('typing', 'overload')}" if len(chosen) > 1 else ""
        for each in chosen:
            literal = f"{self._imports.add('typing', 'Literal')}[{string_literal(each.name)}]"
            yield from (overload,) if overload else ()
            yield f"    def {method}(self, {parameter}: {literal}, /) -> {each.type}: ..."

    def _parameters(self, passed: list[tuple[Argument, ...]]) -> str:
        """Keywords with their types; those that not every call passes have a default."""
        arguments = {each.name: each for call in passed for each in call}
        if not all(is_plain_keyword(name) for name in arguments):
            return f"self, *args: {self._any}, **kwargs: {self._any}"
        texts = [
            f"{name}: {self._type_of(argument)}" + ("" if all(_passes(call, name) for call in passed) else " = ...")
            for name, argument in arguments.items()
        ]
        return ", ".join(["self", *(["*"] if texts else []), *texts])

    def _type_of(self, argument: Argument) -> str:
        shape = self._model.shapes.get(argument.shape)
        return self._any if shape is None or shape.enum or shape.is_stream else _TYPES.get(shape.kind, self._any)


def _passes(call: tuple[Argument, ...], name: str) -> bool:
    return any(argument.name == name for argument in call)
