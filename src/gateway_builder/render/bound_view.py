"""What the templates read of a gateway's decided part; apart from the other views, as most runs decide nothing."""

from __future__ import annotations

from typing import NamedTuple


class BoundView(NamedTuple):
    """What bound methods need of the module, as finished lines.

    `helpers` names the private functions that are used, `overrides` tells that methods give some codes another meaning,
    and `aliases` are second names of what a method's parameter hides.
    """

    protocols: tuple[str, ...]
    constants: tuple[str, ...]
    functions: tuple[str, ...]
    aliases: tuple[str, ...]
    factory: tuple[str, ...]
    helpers: frozenset[str]
    overrides: bool
