"""The application's models that a gateway has to do with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.model.business import BusinessModel, ModelKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gateway_builder.bind.findings import Models
    from gateway_builder.model.binding import MethodBinding, StatusMap
    from gateway_builder.model.interface import Interface

_IDENTIFIER = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", re.ASCII)


def reach_models(
    interface: Interface, methods: Mapping[str, MethodBinding], maps: tuple[StatusMap, ...], models: Models
) -> dict[str, BusinessModel]:
    """Models by identifier: those of decided methods' signatures and of maps, and those that their fields name."""
    found: dict[str, BusinessModel] = {}
    waiting = list(_list_annotations(interface, methods)) + [each.annotation for each in maps]
    seen: set[str] = set()
    while waiting:
        for name in _IDENTIFIER.findall(waiting.pop()):
            if name not in seen:
                seen.add(name)
                if model := models(name):
                    found[name] = model
                    waiting += [field.annotation for field in model.fields if model.kind is not ModelKind.ENUM]
    return dict(sorted(found.items()))


def _list_annotations(interface: Interface, methods: Mapping[str, MethodBinding]) -> Iterator[str]:
    for method in interface.methods:
        if method.name in methods:
            yield from (each.annotation for each in method.signature.parameters if each.annotation)
            yield method.signature.returns or ""
