"""The folder of concrete gateways."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gateway_builder.project.paths import base_name, is_below, join, lineage, parent
from gateway_builder.project.roles import GATEWAY_FOLDERS, INTERFACE_WORDS, is_test, is_upper_layer

if TYPE_CHECKING:
    from gateway_builder.project.interfaces_place import Evidence, InterfacesPlace

_MAJORITY = 0.6


def find_gateways_folder(evidence: Evidence, place: InterfacesPlace) -> tuple[str, str]:
    """The folder of concrete gateways, and how it is known.

    Args:
        evidence: What is known.
        place: Where interfaces stand.
    """
    configured = evidence.survey.configuration.gateways
    if configured is not None:
        return configured, "configured"
    folder = place.path if place.one_per_file else parent(place.path)
    for above in lineage(folder):
        if base_name(above) in GATEWAY_FOLDERS[:2]:
            return above, place.origin
    return _voted(evidence, place) or _beside(evidence, folder)


def _voted(evidence: Evidence, place: InterfacesPlace) -> tuple[str, str] | None:
    """The folder where most of the classes stand that subclass an interface of this place."""
    names = {f"{each.module}.{each.name}" for each in evidence.interfaces if is_below(each.path, place.path)}
    folders = Counter(
        parent(summary.path)
        for summary in evidence.classes
        if names & set(summary.bases) and not is_test(summary.path) and not is_below(summary.path, place.path)
    )
    for folder, count in folders.most_common(1):
        if count >= _MAJORITY * folders.total():
            return folder, f"detected ({count} of {folders.total()} implementations)"
    return None


def _beside(evidence: Evidence, folder: str) -> tuple[str, str]:
    """The nearest folder named for gateways around the interfaces; else a new one beside the layers."""
    survey = evidence.survey
    package = survey.package_folder(join(folder, "x.py"))
    home = folder
    while home != package and is_upper_layer(base_name(home)):
        home = parent(home)
    for above in dict.fromkeys((home, *(each for each in lineage(home) if is_below(each, package)))):
        for name in GATEWAY_FOLDERS:
            path = join(above, name)
            if survey.has_folder(path) and base_name(path) not in INTERFACE_WORDS:
                return path, "detected (the folder's name)"
    return join(home, GATEWAY_FOLDERS[0]), "standard"
