"""Who knows whom: use cases, the interfaces that they know, the gateways behind these, and their services."""

from __future__ import annotations

import ast
from enum import IntEnum
from typing import TYPE_CHECKING

from gateway_builder.check.use_cases import list_use_cases
from gateway_builder.project.paths import stem
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gateway_builder.check.codebase import Codebase, GatewayView, InterfaceView
    from gateway_builder.check.use_cases import UseCasePlace
    from gateway_builder.model.finding import Finding

_ROUNDS = 4


class Column(IntEnum):
    """Where a thing stands on the map, from the application to the outside world."""

    USE_CASE = 0
    INTERFACE = 1
    GATEWAY = 2
    SERVICE = 3


@value
class MapNode:
    """One thing on the map.

    Attributes:
        key: What edges name it by; unique.
        column: Where it stands.
        title: What it is called.
        path: Its file; "" for a service.
        line: Its line.
        scope: Its class; "" for a file as a whole.
        is_fake: Whether it is a gateway that only pretends.
    """

    key: str
    column: Column
    title: str
    path: str = ""
    line: int = 1
    scope: str = ""
    is_fake: bool = False

    def holds(self, finding: Finding) -> bool:
        """Whether a finding stands in it."""
        if finding.path != self.path:
            return False
        return not self.scope or finding.scope == self.scope or finding.scope.startswith(f"{self.scope}.")


@value
class GatewayMap:
    """The map: nodes of each column from top to bottom, and pairs of keys."""

    nodes: tuple[MapNode, ...]
    edges: tuple[tuple[str, str], ...]

    def column(self, column: Column) -> tuple[MapNode, ...]:
        """The nodes of a column, from top to bottom."""
        return tuple(each for each in self.nodes if each.column is column)


def draw_map(codebase: Codebase) -> GatewayMap:
    """The map of a project; the same for the same files."""
    nodes: dict[str, MapNode] = {}
    edges: set[tuple[str, str]] = set()
    for interface in codebase.interfaces:
        _add(nodes, _interface(interface))
    for gateway in codebase.gateways:
        _add(nodes, _gateway(gateway))
        edges |= {(each.interface.view.origin, gateway.view.origin) for each in gateway.implements}
        for service in _services(codebase, gateway):
            _add(nodes, service)
            edges.add((gateway.view.origin, service.key))
    for place in list_use_cases(codebase):
        known = set(_known_to(codebase, place)) & nodes.keys()
        if known:
            node = _use_case(place)
            _add(nodes, node)
            edges |= {(node.key, each) for each in known}
    wanted = tuple(sorted(edge for edge in edges if edge[0] in nodes and edge[1] in nodes))
    return GatewayMap(_order(nodes.values(), wanted), wanted)


def _add(nodes: dict[str, MapNode], node: MapNode) -> None:
    nodes.setdefault(node.key, node)


def _interface(interface: InterfaceView) -> MapNode:
    view = interface.view
    return MapNode(view.origin, Column.INTERFACE, view.name, view.path, view.node.lineno, view.name)


def _gateway(gateway: GatewayView) -> MapNode:
    view = gateway.view
    return MapNode(view.origin, Column.GATEWAY, view.name, view.path, view.node.lineno, view.name, gateway.is_fake)


def _services(codebase: Codebase, gateway: GatewayView) -> Iterator[MapNode]:
    """What a gateway talks to, as far as it is known."""
    services = dict.fromkeys(each.client.service for each in gateway.clients if each.client.service)
    sdks = dict.fromkeys(each.client.sdk for each in gateway.clients if each.client.sdk and not each.client.service)
    for name in services:
        model = codebase.models.find(name)
        yield MapNode(f"service:{name}", Column.SERVICE, model.label if model else name)
    for name in sdks:
        yield MapNode(f"service:{name}", Column.SERVICE, name)


def _use_case(place: UseCasePlace) -> MapNode:
    path = place.module.path
    if isinstance(place.node, ast.ClassDef):
        name = place.node.name
        return MapNode(f"use case:{path}:{name}", Column.USE_CASE, name, path, place.node.lineno, name)
    public = [each.name for each in place.module.classes if not each.name.startswith("_")]
    title = public[0] if len(public) == 1 else stem(path)
    return MapNode(f"use case:{path}", Column.USE_CASE, title, path)


def _known_to(codebase: Codebase, place: UseCasePlace) -> Iterator[str]:
    """Interfaces and gateways that a use case imports."""
    for use in place.module.imports:
        found = codebase.find_interface(use.target) or codebase.find_gateway(use.target)
        if found:
            yield found.view.origin


def _order(nodes: Iterable[MapNode], edges: Sequence[tuple[str, str]]) -> tuple[MapNode, ...]:
    """The nodes so that few edges cross: each near the middle of those that it is joined with."""
    rows = {column: sorted((e for e in nodes if e.column is column), key=_name) for column in Column}
    joined: dict[str, list[str]] = {}
    for first, second in edges:
        joined.setdefault(first, []).append(second)
        joined.setdefault(second, []).append(first)
    for _ in range(_ROUNDS):
        for column in (Column.GATEWAY, Column.SERVICE, Column.INTERFACE, Column.USE_CASE):
            places = {each.key: float(row) for listed in rows.values() for row, each in enumerate(listed)}
            rows[column] = [node for _, _, node in sorted(_weighed(rows[column], joined, places))]
    return tuple(each for column in Column for each in rows[column])


def _weighed(
    nodes: Iterable[MapNode], joined: Mapping[str, Sequence[str]], places: Mapping[str, float]
) -> Iterator[tuple[float, tuple[str, str], MapNode]]:
    """Each node with where it would like to stand; those that nothing is joined with stand last."""
    for each in nodes:
        others = joined.get(each.key, ())
        middle = sum(places[other] for other in others) / len(others) if others else float(len(places))
        yield middle, _name(each), each


def _name(node: MapNode) -> tuple[str, str]:
    return node.title, node.key
