"""Shapes of a botocore model as neutral values.

Some traits stand at a member and change what its shape is: the payload of an answer streams, a header holds JSON. Such
a member has a shape of its own, named `Owner.Member`; names in models hold no dot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.gateways.botocore_conversion import (
    read_documentation,
    read_flag,
    read_number,
    read_table,
    read_text,
    read_texts,
    require_name,
    require_printable,
)
from gateway_builder.model.service import Member, Shape, ShapeKind

if TYPE_CHECKING:
    from gateway_builder.gateways.botocore_conversion import JsonTable
    from gateway_builder.gateways.botocore_model import RawModel

_KINDS = {
    "structure": ShapeKind.STRUCTURE,
    "list": ShapeKind.LIST,
    "map": ShapeKind.MAP,
    "string": ShapeKind.STRING,
    "integer": ShapeKind.INTEGER,
    "long": ShapeKind.INTEGER,
    "float": ShapeKind.NUMBER,
    "double": ShapeKind.NUMBER,
    "boolean": ShapeKind.BOOLEAN,
    "timestamp": ShapeKind.TIMESTAMP,
    "blob": ShapeKind.BLOB,
    "jsonvalue": ShapeKind.DOCUMENT,
}


class BotocoreShapes:
    """Converts the shapes of one model."""

    def __init__(self, raw: RawModel) -> None:
        """Keep the model."""
        self._raw = raw

    def convert(self, name: str) -> Shape:
        """The shape of that name.

        Args:
            name: Name in the model, or `Owner.Member`.

        Raises:
            KeyError: If there is no such shape.
            UsageError: If the model is broken there.
        """
        owner, _, member = name.partition(".") if name not in self._raw.shapes else (name, "", "")
        if owner not in self._raw.shapes:
            raise KeyError(name)
        place = self._raw.place_of("shapes", owner)
        require_name(owner, place)
        entry = self._raw.find_shape(owner)
        if member:
            entry = self._merge_traits(entry, member, place)
        return Shape(
            name=name,
            kind=_find_kind(entry),
            members=self._convert_members(name, entry, place),
            element=self._refer_within(entry, "member", place) or self._refer_within(entry, "value", place),
            key=self._refer_within(entry, "key", place),
            enum=require_printable(read_texts(entry, "enum"), place),
            minimum=read_number(entry, "min"),
            maximum=read_number(entry, "max"),
            pattern=read_text(entry, "pattern"),
            is_union=read_flag(entry, "union"),
            is_stream=read_flag(entry, "streaming"),
            is_event_stream=read_flag(entry, "eventstream"),
            is_sensitive=read_flag(entry, "sensitive"),
            documentation=read_documentation(entry),
        )

    def _refer_within(self, entry: JsonTable, key: str, place: str) -> str:
        return self._raw.refer(read_table(entry, key), place) if key in entry else ""

    def _convert_members(self, owner: str, entry: JsonTable, place: str) -> tuple[Member, ...]:
        required = frozenset(read_texts(entry, "required"))
        members = read_table(entry, "members")
        names = self._list_events(members, place) if read_flag(entry, "eventstream") else members
        return tuple(self._convert_member(owner, name, entry, place, is_required=name in required) for name in names)

    def _list_events(self, members: JsonTable, place: str) -> list[str]:
        """The members of an event stream that are no errors; those the SDK raises."""
        shapes = {name: self._raw.refer(read_table(members, name), place) for name in members}
        return [name for name, shape in shapes.items() if not read_flag(self._raw.find_shape(shape), "exception")]

    def _convert_member(self, owner: str, name: str, structure: JsonTable, place: str, *, is_required: bool) -> Member:
        entry = read_table(structure["members"], require_name(name, place))
        shape = self._raw.refer(entry, place)
        evidence = self._raw.overlays.get((owner, name), "") if is_required else ""
        return Member(
            name=name,
            shape=f"{owner}.{name}" if self._find_traits(structure, name, shape) else shape,
            required=is_required and not evidence,
            is_token=read_flag(entry, "idempotencyToken"),
            is_deprecated=read_flag(entry, "deprecated"),
            documentation=read_documentation(entry),
            evidence=evidence,
        )

    def _merge_traits(self, structure: JsonTable, member: str, place: str) -> JsonTable:
        """The shape of a member as its traits make it."""
        members = read_table(structure, "members")
        if member not in members:
            raise KeyError(member)
        shape = self._raw.refer(read_table(members, member), place)
        return self._raw.find_shape(shape) | self._find_traits(structure, member, shape)

    def _find_traits(self, structure: JsonTable, member: str, shape: str) -> JsonTable:
        """What a member changes of its shape."""
        entry = read_table(structure["members"], member)
        kind = self._raw.find_shape(shape).get("type")
        traits: JsonTable = {}
        if kind == "blob" and structure.get("payload") == member:
            traits["streaming"] = True
        if kind == "string" and read_flag(entry, "jsonvalue") and entry.get("location") == "header":
            traits["type"] = "jsonvalue"
        if "enum" in entry:
            traits["enum"] = entry["enum"]
        return traits


def _find_kind(entry: JsonTable) -> ShapeKind:
    if read_flag(entry, "document"):
        return ShapeKind.DOCUMENT
    return _KINDS.get(read_text(entry, "type"), ShapeKind.UNKNOWN)
