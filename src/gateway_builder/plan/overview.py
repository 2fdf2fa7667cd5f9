"""What a command knows of the project before it decides: layout, conventions, interfaces and classes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.errors import UsageError
from gateway_builder.model.style import ClassStyle
from gateway_builder.naming import snake_case
from gateway_builder.plan.remembered_tree import RememberedTree
from gateway_builder.project.detect import detect_project, survey_project
from gateway_builder.project.roles import is_test
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from gateway_builder.errors import Problem
    from gateway_builder.gateways.interfaces import ISourceTree
    from gateway_builder.model.classes import ClassSummary
    from gateway_builder.model.interface import Interface
    from gateway_builder.model.project import Project
    from gateway_builder.naming import InterfaceName
    from gateway_builder.project.survey import Survey
    from gateway_builder.source.read import ProjectSource

_CLASS_HEADER = rb"\bclass[ \t]+\w+[^\n(]*\(([^)]*)\)"


@value
class Overview:
    """The project as it was read.

    Attributes:
        tree: The project's files.
        survey: Its configuration, sources and import roots.
        project: Where things stand and how they are named.
        interfaces: Its Protocols and ABCs.
        classes: Its classes, as far as they were read.
        warnings: What could not be read, one sentence each.
    """

    tree: ISourceTree
    survey: Survey
    project: Project
    interfaces: tuple[Interface, ...]
    classes: tuple[ClassSummary, ...]
    warnings: tuple[str, ...] = ()

    def module_of(self, path: str) -> str:
        """The dotted name that a file is imported by."""
        return self.survey.module_name(path)

    def interfaces_file(self, name: InterfaceName) -> str:
        """The file that a new interface goes to."""
        place = self.project.layout.interfaces
        if place.endswith(".py"):
            return place
        pattern = self.project.convention.interface_module_pattern
        module = pattern.format(purpose=snake_case(name.purpose), interface=snake_case(name.name))
        return f"{place}/{module}.py"

    def package_init(self, module: str) -> str:
        """The `__init__.py` of the package that a module stands in."""
        path = self.survey.file_of(module)
        return f"{path.rpartition('/')[0]}/__init__.py".lstrip("/")

    def default_style(self) -> ClassStyle:
        """How new files are written: the style of the interfaces that are there, as wide as the project's lines."""
        content = self.tree.read_file(self.project.layout.interfaces) if self._has_interfaces_file() else None
        wide = ClassStyle(line_length=self.project.imports.line_length)
        return self.class_style(content, self.project.layout.interfaces) if content else self._configured(wide)

    def class_style(self, content: bytes, path: str) -> ClassStyle:
        """How the classes of a file are written, with what the configuration says of docstrings."""
        from gateway_builder.source.edit import detect_class_style

        return self._configured(detect_class_style(content, path=path, line_length=self.project.imports.line_length))

    def find_class(self, name: str) -> ClassSummary | None:
        """The class of that name in the project's own code, or None."""
        for path in self.survey.sources:
            is_own = path.startswith(f"{self.project.layout.gateways}/") or not is_test(path)
            content = (self.tree.read_file(path) if is_own else None) or b""
            if f"class {name}".encode() in content:
                found = [each for each in _classes_of(content, path, self.module_of(path)) if each.name == name]
                if found:
                    return found[0]
        return None

    def find_test(self, module: str) -> str:
        """The test module of a module that is there already, or ""."""
        names = (f"test_{module}.py", f"{module}_test.py")
        return next((path for path in self.survey.sources if path.rpartition("/")[2] in names), "")

    def first_party(self) -> tuple[str, ...]:
        """Top-level names of the project's own code, the gateways' among them before they are there."""
        layout = self.project.layout
        gateways = self.module_of(f"{layout.gateways}/__init__.py").partition(".")[0]
        return tuple(dict.fromkeys((*self.project.imports.known_first_party, gateways)))

    def new_code_folders(self, path: str) -> tuple[str, ...]:
        """Folders of code above a new file that hold no Python file yet, outermost first."""
        root = self.project.layout.import_root
        folders = []
        folder = path.rpartition("/")[0]
        while folder not in ("", root) and not self.survey.has_folder(folder):
            folders.append(folder)
            folder = folder.rpartition("/")[0]
        return tuple(reversed(folders))

    def _has_interfaces_file(self) -> bool:
        return self.project.layout.interfaces.endswith(".py")

    def _configured(self, style: ClassStyle) -> ClassStyle:
        docstrings = self.survey.configuration.docstrings
        return replace(style, docstrings=docstrings) if docstrings else style


