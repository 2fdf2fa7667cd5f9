"""Finds the files that can matter, and the interfaces, gateways and packages in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.candidates import find_candidates
from gateway_builder.check.codebase import Codebase
from gateway_builder.check.conventions import describe_packages
from gateway_builder.check.gateway_finder import GatewayFinder
from gateway_builder.check.layers import Layer
from gateway_builder.check.selected_files import FileSelection
from gateway_builder.check.vendors import AWS_MODULES, SDK_MODULES, own_sdks, sdk_of
from gateway_builder.project.survey import survey_project
from gateway_builder.source.code_index import CodeIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gateway_builder.gateways.interfaces import ISourceTree, ITechnologyCatalog, IWorkers
    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.service_models import ServiceModels


def discover_codebase(
    tree: ISourceTree,
    models: ServiceModels,
    catalog: ITechnologyCatalog,
    wanted: Iterable[str] = (),
    workers: IWorkers | None = None,
) -> Codebase:
    """Read what matters of a project.

    Args:
        tree: Its files.
        models: The models of services.
        catalog: What is known of technologies.
        wanted: Files that are parsed in any case.
        workers: Who shares in reading the files; None for this process alone.

    Raises:
        UsageError: If the configuration is wrong.
    """
    survey = survey_project(tree, with_stubs=True)
    modules: dict[str, CodeModule] = {}
    sdks = SDK_MODULES | own_sdks(survey)
    codebase = Codebase(survey, CodeIndex(tree, survey.modules()), modules, models, catalog, sdks)
    files = FileSelection(codebase, workers)
    codebase.leading_paths, codebase.plain_paths = files.leading_paths, files.plain_paths
    _parse(codebase, modules, files.core())
    codebase.aws_paths = files.given_paths | {
        path for path in files.aws_paths & modules.keys() if _imports_aws(modules[path])
    }
    views = _views(codebase, modules)
    candidates = find_candidates(codebase, views)
    finder = GatewayFinder(codebase, candidates, views)
    codebase.gateways, codebase.interfaces = finder.gateways, finder.interfaces
    codebase.packages = describe_packages(codebase, [each.interface for each in candidates], views)
    _tell_layers(codebase)
    _parse(codebase, modules, (*files.around_gateways(), *wanted))
    codebase.modules = dict(sorted(modules.items()))
    return codebase


def _parse(codebase: Codebase, modules: dict[str, CodeModule], paths: Iterable[str]) -> None:
    for path in paths:
        module = codebase.index.module(path)
        if module is not None:
            modules[path] = module


def _imports_aws(module: CodeModule) -> bool:
    """Whether a file imports an SDK of AWS, and does not only show in a docstring how to."""
    return any(sdk_of(use.module) in AWS_MODULES for use in module.imports)


def _views(codebase: Codebase, modules: dict[str, CodeModule]) -> list[ClassView]:
    """The classes of all modules, by path and line."""
    return [view for path in sorted(modules) for view in codebase.index.classes_of(modules[path])]


def _tell_layers(codebase: Codebase) -> None:
    """Say the layer of files whose name doesn't, but whose gateways do, or else their interfaces."""
    told = ((Layer.GATEWAY, codebase.gateways), (Layer.INTERFACES, codebase.interfaces))
    for layer, views in told:
        for path in [each.view.path for each in views]:
            if codebase.layer(path) is Layer.OTHER:
                codebase.layers[path] = layer
