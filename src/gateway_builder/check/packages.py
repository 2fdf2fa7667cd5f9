"""The packages of a project, each with layers and a convention of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.candidates import is_adapter_path
from gateway_builder.check.conventions import detect_convention
from gateway_builder.check.layers import Layer
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.model.project import Convention
    from gateway_builder.source.code_index import ClassView


@value
class Package:
    """One top package.

    Attributes:
        folder: Its folder, relative to the project's root; "" where layers stand in the root.
        convention: How it names and builds: configured, else detected, else the standard.
        has_gateways: Whether it holds a layer of gateways, so that boundaries between layers mean something.
        origins: Where the values of the convention come from, by key.
    """

    folder: str
    convention: Convention
    has_gateways: bool
    origins: tuple[tuple[str, str], ...] = ()

    def origin(self, key: str) -> str:
        """Where a value of the convention comes from: `configured`, `detected (…)` or `standard`."""
        return dict(self.origins).get(key, "standard")


def describe_packages(
    codebase: Codebase, interfaces: Sequence[InterfaceView], views: Sequence[ClassView]
) -> tuple[Package, ...]:
    """The packages of a codebase whose interfaces and gateways are known, by folder.

    Args:
        codebase: The project.
        interfaces: The Protocols and ABCs that have a vote.
        views: The classes that tell how they are implemented.
    """
    folder_of = codebase.survey.package_folder
    with_gateways = set(map(folder_of, _gateway_paths(codebase)))
    made = []
    for folder in sorted({folder_of(path) for path in codebase.paths}):
        has_gateways = folder in with_gateways
        voters = [each for each in interfaces if has_gateways and folder_of(each.view.path) == folder]
        classes = [each for each in views if has_gateways and folder_of(each.path) == folder]
        convention, settings = detect_convention(codebase, folder, voters, classes)
        origins = tuple((each.key, each.origin) for each in settings)
        made.append(Package(folder, convention, has_gateways, origins))
    return tuple(made)


def _gateway_paths(codebase: Codebase) -> Iterable[str]:
    """Files that show that their package has a layer of gateways.

    They stand in a folder named or configured for gateways; or a class in a folder of adapters implements an interface
    that stands where interfaces do. A gateway that stands alone elsewhere is no layer.
    """
    yield from (path for path in codebase.paths if codebase.layer(path) is Layer.GATEWAY)
    for gateway in codebase.gateways:
        placed = [each.interface.view.path for each in gateway.implements if each.interface.in_place]
        if placed and is_adapter_path(gateway.view.path):
            yield from (gateway.view.path, *placed)
    yield from (each.view.path for each in codebase.interfaces if codebase.layer(each.view.path) is Layer.INTERFACES)
