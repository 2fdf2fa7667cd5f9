"""Projects for the tests, drawn as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.classes import ClassSummary
from gateway_builder.model.interface import Interface, InterfaceKind, Method
from gateway_builder.project.detect import detect_project, survey_project
from tests.fakes.in_memory_source_tree import InMemorySourceTree, draw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.model.project import Layout, Project
    from gateway_builder.project.survey import Survey


def survey(drawing: str, **files: str) -> Survey:
    """What is known of a drawn project; keyword arguments are files at its root, `_` for `.`."""
    return survey_project(tree(drawing, **files))


def tree(drawing: str, **files: str) -> InMemorySourceTree:
    return InMemorySourceTree({**draw(drawing), **{name.replace("_", "."): text for name, text in files.items()}})


def project(
    drawing: str,
    *,
    interfaces: Sequence[Interface] = (),
    classes: Sequence[ClassSummary] = (),
    start: str = "",
    interfaces_path: str = "",
    **files: str,
) -> Project:
    """The project that is found in a drawing."""
    files_tree = tree(drawing, **files)
    return detect_project(
        files_tree,
        survey_project(files_tree),
        interfaces=interfaces,
        classes=classes,
        start=start,
        interfaces_path=interfaces_path,
    )


def layout(drawing: str, **options: object) -> Layout:
    """The layout that is found in a drawing."""
    return project(drawing, **options).layout  # type: ignore[arg-type]  # passed through to the one typed front


def origins(found: Project) -> dict[str, tuple[str, str]]:
    """Value and origin of each setting that is shown."""
    return {setting.key: (setting.value, setting.origin) for setting in found.settings}


def interface(
    path: str, name: str, *methods: str, kind: InterfaceKind = InterfaceKind.PROTOCOL, runtime_checkable: bool = True
) -> Interface:
    """An interface; its module is what the path gives without `src/`."""
    return Interface(
        name=name,
        path=path,
        module=module_of(path),
        kind=kind,
        methods=tuple(Method(method) for method in methods or ("run",)),
        runtime_checkable=runtime_checkable,
        line=1,
    )


def implementation(path: str, name: str, *methods: str, base: Interface | str = "") -> ClassSummary:
    """A class; its base is an interface, a dotted name or none."""
    dotted = base if isinstance(base, str) else f"{base.module}.{base.name}"
    return ClassSummary(
        name=name,
        path=path,
        module=module_of(path),
        line=1,
        bases=(dotted,) if dotted else (),
        methods=tuple(Method(method) for method in methods),
    )


def module_of(path: str) -> str:
    return path.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")
