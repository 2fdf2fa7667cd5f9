"""Which classes are concrete gateways, and which interfaces count because of them."""

from __future__ import annotations

import ast
import re
from functools import cached_property
from typing import TYPE_CHECKING

from gateway_builder.check.candidates import Standing, is_adapter_path
from gateway_builder.check.codebase import GatewayView, Link
from gateway_builder.check.interfaces import interface_kind
from gateway_builder.check.layers import Layer
from gateway_builder.check.links import find_implemented
from gateway_builder.project.interfaces_place import is_repository_name
from gateway_builder.project.paths import parent
from gateway_builder.project.roles import is_repository
from gateway_builder.source.nodes import walk
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.check.candidates import Candidate
    from gateway_builder.check.codebase import Codebase, Implemented, InterfaceView
    from gateway_builder.source.code_index import ClassView
    from gateway_builder.trace.values import ClientAttribute

_NO_GATEWAY_LAYERS = frozenset({Layer.TEST, Layer.ASIDE, Layer.REPOSITORY, Layer.MODEL, Layer.USE_CASE})
_DATA_BASES = frozenset(
    {"BaseException", "Exception", "ExceptionGroup", "typing.NamedTuple", "typing.TypedDict", "enum.auto"}
    | {"typing_extensions.TypedDict", "typing_extensions.NamedTuple", "pydantic.BaseModel", "pydantic.RootModel"}
    | {"pydantic_settings.BaseSettings", "pydantic.BaseSettings", "msgspec.Struct", "type"}
)
_DATA_BASE_NAME = re.compile(r"(?:builtins\.)?\w*(?:Error|Exception|Warning)|enum\.\w+")
_PRETENDS = ("InMemory", "Fake", "Dummy", "Stub", "Null", "Mock", "Noop", "NoOp", "Spy", "Recording")
_DECORATES = (
    *("Logging", "Logged", "Caching", "Cached", "Retrying", "Tracing", "Traced", "Timed", "Metered", "Instrumented"),
    *("Composite", "Fallback", "Console", "Print", "Printing", "Static", "Dry", "Local"),
)
_FAKE_PLACES = frozenset({"fake", "fakes", "stubs", "mocks", "dummies", "in_memory", "inmemory", "memory", "noop"})
_SHARED_BASE = re.compile(r"(Base|Abstract)([A-Z]|$)|.*Base$|.*Mixin$")
_INTERFACE_NAME = re.compile(r"I[A-Z][a-z]\w*|\w+(Port|Gateway|Interface)")


@value
class _Found:
    """A class that is a gateway if an interface of it counts, or by its place and its clients."""

    view: ClassView
    implements: tuple[Implemented, ...]
    clients: tuple[ClientAttribute, ...]
    in_place: bool


