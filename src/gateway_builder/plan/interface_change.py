"""What a new interface changes: its file, new or edited, and what its package re-exports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError, Problem
from gateway_builder.plan.changes import Changes, PythonEdit
from gateway_builder.render.imports import list_runtime_names
from gateway_builder.render.interface_class import (
    interface_imports,
    render_interface_class,
    render_interfaces_module,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.model.documentation import MethodDoc
    from gateway_builder.model.interface import ImportedName, Interface
    from gateway_builder.model.style import ClassStyle
    from gateway_builder.plan.contract import Contract
    from gateway_builder.plan.overview import Overview
    from gateway_builder.plan.tools import Tools


def plan_interface(contract: Contract, operations: Mapping[str, str], overview: Overview, tools: Tools) -> Changes:
    """The interface in its file.

    Raises:
        ConflictError: If its name is bound to something else there, or the file can't be edited safely.
    """
    interface = contract.interface
    docs = note_operations(contract.docs, operations)
    before = overview.tree.read_file(interface.path)
    if before is None or not before.strip():
        text = render_interfaces_module(tools.renderer, interface, docs, overview.default_style())
        replaced = {} if before is None else {interface.path: before}
        return Changes(created={interface.path: text}, replaced=replaced)
    return _insert_interface(before, contract, docs, overview, tools)


def _insert_interface(
    before: bytes, contract: Contract, docs: Mapping[str, MethodDoc], overview: Overview, tools: Tools
) -> Changes:
    from gateway_builder.source.edit import NewClass, bound_names, insert_classes

    interface = contract.interface
    line = bound_names(before, path=interface.path).get(interface.name)
    if line:
        raise ConflictError(
            Problem(
                f"{interface.name} is bound already, and not to an interface",
                "choose another name, or another file with --in PATH",
                f"{interface.path}:{line}",
            )
        )
    style = overview.class_style(before, interface.path)
    new = NewClass(
        name=interface.name,
        text=render_interface_class(tools.renderer, interface, docs, canonical(style)).strip("\n"),
        imports=(*interface_imports(interface), *_typed(interface)),
    )
    edited = insert_classes(
        before,
        [new],
        path=interface.path,
        module=interface.module,
        is_package=interface.path.endswith("/__init__.py"),
        imports=overview.project.imports,
    )
    edit = PythonEdit(interface.path, before, edited.content, (interface.name,))
    return Changes(edited=(edit,), notes=edited.notes, warnings=edited.warnings)


def _typed(interface: Interface) -> tuple[ImportedName, ...]:
    """Where the names of signatures come from; those in annotations alone need no import at run time."""
    runtime = list_runtime_names(interface)
    return tuple(replace(each, typing_only=each.bound not in runtime) for each in interface.imports)


def note_operations(docs: Mapping[str, MethodDoc], operations: Mapping[str, str]) -> Mapping[str, MethodDoc]:
    """The documentation with the external call that `--op` names for a method under Note."""
    noted = {
        name: replace(docs[name], note=(*docs[name].note, f"An implementation calls {operation}."))
        for name, operation in operations.items()
        if name in docs
    }
    return {**docs, **noted}


def canonical(style: ClassStyle) -> ClassStyle:
    """The style as text for an insertion is rendered in: four blanks and double quotes, which the insertion adapts."""
    return replace(style, indent="    ", quote='"')
