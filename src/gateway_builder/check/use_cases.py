"""Which code carries out application logic and knows outside systems only through interfaces."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.annotations import origins_of_annotation
from gateway_builder.check.boundaries import DATACLASSES, layered_modules
from gateway_builder.check.candidates import is_adapter_path
from gateway_builder.check.interfaces import interface_kind
from gateway_builder.check.layers import Layer
from gateway_builder.project.paths import stem
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.code_module import CodeModule

_APPLICATION_WORDS = frozenset({"services", "service", "application", "core", "domain"})
_COMPOSES = re.compile(
    r".*(Factory|Container|Provider|Registry|Builder|Router|App|Application|Bootstrap|Module|Controller)"
)


@value
class UseCasePlace:
    """A file of use cases as a whole, or one class of another file whose constructor takes an interface."""

    module: CodeModule
    node: ast.Module | ast.ClassDef

    @property
    def is_file(self) -> bool:
        """Whether all of the file is meant."""
        return isinstance(self.node, ast.Module)


def list_use_cases(codebase: Codebase) -> tuple[UseCasePlace, ...]:
    """The places of use cases in packages that hold gateways, by path; computed once."""
    return codebase.once(_find_use_cases)


def _find_use_cases(codebase: Codebase) -> tuple[UseCasePlace, ...]:
    return tuple(_use_cases(codebase))


def _use_cases(codebase: Codebase) -> Iterator[UseCasePlace]:
    for module in codebase.modules_in(Layer.USE_CASE):
        if codebase.package_of(module.path).has_gateways:
            yield UseCasePlace(module, module.tree)
    gateways = {each.view.origin for each in codebase.gateways}
    for module in layered_modules(codebase, Layer.OTHER):
        for view in codebase.index.classes_of(module):
            if view.origin not in gateways and not is_adapter_path(view.path) and is_use_case(codebase, view):
                yield UseCasePlace(module, view.node)


def list_inner_logic(codebase: Codebase) -> tuple[UseCasePlace, ...]:
    """The places of use cases without classes in folders that don't say application logic.

    Such a class may be the adapter of one service that happens to need another one.
    """
    return tuple(each for each in list_use_cases(codebase) if each.is_file or _is_application(each.module.path))


def _is_application(path: str) -> bool:
    return not _APPLICATION_WORDS.isdisjoint((stem(path), *path.split("/")[:-1]))


def is_use_case(codebase: Codebase, view: ClassView) -> bool:
    """Whether a class that is no gateway takes an interface that counts, so that it must not know more than that."""
    if interface_kind(view) or _COMPOSES.fullmatch(view.name):
        return False
    return any(
        codebase.find_interface(origin)
        for annotation in _constructor_annotations(view)
        for origin in origins_of_annotation(view.module, annotation)
    )


def _constructor_annotations(view: ClassView) -> Iterator[ast.expr]:
    constructor = view.own_methods.get("__init__")
    if constructor:
        arguments = constructor.args
        for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            if each.annotation:
                yield each.annotation
    elif DATACLASSES.intersection(view.decorator_origins):
        yield from (each.annotation for each in view.node.body if isinstance(each, ast.AnnAssign))
