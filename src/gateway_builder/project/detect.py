"""Everything that a command knows of the project before it decides: the front of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.project import Project, Setting
from gateway_builder.project.conventions import find_convention
from gateway_builder.project.exports import find_exports
from gateway_builder.project.import_style import find_import_style
from gateway_builder.project.interfaces_place import gather_evidence
from gateway_builder.project.layout import find_layout
from gateway_builder.project.paths import join
from gateway_builder.project.pyproject import find_python
from gateway_builder.project.survey import Survey, survey_project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.gateways.interfaces import ISourceTree
    from gateway_builder.model.classes import ClassSummary
    from gateway_builder.model.interface import Interface

_OLDEST_PYTHON = (3, 11)

__all__ = ["Survey", "detect_project", "survey_project"]


def detect_project(
    tree: ISourceTree,
    survey: Survey,
    *,
    interfaces: Sequence[Interface] = (),
    classes: Sequence[ClassSummary] = (),
    start: str = "",
    interfaces_path: str = "",
) -> Project:
    """Find where things stand in a project and how it names them.

    Args:
        tree: The project's files.
        survey: What `survey_project` found; its `modules()` are what interfaces and classes are read with.
        interfaces: The interfaces of the project, tests included or not.
        classes: Its classes, which tell how interfaces are implemented.
        start: The folder that the user stands in, relative to the root.
        interfaces_path: The interfaces file that the user named, or "".

    Raises:
        UsageError: If a place could be one of several (all are listed), or one leaves the project.
    """
    evidence = gather_evidence(survey, interfaces, classes, start.strip("/").removeprefix("."))
    layout, one_per_file, places = find_layout(evidence, interfaces_path)
    exports = find_exports(tree, evidence, layout)
    convention, conventions = find_convention(evidence, layout, one_per_file=one_per_file, exports=exports)
    configuration = survey.configuration
    return Project(
        layout=layout,
        convention=convention,
        imports=find_import_style(tree, survey, (layout.interfaces, join(layout.gateways, "x.py"))),
        python=find_python(survey.document) or _OLDEST_PYTHON,
        settings=(*places, *conventions, *_other_settings(survey, one_per_file=one_per_file, places=places)),
        templates=configuration.templates,
        technologies=configuration.technologies,
        vocabulary=configuration.vocabulary,
    )


def _other_settings(survey: Survey, *, one_per_file: bool, places: tuple[Setting, ...]) -> tuple[Setting, ...]:
    stated = find_python(survey.document)
    major, minor = stated or _OLDEST_PYTHON
    origin = next(setting.origin for setting in places if setting.key == "interfaces")
    return (
        Setting("layout", "one-per-file" if one_per_file else "shared", origin),
        Setting("python", f"{major}.{minor}", "configured" if stated else "standard"),
    )
