"""The calls of services that the product makes, with the models of these services."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.layers import Layer
from gateway_builder.source.nodes import walk
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
    """The files of the product, no tests, examples or scripts, that can hold a client of AWS."""
    product = (module for path, module in codebase.modules.items() if codebase.layer(path) not in _OUTSIDE)
    return (module for module in product if _may_ask(codebase, module))


def modelled_calls(codebase: Codebase) -> tuple[ModelledCall, ...]:
    """Every call of the product that asks a service whose model is known; ask through `codebase.once`."""
    return tuple(
        ModelledCall(call, model, find_operation(call, model))
        for module in product_modules(codebase)
        for call in codebase.trace(module).calls
        if call.kind in ASKING and call.client.kind == "client" and call.client.service
        if (model := codebase.models.find(call.client.service))
    )


def _may_ask(codebase: Codebase, module: CodeModule) -> bool:
    """Whether a file can hold a client of AWS: it imports the SDK, names such a client, or its package has gateways."""
    return module.path in codebase.aws_paths or codebase.package_of(module.path).has_gateways


def asking_modules(codebase: Codebase) -> tuple[CodeModule, ...]:
    """The files of the product that ask services whose models are known: only their answers are worth following."""
    calls = codebase.once(modelled_calls)
    return tuple({each.module.path: each.module for each in calls}.values())


def name_node(call: ServiceCall) -> ast.expr:
    """The node that names what is asked for: the method, or the text given to `get_paginator` or a helper."""
    around = (call.node, *filter(None, [call.function]), call.module.tree)
    found = (each for place in around for each in walk(place) if _names(each, call))
    return next((each for each in found if isinstance(each, ast.expr)), call.node.func)


def find_operation(call: ServiceCall, model: ServiceModel) -> Operation | None:
    """The operation that a call asks for; for a waiter the one that it polls."""
    if call.kind is CallKind.WAITER:
        waiter = model.waiters.get(call.operation)
        return model.operations.get(waiter.operation) if waiter else None
    return model.operations.get(call.operation)


def _names(node: ast.AST, call: ServiceCall) -> bool:
    if isinstance(node, ast.Constant):
        return node.value == call.operation
    return isinstance(node, ast.Attribute) and node.attr == call.operation
