"""Which tests exercise which gateway, and how: methods that are called, errors that are made, networks that are shut."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.gateway_code import calls_of, is_public_method
from gateway_builder.check.suite import Suite
from gateway_builder.source.bindings import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.suite import SuiteTest
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode

_INJECTORS = frozenset(
    {"add_client_error", "side_effect", "add_exception", "set_exception", "raise_on", "fail_with", "throw", "abort"}
    | {"raiseError", "raise_error", "add_error"}
)
_FAILURE_WORDS = re.compile(r"(^|_)(exc|exception|error|errors|failure|failures|fault)s?$")
_FIRST_FAILURE = 400
_LAST_FAILURE = 599


class GatewayTests:
    """Answers questions about the tests of gateways. Made once for each codebase: `codebase.once(GatewayTests)`."""

    def __init__(self, codebase: Codebase) -> None:
        self._codebase = codebase
        self.suite = codebase.once(Suite)
        self._modules: dict[str, tuple[CodeModule, ...]] = {}

    def modules_of(self, gateway: GatewayView) -> tuple[CodeModule, ...]:
        """The files of test code that name a gateway, or something that stands for it alone."""
        if gateway.view.origin not in self._modules:
            word = re.compile(rb"\b" + re.escape(gateway.name.encode()) + rb"\b")
            found = tuple(each for each in self.suite.modules if word.search(each.content))
            self._modules[gateway.view.origin] = found
        return self._modules[gateway.view.origin]

    def tests_of(self, gateway: GatewayView) -> Iterator[SuiteTest]:
        """The tests in the files that name a gateway."""
        for module in self.modules_of(gateway):
            yield from self.suite.of(module)

    def is_reached_otherwise(self, gateway: GatewayView) -> bool:
        """Whether tests may get a gateway without naming it: from a factory, a subclass, a registry or its module."""
        carriers = {
            each.view.name
            for each in self._codebase.gateways
            if gateway.view.origin in {a.origin for a in each.view.ancestors}
        }
        word = re.compile(rb"\b" + re.escape(gateway.name.encode()) + rb"\b")
        for module in self._codebase.modules.values():
            if module.path != gateway.view.path and module not in self.suite.modules and word.search(module.content):
                carriers |= {
                    each.name for each in ast.walk(module.tree) if _defines(each) and _names(each, gateway.name)
                }
        carriers |= {
            each.name
            for each in gateway.module.tree.body
            if isinstance(each, ast.FunctionDef) and _names(each, gateway.name)
        }
        modules = {gateway.module.name, gateway.module.name.rpartition(".")[2]}
        for module in self.suite.modules:
            if any(use.target == gateway.module.name or (use.name in carriers) for use in module.imports):
                return True
            if any(isinstance(each, ast.Constant) and each.value in modules for each in ast.walk(module.tree)):
                return True
        return False

    def named_in_tests(self, gateway: GatewayView) -> frozenset[str]:
        """The attributes, and the texts that may name attributes, in the tests of a gateway and what they use."""
        roots: set[ast.AST] = {module.tree for module in self.modules_of(gateway)}
        roots |= {part.node for test in self.tests_of(gateway) for part in test.parts}
        return frozenset(name for root in roots for node in ast.walk(root) for name in _attributes(node))

    def is_dynamic(self, gateway: GatewayView) -> bool:
        """Whether tests of a gateway ask for methods by names that are computed."""
        return any(
            isinstance(node, ast.Call)
            and dotted_name(node.func) in {"getattr", "operator.methodcaller", "methodcaller", "inspect.getmembers"}
            and not (len(node.args) > 1 and isinstance(node.args[1], ast.Constant))
            for module in self.modules_of(gateway)
            for node in ast.walk(module.tree)
        )


def asking_methods(codebase: Codebase, gateway: GatewayView) -> dict[str, FunctionNode]:
    """The public methods of a gateway's own that ask the service, by themselves or through helpers of the class."""
    asking = {call.function for view in (gateway.view, *gateway.view.ancestors) for call in calls_of(codebase, view)}
    reached: dict[str, FunctionNode] = {}
    for name, node in gateway.view.own_methods.items():
        if is_public_method(node) and asking & _reach(gateway, node, set()):
            reached[name] = node
    return reached


def _reach(gateway: GatewayView, node: FunctionNode, seen: set[FunctionNode]) -> set[FunctionNode]:
    """A method and those of the class that it mentions, step by step."""
    if node not in seen:
        seen.add(node)
        for each in ast.walk(node):
            if (
                isinstance(each, ast.Attribute)
                and isinstance(each.value, ast.Name)
                and each.value.id in {"self", "cls"}
            ):
                if each.attr in gateway.view.methods:
                    _reach(gateway, gateway.view.methods[each.attr][1], seen)
    return seen


def makes_errors(test: SuiteTest) -> bool:
    """Whether a test lets the service, or a stand-in for it, fail."""
    return any(_injects(module, node) for module, node in test.walk())


def _injects(module: CodeModule, node: ast.AST) -> bool:
    if isinstance(node, ast.Raise):
        return node.exc is not None and "NotImplemented" not in ast.dump(node.exc)
    if isinstance(node, ast.Attribute):
        return node.attr in _INJECTORS
    if isinstance(node, ast.keyword):
        if node.arg in _INJECTORS or (node.arg and _FAILURE_WORDS.search(node.arg)):
            return True
        is_status = bool(node.arg and "status" in node.arg)
        return (is_status and _is_failure(node.value)) or (node.arg == "body" and _is_error(node.value))
    if isinstance(node, ast.Call):
        return any(map(_is_failure, node.args)) and bool(re.search(r"[Rr]esponse|[Ss]tatus", dotted_name(node.func)))
    if isinstance(node, ast.Assign):
        return any("status" in dotted_name(target) for target in node.targets) and _is_failure(node.value)
    if isinstance(node, ast.Dict):
        return any(_is_text(key, "Error") for key in node.keys)
    return False


def _is_failure(node: ast.expr) -> bool:
    is_number = isinstance(node, ast.Constant) and isinstance(node.value, int) and not isinstance(node.value, bool)
    return is_number and _FIRST_FAILURE <= node.value <= _LAST_FAILURE  # type: ignore[attr-defined]


def _is_error(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and dotted_name(node.func).endswith(("Error", "Exception", "Timeout"))


def _is_text(node: ast.expr | None, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text


def _attributes(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 100:
        yield from re.findall(r"\w+", node.value)


def _defines(node: ast.AST) -> bool:
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))


def _names(node: ast.AST, name: str) -> bool:
    return any(
        (isinstance(each, ast.Name) and each.id == name) or (isinstance(each, ast.Attribute) and each.attr == name)
        for each in ast.walk(node)
    )
