"""Translations of a service's values: total, without values that the service lacks, and each used on one enum."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.bind.suggestions import did_you_mean, find_near, list_names
from gateway_builder.model.binding import Fallback, StatusMap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gateway_builder.bind.expressions import Scope
    from gateway_builder.bind.findings import Findings, MapUse
    from gateway_builder.model.service import Shape
    from gateway_builder.model.spec import MapSpec


class Translation(NamedTuple):
    """A map as far as it can be read without what it is used on; `annotation` is "" where the type is not known."""

    spec: MapSpec
    values: Mapping[str, str]
    annotation: str
    when_unknown: Fallback


def read_maps(specs: Iterable[MapSpec], findings: Findings) -> dict[str, Translation]:
    """The maps by name, with the type that their values have."""
    scope = findings.scope({}, config={})
    return {spec.name: _read_map(spec, scope, findings) for spec in specs}


def finish_maps(maps: Mapping[str, Translation], findings: Findings) -> tuple[StatusMap, ...]:
    """The maps held against the enums that they are used on."""
    return tuple(_finish_map(each, findings) for each in maps.values())


def _read_map(spec: MapSpec, scope: Scope, findings: Findings) -> Translation:
    spelled = {external: findings.spell(node, scope) for external, node, _ in spec.values}
    unknown = spec.when_unknown
    instead = findings.spell(unknown.value, scope) if unknown and unknown.value else None
    if not unknown and not findings.is_partial:
        message = f"the map {spec.name} needs when_unknown: the service may add values later"
        hint = 'add when_unknown = "unexpected", or when_unknown = {value = "=…"}'
        findings.refuse(message, spec.place, hint)
    types = dict.fromkeys(each.annotation for each in (*spelled.values(), instead) if each)
    return Translation(
        spec,
        {external: each.code for external, each in spelled.items() if each},
        " | ".join(types) if all(types) else "",
        Fallback(unknown.error if unknown else "", instead.code if instead else ""),
    )


def _finish_map(made: Translation, findings: Findings) -> StatusMap:
    spec = made.spec
    uses = [use for use in findings.map_uses if use.map == spec.name]
    if not uses and not findings.is_partial:
        hint = f'use it with map = "{spec.name}", or delete it'
        findings.refuse(f"nothing uses the map {spec.name}", spec.place, hint)
    shape = _find_enum(spec, uses, findings)
    if shape:
        _check_values(spec, shape, findings)
    order = [each for each in shape.enum if each in made.values] if shape else list(made.values)
    annotation = made.annotation or next((use.target for use in uses if use.target), "")
    values = tuple((external, made.values[external]) for external in order)
    return StatusMap(spec.name, shape.name if shape else "", annotation, values, made.when_unknown)


def _find_enum(spec: MapSpec, uses: list[MapUse], findings: Findings) -> Shape | None:
    """The enum that a map translates; None where nothing closes the set of values."""
    shapes = {use.shape: findings.model.shapes[use.shape] for use in uses if use.shape}
    first = next(iter(shapes.values()), None)
    for use in uses:
        shape = shapes.get(use.shape)
        if shape and first and set(shape.enum) != set(first.enum):
            message = f"the map {spec.name} translates both {first.name} and {shape.name}, which have different values"
            findings.refuse(message, use.place, "give each a map of its own")
    return first if first and first.enum else None


def _check_values(spec: MapSpec, shape: Shape, findings: Findings) -> None:
    given = {external for external, _, _ in spec.values}
    meant: set[str] = set()
    for external, _, place in spec.values:
        if external not in shape.enum:
            missing = [each for each in shape.enum if each not in given]
            meant.add(find_near(external, missing))
            near = did_you_mean(external, missing or shape.enum)
            findings.refuse(f"{shape.name} has no {external}{near}", place, f"there are {list_names(shape.enum)}")
    if forgotten := [each for each in shape.enum if each not in given and each not in meant]:
        message = f"{shape.name} also has {', '.join(forgotten)}: map them"
        findings.refuse(message, spec.place, "say under values what each means")
