"""Whether a method calls anything that may raise an error of the application where nobody can see it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.raised_errors import Code
from gateway_builder.check.signatures import is_transparent
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.raised_errors import RaisedErrors
    from gateway_builder.source.code_index import ClassView

_DEEPEST = 3
_HARMLESS = frozenset(
    {
        "__init__",
        "get",
        "items",
        "values",
        "keys",
        "append",
        "extend",
        "add",
        "update",
        "setdefault",
        "join",
        "format",
        "copy",
    }
    | {"startswith", "endswith", "strip", "lower", "upper", "isoformat", "replace", "total_seconds", "now", "utcnow"}
    | {"debug", "info", "warning", "error", "exception", "critical", "log", "getLogger", "isEnabledFor"}
)
_HARMLESS_BUILTINS = frozenset(
    {"str", "repr", "len", "list", "tuple", "dict", "set", "frozenset", "sorted", "reversed", "enumerate", "zip", "map"}
    | {"filter", "any", "all", "bool", "isinstance", "issubclass", "hasattr", "type", "super", "iter", "sum", "print"}
    | {"range", "id", "hash", "abs", "round", "object", "callable", "vars", "dir"}
)


def may_raise_unseen(
    codebase: Codebase, raised: RaisedErrors, gateway: GatewayView, code: Code, *, is_builtin: bool
) -> bool:
    """Whether a method may raise what is not seen.

    Args:
        codebase: The project.
        raised: What its methods raise openly.
        gateway: The gateway, whose clients raise nothing of the application.
        code: The method.
        is_builtin: Whether an error of Python is asked for, which any foreign call may raise, not only our own.
    """
    return _Walk(codebase, raised, gateway, is_builtin=is_builtin).opens(code, _DEEPEST)


def _method_names(codebase: Codebase) -> frozenset[str]:
    """Names of all methods of the project's classes."""
    views = (view for module in codebase.modules.values() for view in codebase.index.classes_of(module))
    return frozenset(name for view in views for name in view.own_methods)


class _Walk:
    """One question about one gateway."""

    def __init__(self, codebase: Codebase, raised: RaisedErrors, gateway: GatewayView, *, is_builtin: bool) -> None:
        self._index = codebase.index
        self._raised = raised
        self._clients = {each.name for each in gateway.clients}
        self._own = codebase.once(_method_names)
        self._is_builtin = is_builtin

    def opens(self, code: Code, depth: int) -> bool:
        """Whether a function does anything that can't be followed."""
        called = (each.func if isinstance(each, ast.Call) else each for each in code.node.decorator_list)
        unknown = (origin for each in called if not is_transparent(origin := code.module.origin(each)))
        if any(self._is_builtin or not each or self._index.is_own(each) for each in unknown):
            return True
        return any(self._opens_at(code, node, depth) for node in walk(code.node))

    def _opens_at(self, code: Code, node: ast.AST, depth: int) -> bool:
        if isinstance(node, ast.Raise):
            return self._is_unclear(code, node)
        return isinstance(node, ast.Call) and self._call_opens(code, node.func, depth)

    def _is_unclear(self, code: Code, node: ast.Raise) -> bool:
        """Whether what is raised is neither a class that is known, nor what a handler caught."""
        if node.exc is None:
            return False
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        if self._raised.names.of(code.module, raised):
            return False
        handlers = (each for each in code.module.ancestors(node) if isinstance(each, ast.ExceptHandler))
        return not (isinstance(raised, ast.Name) and any(each.name == raised.id for each in handlers))

    def _call_opens(self, code: Code, function: ast.expr, depth: int) -> bool:
        helper = self._raised.helper(code, function)
        if helper:
            return helper.node is not code.node and (not depth or self.opens(helper, depth - 1))
        origin = code.module.origin(function)
        if view := self._index.find_class(origin):
            return self._making_opens(view, depth)
        if isinstance(function, ast.Attribute):
            return self._method_opens(function, origin)
        if not origin or self._index.is_own(origin):
            return True
        return self._is_builtin and origin not in _HARMLESS_BUILTINS

    def _making_opens(self, view: ClassView, depth: int) -> bool:
        """Whether making an object of a class may raise."""
        if self._is_builtin and any(not base.startswith("abc.") for base in view.foreign_bases):
            return not any(base.endswith(("Exception", "Error")) for base in view.foreign_bases)
        made = (view.methods.get(name) for name in ("__init__", "__post_init__", "__new__"))
        codes = (Code(found[0].module, found[1], view) for found in made if found)
        return any(not depth or self.opens(each, depth - 1) or bool(self._raised.of(each)) for each in codes)

    def _method_opens(self, function: ast.Attribute, origin: str) -> bool:
        if function.attr in _HARMLESS:
            return False
        parts: list[str] = []
        node: ast.expr = function
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if isinstance(node, ast.Name) and node.id == "self":
            return parts[-1] not in self._clients
        if origin and self._index.is_own(origin):
            return True
        return self._is_builtin or (not origin and function.attr in self._own)
