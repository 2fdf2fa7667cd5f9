"""Which tests exercise which gateway, which methods they call, and whether they make errors."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.gateway_code import calls_of, is_public_method
from gateway_builder.check.suite import Suite
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk

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
_FAILURE_WORDS = re.compile(r"^side_effect$|(^|_)(exc|exception|error|failure|fault)s?$")
_FAILURES = range(400, 600)
_ANSWERS = re.compile(r"[Rr]esponse|[Ss]tatus")
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_LONGEST_TEXT = 100


class GatewayTests:
    """Answers questions about the tests of gateways. Made once for each codebase: `codebase.once(GatewayTests)`."""

    def __init__(self, codebase: Codebase) -> None:
        self._codebase = codebase
        self.suite = codebase.once(Suite)
        self._modules: dict[str, tuple[CodeModule, ...]] = {}

    def modules_of(self, gateway: GatewayView) -> tuple[CodeModule, ...]:
        """The files of test code that name a gateway, or something that stands for it alone."""
        if gateway.view.origin not in self._modules:
            word = _word(gateway)
            found = tuple(each for each in self.suite.modules if word.search(each.content))
            self._modules[gateway.view.origin] = found
        return self._modules[gateway.view.origin]

    def tests_of(self, gateway: GatewayView) -> Iterator[SuiteTest]:
        """The tests in the files that name a gateway."""
        for module in self.modules_of(gateway):
            yield from self.suite.of(module)

    def is_reached_otherwise(self, gateway: GatewayView) -> bool:
        """Whether tests may get a gateway without naming it: from a factory, a subclass, a registry or its module."""
        carriers, name = self._carriers(gateway), gateway.module.name
        last = name.rpartition(".")[2]
        hints = [each.encode() for each in (*carriers, last)]
        return any(
            any(use.target == name or use.name in carriers for use in module.imports)
            or any(isinstance(each, ast.Constant) and each.value in {name, last} for each in module.nodes)
            for module in self.suite.modules
            if any(hint in module.content for hint in hints)
        )

    def _carriers(self, gateway: GatewayView) -> frozenset[str]:
        """The names of functions and classes of the product that mention a gateway, its subclasses among them."""
        word = _word(gateway)
        modules = [
            each
            for each in self._codebase.modules.values()
            if each not in self.suite.modules and word.search(each.content)
        ]
        definitions = [node for module in modules for node in module.nodes if isinstance(node, _DEFINITIONS)]
        return frozenset(each.name for each in definitions if _mentions(each, gateway.name))

    def named_in_tests(self, gateway: GatewayView) -> frozenset[str]:
        """The attributes, and the texts that may name attributes, in the tests of a gateway and what they use."""
        roots: set[ast.AST] = {module.tree for module in self.modules_of(gateway)}
        roots |= {part.node for test in self.tests_of(gateway) for part in test.parts}
        return frozenset(name for root in roots for node in walk(root) for name in _attributes(node))

    def is_dynamic(self, gateway: GatewayView) -> bool:
        """Whether tests of a gateway ask for methods by names that are computed."""
        return any(
            isinstance(node, ast.Call)
            and dotted_name(node.func) in {"getattr", "operator.methodcaller", "methodcaller", "inspect.getmembers"}
            and not (len(node.args) > 1 and isinstance(node.args[1], ast.Constant))
            for module in self.modules_of(gateway)
            for node in module.nodes
        )


def asking_methods(codebase: Codebase, gateway: GatewayView) -> dict[str, FunctionNode]:
    """The public methods of a gateway's own that ask the service, by themselves or through helpers of the class."""
    asking = {call.function for view in (gateway.view, *gateway.view.ancestors) for call in calls_of(codebase, view)}
    return {
        name: node
        for name, node in gateway.view.own_methods.items()
        if is_public_method(node) and asking & _reach(gateway, node, set())
    }


def _reach(gateway: GatewayView, node: FunctionNode, seen: set[FunctionNode]) -> set[FunctionNode]:
    """A method and those of the class that it mentions, step by step."""
    if node not in seen:
        seen.add(node)
        for each in walk(node):
            root, _, name = dotted_name(each).partition(".")
            if root in {"self", "cls"} and name in gateway.view.methods:
                _reach(gateway, gateway.view.methods[name][1], seen)
    return seen


def makes_errors(test: SuiteTest) -> bool:
    """Whether a test lets the service, or a stand-in for it, fail."""
    return any(_injects(node) for _, node in test.walk())


def _injects(node: ast.AST) -> bool:
    """Whether a node raises, sets a side effect or a status of failure, or writes down an answer that is an error."""
    match node:
        case ast.Raise(exc=ast.expr() as raised):
            found = "NotImplemented" not in ast.dump(raised)
        case ast.Attribute(attr=name):
            found = name in _INJECTORS
        case ast.keyword(arg=str() as name, value=value):
            is_failing = "status" in name and _is_failure(value)
            found = bool(_FAILURE_WORDS.search(name)) or is_failing or (name == "body" and _is_error(value))
        case ast.Call(func=func, args=given):
            found = any(map(_is_failure, given)) and bool(_ANSWERS.search(dotted_name(func)))
        case ast.Assign(targets=[target], value=value):
            found = "status" in dotted_name(target) and _is_failure(value)
        case ast.Dict(keys=keys):
            found = any(isinstance(key, ast.Constant) and key.value == "Error" for key in keys)
        case _:
            found = False
    return found


def _is_failure(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in _FAILURES


def _is_error(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and dotted_name(node.func).endswith(("Error", "Exception", "Timeout"))


def _attributes(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < _LONGEST_TEXT:
        yield from re.findall(r"\w+", node.value)


def _mentions(node: ast.AST, name: str) -> bool:
    return any(dotted_name(each).rpartition(".")[2] == name for each in walk(node))


def _word(gateway: GatewayView) -> re.Pattern[bytes]:
    return re.compile(rb"\b" + re.escape(gateway.name.encode()) + rb"\b")
