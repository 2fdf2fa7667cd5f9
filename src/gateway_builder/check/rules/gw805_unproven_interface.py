"""GW805: nothing asserts that a gateway satisfies its Protocol."""

from __future__ import annotations

import ast
import re
from functools import partial
from typing import TYPE_CHECKING

from gateway_builder.check.codebase import Link
from gateway_builder.check.conformance import Conformance
from gateway_builder.check.edits import add_imports, attempt
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.check.suite import Suite
from gateway_builder.model.finding import Fix, TextEdit
from gateway_builder.model.interface import ImportedName, InterfaceKind
from gateway_builder.naming import snake_case
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView, InterfaceView
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import CodeModule

_TYPE_CHECKING = ImportedName("typing", "TYPE_CHECKING")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for gateway in codebase.gateways:
        for each in () if gateway.is_fake else gateway.implements:
            interface = each.interface
            if each.link is Link.NOMINAL or interface.kind is not InterfaceKind.PROTOCOL:
                continue
            if not any(_proves(codebase, module, gateway, interface) for module in _modules(codebase, gateway)):
                message = f"nothing asserts that {gateway.name} satisfies {interface.name}"
                hint = f"assign an instance to a variable of type {interface.name} in a test, or ask isinstance()"
                fix = attempt(partial(_assert, codebase, gateway, interface))
                yield Violation(gateway.module, gateway.node, message, hint, fix)


def _assert(codebase: Codebase, gateway: GatewayView, interface: InterfaceView) -> Fix | None:
    """The fix: an assignment at the end of the file that only type checkers see, where it certainly is right."""
    conformance, module = Conformance(codebase.index), gateway.module
    fits = not conformance.missing_methods(gateway.view, interface) and not any(
        conformance.differences(gateway.view, interface)
    )
    name = f"_{snake_case(gateway.name)}"
    if not fits or module.bindings.origin_of(name) != name or interface.node.bases[1:]:
        return None
    wanted = ImportedName(interface.module.name, interface.name, typing_only=True)
    is_beside = module.bindings.origin_of(interface.name) != interface.name
    has_block = is_beside or any(each.typing_only for each in module.imports)
    names = [_TYPE_CHECKING, wanted] if has_block else [_TYPE_CHECKING]
    expressions, edits = add_imports(codebase, module, names, before=module.tree.body[-1])
    lines = [f"if {expressions[_TYPE_CHECKING]}:"]
    if not has_block:
        lines += [f"    from {wanted.module} import {wanted.name}", ""]
    lines.append(f"    {name}: type[{expressions.get(wanted, wanted.name)}] = {gateway.name}")
    newline, text = module.source.newline, module.source.text
    guard = newline.join(["", "", "", *lines, ""])
    end = TextEdit(module.path, len(text.rstrip()), len(text), guard)
    return Fix(f"Let type checkers compare it with {interface.name}", is_safe=True, edits=(*edits, end))


def _modules(codebase: Codebase, gateway: GatewayView) -> list[CodeModule]:
    word = re.compile(rb"\b" + re.escape(gateway.name.encode()) + rb"\b")
    return [each for each in codebase.modules.values() if word.search(each.content)]


def _proves(codebase: Codebase, module: CodeModule, gateway: GatewayView, interface: InterfaceView) -> bool:
    """Whether a type checker, or a test, compares the class with the Protocol somewhere in a file that names it."""
    roots: dict[ast.AST, CodeModule] = {module.tree: module}
    for test in codebase.once(Suite).of(module) if module in codebase.once(Suite).modules else ():
        roots |= {part.node: part.module for part in test.parts}
    return any(
        _compares(codebase, where, node, gateway, interface) for root, where in roots.items() for node in walk(root)
    )


