"""One service's model as the files hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.gateways.botocore_conversion import broken_model, read_table, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.gateways.botocore_conversion import JsonTable


class RawModel(NamedTuple):
    """What is converted when it is asked for, and the file that messages name."""

    service: JsonTable
    paginators: JsonTable
    waiters: JsonTable
    overlays: Mapping[tuple[str, str], str]
    place: str

    @property
    def shapes(self) -> JsonTable:
        """Shapes by name."""
        return read_table(self.service, "shapes")

    @property
    def operations(self) -> JsonTable:
        """Operations by the model's names."""
        return read_table(self.service, "operations")

    def place_of(self, *keys: str) -> str:
        """Where something stands, for messages."""
        return f"{self.place}: {'.'.join(keys)}"

    def find_shape(self, name: str) -> JsonTable:
        """A shape that something refers to.

        Raises:
            UsageError: If there is none of that name.
        """
        found = self.shapes.get(name)
        if not isinstance(found, dict):
            raise broken_model(f"there is no shape {name[:60]!r}", self.place_of("shapes"))
        return found

    def refer(self, entry: JsonTable, place: str) -> str:
        """Name of the shape that an entry refers to, which is there.

        Raises:
            UsageError: If it is not.
        """
        name = read_text(entry, "shape")
        if name not in self.shapes:
            raise broken_model(f"it refers to a shape {name[:60]!r} that is not there", place)
        return name