class GatewayFinder:
    """Finds gateways and the interfaces that count; each needs the other, so both are told together."""

    def __init__(self, codebase: Codebase, candidates: Sequence[Candidate], views: Sequence[ClassView]) -> None:
        """A project.

        Args:
            codebase: Its files and layers.
            candidates: What could be interfaces.
            views: The classes that could be gateways.
        """
        self._codebase = codebase
        self._candidates = candidates
        self._views = [view for view in views if self._may_be_gateway(view)]
        self._standing = {each.interface.view.origin: each for each in candidates}

    @cached_property
    def interfaces(self) -> tuple[InterfaceView, ...]:
        """The interfaces that count, in the order of the candidates."""
        return tuple(each.interface for each in self._candidates if self._counts(each))

    @cached_property
    def gateways(self) -> tuple[GatewayView, ...]:
        """The concrete gateways, in the order of the classes."""
        counted = {each.view.origin for each in self.interfaces}
        made = []
        for each in self._found:
            implements = tuple(one for one in each.implements if one.interface.view.origin in counted)
            if implements or (each.in_place and (each.clients or self._calls_service(each.view))):
                is_fake = _is_fake(each.view, has_client=bool(each.clients))
                made.append(GatewayView(each.view, implements, each.clients, is_fake, each.in_place))
        return tuple(made)

    @cached_property
    def _found(self) -> tuple[_Found, ...]:
        found = [each for view in self._views if (each := self._look_at(view))]
        bases = {ancestor.origin for view in self._views for ancestor in view.ancestors}
        return tuple(each for each in found if each.implements or each.view.origin not in bases)

    def _may_be_gateway(self, view: ClassView) -> bool:
        if not view.is_public or self._codebase.layer(view.path) in _NO_GATEWAY_LAYERS or is_repository(view.path):
            return False
        return not (is_repository_name(view.name) or _is_data(view) or interface_kind(view))

    def _look_at(self, view: ClassView) -> _Found | None:
        layer = self._codebase.layer(view.path)
        is_near = layer is Layer.GATEWAY
        candidates = self._near_candidates(view, is_near=is_near)
        if not (is_near or find_implemented(view, candidates)):
            return None
        clients = self._clients(view)
        has_client = bool(clients) or (is_near and self._calls_service(view))
        if not (has_client or is_near or layer is Layer.INTERFACES or is_adapter_path(view.path)):
            return None
        implements = find_implemented(view, candidates, is_near=is_near, has_client=has_client)
        implements = tuple(each for each in implements if self._is_believed(view, each, has_client=has_client))
        is_shared = not implements and bool(_SHARED_BASE.match(view.name))
        return None if is_shared or not (implements or is_near) else _Found(view, implements, clients, is_near)

    def _near_candidates(self, view: ClassView, *, is_near: bool) -> list[InterfaceView]:
        """The candidates that a class may implement: a base of it, or one in its package that shares a method with it.

        Among gateways a name alone may link them, so all of the package are near. Layers that stand at the root, in no
        package of their own, may implement what stands in any.
        """
        above = {each.origin for each in view.ancestors}
        package, root = self._codebase.survey.package_folder(view.path), self._codebase.survey.roots.of(view.path)
        folders = self._by_folder.keys() if package == root else self._by_folder.keys() & {package, root}
        found = {
            number
            for folder in folders
            for method in ((None,) if is_near else view.methods)
            for number in self._by_folder[folder].get(method, ())
        }
        found.update(self._numbers[origin] for origin in above & self._numbers.keys())
        return [self._candidates[number].interface for number in sorted(found)]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {each.interface.view.origin: number for number, each in enumerate(self._candidates)}

    @cached_property
    def _by_folder(self) -> dict[str, dict[str | None, list[int]]]:
        """The numbers of candidates, by folder of their package and name of a method; by None all of a folder."""
        found: dict[str, dict[str | None, list[int]]] = {}
        for number, each in enumerate(self._candidates):
            by_method = found.setdefault(self._codebase.survey.package_folder(each.interface.view.path), {})
            for method in (None, *each.interface.methods):
                by_method.setdefault(method, []).append(number)
        return found

    def _is_believed(self, view: ClassView, implemented: Implemented, *, has_client: bool) -> bool:
        """Whether a link makes a gateway of a class, for the places of both."""
        candidate = self._standing[implemented.interface.view.origin]
        is_meant = candidate.standing is not Standing.ELSEWHERE or implemented.link is Link.NOMINAL
        if has_client:
            named = _INTERFACE_NAME.fullmatch(candidate.interface.name)
            return is_meant or bool(named) or parent(candidate.interface.view.path) == parent(view.path)
        if self._codebase.layer(view.path) in {Layer.GATEWAY, Layer.INTERFACES}:
            return is_meant
        return candidate.standing in {Standing.PLACE, Standing.PORT}

    def _clients(self, view: ClassView) -> tuple[ClientAttribute, ...]:
        held = {
            each.name: each
            for owner in (*reversed(view.ancestors), view)
            for each in self._codebase.trace(owner.module).attributes_of(owner.name)
        }
        return tuple(held.values())

    def _calls_service(self, view: ClassView) -> bool:
        trace = self._codebase.trace(view.module)
        owners = [*(call.owner for call in trace.calls), *(made.owner for made in trace.constructions)]
        return any(owner is view.node for owner in owners)

    # interfaces

    def _counts(self, candidate: Candidate) -> bool:
        origin = candidate.interface.view.origin
        if candidate.standing is Standing.PLACE or origin in self._implemented:
            return True
        if candidate.standing is Standing.PORT:
            return candidate.group in self._groups and origin not in self._inbound | self._given
        return candidate.standing is Standing.AMONG and bool(_INTERFACE_NAME.fullmatch(candidate.interface.name))

    @cached_property
    def _implemented(self) -> frozenset[str]:
        return frozenset(one.interface.view.origin for each in self._found for one in each.implements)

    @cached_property
    def _groups(self) -> frozenset[str]:
        """The places of ports that hold an interface which a gateway implements."""
        return frozenset(self._standing[origin].group for origin in self._implemented)

    @cached_property
    def _inbound(self) -> frozenset[str]:
        """What classes that are no gateways subclass: the application's own entries."""
        gateways = {each.view.origin for each in self._found}
        return frozenset(
            above.origin for view in self._views if view.origin not in gateways for above in view.ancestors
        )

    @cached_property
    def _given(self) -> frozenset[str]:
        """What the constructors of gateways are given: narrow types of clients, where no gateway implements them."""
        constructors = (each.view.methods.get("__init__") for each in self._found)
        found = (
            owner.module.origin(node)
            for owner, made in filter(None, constructors)
            for argument in walk(made.args)
            if isinstance(argument, ast.arg) and argument.annotation
            for node in walk(argument.annotation)
            if isinstance(node, (ast.Name, ast.Attribute))
        )
        views = (self._codebase.index.find_class(origin) for origin in found if origin)
        return frozenset(view.origin for view in views if view)


def _is_data(view: ClassView) -> bool:
    """Whether a class is an enum, an exception, or nothing but fields."""
    origins = {origin for each in (view, *view.ancestors) for origin in each.base_origins}
    return bool(_DATA_BASES & origins) or any(_DATA_BASE_NAME.fullmatch(each) for each in origins)


def _is_fake(view: ClassView, *, has_client: bool) -> bool:
    """Whether a gateway only pretends, or decorates another: by its name or place, and because it holds no client."""
    if view.name.startswith(_PRETENDS) or view.name.endswith(("Fake", "Stub", "InMemory", "Mock", "Dummy")):
        return True
    places = set(view.path.removesuffix(".pyi").removesuffix(".py").split("/"))
    return not has_client and (view.name.startswith(_DECORATES) or not _FAKE_PLACES.isdisjoint(places))
