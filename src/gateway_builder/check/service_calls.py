"""The calls of services that the product makes, with the models of these services."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.layers import Layer
from gateway_builder.trace.values import CallKind
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.model.service import Operation, ServiceModel
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.values import ServiceCall

ASKING = frozenset({CallKind.OPERATION, CallKind.PAGINATOR, CallKind.WAITER, CallKind.PRESIGNED})
_OUTSIDE = frozenset({Layer.TEST, Layer.ASIDE})


@value
class ModelledCall:
    """A call, the model of its service, and the operation that it asks for; None where the service has none such."""

    call: ServiceCall
    model: ServiceModel
    operation: Operation | None

    @property
    def module(self) -> CodeModule:
        """The file of the call."""
        return self.call.module

    @property
    def source(self) -> str:
        """Whose model it is, as the end of a sentence: ` (botocore 1.44.5)`."""
        return f" ({self.model.source.text})"


def product_modules(codebase: Codebase) -> Iterator[CodeModule]:
    """The files that are part of the product: no tests, examples, scripts."""
    return (module for path, module in codebase.modules.items() if codebase.layer(path) not in _OUTSIDE)


def name_node(call: ServiceCall) -> ast.expr:
    """The node that names what is asked for: the method, or the text given to `get_paginator` and `get_waiter`."""
    function = call.node.func
    if call.kind is CallKind.OPERATION:
        is_named = isinstance(function, ast.Attribute) and function.attr == call.operation
        looked_up = function.args[1:2] if isinstance(function, ast.Call) else []
        return function if is_named else next((each for each in looked_up if _spells(each, call)), function)
    around = call.function or call.module.tree
    texts = (
        given
        for node in ast.walk(around)
        if isinstance(node, ast.Call)
        for given in (*node.args[:1], *(each.value for each in node.keywords))
        if _spells(given, call)
    )
    return next(texts, function)


def modelled_calls(codebase: Codebase) -> tuple[ModelledCall, ...]:
    """Every call of the product that asks a service whose model is known; ask through `codebase.once`."""
    return tuple(
        ModelledCall(call, model, find_operation(call, model))
        for module in product_modules(codebase)
        for call in codebase.trace(module).calls
        if call.kind in ASKING and call.client.kind == "client" and call.client.service
        if (model := codebase.models.find(call.client.service))
    )


def find_operation(call: ServiceCall, model: ServiceModel) -> Operation | None:
    """The operation that a call asks for; for a waiter the one that it polls."""
    if call.kind is CallKind.WAITER:
        waiter = model.waiters.get(call.operation)
        return model.operations.get(waiter.operation) if waiter else None
    return model.operations.get(call.operation)


def _spells(node: ast.expr, call: ServiceCall) -> bool:
    return isinstance(node, ast.Constant) and node.value == call.operation
