"""The package that new gateways go into, where nothing of them exists yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.project.paths import base_name, is_below, join
from gateway_builder.project.pyproject import find_value
from gateway_builder.project.roles import is_aside

if TYPE_CHECKING:
    from gateway_builder.project.survey import Survey


def scope_of(survey: Survey, start: str) -> str | None:
    """The folder of the package that the user stands in, or None outside of every package."""
    inside = [folder for folder in survey.packages() if folder and is_below(start, folder)]
    return max(inside, key=len) if inside else None


def find_home(survey: Survey, start: str) -> str:
    """The folder of the package that new gateways go into; "" where layers stand at the root or nothing is there.

    Raises:
        UsageError: If there are several packages and nothing tells which is meant; all are listed.
    """
    configured = survey.configuration.package
    if configured is not None:
        return _folder_of(survey, configured)
    scope = scope_of(survey, start)
    if scope is not None:
        return scope
    packages = _likely(survey)
    if len(packages) > 1:
        listed = ", ".join(folder or "." for folder in packages)
        example = join(packages[0], "gateways", "interfaces.py")
        raise UsageError(
            Problem(
                f"the project has {len(packages)} packages and no interfaces yet: {listed}",
                f"say where interfaces stand: --in {example}",
                "--in",
            )
        )
    return packages[0] if packages else ""


def _folder_of(survey: Survey, module: str) -> str:
    if not module:
        return survey.roots.all()[0]
    return survey.file_of(module).removesuffix("/__init__.py").removesuffix(".py")


def _likely(survey: Survey) -> tuple[str, ...]:
    """The packages that are meant: the one named as the project, else all that hold more than modules at the root."""
    counts: dict[str, int] = {}
    for path in survey.sources:
        if not is_aside(path):
            folder = survey.package_folder(path)
            counts[folder] = counts.get(folder, 0) + 1
    names = {base_name(folder): folder for folder in counts if folder}
    named = names.get(_project_name(survey))
    if named is not None:
        return (named,)
    real = tuple(folder for folder in counts if folder)
    loose = sum(count for folder, count in counts.items() if not folder)
    if real and loose <= sum(counts[folder] for folder in real):
        return real
    return tuple(folder for folder in counts if not folder)


def _project_name(survey: Survey) -> str:
    name = find_value(survey.document, "project", "name") or find_value(survey.document, "tool", "poetry", "name")
    return re.sub(r"[-_.]+", "_", name).lower() if isinstance(name, str) else ""
