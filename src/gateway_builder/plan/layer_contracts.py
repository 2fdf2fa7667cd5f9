"""The boundaries between a project's layers as a configuration of import-linter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.layer_modules import read_layers
from gateway_builder.check.vendors import AWS_MODULES, HTTP_MODULES, own_sdks, sdk_of
from gateway_builder.errors import Problem, UsageError
from gateway_builder.naming import snake_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.layer_modules import PackageLayers

_HEAD = """\
# The layers of the gateway standard, for import-linter: lint-imports --config FILE
# Written by `gateway-builder export import-linter`; export it again when layers are added or moved.
"""
_FEWEST_LAYERS = 2
_SHARED_TOPS = frozenset({"google"})
"""Top modules that hold more than SDKs: import-linter knows external packages by their top modules alone."""


def export_layer_contracts(codebase: Codebase) -> str:
    """The text of a configuration of import-linter that holds the project to its layers.

    Raises:
        UsageError: If no package has gateways beside another layer.
    """
    packages = read_layers(codebase)
    contracts = [contract for each in packages for contract in _contracts(codebase, each, packages)]
    if not contracts:
        problem = Problem(
            "no package has a layer of gateways beside another layer, so there is no boundary to export",
            "name the places of layers in [tool.gateway-builder]: gateways, use_cases, models, controllers",
        )
        raise UsageError(problem)
    roots = dict.fromkeys(root for each in packages for root in each.roots)
    head = ["[importlinter]", *_listed("root_packages", roots), "include_external_packages = True"]
    return "\n\n".join([_HEAD + "\n".join(head), *contracts]) + "\n"


def _contracts(codebase: Codebase, layers: PackageLayers, packages: Sequence[PackageLayers]) -> Iterator[str]:
    """The contracts of one package, those of layers that it has; named after it where there are several."""
    is_alone = len(packages) == 1 or not layers.name
    key = "" if is_alone else f"{snake_case(layers.name)}-"
    in_package = "" if is_alone else f" of {layers.name}"
    yield from _layered(layers, key, in_package)
    if layers.use_cases and layers.gateways:
        yield _contract(
            f"{key}use-cases",
            f"Use cases{in_package} know interfaces, never concrete gateways",
            [
                "type = forbidden",
                *_listed("source_modules", layers.use_cases),
                *_listed("forbidden_modules", layers.gateways),
            ],
            [*_listed("ignore_imports", _allowed(layers)), "unmatched_ignore_imports_alerting = none"],
        )
    callers = [*layers.use_cases, *layers.repositories, *layers.controllers]
    if layers.gateways and callers:
        yield _contract(
            f"{key}gateways",
            f"Gateways{in_package} know neither who asks nor what is remembered",
            ["type = forbidden", *_listed("source_modules", layers.gateways), *_listed("forbidden_modules", callers)],
        )
    sources = [*layers.models, *layers.use_cases, *layers.interfaces]
    if layers.gateways and sources:
        yield _contract(
            f"{key}sdks",
            f"SDKs only in gateways{in_package}",
            ["type = forbidden", *_listed("source_modules", sources), *_listed("forbidden_modules", _sdks(codebase))],
        )


def _layered(layers: PackageLayers, key: str, in_package: str) -> Iterator[str]:
    """The contract that says which layer stands above which; none where one layer is all there is."""
    beside = [*layers.use_cases, *layers.gateways, *layers.repositories]
    stacked = [each for each in (layers.controllers, beside, layers.models) if each]
    if len(stacked) >= _FEWEST_LAYERS:
        lines = _listed("layers", [" : ".join(each) for each in stacked])
        yield _contract(f"{key}layers", f"Each layer{in_package} uses what stands below it", ["type = layers", *lines])


def _allowed(layers: PackageLayers) -> Iterator[str]:
    """The imports of use cases among gateways that are right: interfaces, and what gateways share with them."""
    for source in layers.use_cases:
        for target in layers.shared:
            yield f"{source} -> {target}"
            yield f"{source}.** -> {target}"


def _sdks(codebase: Codebase) -> tuple[str, ...]:
    """The top modules of SDKs that a project could import: the everyday ones, and all that it does import."""
    own = own_sdks(codebase)
    used = {
        use.module.partition(".")[0]
        for module in codebase.modules.values()
        for use in module.imports
        if sdk_of(use.target, own) and not codebase.index.is_own(use.target)
    }
    everyday = {each for each in AWS_MODULES | HTTP_MODULES | own if "." not in each}
    return tuple(sorted((used | everyday) - _SHARED_TOPS))


def _contract(key: str, name: str, *parts: Sequence[str]) -> str:
    lines = [line for part in parts for line in part]
    direct = [] if "type = layers" in lines else ["allow_indirect_imports = True"]
    return "\n".join([f"[importlinter:contract:{key}]", f"name = {name}", *lines, *direct])


def _listed(key: str, values: Iterable[str]) -> list[str]:
    return [f"{key} =", *(f"    {each}" for each in values)]
