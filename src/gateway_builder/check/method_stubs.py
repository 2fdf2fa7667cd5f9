"""The text of a method that a class lacks: the interface's signature with a body that says that it is not done."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.check.edits import add_imports, indentation, insert_line_below
from gateway_builder.model.finding import Fix
from gateway_builder.model.interface import MethodKind, Parameter
from gateway_builder.source.members import ModuleSource, read_members
from gateway_builder.source.names import names_in_text
from gateway_builder.source.signature import method_text, rename_types

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.model.interface import ImportedName, Method
    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.members import Member

_HEADS = {MethodKind.PROPERTY: "@property", MethodKind.CLASS: "@classmethod", MethodKind.STATIC: "@staticmethod"}
_FIRST = {MethodKind.CLASS: "cls", MethodKind.STATIC: ""}


def stub_fix(codebase: Codebase, view: ClassView, interface: InterfaceView, names: Sequence[str]) -> Fix | None:
    """Adds methods of an interface to the end of a class; None where that can't be done rightly.

    Raises:
        ConflictError: If the file can't be edited.
    """
    members = [_read_member(interface, name) for name in names]
    last = view.node.body[-1]
    if None in members or last.lineno == view.node.lineno or view.module.parent(view.node) is not view.module.tree:
        return None
    read = [each for each in members if each]
    wanted = _imports(view, read)
    if wanted is None:
        return None
    expressions, edits = add_imports(codebase, view.module, wanted, before=view.node)
    renamed = {each.bound: expressions[each] for each in wanted if expressions[each] != each.bound}
    indent = indentation(view.module, view.node.body[0])
    unit = indent.removeprefix(indentation(view.module, view.node))
    text = "\n".join(_stub_text(interface, each.method, renamed, unit) for each in read)
    added = insert_line_below(view.module, last, text, indent=indent)
    return Fix(f"Add {' and '.join(names)} as stubs", is_safe=True, edits=(*edits, added))


def _read_member(interface: InterfaceView, name: str) -> Member | None:
    """The one signature of a method; None where there are several, or decorators that change it."""
    node = interface.methods[name]
    owner = next(each for each in (interface.view, *interface.view.ancestors) if node in each.own_methods.values())
    source = ModuleSource(owner.path, owner.module.bindings, owner.module.segments)
    found = read_members(source, owner.node, attributes=False).get(name, [])
    is_plain = len(found) == 1 and not found[0].method.overloads and not found[0].method.decorators
    return found[0] if is_plain and not _is_generic(owner) else None


def _is_generic(view: ClassView) -> bool:
    """Whether type variables of the class may stand in its signatures."""
    return any(isinstance(base, ast.Subscript) for base in view.node.bases)


def _imports(view: ClassView, members: Sequence[Member]) -> list[ImportedName] | None:
    """What the signatures need in the class's file; None where a name would be needed sooner than it is there."""
    future = view.module.bindings.imports.get("annotations")
    is_lazy = future is not None and future.module == "__future__"
    runtime = frozenset(name for each in members for name in _runtime_names(each.method))
    needed = list(dict.fromkeys(imported for each in members for imported in each.imports))
    wanted = [replace(each, typing_only=is_lazy and each.bound not in runtime) for each in needed]
    is_late = any(each.typing_only and not want.typing_only for each, want in zip(needed, wanted, strict=True))
    return None if is_late else list(dict.fromkeys(wanted))


def _runtime_names(method: Method) -> frozenset[str]:
    """Names in defaults, which are evaluated when the class is made."""
    defaults = [each.default for each in method.signature.parameters if each.default]
    return frozenset(name.partition(".")[0] for text in defaults for name in names_in_text(text, is_annotation=False))


def _stub_text(interface: InterfaceView, method: Method, renamed: Mapping[str, str], unit: str) -> str:
    first = _FIRST.get(method.kind, "self")
    signature = rename_types(method.signature, renamed)
    parameters = (Parameter(first), *signature.parameters) if first else signature.parameters
    text = method_text(replace(method, signature=replace(signature, parameters=parameters)))
    head = text if signature.is_async else f"def {text}"
    decorator = [_HEADS[method.kind]] if method.kind in _HEADS else []
    reason = f"{interface.name}.{method.name} is not implemented yet"
    return "\n".join(["", *decorator, f"{head}:", f'{unit}raise NotImplementedError("{reason}")'])
