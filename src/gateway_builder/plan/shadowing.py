"""Types that a method's name hides: after `def list`, `list[str]` in the class's annotations means the method."""

from __future__ import annotations

import builtins
from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.model.interface import ImportedName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.model.interface import Interface, Method


def qualify_hidden_types(interface: Interface) -> Interface:
    """The interface with each type that one of its methods hides written by its module: `builtins.list[str]`."""
    imported = {each.bound: each for each in interface.imports if each.name}
    hidden = {method.name for method in interface.methods}
    candidates = {name for name in hidden if name in imported or hasattr(builtins, name)}
    if not candidates:
        return interface
    from gateway_builder.source.signature import names_in_signature

    signatures = [signature for method in interface.methods for signature in (method.signature, *method.overloads)]
    used = candidates & {name for signature in signatures for name in names_in_signature(signature)}
    origins = {name: imported.get(name) or ImportedName("builtins", name) for name in used}
    spelled = {name: f"{origin.module}.{origin.name}" for name, origin in origins.items()}
    modules = dict.fromkeys(ImportedName(origins[name].module) for name in sorted(used))
    kept = tuple(each for each in interface.imports if each.bound not in used)
    methods = tuple(_renamed(method, spelled) for method in interface.methods)
    return replace(interface, methods=methods, imports=(*kept, *modules))


def _renamed(method: Method, spelled: Mapping[str, str]) -> Method:
    from gateway_builder.source.signature import rename_types

    return replace(
        method,
        signature=rename_types(method.signature, spelled),
        overloads=tuple(rename_types(overload, spelled) for overload in method.overloads),
    )
