"""`[maps.NAME]` of a spec file: what each value of the service means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.spec import MapSpec, SpecExpression, SpecLiteral
from gateway_builder.spec.nodes import read_fallback, read_scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.spec.table import Table


def read_maps(table: Table) -> Iterator[MapSpec]:
    """Each translation."""
    for name, found in table.tables("maps"):
        found.refuse_unknown(("values", "when_unknown"))
        found.demand("values", "a map says what each value of the service means")
        found.demand("when_unknown", "the service may answer values that it does not have yet")
        yield MapSpec(name, found.place, tuple(_read_values(found)), read_fallback(found, "when_unknown"))


def _read_values(table: Table) -> Iterator[tuple[str, SpecLiteral | SpecExpression, str]]:
    found = table.below("values")
    for external in found.content:
        meaning = read_scalar(found, external)
        if meaning:
            yield external, meaning, found.place_of(external)
