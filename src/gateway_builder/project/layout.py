"""Where the parts of a project stand: configured, else by evidence, else where the standard puts them."""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.model.project import ErrorClasses, Layout, Setting
from gateway_builder.project.gateways_place import find_gateways_folder
from gateway_builder.project.interfaces_place import find_interfaces_place
from gateway_builder.project.paths import base_name, below, is_below, join, lineage, parent, stem
from gateway_builder.project.roles import MODEL_WORDS, is_aside
from gateway_builder.project.tests_place import find_tests_place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.project.interfaces_place import Evidence, InterfacesPlace
    from gateway_builder.project.survey import Survey

_CLASS_NAMES = {
    "base": "GatewayError",
    "rejected": "GatewayRejectedError",
    "not_found": "GatewayNotFoundError",
    "conflict": "GatewayConflictError",
    "denied": "GatewayDeniedError",
    "limited": "GatewayLimitedError",
    "unavailable": "GatewayUnavailableError",
    "configuration": "GatewayConfigurationError",
    "unexpected": "GatewayUnexpectedAnswerError",
}


def find_layout(evidence: Evidence, asked: str = "") -> tuple[Layout, bool, tuple[Setting, ...]]:
    """Find where everything stands.

    Args:
        evidence: What is known of the project.
        asked: The interfaces file that the user named, or "".

    Returns:
        The layout, whether interfaces have a file each, and what to show of it.

    Raises:
        UsageError: If a place could be one of several, or leaves what Python can import.
    """
    survey = evidence.survey
    place = find_interfaces_place(evidence, asked)
    gateways, gateways_origin = find_gateways_folder(evidence, place)
    tests = find_tests_place(survey, gateways)
    _refuse_unimportable(survey, place, gateways)
    errors, errors_origin = find_errors(survey, gateways)
    models, models_origin = find_models(survey, gateways)
    layout = Layout(
        import_root=survey.roots.of(join(gateways, "x.py")),
        package=survey.module_name(join(gateways, "x.py")).rpartition(".")[0].rpartition(".")[0],
        interfaces=place.path,
        gateways=gateways,
        tests=tests.folder,
        errors=errors,
        test_inits=tests.inits,
        models=models,
    )
    settings = (
        Setting(
            "package", layout.package, "configured" if survey.configuration.package is not None else gateways_origin
        ),
        Setting("interfaces", place.path, place.origin),
        Setting("gateways", gateways, gateways_origin),
        Setting("tests", tests.folder, tests.origin),
        Setting("models", ", ".join(models), models_origin),
        Setting("errors", errors.module, errors_origin),
    )
    return layout, place.one_per_file, settings


def _refuse_unimportable(survey: Survey, place: InterfacesPlace, gateways: str) -> None:
    """Refuse places that no import statement can name."""
    problems = [
        Problem(f"{path!r} can't be imported: {part!r} is no Python name", "name another place", key)
        for key, path in (("interfaces", place.path), ("gateways", gateways))
        for part in below(path.removesuffix(".py"), survey.roots.of(path)).split("/")
        if part and not (part.isidentifier() and not iskeyword(part))
    ]
    if problems:
        raise UsageError(problems)


def find_errors(survey: Survey, gateways: str) -> tuple[ErrorClasses, str]:
    """The application's errors: those that the project names, the standard ones for the rest."""
    configured = dict(survey.configuration.errors)
    module = configured.pop("module", "") or survey.module_name(join(gateways, "errors.py"))
    classes: Mapping[str, str] = {key: configured.get(key, f"{module}.{name}") for key, name in _CLASS_NAMES.items()}
    path = "" if len(configured) == len(classes) else _errors_file(survey, module, gateways)
    return ErrorClasses(path, module, classes), "configured" if survey.configuration.errors else "standard"


def _errors_file(survey: Survey, module: str, gateways: str) -> str:
    standard = join(gateways, "errors.py")
    return standard if module == survey.module_name(standard) else survey.file_of(module)


def find_models(survey: Survey, gateways: str) -> tuple[tuple[str, ...], str]:
    """Folders and files of business models, nearest to the gateways first."""
    if survey.configuration.models:
        return survey.configuration.models, "configured"
    found: dict[str, int] = {}
    for path in survey.sources:
        place = _models_place(path)
        if place and not is_aside(path):
            found[place] = _distance(place, gateways)
    package = survey.package_folder(join(gateways, "x.py"))
    own = [place for place in found if is_below(place, package)]
    nearest = sorted(own or found, key=lambda place: (found[place], place))
    return tuple(nearest), "detected (by name)" if nearest else "standard"


def _models_place(path: str) -> str:
    """The outermost folder named for models that a file stands in, the file itself where it is named so, else ""."""
    folders = [folder for folder in reversed(lineage(parent(path))) if base_name(folder) in MODEL_WORDS]
    if folders:
        return folders[0]
    return path if stem(path) in MODEL_WORDS else ""


def _distance(place: str, gateways: str) -> int:
    """How many steps lead from one folder to another."""
    one, other = place.split("/"), gateways.split("/")
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return len(one) + len(other) - 2 * same
