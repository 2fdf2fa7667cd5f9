"""What is known of a project before any file is parsed: from paths, the configuration and lines that import."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.project.configuration import parse_configuration
from gateway_builder.project.import_root import ImportRoots, find_import_roots
from gateway_builder.project.paths import below, compile_patterns, join
from gateway_builder.project.pyproject import read_pyproject
from gateway_builder.project.roles import is_aside, is_layer
from gateway_builder.project.ruff_settings import find_ruff

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.gateways.interfaces import ISourceTree
    from gateway_builder.model.configuration import Configuration


class Survey(NamedTuple):
    """The ground that a project stands on.

    Attributes:
        configuration: What the project sets itself.
        document: All of `pyproject.toml`.
        sources: The Python files that count, sorted.
        roots: Where absolute imports start from.
    """

    configuration: Configuration
    document: Mapping[str, object]
    sources: tuple[str, ...]
    roots: ImportRoots

    def module_name(self, path: str) -> str:
        """The dotted name that a file or folder is imported by; "" for an import root itself."""
        name = below(path, self.roots.of(path))
        name = name.removesuffix(".pyi").removesuffix(".py")
        return name.removesuffix("__init__").strip("/").replace("/", ".")

    def modules(self) -> Mapping[str, str]:
        """The dotted name of every file."""
        return {path: self.module_name(path) for path in self.sources}

    def file_of(self, module: str) -> str:
        """The file that a dotted name is imported from; where none exists yet, the one it would be."""
        relative = module.replace(".", "/")
        sources = set(self.sources)
        for root in self.roots.all():
            for path in (join(root, f"{relative}.py"), join(root, relative, "__init__.py")):
                if path in sources:
                    return path
        return join(self._root_of_package(relative.partition("/")[0]), f"{relative}.py")

    def uses_ruff(self, tree: ISourceTree) -> bool:
        """Whether the project configures ruff, here or in a file of ruff's own."""
        return find_ruff(tree, self.document) is not None

    def package_folder(self, path: str) -> str:
        """The folder of the top package that a file belongs to; the import root where layers stand there directly."""
        root = self.roots.of(path)
        first, slash, _ = below(path, root).partition("/")
        return join(root, first) if slash and not is_layer(first) else root

    def packages(self) -> tuple[str, ...]:
        """Folders of the project's own top packages: code, not tests, documents or scripts."""
        return tuple(dict.fromkeys(self.package_folder(path) for path in self.sources if not is_aside(path)))

    def has_folder(self, folder: str) -> bool:
        """Whether any Python file stands in the folder or below it."""
        return any(path.startswith(f"{folder}/") for path in self.sources)

    def _root_of_package(self, name: str) -> str:
        for root in self.roots.all():
            if self.has_folder(join(root, name)):
                return root
        return self.roots.all()[0]


def survey_project(tree: ISourceTree, *, with_stubs: bool = False) -> Survey:
    """Look at the project without parsing any of its code.

    Args:
        tree: The project's files.
        with_stubs: Whether type stubs count too, those that stand alone.

    Raises:
        UsageError: If the configuration is wrong; all that is wrong in it together.
    """
    document = read_pyproject(tree)
    configuration = parse_configuration(document)
    excluded = compile_patterns(configuration.exclude)
    listed = _with_stubs(tree) if with_stubs else tree.list_files(".py")
    sources = tuple(path for path in listed if not (excluded and excluded.fullmatch(path)))
    return Survey(configuration, document, sources, find_import_roots(tree, sources, document))


def _with_stubs(tree: ISourceTree) -> tuple[str, ...]:
    """The Python files, and the stubs of modules that have no other source."""
    modules = tree.list_files(".py")
    known = set(modules)
    return tuple(sorted((*modules, *(path for path in tree.list_files(".pyi") if path.removesuffix("i") not in known))))
