"""Which modules are the layers of each package, told as few and as short as possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.concrete import find_concrete
from gateway_builder.check.layers import GATEWAY_WORDS, Layer, is_package_init
from gateway_builder.project.paths import parent, stem
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from gateway_builder.check.codebase import Codebase

_OF_GATEWAYS = frozenset({Layer.GATEWAY, Layer.INTERFACES})
_FOR_ALL = frozenset({"config", "settings", "factory", "factories", "providers", "deps", "dependencies", "api", "app"})
_SHARED_STEMS = frozenset({"errors", "exceptions"})


@value
class PackageLayers:
    """The layers of one package as dotted names of modules; a package stands for everything in it.

    Attributes:
        name: Dotted name of the package; "" where layers stand in the import root.
        roots: The top packages that hold the layers.
        controllers: Modules of that layer, as all others below.
        use_cases: See above.
        gateways: With the interfaces that stand among them.
        repositories: See above.
        models: See above.
        interfaces: Wherever they stand.
        shared: What use cases may import of gateways: interfaces, errors, and a package that re-exports nothing else.
    """

    name: str
    roots: tuple[str, ...]
    controllers: tuple[str, ...]
    use_cases: tuple[str, ...]
    gateways: tuple[str, ...]
    repositories: tuple[str, ...]
    models: tuple[str, ...]
    interfaces: tuple[str, ...]
    shared: tuple[str, ...]


def read_layers(codebase: Codebase) -> tuple[PackageLayers, ...]:
    """The layers of each package that holds gateways, by folder."""
    packages = (each.folder for each in codebase.packages if each.has_gateways)
    return tuple(_read_package(codebase, folder) for folder in packages)


def _read_package(codebase: Codebase, folder: str) -> PackageLayers:
    survey = codebase.survey
    paths = [path for path in codebase.paths if survey.package_folder(path) == folder and not path.endswith(".pyi")]
    layers = {path: codebase.layer(path) for path in paths}

    def named(*wanted: Layer) -> tuple[str, ...]:
        return tuple(sorted(survey.module_name(place) for place in _places(layers, set(wanted), folder)))

    interfaces = named(Layer.INTERFACES)
    inside = (
        f"{survey.module_name(each)}.**"
        for each in _places(layers, {Layer.INTERFACES}, folder)
        if not each.endswith(".py")
    )
    gateways = tuple(each for each in named(*_OF_GATEWAYS) if each not in interfaces or _last(each) in GATEWAY_WORDS)
    others = {layer: named(layer) for layer in (Layer.USE_CASE, Layer.REPOSITORY, Layer.MODEL)}
    others[Layer.CONTROLLER] = tuple(each for each in named(Layer.CONTROLLER) if _last(each) not in _FOR_ALL)
    tops = {name.partition(".")[0] for names in (gateways, *others.values()) for name in names}
    return PackageLayers(
        name=survey.module_name(folder) if folder else "",
        roots=tuple(sorted(tops)),
        controllers=others[Layer.CONTROLLER],
        use_cases=others[Layer.USE_CASE],
        gateways=gateways,
        repositories=others[Layer.REPOSITORY],
        models=others[Layer.MODEL],
        interfaces=interfaces,
        shared=(*interfaces, *inside, *_shared(codebase, layers)),
    )


def _last(module: str) -> str:
    return module.rpartition(".")[2]


def _places(layers: Mapping[str, Layer], wanted: Collection[Layer], top: str) -> tuple[str, ...]:
    """The folders, and files outside of them, that hold nothing but wanted layers."""
    mixed = {folder for path, layer in layers.items() if layer not in wanted for folder in _folders(path)}
    found = set()
    for path, layer in layers.items():
        whole = [
            folder for folder in _folders(path) if folder not in mixed and folder.startswith(f"{top}/" if top else "")
        ]
        if layer in wanted and (whole or not is_package_init(path)):
            found.add(whole[-1] if whole else path)
    return tuple(sorted(found))


def _folders(path: str) -> Iterable[str]:
    """The folders above a file, nearest first, the root left out."""
    folder = parent(path)
    while folder:
        yield folder
        folder = parent(folder)


def _shared(codebase: Codebase, layers: Mapping[str, Layer]) -> Iterable[str]:
    for path, layer in layers.items():
        if layer is not Layer.GATEWAY:
            continue
        name = codebase.survey.module_name(path)
        if stem(path) in _SHARED_STEMS or (is_package_init(path) and not _exports_concrete(codebase, path, name)):
            yield name


def _exports_concrete(codebase: Codebase, path: str, name: str) -> bool:
    """Whether a package's `__init__.py` holds a concrete gateway."""
    module = codebase.index.module(path)
    names = (*module.bindings.imports, *module.bindings.classes) if module else ()
    return any(find_concrete(codebase, f"{name}.{each}") for each in names)
