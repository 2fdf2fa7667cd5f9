"""Interfaces and classes of a project, read from its source; nothing is imported or executed."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.model.classes import ClassSummary
from gateway_builder.model.module import ModuleSummary
from gateway_builder.source.bindings import read_bindings
from gateway_builder.source.inheritance import InterfaceReader
from gateway_builder.source.members import ModuleSource, read_members
from gateway_builder.source.parse import bounded_nesting, decode_source, parse_with_type_parameters
from gateway_builder.source.segments import Segments
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.gateways.interfaces import ISourceTree
    from gateway_builder.model.interface import Interface

_SIGNS_OF_INTERFACES = (b"Protocol", b"ABC", b"abstractmethod")


@value
class ProjectSource:
    """What was read of a project's files; `problems` names those that are no Python."""

    interfaces: tuple[Interface, ...] = ()
    classes: tuple[ClassSummary, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_interfaces(content: bytes, *, path: str, module: str, is_package: bool = False) -> tuple[Interface, ...]:
    """The public Protocols and ABCs of one file, with the methods they inherit from classes of the same file.

    Raises:
        SyntaxError: If the file is no Python.
    """
    source = read_source(content, path=path, module=module, is_package=is_package)
    with bounded_nesting():
        return InterfaceReader({module: source}.get).read_interfaces(source)


def read_classes(content: bytes, *, path: str, module: str, is_package: bool = False) -> tuple[ClassSummary, ...]:
    """The top-level classes of one file.

    Raises:
        SyntaxError: If the file is no Python.
    """
    source = read_source(content, path=path, module=module, is_package=is_package)
    with bounded_nesting():
        return summarize_classes(source)


def read_module(content: bytes, *, path: str, module: str, is_package: bool = False) -> ModuleSummary:
    """What one file defines, imports and exports.

    Raises:
        SyntaxError: If the file is no Python.
    """
    found = read_source(content, path=path, module=module, is_package=is_package).bindings
    return ModuleSummary(
        path=path,
        module=module,
        definitions=tuple(found.definitions.values()),
        imports=dict(found.imports),
        star_imports=tuple(found.star_imports),
        exports=found.exports,
    )


def read_project(tree: ISourceTree, modules: Mapping[str, str], *, every_class: bool = True) -> ProjectSource:
    """The interfaces of a whole project, with what they inherit across files, and its classes.

    Args:
        tree: The project's files.
        modules: Dotted module of each file to look at, by path.
        every_class: Whether classes are wanted; without, only files that can hold an interface are parsed.
    """
    sources = _Sources(tree, modules)
    reader = InterfaceReader(sources.find)
    interfaces: list[Interface] = []
    classes: list[ClassSummary] = []
    for path in modules:
        content = sources.content(path)
        promising = any(sign in content for sign in _SIGNS_OF_INTERFACES)
        if not (promising or (every_class and b"class " in content)):
            continue
        source = sources.read(path)
        if source is None:
            continue
        try:
            with bounded_nesting():
                interfaces += reader.read_interfaces(source) if promising else ()
                classes += summarize_classes(source) if every_class else ()
        except SyntaxError as error:
            sources.report(path, error)
    return ProjectSource(tuple(interfaces), tuple(classes), tuple(sources.problems))


def read_source(content: bytes, *, path: str, module: str, is_package: bool = False) -> ModuleSource:
    """One parsed file.

    Raises:
        SyntaxError: If the file is no Python.
    """
    parsed = parse_with_type_parameters(decode_source(content))
    with bounded_nesting():
        bindings = read_bindings(parsed.tree, module, is_package=is_package)
    return ModuleSource(path, bindings, Segments(parsed.text), parsed.type_parameters)


def summarize_classes(source: ModuleSource) -> tuple[ClassSummary, ...]:
    """The top-level classes of a parsed file."""
    bindings = source.bindings
    found = []
    for node in bindings.classes.values():
        members = read_members(source, node, attributes=False, brief=True)
        methods = [member.method for name, each in members.items() if not name.startswith("_") for member in each]
        bases = (base.value if isinstance(base, ast.Subscript) else base for base in node.bases)
        decorators = (each.func if isinstance(each, ast.Call) else each for each in node.decorator_list)
        found.append(
            ClassSummary(
                name=node.name,
                path=source.path,
                module=bindings.module,
                line=node.lineno,
                bases=tuple(filter(None, map(bindings.dotted_origin, bases))),
                methods=tuple(methods),
                decorators=tuple(filter(None, map(bindings.dotted_origin, decorators))),
            )
        )
    return tuple(found)


@dataclass(slots=True)
class _Sources:
    """Files that are parsed when they are asked for, and once."""

    tree: ISourceTree
    modules: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    _read: dict[str, ModuleSource | None] = field(default_factory=dict)
    _paths: dict[str, str] = field(default_factory=dict)

    def find(self, module: str) -> ModuleSource | None:
        """The module of that dotted name."""
        if not self._paths:
            self._paths = {each: path for path, each in self.modules.items()}
        path = self._paths.get(module)
        return None if path is None else self.read(path)

    def read(self, path: str) -> ModuleSource | None:
        """The file, or None when it is no Python."""
        if path not in self._read:
            self._read[path] = self._parse(path)
        return self._read[path]

    def _parse(self, path: str) -> ModuleSource | None:
        is_package = path.rpartition("/")[2] == "__init__.py"
        try:
            return read_source(self.content(path), path=path, module=self.modules[path], is_package=is_package)
        except SyntaxError as error:
            self.report(path, error)
            return None

    def content(self, path: str) -> bytes:
        """The bytes of a file; nothing where it can't be read."""
        try:
            return self.tree.read_file(path) or b""
        except UsageError as error:
            self.problems += [each for each in error.problems if each not in self.problems]
            return b""

    def report(self, path: str, error: SyntaxError) -> None:
        """Note that a file was left out."""
        place = f"{path}:{error.lineno or 1}:{error.offset or 1}"
        hint = "mend it, or exclude it in the configuration"
        self.problems.append(Problem(f"{path} can't be read as Python: {error.msg}", hint, place))
