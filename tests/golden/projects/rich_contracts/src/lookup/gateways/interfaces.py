from __future__ import annotations

import typing
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Literal, Protocol, TypeVar, overload, runtime_checkable

from lookup import models
from lookup.models import Entry, Freshness

T = TypeVar("T")
_K_contra = TypeVar("_K_contra", contravariant=True)
V_co = TypeVar("V_co", covariant=True)

DEFAULT_TTL = timedelta(minutes=5)


@runtime_checkable
class IEntryCache(Protocol):
    """Keeps entries for a while."""

    @property
    def name(self) -> str:
        """Name of the cache."""
        ...

    async def get_entry(self, key: str, /, *, freshness: Freshness = Freshness.ANY) -> Entry | None:
        """Get an entry.

        Args:
            key: Its key.
            freshness: How old it may be.

        Returns:
            The entry, or None.
        """
        ...

    async def put_entry(self, entry: models.Entry, ttl: timedelta = DEFAULT_TTL) -> None:
        """Keep an entry.

        Args:
            entry: The entry.
            ttl: For how long.
        """
        ...

    @overload
    async def count(self, prefix: str) -> int: ...
    @overload
    async def count(self, prefix: str, *, by: Literal["version"]) -> Mapping[int, int]: ...
    async def count(
        self, prefix: str, *, by: Literal["version"] | None = None
    ) -> int | Mapping[int, int]:
        """Count entries."""
        ...

    def watch(self, *keys: str, **options: typing.Any) -> AsyncIterator[Entry]:
        """Follow the changes of entries."""
        ...

    async def compute(self, key: str, make: Callable[[], T]) -> T:
        """Get a value, or make and keep it."""
        ...


class ILookup(Protocol[_K_contra, V_co]):
    """Finds values by key."""

    def find(self, key: _K_contra) -> V_co | None:
        """Find a value."""
        ...

    def find_many(self, keys: Sequence[_K_contra]) -> Sequence[V_co]:
        """Find several values."""
        ...
