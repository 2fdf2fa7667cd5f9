"""GW203: an interface whose methods do something."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.factories import is_factory
from gateway_builder.check.interfaces import is_abstract
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.signatures import MethodView, is_empty_statement
from gateway_builder.model.interface import InterfaceKind
from gateway_builder.source.bindings import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for interface in codebase.interfaces:
        for node in interface.view.own_methods.values():
            logic = _first_logic(node.body) if _is_held(interface, node) else None
            if logic is not None and not _only_raises(interface.module, logic):
                message = f"{interface.name}.{node.name} does something, but an interface holds the contract alone"
                hint = f"move the code of {node.name} to the gateways and leave `...`"
                yield Violation(interface.module, logic, message, hint)


def _is_held(interface: InterfaceView, node: FunctionNode) -> bool:
    """Whether a method is part of the contract: in an ABC abstract, no context manager's, and no factory."""
    if node.name.startswith("__") or is_factory(MethodView(interface.view, node)):
        return False
    return interface.kind is InterfaceKind.PROTOCOL or is_abstract(interface.view, node)


def _only_raises(module: CodeModule, logic: ast.AST) -> bool:
    """Whether the first thing is a call of a function of the file that does nothing but raise."""
    called = module.functions.get(dotted_name(logic.func)) if isinstance(logic, ast.Call) else None
    return called is not None and all(isinstance(each, ast.Raise) or is_empty_statement(each) for each in called.body)


def _first_logic(body: list[ast.stmt]) -> ast.AST | None:
    """The first thing in a body that is no placeholder; of a compound statement what decides it."""
    statement = next((each for each in body if not _is_placeholder(each)), None)
    match statement:
        case ast.Return(value=found) | ast.Expr(value=found) | ast.Assign(value=found):
            return found
        case ast.If(test=found) | ast.While(test=found) | ast.For(iter=found) | ast.AsyncFor(iter=found):
            return found
        case ast.Match(subject=found):
            return found
        case ast.With(items=[first, *_]) | ast.AsyncWith(items=[first, *_]):
            return first.context_expr
        case ast.Try(body=inner):
            return _first_logic(inner) or statement
    return statement


def _is_placeholder(node: ast.stmt) -> bool:
    """Whether a statement holds a place: nothing, an empty result, an error, a `yield` that makes a generator."""
    if isinstance(node, ast.Return):
        return node.value is None or _is_empty(node.value)
    if isinstance(node, ast.If) and isinstance(node.test, ast.Constant) and not node.test.value:
        return True
    is_yield = isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield)
    return is_yield or isinstance(node, (ast.Import, ast.ImportFrom, ast.Raise)) or is_empty_statement(node)


def _is_empty(node: ast.expr) -> bool:
    if isinstance(node, ast.Name):
        return node.id == "NotImplemented"
    if isinstance(node, (ast.List, ast.Tuple)):
        return not node.elts
    if isinstance(node, ast.Dict):
        return not node.keys
    return isinstance(node, ast.Constant) and (node.value is None or node.value is ...)


RULE = Rule(
    code="GW203",
    name="logic-in-interface",
    summary="A method of an interface has a body that does something.",
    rationale="""
Gateways satisfy a Protocol by having its methods; they don't inherit from it, so a body in the interface never runs for
them, while a class that does inherit gets behaviour that nobody sees in its file. Code that several gateways share
belongs in a function or a class beside them. What answers with nothing (`return None`, `return []`) or only raises is
no logic. Factories (`from_url`, `create`) and what writes an object down
(`to_dict`) are let pass: they are asked of no service.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def job_name(self, run_id: str) -> str:
        return f"run-{run_id}"  # GW203
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def job_name(self, run_id: str) -> str:
        \"\"\"Find the name of a job.\"\"\"
        ...
""",
    ),
    find=_find,
    recommended=True,
)
