"""How each package of a project names and builds gateways, found by the votes that `new` goes by too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.errors import UsageError
from gateway_builder.model.classes import ClassSummary
from gateway_builder.model.interface import Interface, Method
from gateway_builder.model.project import ErrorClasses, Layout
from gateway_builder.project.conventions import find_convention
from gateway_builder.project.exports import find_exports
from gateway_builder.project.gateways_place import find_gateways_folder
from gateway_builder.project.interfaces_place import InterfacesPlace, find_interfaces_place, gather_evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.model.project import Convention, Setting
    from gateway_builder.project.interfaces_place import Evidence
    from gateway_builder.source.code_index import ClassView


def detect_convention(
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
    place = _find_place(evidence)
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
