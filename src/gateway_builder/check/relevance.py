"""Tells by their bytes which files can matter, before any is parsed: the others cost no more than being read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.check.vendors import AWS_MODULES, is_outside_world, sdk_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_HEADER = re.compile(rb"class[ \t]++([^:]*+)")
_INTERFACE_BASE = re.compile(rb"\b(?:Protocol|ABC|ABCMeta)\b")
_ALIASES = {b"typing": b"Protocol as ", b"typing_extensions": b"Protocol as ", b"abc": b"ABC as "}
_CLIENT = b"lient"
"""What stands in the names of clients, of their classes, and of functions that make them."""
_LONGEST_HEAD = 8_000
_LONGEST_LINE = 200
_HUGE = 1 << 18
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_IMPORT = re.compile(
    rb"\n[ \t]*+(?:import|from)[ \t]++([\w.]++(?:[ \t]++as[ \t]++\w++)?(?:[ \t]*+,[^\n;#]*+)?)", re.ASCII
)
_MODULE = re.compile(rb"[\w.]++", re.ASCII)
_ALIASED = re.compile(rb"[ \t]++as[ \t]++\w++")
_SDK, _AWS, _OUTSIDE = "<sdk>", "<aws>", "<outside>"
_OUTSIDE_PACKAGES = frozenset({"http", "urllib", "xmlrpc"})
_CLIENT_NAME = re.compile(rb"\b(\w+)_client\b")
_WORD = re.compile(rb"[A-Za-z_]\w*+")


class Scan(NamedTuple):
    """What the bytes of a file tell.

    Attributes:
        has_sdk: Whether it imports the SDK of a service.
        has_aws: Whether it imports Amazon's, whose services' models are known.
        reaches_out: Whether it imports a module of the standard library that reaches beyond the process.
        has_interface: Whether a class in it can be a Protocol or ABC.
        has_ignore: Whether a comment in it may ignore findings.
        names_client: Whether it speaks of a client, which it may build, or another file.
        is_huge: Whether it is larger than files that people write, so that names are not followed into it.
        own: First parts of the names of the project's own modules that it imports.
    """

    has_sdk: bool
    has_aws: bool
    reaches_out: bool
    has_interface: bool
    has_ignore: bool
    names_client: bool
    is_huge: bool
    own: frozenset[str]


class ScannedFile(NamedTuple):
    """What the bytes of one file tell; equal scans are one.

    Attributes:
        scan: What it may be.
        classes: Names of the classes in it that have bases.
    """

    scan: Scan
    classes: tuple[bytes, ...]


class Scanner:
    """Scans files of one project."""

    def __init__(self, own: AbstractSet[str], extra: frozenset[str] = frozenset()) -> None:
        """A project.

        Args:
            own: The first parts of its own modules' names, which are no SDK's here.
            extra: SDKs that its configuration adds.
        """
        self._own = own
        self._extra = extra
        self._marks: dict[bytes, str] = {}
        self._known: dict[Scan, Scan] = {}

    def scan(self, content: bytes) -> ScannedFile:
        """What the bytes of a file tell."""
        headers = [header for header in _HEADER.findall(content) if b"(" in header]
        imported = imported_modules(content)
        marks = frozenset(map(self._mark, imported))
        scan = Scan(
            has_sdk=not marks.isdisjoint({_SDK, _AWS}),
            has_aws=_AWS in marks,
            reaches_out=_OUTSIDE in marks,
            has_interface=_can_hold_interface(content, imported, b" ".join(headers)),
            has_ignore=b"gw:" in content and b"ignore" in content,
            names_client=_CLIENT in content,
            is_huge=len(content) > _HUGE,
            own=marks - {_SDK, _AWS, _OUTSIDE, ""},
        )
        return ScannedFile(self._known.setdefault(scan, scan), tuple([header.partition(b"(")[0] for header in headers]))

    def _mark(self, module: bytes) -> str:
        if module not in self._marks:
            self._marks[module] = self._classify(module.decode("utf-8", "replace"))
        return self._marks[module]

    def _classify(self, module: str) -> str:
        """What an imported module is: an SDK's, one that reaches out, or the project's own, by its first name."""
        top = module.partition(".")[0]
        if top in self._own:
            return top
        sdk = sdk_of(module, self._extra) or ("google" if module == "google" else "")
        if sdk:
            return _AWS if sdk in AWS_MODULES else _SDK
        return _OUTSIDE if is_outside_world(module) or module in _OUTSIDE_PACKAGES else ""


def imported_modules(content: bytes) -> set[bytes]:
    """The modules that are imported, relative ones with their dots.

    The pattern begins with a newline because such ones are found fastest.
    """
    found = set(_IMPORT.findall(b"\n" + content[:_LONGEST_LINE].removeprefix(_BYTE_ORDER_MARK)))
    found.update(_IMPORT.findall(content))
    for several in [each for each in found if b" " in each or b"," in each or b"\t" in each]:
        found.remove(several)
        found.update(_MODULE.findall(_ALIASED.sub(b"", several)))
    return found


def _can_hold_interface(content: bytes, imported: AbstractSet[bytes], headers: bytes) -> bool:
    """Whether a class header has a base that is called like Protocol or ABC, under an alias or not."""
    if _INTERFACE_BASE.search(headers) or (b"abc" in imported and b"abstractmethod" in content):
        return True
    aliases = [_ALIASES[module] for module in imported & _ALIASES.keys()]
    return any(content.find(alias, 0, _LONGEST_HEAD) >= 0 for alias in aliases)


def names_any(content: bytes, names: AbstractSet[bytes]) -> bool:
    """Whether one of some words stands in a file."""
    return not names.isdisjoint(_WORD.findall(content))


def names_service_client(content: bytes, services: AbstractSet[bytes]) -> bool:
    """Whether a name in a file is that of a service's client: `batch_client`."""
    return any(name.lstrip(b"_") in services for name in _CLIENT_NAME.findall(content))
