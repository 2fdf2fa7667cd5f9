"""The Protocols and ABCs of a project that could be interfaces of gateways, and how far their place speaks for them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from gateway_builder.check.interfaces import is_abstract, is_pure, read_interface
from gateway_builder.check.layers import ADAPTER_WORDS, GATEWAY_WORDS, Layer
from gateway_builder.check.links import SERIALIZERS
from gateway_builder.check.signatures import MethodView
from gateway_builder.project.interfaces_place import is_interface_place, is_repository_name
from gateway_builder.project.paths import ancestors, join, parent, stem
from gateway_builder.project.roles import INTERFACE_WORDS, is_repository
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.source.code_index import ClassView

_PRODUCT = frozenset({Layer.INTERFACES, Layer.GATEWAY, Layer.MODEL, Layer.USE_CASE, Layer.CONTROLLER, Layer.OTHER})
_INBOUND = frozenset({"inbound", "driving", "primary", "incoming", "input", "input_ports", "inputs"})

_PROPERTIES = frozenset({"property", "cached_property", "abstractproperty", "setter"})


class Standing(Enum):
    """Where a candidate stands.

    PLACE is the configured place or that of a folder of gateways, PORT a file or folder named for interfaces elsewhere,
    AMONG a module of concrete gateways, ELSEWHERE any other.
    """

    PLACE = "place"
    PORT = "port"
    AMONG = "among"
    ELSEWHERE = "elsewhere"


@value
class Candidate:
    """A public Protocol or ABC that owes methods and is no repository's.

    Attributes:
        interface: The class as an interface.
        standing: How far its place speaks for it.
        group: The file, or the folder named for interfaces, that it shares with others.
    """

    interface: InterfaceView
    standing: Standing
    group: str


def find_candidates(codebase: Codebase, views: Iterable[ClassView]) -> tuple[Candidate, ...]:
    """The candidates among some classes, in their order."""
    return tuple(found for view in views if (found := _candidate(codebase, view)))


def _candidate(codebase: Codebase, view: ClassView) -> Candidate | None:
    if codebase.layer(view.path) not in _PRODUCT or is_repository(view.path) or is_repository_name(view.name):
        return None
    if any(part.startswith("_") and part != "__init__.py" for part in view.path.split("/")):
        return None
    standing = _standing(codebase, view.path)
    in_place = standing in {Standing.PLACE, Standing.PORT}
    interface = read_interface(view, in_place=in_place)
    if interface is None or not (in_place or is_pure(view)) or _holds_values_only(interface):
        return None
    if standing is not Standing.PLACE and _says_construction(view):
        return None
    return Candidate(interface, standing, _group(view.path))


def _says_construction(view: ClassView) -> bool:
    """Whether a contract says what its classes are built of: a framework builds them, and nobody is given one."""
    constructor = view.own_methods.get("__init__")
    return constructor is not None and is_abstract(view, constructor) and bool(MethodView(view, constructor).arguments)


def _holds_values_only(interface: InterfaceView) -> bool:
    """Whether an interface asks for nothing but values and their serialization, so that a gateway has nothing to do."""
    module = interface.module
    return all(
        name in SERIALIZERS
        or any(module.origin(each).rpartition(".")[2] in _PROPERTIES for each in node.decorator_list)
        for name, node in interface.methods.items()
    )


def _standing(codebase: Codebase, path: str) -> Standing:
    layer = codebase.layer(path)
    if layer is Layer.INTERFACES or (is_interface_place(path) and _is_beside_gateways(codebase, path)):
        return Standing.PLACE
    if layer is Layer.GATEWAY:
        return Standing.AMONG
    is_port = is_interface_place(path) or _group(path) != path
    return Standing.PORT if is_port and not _INBOUND.intersection(path.split("/")) else Standing.ELSEWHERE


def _is_beside_gateways(codebase: Codebase, path: str) -> bool:
    """Whether a folder of gateways stands beside the file or folder that is named for interfaces."""
    folder = parent(_group(path))
    return any(join(folder, word) in codebase.folders for word in GATEWAY_WORDS)


def _group(path: str) -> str:
    """The outermost folder named for interfaces around a file; the file itself where there is none."""
    named = [folder for folder in _folders(path) if stem(folder) in INTERFACE_WORDS]
    return named[-1] if named else path


def _folders(path: str) -> Iterator[str]:
    """The folders above a path but the root, nearest first."""
    return (folder for folder in ancestors(path) if folder)


def is_adapter_path(path: str) -> bool:
    """Whether a file stands in a folder, or is one, named for adapters to other systems."""
    return not ADAPTER_WORDS.isdisjoint((stem(path), *path.split("/")[:-1]))
