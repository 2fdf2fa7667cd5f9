"""Reads one table of the configuration key by key and collects everything that is wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from gateway_builder.errors import Problem
from gateway_builder.project.option_values import BadValueError, each, nearest, table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")
D = TypeVar("D")

_HINT = "mend it, or leave it out"


class TableReader:
    """A table of the configuration, the place it stands at, and the problems found in it so far."""

    def __init__(self, content: Mapping[str, object], place: str, problems: list[Problem]) -> None:
        self._table = content
        self._place = place
        self._problems = problems

    def read(self, key: str, parse: Callable[[object], T], default: D) -> T | D:
        """The checked value of a key; the default when the key is absent or its value is wrong."""
        if key not in self._table:
            return default
        try:
            return parse(self._table[key])
        except BadValueError as bad:
            name = f"{key}{bad.key}"
            self._problems.append(Problem(f"{name} {bad.message}", bad.hint or _HINT, f"{self._place}.{name}"))
            return default

    def below(self, key: str) -> tuple[TableReader, ...]:
        """Readers of the tables of an array under a key."""
        found = self.read(key, each(table), ())
        place = f"{self._place}.{key}"
        return tuple(TableReader(inner, f"{place}[{number}]", self._problems) for number, inner in enumerate(found))

    def require(self, key: str, why: str) -> None:
        """Note a problem when a key is absent."""
        if key not in self._table:
            self._problems.append(
                Problem(f"{key} is missing: {why}", "add it, or leave the whole table out", f"{self._place}.{key}")
            )

    def refuse_unknown(self, known: tuple[str, ...]) -> None:
        """Note every key that is not known, with the nearest that is."""
        for key in self._table:
            if key not in known:
                hint = nearest(key, known) or f"known are: {', '.join(known)}"
                self._problems.append(Problem(f"the option {key!r} is unknown", hint, f"{self._place}.{key}"))
