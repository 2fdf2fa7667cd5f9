"""What tests let clients of services answer: stubbed answers and errors, with the operation that they stand for."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.layers import Layer
from gateway_builder.source.nodes import walk
from gateway_builder.trace.texts import Texts
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.model.service import Operation, ServiceModel
    from gateway_builder.source.code_module import CodeModule

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_OF_EVERY_CLIENT = frozenset({"get_paginator", "get_waiter", "close", "can_paginate", "exceptions", "meta"})
_ON_PURPOSE = re.compile(
    r"unknown|unexpected|malformed|invalid|missing|unmapped|bogus|garbage|broken|bad|new_|unrecogni|incomplete|strange"
    r"|weird|unsupported|wrong|never|odd|later|future|other|default|fallback",
    re.IGNORECASE,
)


@value
class StubbedAnswer:
    """An answer that a test lets an operation give.

    Attributes:
        module: The file.
        node: The expression of the answer.
        model: The service.
        operation: The operation that answers so.
        is_on_purpose: Whether the test says by its name that something is wrong with it.
    """

    module: CodeModule
    node: ast.expr
    model: ServiceModel
    operation: Operation
    is_on_purpose: bool


@value
class StubbedError:
    """An error code that a test lets an operation fail with; the same attributes, and the code."""

    module: CodeModule
    node: ast.expr
    model: ServiceModel
    operation: Operation
    code: str


class StubReader:
    """Reads the stubs of one test module."""

    def __init__(self, codebase: Codebase, module: CodeModule) -> None:
        self._module = module
        self._texts = Texts(codebase.index)
        self._models = [found for name in _services(codebase, module) if (found := codebase.models.find(name))]

    def read(self) -> Iterator[StubbedAnswer | StubbedError]:
        """The stubs of the module, in no order."""
        if not self._models:
            return
        for node in self._module.nodes:
            if isinstance(node, ast.Call):
                yield from self._of_call(node)
            elif isinstance(node, ast.Assign):
                yield from self._of_assignment(node)
            elif isinstance(node, ast.ClassDef):
                yield from self._of_class(node)

    def _of_call(self, node: ast.Call) -> Iterator[StubbedAnswer | StubbedError]:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        named = {each.arg: each.value for each in node.keywords if each.arg}
        if name == "add_response":
            yield from self._answers(_given(node, 0, "method"), _given(node, 1, "service_response"))
        elif name == "add_client_error":
            yield from self._errors(_given(node, 0, "method"), _given(node, 1, "service_error_code"))
        elif name == "ClientError":
            yield from self._errors(_given(node, 1, "operation_name"), _code_of(_given(node, 0, "error_response")))
        elif name == "object" and len(node.args) > 1:
            yield from self._doubled(node.args[1], named)
        elif name.endswith("Mock"):
            for key, held in named.items():
                inner = held if isinstance(held, ast.Call) else None
                if inner:
                    yield from self._doubled(ast.Constant(key), {k.arg: k.value for k in inner.keywords if k.arg})
            yield from self._configured(node)

    def _configured(self, node: ast.Call) -> Iterator[StubbedAnswer | StubbedError]:
        """`Mock(**{"describe_jobs.return_value": {…}})`."""
        for keyword in node.keywords:
            if keyword.arg is None and isinstance(keyword.value, ast.Dict):
                for key, held in zip(keyword.value.keys, keyword.value.values, strict=True):
                    text = self._texts.find(self._module, key) if key else None
                    method, _, what = (text or "").rpartition(".")
                    if what in {"return_value", "side_effect"}:
                        yield from self._doubled(ast.Constant(method), {what: held})

    def _of_assignment(self, node: ast.Assign) -> Iterator[StubbedAnswer | StubbedError]:
        for target in node.targets:
            if not isinstance(target, ast.Attribute):
                continue
            if target.attr in {"return_value", "side_effect"} and isinstance(target.value, ast.Attribute):
                yield from self._doubled(ast.Constant(target.value.attr), {target.attr: node.value})
            elif isinstance(node.value, ast.Call):
                named = {each.arg: each.value for each in node.value.keywords if each.arg}
                yield from self._doubled(ast.Constant(target.attr), named)

    def _doubled(self, name: ast.expr, named: dict[str, ast.expr]) -> Iterator[StubbedAnswer | StubbedError]:
        """What `return_value=` and `side_effect=` say of an operation."""
        if answer := named.get("return_value"):
            yield from self._answers(name, answer)
        effect = named.get("side_effect")
        for each in effect.elts if isinstance(effect, (ast.List, ast.Tuple)) else ():
            yield from self._answers(name, each)

    def _of_class(self, node: ast.ClassDef) -> Iterator[StubbedAnswer]:
        """A double of a client: a class whose public methods are all operations of one service."""
        methods = [each for each in node.body if isinstance(each, _FUNCTIONS) and not each.name.startswith("_")]
        for model in self._models:
            known = [each for each in methods if each.name in model.operations]
            if not known or any(each.name not in {*model.operations, *_OF_EVERY_CLIENT} for each in methods):
                continue
            for method in known:
                for each in walk(method):
                    if isinstance(each, ast.Return) and each.value:
                        yield self._answer(each.value, model, model.operations[method.name])

    def _answers(self, name: ast.expr | None, node: ast.expr | None) -> Iterator[StubbedAnswer]:
        found = self._find_operation(name)
        if found and node is not None:
            yield self._answer(node, *found)

    def _answer(self, node: ast.expr, model: ServiceModel, operation: Operation) -> StubbedAnswer:
        around = [getattr(each, "name", "") for each in self._module.ancestors(node)]
        texts = [self._module.text_of(node)]
        on_purpose = any(isinstance(each, str) and _ON_PURPOSE.search(each) for each in around) or not texts
        return StubbedAnswer(self._module, node, model, operation, on_purpose)

    def _errors(self, name: ast.expr | None, node: ast.expr | None) -> Iterator[StubbedError]:
        found = self._find_operation(name)
        code = self._texts.find(self._module, node) if node is not None else None
        if found and node is not None and code:
            yield StubbedError(self._module, node, *found, code)

    def _find_operation(self, name: ast.expr | None) -> tuple[ServiceModel, Operation] | None:
        """The operation of that name, if a single one of the services that matter here has it."""
        text = self._texts.find(self._module, name) if name is not None else None
        found = [(model, operation) for model in self._models if text and (operation := model.find_operation(text))]
        return found[0] if len(found) == 1 else None


def _given(node: ast.Call, position: int, name: str) -> ast.expr | None:
    named = next((each.value for each in node.keywords if each.arg == name), None)
    return node.args[position] if len(node.args) > position else named


def _code_of(node: ast.expr | None) -> ast.expr | None:
    """The code in `{"Error": {"Code": "…"}}`."""
    for step in ("Error", "Code"):
        if not isinstance(node, ast.Dict):
            return None
        pairs = zip(node.keys, node.values, strict=True)
        node = next((held for key, held in pairs if isinstance(key, ast.Constant) and key.value == step), None)
    return node


def _services(codebase: Codebase, module: CodeModule) -> tuple[str, ...]:
    """The services that a test module makes clients of, and those of the gateways that it names."""
    found = dict.fromkeys(each.client.service for each in codebase.trace(module).constructions)
    for use in module.imports:
        gateway = codebase.find_gateway(use.target)
        clients = gateway.clients if gateway else ()
        found.update(dict.fromkeys(each.client.service for each in clients))
        product = codebase.index.module_named(use.target) or codebase.index.module_named(use.module)
        if product and codebase.layer(product.path) is not Layer.TEST:
            found.update(dict.fromkeys(each.client.service for each in codebase.trace(product).calls))
    return tuple(filter(None, found))
