"""Which layer of the architecture each file belongs to: configured, else by the names of its folders."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from gateway_builder.project.paths import base_name, compile_patterns, parent, stem
from gateway_builder.project.roles import INTERFACE_WORDS, MODEL_WORDS, REPOSITORY_WORDS, is_aside, is_test

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from re import Pattern

    from gateway_builder.model.configuration import Configuration


class Layer(Enum):
    """A layer; `ASIDE` is what is no part of the product, `OTHER` a part whose layer nobody can tell."""

    INTERFACES = "interfaces"
    GATEWAY = "gateway"
    MODEL = "model"
    USE_CASE = "use case"
    CONTROLLER = "controller"
    REPOSITORY = "repository"
    TEST = "test"
    ASIDE = "aside"
    OTHER = "other"


GATEWAY_WORDS = frozenset({"gateways", "gateway"})
ADAPTER_WORDS = frozenset(
    {"adapters", "adapter", "infrastructure", "infra", "clients", "integrations", "integration", "external"}
)
_USE_CASE_WORDS = frozenset({"use_cases", "use_case", "usecases", "usecase", "interactors"})
_CONTROLLER_FOLDERS = frozenset(
    {"controllers", "controller", "handlers", "entrypoints", "routers", "views", "bootstrap", "containers"}
    | {"container", "composition", "composition_root", "dependencies", "di", "ioc", "wiring", "workers"}
)
_CONTROLLER_FILES = _CONTROLLER_FOLDERS | {
    *("main", "__main__", "app", "api", "cli", "asgi", "wsgi", "server", "worker", "startup", "deps", "injection"),
    *("factory", "factories", "providers", "config", "settings", "lambda_function", "lambda_handler"),
}
_ASIDE_IN_PACKAGES = frozenset({"scripts", "script", "tools", "bin", "ci", "deploy", "infra", "samples", "templates"})
_PROGRAM_FILES = frozenset({"__main__", "app", "asgi", "cli", "main", "server", "wsgi"})
_SOURCE_FOLDERS = frozenset({"src", "lib", "python"})


class LayerFinder:
    """Tells the layer of files by their paths."""

    def __init__(self, configuration: Configuration, paths: Iterable[str] = ()) -> None:
        """A project.

        Args:
            configuration: What it sets itself.
            paths: Its files; a folder `gateway` among them that holds a program is no layer.
        """
        self._configured = tuple(_compile_places(configuration))
        self._programs = frozenset(
            parent(path) for path in paths if base_name(parent(path)) == "gateway" and stem(path) in _PROGRAM_FILES
        )

    def find(self, path: str) -> Layer:
        """The layer of one file.

        Args:
            path: The file, relative to the project's root.
        """
        for layer, pattern in self._configured:
            if pattern.fullmatch(path):
                return Layer.INTERFACES if layer is Layer.GATEWAY and _speaks_of_interfaces(path) else layer
        if is_test(path):
            return Layer.TEST
        return self._by_folders(path.split("/")[:-1], path) or _by_name(path)

    def _by_folders(self, folders: list[str], path: str) -> Layer | None:
        """The layer of the deepest folder with a telling name; inside gateways nothing else is a layer."""
        gateways = next((depth for depth, folder in enumerate(folders) if self._holds_gateways(folders, depth)), None)
        for depth in reversed(range(len(folders))):
            folder = folders[depth]
            if folder in REPOSITORY_WORDS:
                return Layer.REPOSITORY
            if gateways is not None and depth >= gateways:
                named = {stem(path), *folders[gateways + 1 :]}
                if depth == gateways:
                    return Layer.INTERFACES if named & INTERFACE_WORDS else Layer.GATEWAY
            elif folder in _USE_CASE_WORDS:
                return Layer.USE_CASE
            elif folder in MODEL_WORDS - {"domain"}:
                return Layer.MODEL
            elif folder in _CONTROLLER_FOLDERS:
                return Layer.CONTROLLER
        return None

    def _holds_gateways(self, folders: list[str], depth: int) -> bool:
        """Whether a folder is one of gateways; `gateway` that is a package or holds a program is of another kind."""
        if folders[depth] not in GATEWAY_WORDS:
            return False
        is_package = depth == 0 or folders[depth - 1] in _SOURCE_FOLDERS
        is_program = is_package or "/".join(folders[: depth + 1]) in self._programs
        return folders[depth] == "gateways" or not is_program


def _compile_places(configuration: Configuration) -> Iterator[tuple[Layer, Pattern[str]]]:
    places = (
        (Layer.INTERFACES, [configuration.interfaces]),
        (Layer.GATEWAY, [configuration.gateways or ""]),
        (Layer.TEST, [configuration.tests or ""]),
        (Layer.MODEL, configuration.models),
        (Layer.USE_CASE, configuration.use_cases),
        (Layer.CONTROLLER, configuration.controllers),
        (Layer.REPOSITORY, configuration.repositories),
    )
    for layer, patterns in places:
        compiled = compile_patterns([f"/{each}" for each in patterns if each])
        if compiled:
            yield layer, compiled


def _speaks_of_interfaces(path: str) -> bool:
    return stem(path) in INTERFACE_WORDS or base_name(parent(path)) in INTERFACE_WORDS


def _by_name(path: str) -> Layer:
    name = stem(path)
    if name == "gateways":
        return Layer.GATEWAY
    if name in MODEL_WORDS:
        return Layer.MODEL
    if name in _USE_CASE_WORDS:
        return Layer.USE_CASE
    if name in REPOSITORY_WORDS:
        return Layer.REPOSITORY
    if _is_aside(path):
        return Layer.ASIDE
    return Layer.CONTROLLER if name in _CONTROLLER_FILES else Layer.OTHER


def _is_aside(path: str) -> bool:
    """Whether a file is no part of the product; inside a package, folders of scripts and tools are parts of it."""
    parts = path.split("/")
    inside = [part for part in parts[1:-1] if part not in _ASIDE_IN_PACKAGES]
    return is_aside("/".join((parts[0], *inside, parts[-1])) if len(parts) > 1 else path)


def is_package_init(path: str) -> bool:
    """Whether a file is the `__init__.py` of a folder, which re-exports and holds no code of its own."""
    return base_name(path) in {"__init__.py", "__init__.pyi"} and bool(parent(path))
