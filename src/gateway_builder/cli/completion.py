"""What the shell offers for arguments; whatever goes wrong, it offers nothing and says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.errors import GatewayBuilderError

if TYPE_CHECKING:
    from collections.abc import Iterable


def complete_technology(incomplete: str) -> list[str]:
    """Names of technologies that begin so, in any case."""
    from gateway_builder.wiring import open_catalog

    return _begin_with(incomplete, (technology.name for technology in open_catalog().list_technologies()))


def complete_interface(incomplete: str) -> list[str]:
    """Names of the project's interfaces that begin so."""
    from gateway_builder.plan.overview import read_every_class
    from gateway_builder.wiring import open_workspace

    try:
        _, source = read_every_class(open_workspace(None).tree)
    except (GatewayBuilderError, OSError):
        return []
    return _begin_with(incomplete, (interface.name for interface in source.interfaces))


def _begin_with(incomplete: str, names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if name.lower().startswith(incomplete.lower())})
