"""Which names mean a concrete gateway that nobody but the composition root may know."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway_builder.check.codebase import Codebase, GatewayView

_NULL_OBJECTS = ("Null", "Noop", "NoOp")


def find_concrete(codebase: Codebase, origin: str) -> GatewayView | None:
    """The gateway that a dotted name means, or whose method it is (`AWSBatchRunner.create`).

    None for any other name, and for null objects, which are a fair default everywhere.
    """
    gateway = codebase.find_gateway(origin) or codebase.find_gateway(origin.rpartition(".")[0]) if origin else None
    return None if gateway is None or gateway.name.startswith(_NULL_OBJECTS) else gateway
