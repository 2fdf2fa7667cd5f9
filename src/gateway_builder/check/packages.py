"""The packages of a project, each with layers and a convention of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from gateway_builder.model.project import Convention


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
