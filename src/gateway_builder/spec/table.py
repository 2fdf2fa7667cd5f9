"""Reads one table of a spec file key by key; what is wrong is noted in the document, and reading goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from gateway_builder.spec.words import describe_bad_name, describe_value, find_near, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gateway_builder.spec.document import Document
    from gateway_builder.spec.toml_lines import KeyPath

T = TypeVar("T")


class Table:
    """A table, and where it stands.

    Attributes:
        content: Its keys and values.
        keys: The keys that lead to it.
        document: The file.
    """

    def __init__(self, content: Mapping[str, object], keys: KeyPath, document: Document) -> None:
        self.content = content
        self.keys = keys
        self.document = document
        self._written: dict[str | int, str] = {}

    @property
    def place(self) -> str:
        """Where it stands."""
        return self.document.place_of(self.keys)

    def place_of(self, key: str | int) -> str:
        """Where a key stands."""
        return self.document.place_of(self.path_of(key))

    def path_of(self, key: str | int) -> KeyPath:
        """The keys that lead to a value, as the file has them."""
        return (*self.keys, self._written.get(key, key))

    def refuse(self, key: str, message: str, hint: str) -> None:
        """Note what is wrong with the value of a key."""
        self.document.refuse(self.path_of(key), message, hint)

    def refuse_unknown(self, known: tuple[str, ...]) -> None:
        """Note every key that is not known; one that is near a known key is read as if it were right."""
        for key in [each for each in self.content if each not in known]:
            meant = find_near(key, known)
            self.refuse(key, f"the key {key!r} is unknown", suggest(key, known, f"known are: {', '.join(known)}"))
            if meant and meant not in self.content:
                self._written[meant] = key
                self.content = {**self.content, meant: self.content[key]}

    def demand(self, key: str, why: str, hint: str = "") -> bool:
        """Whether a key is there; if not, that is noted."""
        if key not in self.content:
            self.document.refuse(self.keys, f"{key} is missing: {why}", hint or f"add {key}")
        return key in self.content

    def text(self, key: str) -> str:
        """The string under a key; "" where there is none."""
        return self.of_type(key, str, "a string") or ""

    def flag(self, key: str) -> bool:
        """The boolean under a key; False where there is none."""
        return self.of_type(key, bool, "true or false") or False

    def below(self, key: str) -> Table:
        """The table under a key; an empty one where there is none."""
        return Table(self.of_type(key, dict, "a table") or {}, self.path_of(key), self.document)

    def tables(self, key: str) -> Iterator[tuple[str, Table]]:
        """The tables of the table under a key, by names that can be Python's; what else is there is noted."""
        parent = self.below(key)
        for name in parent.content:
            bad = describe_bad_name(name)
            if bad:
                parent.refuse(name, f"the name {name!r} {bad}", "choose a name in snake_case")
            elif parent.of_type(name, dict, "a table") is not None:
                yield name, parent.below(name)

    def of_type(self, key: str, wanted: type[T], what: str) -> T | None:
        """The value of a key where it is of that type, else None; any other type is noted."""
        found = self.content.get(key)
        if found is None or type(found) is wanted:
            return found
        self.refuse(key, f"{key} is {describe_value(found)}, not {what}", f"write {what}")
        return None
