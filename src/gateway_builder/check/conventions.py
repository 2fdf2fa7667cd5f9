"""The packages of a project: which have gateways, and how each builds them, by the votes that `new` goes by too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.candidates import is_adapter_path
from gateway_builder.check.layers import Layer
from gateway_builder.check.packages import Package
from gateway_builder.errors import UsageError
from gateway_builder.model.classes import ClassSummary
from gateway_builder.model.interface import Interface, Method
from gateway_builder.model.project import ErrorClasses, Layout
from gateway_builder.project.conventions import find_convention
from gateway_builder.project.exports import find_exports
from gateway_builder.project.gateways_place import find_gateways_folder
from gateway_builder.project.interfaces_place import Evidence, InterfacesPlace, find_interfaces_place, gather_evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.model.project import Convention, Setting
    from gateway_builder.source.code_index import ClassView

_STANDARD_PLACE = InterfacesPlace("gateways/interfaces.py", one_per_file=False, origin="standard")


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
    standard, unvoted = _count_votes(codebase, Evidence(codebase.survey, (), (), (), ""), _STANDARD_PLACE)
    made = []
    for folder in sorted({folder_of(path) for path in codebase.paths}):
        convention, settings = standard, unvoted
        if folder in with_gateways:
            voters = [each for each in interfaces if folder_of(each.view.path) == folder]
            classes = [each for each in views if folder_of(each.path) == folder]
            convention, settings = _detect_convention(codebase, folder, voters, classes)
        origins = tuple((each.key, each.origin) for each in settings)
        made.append(Package(folder, convention, folder in with_gateways, origins))
    return tuple(made)


def _gateway_paths(codebase: Codebase) -> Iterable[str]:
    """Files that show that their package has a layer of gateways.

    They stand in a folder named or configured for gateways; or a class in a folder of adapters implements an interface
    that stands where interfaces do. A gateway that stands alone elsewhere is no layer. A folder called `gateway` may
    hold something else, so it is one only in a package with a gateway or an interface.
    """
    folder_of = codebase.survey.package_folder
    views = [*(each.view for each in codebase.interfaces), *(each.view for each in codebase.gateways)]
    shown = {folder_of(view.path) for view in views}
    for path in codebase.paths:
        if codebase.layer(path) is Layer.GATEWAY and ("gateway" not in path.split("/") or folder_of(path) in shown):
            yield path
    for gateway in codebase.gateways:
        placed = [each.interface.view.path for each in gateway.implements if each.interface.in_place]
        if placed and is_adapter_path(gateway.view.path):
            yield from (gateway.view.path, *placed)
    yield from (each.view.path for each in codebase.interfaces if codebase.layer(each.view.path) is Layer.INTERFACES)


def _detect_convention(
    codebase: Codebase, folder: str, interfaces: Sequence[InterfaceView], classes: Sequence[ClassView]
) -> tuple[Convention, tuple[Setting, ...]]:
    """The convention of one package, and where each of its values comes from.

    Args:
        codebase: The project, of which `__init__.py`s are read.
        folder: The package.
        interfaces: Its Protocols and ABCs.
        classes: Its classes.
    """
    voters = [_summarize_interface(each) for each in interfaces]
    evidence = gather_evidence(codebase.survey, voters, [_summarize_class(each) for each in classes], folder)
    return _count_votes(codebase, evidence, _find_place(evidence))


def _count_votes(
    codebase: Codebase, evidence: Evidence, place: InterfacesPlace
) -> tuple[Convention, tuple[Setting, ...]]:
    gateways, _ = find_gateways_folder(evidence, place)
    layout = Layout("", "", place.path, gateways, "", ErrorClasses("", ""))
    exports = find_exports(codebase.index.tree, evidence, layout)
    return find_convention(evidence, layout, one_per_file=place.one_per_file, exports=exports)


def _find_place(evidence: Evidence) -> InterfacesPlace:
    """Where interfaces stand; of several places the one that holds most of them."""
    try:
        return find_interfaces_place(evidence, "")
    except UsageError:
        paths = sorted(each.path for each in evidence.held) or ["interfaces.py"]
        return InterfacesPlace(max(paths, key=paths.count), one_per_file=False, origin="detected")


def _summarize_interface(interface: InterfaceView) -> Interface:
    view = interface.view
    return Interface(
        name=view.name,
        path=view.path,
        module=view.module.name,
        kind=interface.kind,
        methods=tuple(Method(name) for name in interface.methods),
        line=view.node.lineno,
        runtime_checkable=interface.is_runtime_checkable,
    )


def _summarize_class(view: ClassView) -> ClassSummary:
    return ClassSummary(
        name=view.name,
        path=view.path,
        module=view.module.name,
        line=view.node.lineno,
        bases=tuple(filter(None, view.base_origins)),
        methods=tuple(Method(name) for name in view.own_methods if not name.startswith("_")),
    )
