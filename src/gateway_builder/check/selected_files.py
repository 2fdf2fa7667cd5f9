"""Which files of a project are parsed: told by their paths and their bytes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gateway_builder.check.candidates import is_adapter_path
from gateway_builder.check.class_outlines import OutlinedProject
from gateway_builder.check.layers import Layer, is_package_init
from gateway_builder.check.relevance import (
    Scan,
    ScannedFile,
    Scanner,
    imported_modules,
    names_any,
    names_service_client,
)
from gateway_builder.check.vendors import sdk_of
from gateway_builder.errors import UsageError
from gateway_builder.project.interfaces_place import is_interface_place
from gateway_builder.source.bindings import absolute_module
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.gateways.interfaces import IWorkers

_GATEWAY_LAYERS = frozenset({Layer.GATEWAY, Layer.INTERFACES})
_KNOWING_LAYERS = frozenset({Layer.USE_CASE, Layer.MODEL, Layer.CONTROLLER, Layer.REPOSITORY})
_BESIDE_PRODUCT = frozenset({Layer.TEST, Layer.ASIDE})


@value
class _PackageSigns:
    """What the files of one package tell together.

    Attributes:
        gateways: Files of the layer of gateways.
        adapters: Files in folders named for adapters.
        sdk: Files that import an SDK.
        interfaces: Files that can hold an interface.
        ports: Those of them that stand where interfaces do.
        imports: Folders of other packages that it imports.
        product: All files but tests and what stands beside the product.
    """

    gateways: tuple[str, ...]
    adapters: tuple[str, ...]
    sdk: tuple[str, ...]
    interfaces: tuple[str, ...]
    ports: tuple[str, ...]
    imports: frozenset[str]
    product: tuple[str, ...]


class FileSelection:
    """The files that are parsed, in three steps; each is read once to be scanned, few a second time."""

    def __init__(self, codebase: Codebase, workers: IWorkers | None = None) -> None:
        """A project.

        Args:
            codebase: Its files and layers.
            workers: Who shares in reading the files; None for this process alone.
        """
        self._codebase = codebase
        self._folders = {path: codebase.survey.package_folder(path) for path in codebase.paths}
        self._tops = self._find_tops()
        scanner = Scanner(self._tops.keys(), codebase.sdks)

        def scan(path: str) -> ScannedFile:
            return scanner.scan(self._read(path))

        scanned = workers.compute(scan, codebase.paths) if workers else [scan(path) for path in codebase.paths]
        self._scans = {path: each.scan for path, each in zip(codebase.paths, scanned, strict=True)}
        self._classes = {path: each.classes for path, each in zip(codebase.paths, scanned, strict=True)}
        self._members = self._by_package()
        self._signs = {folder: self._sign(paths) for folder, paths in self._members.items()}

    def core(self) -> Iterator[str]:
        """Files that can hold a gateway, an interface that one implements, or a call of a service that is known."""
        yield from (path for path, scan in self._scans.items() if scan.has_ignore)
        yield from sorted(self.aws_paths)
        for signs in self._signs.values():
            lent = [path for other in signs.imports for path in self._signs[other].ports]
            if signs.gateways:
                yield from (*signs.gateways, *signs.interfaces)
            if signs.gateways or ((signs.adapters or signs.sdk) and (signs.interfaces or lent)):
                yield from self._implementing(signs, lent)

    @cached_property
    def aws_paths(self) -> frozenset[str]:
        """Files that may call a service of AWS: by lines that import it, or by names of clients where others do so."""
        return self._calling | self.given_paths

    @cached_property
    def given_paths(self) -> frozenset[str]:
        """Files that name a client after a service of AWS, in packages that call one."""
        paths = (path for folder in self._aws_folders for path in self._signs[folder].product)
        return frozenset(path for path in paths if self._is_given_client(path))

    @cached_property
    def _calling(self) -> frozenset[str]:
        return frozenset(path for path, scan in self._scans.items() if self._calls_aws(path, scan))

    @cached_property
    def _aws_folders(self) -> frozenset[str]:
        """Folders of packages of which a file calls a service of AWS."""
        return frozenset(folder for folder, signs in self._signs.items() if not self._calling.isdisjoint(signs.product))

    @cached_property
    def leading_paths(self) -> frozenset[str]:
        """Files whose functions and classes can lead to a client: all of a package with gateways, else by their bytes.

        Through the `__init__.py` of packages names are re-exported. Huge files are never followed into.
        """
        return frozenset(
            path
            for folder, signs in self._signs.items()
            for path in self._members[folder]
            if (signs.gateways and not self._scans[path].is_huge)
            or self._may_lead(path, has_aws=folder in self._aws_folders)
        )

    @cached_property
    def plain_paths(self) -> frozenset[str]:
        """Files of a size that people write, into which names are followed."""
        return frozenset(path for path, scan in self._scans.items() if not scan.is_huge)

    def _may_lead(self, path: str, *, has_aws: bool) -> bool:
        scan = self._scans[path]
        if scan.is_huge:
            return False
        is_likely = scan.has_sdk or is_package_init(path)
        return is_likely or (scan.names_client and has_aws and self._imports_calling(path))

    def _imports_calling(self, path: str) -> bool:
        """Whether a file imports one that calls AWS, or the package that such a one stands in."""
        module = self._codebase.survey.module_name(path)
        for name in imported_modules(self._read(path)):
            own = name.decode("utf-8", "replace").lstrip(".")
            level = len(name) - len(own.encode())
            if absolute_module(module, is_package=is_package_init(path), level=level, name=own) in self._calling_names:
                return True
        return False

    @cached_property
    def _calling_names(self) -> frozenset[str]:
        names = {self._codebase.survey.module_name(path) for path in self._calling}
        return frozenset(names | {name.rpartition(".")[0] for name in names})

    def _implementing(self, signs: _PackageSigns, lent: Iterable[str]) -> Iterator[str]:
        """Files of which one may hold a gateway and another its interface; where that is a port, all of its package.

        A class that may call a service may implement any interface; one in a folder named for adapters only one that
        stands where interfaces do.
        """
        calling, adapting = {*signs.gateways, *signs.sdk}, set(signs.adapters)
        told = [*calling, *adapting, *signs.interfaces, *lent]
        outlines = OutlinedProject(self._read)
        outlines.add(told)
        outlines.add_bases({path: self._classes[path] for path in signs.product})
        near = [
            (path, interface)
            for path, interface in outlines.pairs()
            if path in calling or (path in adapting and is_interface_place(interface))
        ]
        yield from (path for pair in near for path in pair)
        packages = {self._folders[interface] for _, interface in near if is_interface_place(interface)}
        ports = {path for folder in packages for path in self._signs[folder].ports}
        yield from ports
        if ports:
            outlines.add(signs.product)
            yield from (path for path, interface in outlines.pairs() if interface in ports)

    def around_gateways(self) -> Iterator[str]:
        """The other layers of packages with gateways, and what names a gateway or its interface, tests among them."""
        codebase = self._codebase
        names = {name.encode() for name in codebase.names}
        views = [*(each.view for each in codebase.interfaces), *(each.view for each in codebase.gateways)]
        named = {self._folders[view.path] for view in views}
        for path, scan in self._scans.items():
            layer = codebase.layer(path)
            has_gateways = codebase.package_of(path).has_gateways
            if layer in _BESIDE_PRODUCT:
                is_wanted = self._uses_any(path, named) and names_any(self._read(path), names)
            elif has_gateways:
                is_wanted = layer in _KNOWING_LAYERS or scan.has_sdk or names_any(self._read(path), names)
            else:
                is_wanted = False
            if is_wanted:
                yield path

    def _uses_any(self, path: str, folders: AbstractSet[str]) -> bool:
        """Whether a file belongs to one of some packages, or imports one."""
        imported = (folder for top in self._scans[path].own for folder in self._tops[top])
        return not folders.isdisjoint({self._folders[path], *imported})

    def _find_tops(self) -> Mapping[str, AbstractSet[str]]:
        """The packages that a module of a first name stands in, by that name."""
        tops: dict[str, set[str]] = {}
        for path, folder in self._folders.items():
            tops.setdefault(self._codebase.survey.module_name(path).partition(".")[0], set()).add(folder)
        return tops

    def _by_package(self) -> Mapping[str, list[str]]:
        packages: dict[str, list[str]] = {}
        for path, folder in self._folders.items():
            packages.setdefault(folder, []).append(path)
        return packages

    def _sign(self, paths: Iterable[str]) -> _PackageSigns:
        product = [path for path in paths if self._codebase.layer(path) not in _BESIDE_PRODUCT]
        scans = [(path, self._scans[path]) for path in product]
        own = frozenset(folder for _, scan in scans for top in scan.own for folder in self._tops[top])
        interfaces = tuple(path for path, scan in scans if scan.has_interface)
        return _PackageSigns(
            gateways=tuple(path for path in product if self._codebase.layer(path) in _GATEWAY_LAYERS),
            adapters=tuple(path for path in product if is_adapter_path(path)),
            sdk=tuple(path for path, scan in scans if scan.has_sdk and path.endswith(".py")),
            interfaces=interfaces,
            ports=tuple(path for path in interfaces if is_interface_place(path)),
            imports=own - {self._folders[path] for path in product},
            product=tuple(product),
        )

    def _calls_aws(self, path: str, scan: Scan) -> bool:
        """Whether a file may call a service of AWS; the SDK itself and stubs of it don't."""
        top = self._codebase.survey.module_name(path).partition(".")[0]
        return scan.has_aws and path.endswith(".py") and sdk_of(top) is None

    def _is_given_client(self, path: str) -> bool:
        """Whether a file names a client after a service of AWS, which another file may have built."""
        return self._scans[path].names_client and names_service_client(self._read(path), self._services)

    @cached_property
    def _services(self) -> frozenset[bytes]:
        return frozenset(name.replace("-", "_").encode() for name in self._codebase.models.names)

    def _read(self, path: str) -> bytes:
        try:
            return self._codebase.index.tree.read_file(path) or b""
        except UsageError:
            return b""
