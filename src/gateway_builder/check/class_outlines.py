"""The classes of a file as its bytes show them, unparsed: near enough to tell which files are worth parsing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.project.implementations import shares_purpose
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_CLASS = re.compile(
    rb"\n[ \t]*+class[ \t]++(\w++)[ \t]*+(?:\[[^\n]*?\][ \t]*+)?(?:\(((?:[^()]++|\([^()]*+\))*+)\))?", re.ASCII
)
_METHOD = re.compile(rb"\n[ \t]++(?:async[ \t]++)?def[ \t]++(\w++)", re.ASCII)
_WORD = re.compile(rb"[A-Za-z_]\w*+", re.ASCII)
_ALIAS = re.compile(rb"Protocol[ \t]++as[ \t]++(\w++)", re.ASCII)
_LONGEST_HEAD = 8_000


@value
class ClassOutline:
    """One class.

    Attributes:
        path: The file.
        name: Its name.
        bases: The words in the brackets of its header.
        methods: Names of the public functions in its body, nested ones too.
        is_abstract: Whether it can be a Protocol or ABC.
    """

    path: str
    name: str
    bases: frozenset[str]
    methods: frozenset[str]
    is_abstract: bool

    @property
    def may_be_interface(self) -> bool:
        """Whether it can be an interface that counts."""
        return self.is_abstract and bool(self.methods) and not self.name.startswith("_")

    @property
    def may_be_gateway(self) -> bool:
        """Whether it can be a concrete gateway."""
        return not (self.is_abstract or self.name.startswith("_"))


def outline_classes(path: str, content: bytes) -> Iterator[ClassOutline]:
    """The classes of a file, in order."""
    text = b"\n" + content
    protocols = {b.decode() for b in _ALIAS.findall(text[:_LONGEST_HEAD])} | {"Protocol"}
    headers = list(_CLASS.finditer(text))
    for number, header in enumerate(headers, 1):
        end = headers[number].start() if number < len(headers) else len(text)
        body = text[header.end() : end]
        bases = frozenset(word.decode() for word in _WORD.findall(header[2] or b""))
        methods = frozenset(name.decode() for name in _METHOD.findall(body) if not name.startswith(b"_"))
        is_abstract = b"abstractmethod" in body or not protocols.isdisjoint(bases)
        yield ClassOutline(path, header[1].decode(), bases, methods, is_abstract)


class OutlinedProject:
    """The classes of several files, and who among them may implement which interface."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        """A project without files.

        Args:
            read: Gives the bytes of a file.
        """
        self._read = read
        self._outlines: dict[str, tuple[ClassOutline, ...]] = {}
        self._by_name: dict[str, list[ClassOutline]] = {}

    def add(self, paths: Iterable[str]) -> None:
        """Outline some files, each once."""
        for path in paths:
            if path not in self._outlines:
                self._outlines[path] = tuple(outline_classes(path, self._read(path)))
                for each in self._outlines[path]:
                    self._by_name.setdefault(each.name, []).append(each)

    def add_bases(self, defined: Mapping[str, Iterable[bytes]]) -> None:
        """Outline the files that define a base of a class, or a base of such a base.

        Args:
            defined: Names of the classes with bases in each file.
        """
        missing = self._missing_bases()
        if not missing or not any(each.may_be_interface for found in self._outlines.values() for each in found):
            return
        defining: dict[str, list[str]] = {}
        for path, names in defined.items():
            for name in names if path not in self._outlines else ():
                defining.setdefault(name.decode(errors="replace").partition("[")[0].strip(), []).append(path)
        while found := sorted({path for name in missing for path in defining.get(name, ())} - self._outlines.keys()):
            self.add(found)
            missing = self._missing_bases()

    def _missing_bases(self) -> set[str]:
        named = {base for outlines in self._outlines.values() for each in outlines for base in each.bases}
        return named - self._by_name.keys()

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Files with a class that may implement an interface, each with the file of the interface, each pair once."""
        outlines = [each for path in sorted(self._outlines) for each in self._outlines[path]]
        by_method: dict[str, list[ClassOutline]] = {}
        for each in outlines:
            for method in each.methods if each.may_be_interface else ():
                by_method.setdefault(method, []).append(each)
        pairs = (
            (each.path, interface.path)
            for each in outlines
            if each.may_be_gateway
            for interface in self._implemented(each, by_method)
        )
        return iter(dict.fromkeys(pairs))

    def _implemented(
        self, outline: ClassOutline, by_method: Mapping[str, list[ClassOutline]]
    ) -> Iterator[ClassOutline]:
        yield from (above for above in self._above(outline) if above.may_be_interface)
        near = {id(each): each for method in outline.methods for each in by_method.get(method, ())}
        yield from (each for each in near.values() if _may_implement(outline, each))

    def _above(self, outline: ClassOutline) -> Iterator[ClassOutline]:
        """The classes that it may descend from, by the names of bases."""
        seen, waiting = {outline.name}, list(outline.bases)
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                for each in self._by_name.get(name, ()):
                    yield each
                    waiting.extend(each.bases)


def _may_implement(outline: ClassOutline, interface: ClassOutline) -> bool:
    """Whether a class has all methods of an interface, or most of them and its name."""
    common = len(outline.methods & interface.methods)
    owed = len(interface.methods)
    if common == owed and owed > 1:
        return True
    return 2 * common > owed and shares_purpose(outline.name, interface.name)
