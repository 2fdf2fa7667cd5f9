from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from lookup.models import Entry

type Context = Mapping[str, Any]


class ISerializer[Model](Protocol):
    """Turns models into bytes and back."""

    def dump(self, model: Model) -> bytes:
        """Turn a model into bytes."""
        ...

    def load(self, data: bytes, *, context: Context | None = None) -> Model:
        """Turn bytes into a model."""
        ...

    def convert[Other](self, data: bytes, to: type[Other]) -> Other:
        """Read one model as another."""
        ...


@runtime_checkable
class IEntryLog(Protocol):
    """Remembers what happened to entries."""

    def append_entry(self, entry: Entry) -> None:
        """Append an entry."""
        ...
