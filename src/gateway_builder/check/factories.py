"""Methods that make an object of their class, or write one down: they ask nothing of a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.links import SERIALIZERS
from gateway_builder.model.interface import MethodKind

if TYPE_CHECKING:
    from gateway_builder.check.signatures import MethodView


def is_factory(method: MethodView) -> bool:
    """Whether a method serializes its class (`to_dict`), or is a class method that makes it (`from_url`, `create`)."""
    makes = method.kind is MethodKind.CLASS and (method.name.startswith("from_") or method.name == "create")
    return makes or method.name in SERIALIZERS
