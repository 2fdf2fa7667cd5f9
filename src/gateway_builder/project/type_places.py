"""The files that types of signatures may come from, in the order in which they are looked through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.project.paths import base_name, is_below, join, parent
from gateway_builder.project.roles import is_aside

if TYPE_CHECKING:
    from gateway_builder.model.project import Layout
    from gateway_builder.project.survey import Survey

_OUTER_LAYERS = frozenset({"use_cases", "usecases", "controllers", "__main__.py"})


def rank_model_files(survey: Survey, layout: Layout) -> tuple[tuple[str, ...], ...]:
    """Files of business models, private ones included: those beside the gateways first, then all others together."""
    ranks: dict[int, list[str]] = {}
    for path in survey.sources:
        places = [place for place in layout.models if is_below(path, place)]
        if places and path != layout.interfaces and not is_aside(path):
            rank = max(_nearness(place, layout.gateways) for place in places)
            ranks.setdefault(rank, []).append(path)
    return tuple(tuple(ranks[rank]) for rank in sorted(ranks, reverse=True))


def list_other_files(survey: Survey, layout: Layout) -> tuple[str, ...]:
    """The package's further files that an interface may depend on."""
    package = survey.package_folder(join(layout.gateways, "x.py"))
    gateways = layout.gateways if layout.gateways not in ("", package) else None
    outer = (*survey.configuration.use_cases, *survey.configuration.controllers, *layout.models, layout.interfaces)
    return tuple(
        path
        for path in survey.sources
        if is_below(path, package)
        and not is_aside(path)
        and not (gateways and is_below(path, gateways))
        and not any(is_below(path, place) for place in outer if place)
        and not any(part in _OUTER_LAYERS for part in path.split("/"))
    )


def is_private(path: str) -> bool:
    """Whether a file or a folder above it is named as private."""
    return any(part.startswith("_") and part != "__init__.py" for part in path.split("/"))


def is_package_file(path: str) -> bool:
    """Whether a file is a package's own."""
    return base_name(path) == "__init__.py"


def _nearness(place: str, gateways: str) -> int:
    """How deep the folder stands that models share with the gateways; -1 where the gateways are elsewhere."""
    shared = parent(place)
    if not is_below(gateways, shared):
        return -1
    return len(shared.split("/")) if shared else 0
