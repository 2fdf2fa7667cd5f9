"""Which classes are interfaces that count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.codebase import InterfaceView
from gateway_builder.model.interface import InterfaceKind

if TYPE_CHECKING:
    import ast

    from gateway_builder.source.code_index import ClassView

_TYPING = ("typing", "typing_extensions")
_PROTOCOLS = frozenset(f"{module}.Protocol" for module in _TYPING)
_CHECKABLE = frozenset(f"{module}.runtime_checkable" for module in _TYPING)
_ABCS = frozenset({"abc.ABC"})


def read_interface(view: ClassView, *, in_place: bool) -> InterfaceView | None:
    """A public Protocol or ABC with what an implementation owes; None for any other class."""
    kind = interface_kind(view)
    if kind is None or not view.is_public:
        return None
    owners = (*reversed(view.ancestors), view)
    methods = {
        name: node
        for owner in owners
        for name, node in owner.own_methods.items()
        if not name.startswith("_") and (kind is InterfaceKind.PROTOCOL or is_abstract(owner, node))
    }
    is_checkable = bool(_CHECKABLE.intersection(view.decorator_origins))
    return InterfaceView(view, kind, is_checkable, methods, in_place) if methods else None


def interface_kind(view: ClassView) -> InterfaceKind | None:
    """What an interface is built on; None for a concrete class."""
    if _PROTOCOLS.intersection(view.base_origins) or _has_starred_protocol(view):
        return InterfaceKind.PROTOCOL
    owes = any(is_abstract(view, node) for node in view.own_methods.values())
    return InterfaceKind.ABC if owes and any(_is_abc(each) for each in (view, *view.ancestors)) else None


def _has_starred_protocol(view: ClassView) -> bool:
    """Whether it subclasses a `Protocol` that `from typing import *` gives."""
    return "Protocol" in view.base_origins and any(each in _TYPING for each in view.module.bindings.star_imports)


def _is_abc(view: ClassView) -> bool:
    metaclasses = {view.module.origin(keyword.value) for keyword in view.node.keywords if keyword.arg == "metaclass"}
    return bool(_ABCS.intersection(view.base_origins)) or "abc.ABCMeta" in metaclasses


def is_pure(view: ClassView) -> bool:
    """Whether a class is nothing but a contract: it has no constructor, and no public method that does anything."""
    if interface_kind(view) is InterfaceKind.PROTOCOL:
        return True
    public = [node for name, node in view.own_methods.items() if not name.startswith("_")]
    return "__init__" not in view.own_methods and all(is_abstract(view, node) for node in public)


def is_abstract(owner: ClassView, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a method is decorated as abstract."""
    return any(owner.module.origin(each).startswith("abc.abstract") for each in node.decorator_list)
