"""A project as rules see it: layers, interfaces, the gateways that implement them, and what is known of services."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from gateway_builder.check.layers import Layer, LayerFinder
from gateway_builder.project.paths import lineage, parent
from gateway_builder.trace.tracer import Tracer
from gateway_builder.values import value

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Mapping

    from gateway_builder.check.baseline import StaleEntry
    from gateway_builder.check.packages import Package
    from gateway_builder.gateways.interfaces import ITechnologyCatalog
    from gateway_builder.model.configuration import Configuration
    from gateway_builder.model.interface import InterfaceKind
    from gateway_builder.model.style import ImportStyle
    from gateway_builder.project.survey import Survey
    from gateway_builder.source.code_index import ClassView, CodeIndex
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.ignore_comments import IgnoreComment
    from gateway_builder.source.scopes import FunctionNode
    from gateway_builder.trace.service_models import ServiceModels
    from gateway_builder.trace.tracer import Trace
    from gateway_builder.trace.values import ClientAttribute


T = TypeVar("T")


class Link(Enum):
    """How a class is known to implement an interface."""

    NOMINAL = "nominal"
    STRUCTURAL = "structural"
    NAMED = "named"


@value
class InterfaceView:
    """An interface that counts by the gateway standard.

    Attributes:
        view: The class.
        kind: Protocol or ABC.
        is_runtime_checkable: Whether it is decorated so.
        methods: What an implementation owes, by name: public functions, inherited ones of the project included.
        in_place: Whether it stands where interfaces stand.
    """

    view: ClassView
    kind: InterfaceKind
    is_runtime_checkable: bool
    methods: Mapping[str, FunctionNode]
    in_place: bool

    @property
    def name(self) -> str:
        """Name of the class."""
        return self.view.name

    @property
    def module(self) -> CodeModule:
        """The file it stands in."""
        return self.view.module

    @property
    def node(self) -> ast.ClassDef:
        """Its syntax tree."""
        return self.view.node


@value
class Implemented:
    """An interface that a class implements, and how that is known."""

    interface: InterfaceView
    link: Link


@value
class GatewayView:
    """A concrete gateway: a class that implements an interface and talks to a service, or stands among gateways.

    Attributes:
        view: The class.
        implements: Its interfaces, the best known first; empty where none was found.
        clients: The clients that it holds in attributes, inherited ones of the project included.
        is_fake: Whether it only pretends (`InMemory…`, `Fake…`, `Null…`) or decorates another (`Logging…`).
        in_place: Whether it stands in a folder of gateways.
    """

    view: ClassView
    implements: tuple[Implemented, ...]
    clients: tuple[ClientAttribute, ...]
    is_fake: bool
    in_place: bool

    @property
    def name(self) -> str:
        """Name of the class."""
        return self.view.name

    @property
    def module(self) -> CodeModule:
        """The file it stands in."""
        return self.view.module

    @property
    def node(self) -> ast.ClassDef:
        """Its syntax tree."""
        return self.view.node


class Codebase:
    """Everything that rules ask of a project. Made by `discover_codebase`; nothing is imported or executed.

    Attributes:
        survey: Configuration, sources and import roots.
        index: Modules, classes and functions by name; parses what is asked for.
        modules: The files that can matter, parsed, by path: those of a layer that holds gateways or knows them, those
            that name an SDK, those that define an interface or a gateway, the tests of gateways.
        models: The models of services.
        catalog: What is known of technologies.
        sdks: The modules of SDKs, those that the configuration adds included.
        interfaces: The interfaces that count, by path and line.
        gateways: The concrete gateways, fakes included, those among tests left out, by path and line.
        packages: The project's packages.
        aws_paths: The files that may call a service of AWS, by what they import and what they call their clients.
        leading_paths: The files whose functions and classes can lead to clients.
        plain_paths: The files of a size that people write, into which names are followed.
        layers: What the layer of a file is where its name alone does not say so.
        ignores: The comments that silence rules, once these rules have run.
        stale: The entries of the baseline that match nothing, where these are asked for.
    """

    def __init__(
        self,
        survey: Survey,
        index: CodeIndex,
        modules: Mapping[str, CodeModule],
        models: ServiceModels,
        catalog: ITechnologyCatalog,
        sdks: frozenset[str] = frozenset(),
    ) -> None:
        self.survey = survey
        self.index = index
        self.modules = modules
        self.models = models
        self.catalog = catalog
        self.interfaces: tuple[InterfaceView, ...] = ()
        self.gateways: tuple[GatewayView, ...] = ()
        self.packages: tuple[Package, ...] = ()
        self.aws_paths: frozenset[str] = frozenset()
        self.leading_paths: frozenset[str] = frozenset()
        self.plain_paths: frozenset[str] = frozenset()
        self.layers: dict[str, Layer] = {}
        self.ignores: tuple[IgnoreComment, ...] = ()
        self.stale: tuple[StaleEntry, ...] = ()
        self._layer_finder = LayerFinder(survey.configuration, survey.sources)
        self._found: dict[object, object] = {}
        self.sdks = sdks

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file of the project, sorted."""
        return self.survey.sources

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that a file stands in or below."""
        return frozenset(folder for path in {parent(path) for path in self.paths} for folder in lineage(path))

    @property
    def configuration(self) -> Configuration:
        """What the project sets itself."""
        return self.survey.configuration

    def layer(self, path: str) -> Layer:
        """The layer that a file belongs to."""
        if path not in self.layers:
            self.layers[path] = self._layer_finder.find(path)
        return self.layers[path]

    def modules_in(self, *layers: Layer) -> tuple[CodeModule, ...]:
        """The parsed files of some layers, by path."""
        return tuple(module for path, module in self.modules.items() if self.layer(path) in layers)

    def package_of(self, path: str) -> Package:
        """The package that a file belongs to."""
        return self._packages_by_folder[self.survey.package_folder(path)]

    @cached_property
    def _packages_by_folder(self) -> Mapping[str, Package]:
        return {each.folder: each for each in self.packages}

    def once(self, find: Callable[[Codebase], T]) -> T:
        """What a function finds of this codebase, computed when it is first asked for."""
        if find not in self._found:
            self._found[find] = find(self)
        return cast("T", self._found[find])

    def import_style(self, path: str) -> ImportStyle:
        """How imports of a file are sorted and wrapped."""
        from gateway_builder.project.import_style import find_import_style

        return find_import_style(self.index.tree, self.survey, (path,))

    @cached_property
    def _tracer(self) -> Tracer:
        return Tracer(self.index.limited_to(self.plain_paths), self.models, self.sdks, self.leading_paths)

    def trace(self, module: CodeModule) -> Trace:
        """What a module does with services; computed once."""
        return self._tracer.trace(module)

    @property
    def names(self) -> frozenset[str]:
        """Names of the interfaces and gateways."""
        return frozenset({each.name for each in self.interfaces} | {each.name for each in self.gateways})

    def gateways_of(self, interface: InterfaceView) -> tuple[GatewayView, ...]:
        """The gateways that implement an interface."""
        return tuple(g for g in self.gateways if any(each.interface == interface for each in g.implements))

    def find_gateway(self, origin: str) -> GatewayView | None:
        """The gateway that a dotted name means, through re-exports; None for any other."""
        view = self.index.find_class(origin)
        return next((each for each in self.gateways if view and each.view.origin == view.origin), None)

    def find_interface(self, origin: str) -> InterfaceView | None:
        """The interface that a dotted name means, through re-exports; None for any other."""
        view = self.index.find_class(origin)
        return next((each for each in self.interfaces if view and each.view.origin == view.origin), None)
