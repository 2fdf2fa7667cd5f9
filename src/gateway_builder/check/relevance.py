"""Tells by their bytes which files can matter, before any is parsed: the others cost no more than being read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.check.vendors import AWS_MODULES, is_outside_world, sdk_of
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_HEADER = re.compile(rb"class[ \t]+\w+[ \t]*(?:\[[^\n]*?\][ \t]*)?\(((?:[^()]++|\([^()]*+\))*+)\)")
_INTERFACE_BASE = re.compile(rb"\b(?:Protocol|ABC|ABCMeta)\b")
_ALIASES = (b"Protocol as ", b"ABC as ", b"ABCMeta as ")
_CLIENT = b"lient"
"""What stands in the names of clients, of their classes, and of functions that make them."""
_LONGEST_HEAD = 8_000
_LONGEST_LINE = 200
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_IMPORT = re.compile(rb"\n[ \t]*+(?:import|from)[ \t]++([\w.]++)")
_MORE_IMPORTS = re.compile(rb"\nimport[ \t]++[\w.]++(?:[ \t]++as[ \t]++\w++)?[ \t]*+,([^\n;#]*+)")
_SDK, _AWS, _OUTSIDE = "<sdk>", "<aws>", "<outside>"
_OUTSIDE_PACKAGES = frozenset({"http", "urllib", "xmlrpc"})
_CLIENT_NAME = re.compile(rb"\b(\w+)_client\b")
_WORD = re.compile(rb"[A-Za-z_]\w*+")


@value
class Scan:
    """What the bytes of a file tell.

    Attributes:
        has_sdk: Whether it imports the SDK of a service.
        has_aws: Whether it imports Amazon's, whose services' models are known.
        reaches_out: Whether it imports a module of the standard library that reaches beyond the process.
        has_interface: Whether a class in it can be a Protocol or ABC.
        has_ignore: Whether a comment in it may ignore findings.
        names_client: Whether it speaks of a client, which it may build, or another file.
        own: First parts of the names of the project's own modules that it imports.
    """

    has_sdk: bool = False
    has_aws: bool = False
    reaches_out: bool = False
    has_interface: bool = False
    has_ignore: bool = False
    names_client: bool = False
    own: frozenset[str] = frozenset()


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
        self._known: dict[tuple[frozenset[str], bool, bool, bool], Scan] = {}

    def scan(self, content: bytes) -> Scan:
        """What the bytes of a file tell; equal values are one."""
        marks = frozenset(self._mark(module) for module in _imported(content))
        key = (marks, _can_hold_interface(content), b"gw:" in content and b"ignore" in content, _CLIENT in content)
        if key not in self._known:
            self._known[key] = Scan(
                has_sdk=not marks.isdisjoint({_SDK, _AWS}),
                has_aws=_AWS in marks,
                reaches_out=_OUTSIDE in marks,
                has_interface=key[1],
                has_ignore=key[2],
                names_client=key[3],
                own=marks - {_SDK, _AWS, _OUTSIDE, ""},
            )
        return self._known[key]

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


def _imported(content: bytes) -> set[bytes]:
    """The modules that are imported; patterns begin with a newline because such ones are found fastest."""
    found: set[bytes] = set()
    for text in (b"\n" + content[:_LONGEST_LINE].removeprefix(_BYTE_ORDER_MARK), content):
        found.update(_IMPORT.findall(text))
        for more in _MORE_IMPORTS.findall(text):
            found.update(re.findall(rb"[\w.]+", more))
    return found


def _can_hold_interface(content: bytes) -> bool:
    """Whether a class header has a base that is called like Protocol or ABC, under an alias or not."""
    if any(_INTERFACE_BASE.search(bases) for bases in _HEADER.findall(content)):
        return True
    head = content[:_LONGEST_HEAD]
    return b"abstractmethod" in content or any(alias in head for alias in _ALIASES)


def names_any(content: bytes, names: AbstractSet[bytes]) -> bool:
    """Whether one of some words stands in a file."""
    return not names.isdisjoint(_WORD.findall(content))


def names_service_client(content: bytes, services: AbstractSet[bytes]) -> bool:
    """Whether a name in a file is that of a service's client: `batch_client`."""
    return any(name.lstrip(b"_") in services for name in _CLIENT_NAME.findall(content))
