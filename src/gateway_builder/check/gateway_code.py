"""The code that gateways consist of: their classes and bases, their modules, and the calls that ask a service."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.interfaces import interface_kind
from gateway_builder.check.layers import Layer
from gateway_builder.source.nodes import walk
from gateway_builder.trace.values import CallKind
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode
    from gateway_builder.trace.values import ServiceCall

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_ASKS_NOBODY = frozenset(
    {"get_paginator", "get_waiter", "can_paginate", "close", "aclose", "mount", "build_request", "prepare_request"}
)

_MAKES = re.compile(
    r"new_\w+|with_\w+|from_\w+|\w+_path|get_\w*(sender|receiver|client|logger)|pubsub|pipeline|lock|blob|bucket|collection"
    r"|document|register_script|transaction|batch|monitor|client|queue|topic|table|([\w.]+\.)?(filter|all|limit|page_size|pages)|Object|Bucket|Queue|Topic|Table|Stack"
)


@value
class GatewayClass:
    """A class that a gateway is made of: its own, or one that it inherits from in the project.

    Attributes:
        gateway: The gateway; of a base, the first one that inherits it.
        view: The class.
    """

    gateway: GatewayView
    view: ClassView

    @property
    def module(self) -> CodeModule:
        """The file that the class stands in."""
        return self.view.module

    @property
    def methods(self) -> tuple[FunctionNode, ...]:
        """The functions that its body defines."""
        return tuple(self.view.own_methods.values())


def gateway_classes(codebase: Codebase) -> tuple[GatewayClass, ...]:
    """The classes of concrete gateways that are no fakes, their bases in the project included, each once."""
    return codebase.once(_find_classes)


def _find_classes(codebase: Codebase) -> tuple[GatewayClass, ...]:
    found: dict[str, GatewayClass] = {}
    for gateway in codebase.gateways:
        if not gateway.is_fake:
            for view in (gateway.view, *gateway.view.ancestors):
                if view is gateway.view or not interface_kind(view):
                    found.setdefault(view.origin, GatewayClass(gateway, view))
    return tuple(found.values())


def gateway_modules(codebase: Codebase) -> tuple[CodeModule, ...]:
    """The files of gateways and of their bases, and all others of the layer; tests are left out."""
    return codebase.once(_find_modules)


def _find_modules(codebase: Codebase) -> tuple[CodeModule, ...]:
    found = {each.module.path: each.module for each in gateway_classes(codebase)}
    found |= {module.path: module for module in codebase.modules_in(Layer.GATEWAY)}
    return tuple(found[path] for path in sorted(found) if codebase.layer(path) is not Layer.TEST)


def calls_of(codebase: Codebase, view: ClassView) -> tuple[ServiceCall, ...]:
    """The calls in a class that ask a service; those that only prepare one, or may ask something else, are left out."""
    return tuple(each for each in codebase.trace(view.module).calls if each.owner is view.node and _asks(each))


def _asks(call: ServiceCall) -> bool:
    is_known = bool(call.client.sdk or call.client.service)
    if call.kind is CallKind.SDK and _MAKES.fullmatch(call.operation):
        return False
    return is_known and call.kind is not CallKind.PRESIGNED and call.operation not in _ASKS_NOBODY


def class_around(codebase: Codebase, module: CodeModule, node: ast.AST) -> GatewayClass | None:
    """The gateway's class that a node stands in, None outside of one."""
    owner = module.class_of(node)
    return next((each for each in gateway_classes(codebase) if owner and each.view.node is owner), None)


def is_gateway_code(codebase: Codebase, module: CodeModule, node: ast.AST) -> bool:
    """Whether a node of a gateway's file stands in a gateway's class or in a function beside it."""
    owner = module.class_of(node)
    return owner is None or class_around(codebase, module, node) is not None


def is_factory(module: CodeModule, node: FunctionNode) -> bool:
    """Whether a method builds a gateway: a class method, or a static one that is named so."""
    origins = {module.origin(each).removeprefix("builtins.") for each in node.decorator_list}
    made = node.name.startswith(("from_", "create", "build", "make", "default"))
    return "classmethod" in origins or ("staticmethod" in origins and made)


def is_public_method(node: FunctionNode) -> bool:
    """Whether a method is public by its name."""
    return not node.name.startswith("_")


def private_helpers(view: ClassView, nodes: ast.AST | list[ast.stmt]) -> Iterator[tuple[ClassView, FunctionNode]]:
    """The methods of a class that some code of it calls on `self`."""
    for statement in nodes if isinstance(nodes, list) else [nodes]:
        for node in walk(statement):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                root = node.func.value
                if isinstance(root, ast.Name) and root.id in {"self", "cls"} and node.func.attr in view.methods:
                    yield view.methods[node.func.attr]