def look_at_project(tree: ISourceTree, *, start: str = "", interfaces_path: str = "", wanted: str = "") -> Overview:
    """Read what matters of a project.

    Args:
        tree: The project's files.
        start: The folder that the user stands in, relative to the root.
        interfaces_path: The interfaces file that the user named, or "".
        wanted: The interface that is meant; where it stands, the place of interfaces is not in doubt.

    Raises:
        UsageError: If the configuration is wrong, or the place of interfaces could be one of several.
    """
    tree = RememberedTree(tree)
    survey = survey_project(tree)
    modules = survey.modules()
    interfaces, problems = _read_interfaces(tree, modules, interfaces_path)
    classes = _read_implementations(tree, modules, interfaces)

    def detect(path: str) -> Project:
        return detect_project(tree, survey, interfaces=interfaces, classes=classes, start=start, interfaces_path=path)

    places = {each.path for each in interfaces if each.name == wanted}
    known = places.pop() if len(places) == 1 else ""
    project = _detect_around(detect, interfaces_path, known)
    return Overview(tree, survey, project, interfaces, classes, describe_problems(problems))


def read_every_class(tree: ISourceTree) -> tuple[tuple[str, ...], ProjectSource]:
    """The paths of a project's Python files, and every interface and class in them."""
    from gateway_builder.source.read import read_project

    tree = RememberedTree(tree)
    survey = survey_project(tree)
    return survey.sources, read_project(tree, survey.modules())


def describe_problems(problems: Sequence[Problem]) -> tuple[str, ...]:
    """Files that could not be read, one sentence each."""
    return tuple(f"{problem.message} ({problem.place})" for problem in problems)


def _detect_around(detect: Callable[[str], Project], asked: str, known: str) -> Project:
    """The project around the place that was asked for, else around where the interface is known to stand."""
    try:
        project = detect(asked)
    except UsageError:
        if asked or not known:
            raise
        return detect(known)
    place = project.layout.interfaces
    stands_there = known == place or known.startswith(f"{place}/")
    return project if asked or not known or stands_there else detect(known)


def _read_interfaces(
    tree: ISourceTree, modules: Mapping[str, str], asked: str
) -> tuple[tuple[Interface, ...], tuple[Problem, ...]]:
    if not modules:
        return (), ()
    from gateway_builder.source.read import read_project

    source = read_project(tree, modules, every_class=False)
    own = (each for each in source.interfaces if each.path == asked or not is_test(each.path))
    return tuple(own), source.problems


def _read_implementations(
    tree: ISourceTree, modules: Mapping[str, str], interfaces: Sequence[Interface]
) -> tuple[ClassSummary, ...]:
    """The classes of files that may implement an interface."""
    if not interfaces:
        return ()
    names = {interface.name.encode() for interface in interfaces}
    owed = {frozenset(method.name.encode() for method in interface.methods) for interface in interfaces}
    classes: list[ClassSummary] = []
    for path, module in modules.items():
        content = tree.read_file(path) or b""
        if b"class " in content and _may_implement(content, names, owed - {frozenset()}):
            classes += _classes_of(content, path, module)
    return tuple(classes)


def _may_implement(content: bytes, names: AbstractSet[bytes], owed: AbstractSet[frozenset[bytes]]) -> bool:
    """Whether a class of the file has an interface as base, or defines all that one owes: it need not name it then."""
    bases = (word for header in re.findall(_CLASS_HEADER, content) for word in re.findall(rb"\w+", header))
    if not names.isdisjoint(bases):
        return True
    defined = set(re.findall(rb"\bdef[ \t]+(\w+)", content))
    return any(methods <= defined for methods in owed)


def _classes_of(content: bytes, path: str, module: str) -> tuple[ClassSummary, ...]:
    from gateway_builder.source.read import read_classes

    try:
        return read_classes(content, path=path, module=module, is_package=path.endswith("__init__.py"))
    except SyntaxError:
        return ()
