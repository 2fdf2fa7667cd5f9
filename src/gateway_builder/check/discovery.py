"""Finds the files that can matter, and the interfaces, gateways and packages in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.candidates import Standing, find_candidates
from gateway_builder.check.codebase import Codebase
from gateway_builder.check.conventions import describe_packages
from gateway_builder.check.gateway_finder import GatewayFinder
from gateway_builder.check.layers import Layer
from gateway_builder.check.selected_files import FileSelection
from gateway_builder.check.vendors import SDK_MODULES, own_sdks
from gateway_builder.project.survey import survey_project
from gateway_builder.source.code_index import CodeIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gateway_builder.check.candidates import Candidate
    from gateway_builder.gateways.interfaces import ISourceTree, ITechnologyCatalog
    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.service_models import ServiceModels


def discover_codebase(
    tree: ISourceTree, models: ServiceModels, catalog: ITechnologyCatalog, wanted: Iterable[str] = ()
) -> Codebase:
    """Read what matters of a project.

    Args:
        tree: Its files.
        models: The models of services.
        catalog: What is known of technologies.
        wanted: Files that are parsed in any case.

    Raises:
        UsageError: If the configuration is wrong.
    """
    survey = survey_project(tree, with_stubs=True)
    modules: dict[str, CodeModule] = {}
    sdks = SDK_MODULES | own_sdks(survey)
    codebase = Codebase(survey, CodeIndex(tree, survey.modules()), modules, models, catalog, sdks)
    files = FileSelection(codebase)
    _parse(codebase, modules, files.core())
    views = _views(codebase, modules)
    candidates = find_candidates(codebase, views)
    finder = GatewayFinder(codebase, candidates, views)
    codebase.gateways, codebase.interfaces = finder.gateways, finder.interfaces
    codebase.packages = describe_packages(codebase, [each.interface for each in candidates], views)
    _tell_layers(codebase, candidates)
    _parse(codebase, modules, (*files.around_gateways(), *wanted))
    codebase.modules = dict(sorted(modules.items()))
    return codebase


def _parse(codebase: Codebase, modules: dict[str, CodeModule], paths: Iterable[str]) -> None:
    for path in paths:
        module = codebase.index.module(path)
        if module is not None:
            modules[path] = module


def _views(codebase: Codebase, modules: dict[str, CodeModule]) -> list[ClassView]:
    """The classes of all modules, by path and line."""
    return [view for path in sorted(modules) for view in codebase.index.classes_of(modules[path])]


def _tell_layers(codebase: Codebase, candidates: Iterable[Candidate]) -> None:
    """Say the layer of files whose name doesn't, but whose interfaces and gateways do."""
    counted = {each.view.origin for each in codebase.interfaces}
    for each in candidates:
        path = each.interface.view.path
        if each.interface.view.origin in counted and codebase.layer(path) is Layer.OTHER:
            codebase.layers[path] = Layer.INTERFACES
    for gateway in codebase.gateways:
        path = gateway.view.path
        is_unnamed = codebase.layer(path) is Layer.OTHER
        is_mixed = codebase.layer(path) is Layer.INTERFACES and path not in _named_places(candidates)
        if is_unnamed or is_mixed:
            codebase.layers[path] = Layer.GATEWAY


def _named_places(candidates: Iterable[Candidate]) -> set[str]:
    named = (Standing.PLACE, Standing.PORT)
    return {each.interface.view.path for each in candidates if each.standing in named}
