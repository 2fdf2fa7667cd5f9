"""The map of a project as a drawing."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from gateway_builder.check.gateway_map import Column
from gateway_builder.model.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gateway_builder.check.gateway_map import GatewayMap, MapNode

_TITLES = {
    Column.USE_CASE: "Use cases",
    Column.INTERFACE: "Interfaces",
    Column.GATEWAY: "Gateways",
    Column.SERVICE: "Services",
}
_WIDTH, _HEIGHT = 230, 34
_STEP_X, _STEP_Y = 300, 50
_LEFT, _TOP = 16, 44
_LONGEST = 26


def draw_svg(drawn: GatewayMap, counts: Mapping[str, int]) -> str:
    """The map; a thing with findings is a button that carries their number.

    Args:
        drawn: What is to be drawn.
        counts: How many findings stand in each node, by key.
    """
    columns = [drawn.column(column) for column in Column]
    places = {
        node.key: (_LEFT + _STEP_X * column, _TOP + _STEP_Y * row)
        for column, nodes in enumerate(columns)
        for row, node in enumerate(nodes)
    }
    width = _LEFT * 2 + _STEP_X * (len(columns) - 1) + _WIDTH
    height = _TOP + _STEP_Y * max(map(len, columns)) + _LEFT
    parts = [
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" aria-label="Map">',
        *_heads(),
        *(_edge(places[first], places[second]) for first, second in _directed(drawn, places)),
        *(_node(number, node, places[node.key], counts.get(node.key, 0)) for number, node in enumerate(drawn.nodes)),
        "</svg>",
    ]
    return "\n".join(parts)


def _heads() -> Iterator[str]:
    for column, title in _TITLES.items():
        yield f'<text class="head" x="{_LEFT + _STEP_X * column}" y="{_TOP - 16}">{title}</text>'


def _directed(drawn: GatewayMap, places: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, str]]:
    """The edges from left to right."""
    for first, second in drawn.edges:
        yield (first, second) if places[first][0] <= places[second][0] else (second, first)


def _edge(start: tuple[int, int], end: tuple[int, int]) -> str:
    x, y = start[0] + _WIDTH, start[1] + _HEIGHT // 2
    to_x, to_y = end[0], end[1] + _HEIGHT // 2
    middle = (x + to_x) // 2
    return f'<path class="edge" d="M{x} {y}C{middle} {y} {middle} {to_y} {to_x} {to_y}"/>'


def _node(number: int, node: MapNode, place: tuple[int, int], count: int) -> str:
    x, y = place
    title = one_line(node.title)
    shown = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
    where = f", {one_line(node.path)}:{node.line}" if node.path else ""
    label = escape(f"{title}{where}")
    told = f"{label}, {count} finding{'s' * (count != 1)}"
    fake = " fake" if node.is_fake else ""
    inner = (
        f"<title>{label}</title>"
        f'<rect class="box" x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="6"/>'
        f'<text x="{x + 10}" y="{y + 22}">{escape(shown)}</text>'
    )
    if not count:
        return f'<g class="node{fake}" data-node="{number}">{inner}</g>'
    badge = (
        f'<circle class="badge" cx="{x + _WIDTH}" cy="{y}" r="11"/>'
        f'<text class="count" x="{x + _WIDTH}" y="{y + 5}">{count}</text>'
    )
    return (
        f'<g class="node found{fake}" data-node="{number}" role="button" tabindex="0" aria-pressed="false" '
        f'aria-label="{told}">{inner}{badge}</g>'
    )
