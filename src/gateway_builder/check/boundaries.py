"""Where imports lead: which file of the project, and which layer that is."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.layers import Layer
    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.code_module import CodeModule, ImportUse

DATACLASSES = frozenset(
    {"dataclasses.dataclass", "attr.s", "attr.define", "attr.frozen", "attrs.define", "attrs.frozen"}
)
_DATA_BASES = frozenset(
    {"pydantic.BaseModel", "typing.NamedTuple", "typing.TypedDict", "typing_extensions.TypedDict", "msgspec.Struct"}
)
_CONTROLLER_FOLDERS = frozenset({"controllers", "controller", "routers", "views", "entrypoints"})
_ERROR_ENDS = ("Error", "Exception", "Warning")
_ACTIONS = frozenset({"__call__", "execute", "handle", "run", "perform"})


def layered_modules(codebase: Codebase, *layers: Layer) -> Iterator[CodeModule]:
    """The parsed files of some layers in packages whose gateways stand behind interfaces.

    Elsewhere `models` may be those of a language, and `gateway` a server.
    """
    folders = codebase.once(_layered_folders)
    return (each for each in codebase.modules_in(*layers) if codebase.package_of(each.path).folder in folders)


def _layered_folders(codebase: Codebase) -> frozenset[str]:
    packages = (codebase.package_of(each.view.path) for each in codebase.interfaces if each.in_place)
    return frozenset(each.folder for each in packages if each.has_gateways)


def alias_of(use: ImportUse) -> ast.alias:
    """The part of an import statement that imports one name."""
    wanted = use.name or use.module
    return next(each for each in use.node.names if each.name == wanted)


def imported_path(codebase: Codebase, use: ImportUse) -> str | None:
    """The file of the project that defines what an import names, through re-exports; None for what is not its own."""
    if not codebase.index.is_own(use.target):
        return None
    found = codebase.index.find_class(use.target)
    if found:
        return found.path
    function = codebase.index.find_function(use.target)
    if function:
        return function[0].path
    module = codebase.index.module_named(use.target) or codebase.index.module_named(use.module)
    return module.path if module else None


def interfaces_elsewhere(codebase: Codebase) -> frozenset[str]:
    """The files that hold an interface, although no folder or file name says that interfaces stand there."""
    return frozenset(each.view.path for each in codebase.interfaces if not each.in_place)


def is_certain_controller(codebase: Codebase, path: str) -> bool:
    """Whether a file is a controller for sure: `config.py` and `factory.py` are for all layers."""
    return bool(codebase.configuration.controllers) or not _CONTROLLER_FOLDERS.isdisjoint(path.split("/")[:-1])


def is_data(view: ClassView) -> bool:
    """Whether a class is an exception, an enum, or a record of fields."""
    if not DATACLASSES.isdisjoint(view.decorator_origins):
        return not any(name in _ACTIONS for name in view.methods)
    bases = {*view.foreign_bases, *view.base_origins}
    return any(base in _DATA_BASES or base.startswith("enum.") or base.endswith(_ERROR_ENDS) for base in bases)


def names_in(root: ast.AST) -> Iterator[ast.Name | ast.Attribute]:
    """Names and whole chains of attributes (`botocore.exceptions.ClientError` once) below a node, in source order."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Name, ast.Attribute)) and dotted_name(node):
            yield node
        else:
            waiting.extend(reversed(children(node)))
