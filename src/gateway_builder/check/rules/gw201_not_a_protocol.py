"""GW201: an interface that is an abstract base class."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING

from gateway_builder.check.edits import add_imports, attempt, end_of, insert_line_above, replace_node, start_of
from gateway_builder.check.interfaces import is_pure
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.check.signatures import MethodView
from gateway_builder.model.finding import Fix, TextEdit
from gateway_builder.model.interface import ImportedName, InterfaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.code_module import CodeModule

_PROTOCOL = ImportedName("typing", "Protocol")
_CHECKABLE = ImportedName("typing", "runtime_checkable")


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    protocols = {
        codebase.package_of(each.view.path).folder
        for each in codebase.interfaces
        if each.kind is InterfaceKind.PROTOCOL
    }
    for interface in codebase.interfaces:
        package = codebase.package_of(interface.view.path)
        is_wanted = package.convention.kind is InterfaceKind.PROTOCOL and (
            package.folder in protocols or codebase.configuration.kind is InterfaceKind.PROTOCOL
        )
        if is_wanted and interface.kind is InterfaceKind.ABC and is_pure(interface.view):
            message = f"{interface.name} is an abstract base class, so every gateway and fake has to inherit from it"
            hint = f"make {interface.name} a typing.Protocol"
            yield Violation(
                interface.module, interface.node, message, hint, attempt(partial(_fix, codebase, interface.view))
            )
    for view in _empty_bases(codebase):
        message = f"{view.name} is an abstract base class without abstract methods, so nothing holds a gateway to it"
        hint = f"make {view.name} a typing.Protocol"
        yield Violation(view.module, view.node, message, hint, attempt(partial(_fix, codebase, view)))


def _empty_bases(codebase: Codebase) -> Iterator[ClassView]:
    """Classes beside Protocols that derive from `ABC`, and whose methods are all stubs but not abstract."""
    known = {each.view.origin for each in codebase.interfaces}
    modules = {
        each.module.path: each.module
        for each in codebase.interfaces
        if each.in_place and each.kind is InterfaceKind.PROTOCOL
    }
    for module in modules.values():
        for view in codebase.index.classes_of(module):
            public = [node for name, node in view.own_methods.items() if not name.startswith("_")]
            is_base = set(view.base_origins) <= {"abc.ABC", "ABC"} and bool(view.base_origins)
            is_empty = bool(public) and all(MethodView(view, node).is_stub for node in public)
            if view.is_public and view.origin not in known and is_base and is_empty:
                yield view


def _fix(codebase: Codebase, view: ClassView) -> Fix | None:
    """Replaces the base where `ABC` is the only one; abstract methods of a Protocol stay abstract for subclasses."""
    module, node = view.module, view.node
    is_plain = len(node.bases) == 1 and not node.keywords and view.base_origins == ("abc.ABC",)
    if not is_plain or isinstance(node.bases[0], ast.Subscript) or module.parent(node) is not module.tree:
        return None
    dropped = _drop_import(module, node.bases[0])
    if dropped is None:
        return None
    expressions, edits = add_imports(codebase, module, [_PROTOCOL, _CHECKABLE], before=node)
    changes = (
        insert_line_above(module, node, f"@{expressions[_CHECKABLE]}"),
        replace_node(module, node.bases[0], expressions[_PROTOCOL]),
    )
    return Fix(f"Make {view.name} a Protocol", is_safe=False, edits=(*dropped, *edits, *changes))


def _drop_import(module: CodeModule, base: ast.expr) -> tuple[TextEdit, ...] | None:
    """Takes `ABC` out of the list that imports it where nothing else uses it; None where it is all of the statement."""
    if not isinstance(base, ast.Name) or sum(_names(each, base.id) for each in module.nodes) > 1:
        return ()
    for statement in module.tree.body:
        names = statement.names if isinstance(statement, ast.ImportFrom) else []
        index = next((number for number, each in enumerate(names) if (each.asname or each.name) == base.id), None)
        if index is not None and len(names) > 1:
            is_last = index == len(names) - 1
            start = end_of(module, names[index - 1]) if is_last else start_of(module, names[index])
            end = end_of(module, names[index]) if is_last else start_of(module, names[index + 1])
            return (TextEdit(module.path, start, end, ""),) if "#" not in module.source.text[start:end] else None
    return None


def _names(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


RULE = Rule(
    code="GW201",
    name="not-a-protocol",
    summary="An interface is an abstract base class instead of a `typing.Protocol`.",
    rationale="""
An abstract base class is satisfied by inheritance only: a gateway, a fake and a decorator all have to import the
interface and derive from it, and a class that happens to fit can't be used. A Protocol is satisfied by having the
methods, and type checkers compare every one of them. A project whose interfaces are abstract base classes throughout
is left alone; `kind = "abc"` says so for good.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from abc import ABC, abstractmethod
from typing import Protocol

class INotificationService(Protocol):
    def send_notification(self, text: str) -> None: ...

class IMailArchive(Protocol):
    def store_mail(self, text: str) -> None: ...

class ISimulationRunner(ABC):  # GW201
    @abstractmethod
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    find=_find,
    recommended=True,
    fixable=Fixable.UNSAFE,
    fix_doc="Replaces the base `ABC` by `Protocol`, where it is the only one, and adds `@runtime_checkable`.",
)