def _compares(
    codebase: Codebase, module: CodeModule, node: ast.AST, gateway: GatewayView, interface: InterfaceView
) -> bool:
    if isinstance(node, ast.AnnAssign):
        return (
            node.value is not None
            and _mentions(codebase, module, node.annotation, interface)
            and module.class_of(node) is not gateway.node
        )
    if isinstance(node, _FUNCTIONS) and node.returns is not None:
        return (
            _mentions(codebase, module, node.returns, interface)
            and not _is_stub(node)
            and _is_outside(module, node, interface)
        )
    if isinstance(node, ast.Call):
        if dotted_name(node.func) in {"isinstance", "issubclass", "assert_type", "typing.assert_type"}:
            return len(node.args) > 1 and _mentions(codebase, module, node.args[1], interface)
        return _makes(codebase, module, node, gateway) and _is_taken(codebase, module, node, interface)
    return False


def _is_outside(module: CodeModule, node: ast.AST, interface: InterfaceView) -> bool:
    return module.class_of(node) is not interface.node


def _is_stub(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return isinstance(node.body[-1], (ast.Pass, ast.Raise, ast.Expr))


def _makes(codebase: Codebase, module: CodeModule, node: ast.Call, gateway: GatewayView) -> bool:
    view = codebase.index.find_class(module.origin(node.func))
    return view is not None and view.origin == gateway.view.origin


def _is_taken(codebase: Codebase, module: CodeModule, made: ast.Call, interface: InterfaceView) -> bool:
    """Whether, in the function around it, something of the project is called that takes the interface."""
    around = module.function_of(made) or module.tree
    return any(
        isinstance(node, ast.Call) and node is not made and _takes(codebase, module, node, interface)
        for node in walk(around)
    )


def _takes(codebase: Codebase, module: CodeModule, node: ast.Call, interface: InterfaceView) -> bool:
    origin = module.origin(node.func)
    view, function = codebase.index.find_class(origin), codebase.index.find_function(origin)
    if view:
        where, target = view.module, view.constructor
        fields = [each.annotation for each in view.node.body if isinstance(each, ast.AnnAssign)]
    else:
        where, target = function or (module, None)
        fields = []
    arguments = [*target.args.posonlyargs, *target.args.args, *target.args.kwonlyargs] if target else []
    annotations = [*fields, *(each.annotation for each in arguments if each.annotation)]
    return any(_mentions(codebase, where, each, interface) for each in annotations)


def _mentions(codebase: Codebase, module: CodeModule, node: ast.expr, interface: InterfaceView) -> bool:
    """Whether an annotation names the interface, also in quotes and inside of another type."""
    for each in walk(node):
        if (
            isinstance(each, ast.Constant)
            and isinstance(each.value, str)
            and interface.name in re.findall(r"\w+", each.value)
        ):
            return True
        if isinstance(each, (ast.Name, ast.Attribute)):
            found = codebase.index.find_class(module.origin(each))
            if found and found.origin == interface.view.origin:
                return True
    return False


RULE = Rule(
    code="GW805",
    name="unproven-interface",
    summary="Neither a type checker nor a test ever compares a gateway with the Protocol that it implements.",
    rationale="""
A gateway satisfies its Protocol structurally, so nothing in the class says so. If no variable, parameter or result of
the Protocol's type ever gets an instance, and no test asks `isinstance`, a renamed method is noticed by the first user.

Wiring counts: passing the gateway to a use case whose parameter has the type of the Protocol is checked by mypy.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
class AWSBatchRunCanceller:  # GW805
    def __init__(self, *, batch_client) -> None:
        self._batch_client = batch_client

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id, reason="cancelled")
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol, runtime_checkable

@runtime_checkable
class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
class AWSBatchRunCanceller:
    def __init__(self, *, batch_client) -> None:
        self._batch_client = batch_client

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id, reason="cancelled")

# tests/test_aws_batch_run_canceller.py
from app.gateways.aws_batch_run_canceller import AWSBatchRunCanceller
from app.gateways.interfaces import IRunCanceller

def test_it_satisfies_the_interface() -> None:
    assert isinstance(AWSBatchRunCanceller(batch_client=None), IRunCanceller)
""",
    ),
    find=_find,
    seed=False,
    fixable=Fixable.SAFE,
    fix_doc="Adds an assignment under `if TYPE_CHECKING:` at the end of the gateway's file, where the methods fit.",
)
