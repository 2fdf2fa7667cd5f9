"""The file, or the folder of files, that a new interface goes to."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.errors import Problem, UsageError
from gateway_builder.project.home import find_home, scope_of
from gateway_builder.project.paths import base_name, compile_patterns, is_below, join, lineage, parent, stem
from gateway_builder.project.roles import GATEWAY_FOLDERS, INTERFACE_WORDS, is_aside, is_repository

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gateway_builder.model.classes import ClassSummary
    from gateway_builder.model.interface import Interface
    from gateway_builder.project.survey import Survey

_ROLE_NAME = r"I[A-Z][a-z].*|.*(Gateway|Port|Service|Provider|Client|Notifier|Sender|Publisher|Runner|Storage)"
_REPOSITORY_NAME = r".*(Repository|Repo|UnitOfWork|UoW|DAO)(Interface|Port|Protocol|ABC|Base)?"
_FEWEST_FILES = 2
_MAJORITY = 0.6


class InterfacesPlace(NamedTuple):
    """Where a new interface goes: a file, or with `one_per_file` the folder of the files; and how that is known."""

    path: str
    one_per_file: bool
    origin: str


class Evidence(NamedTuple):
    """What the places are found by.

    Attributes:
        survey: What is known of the project before any file is parsed.
        interfaces: Every Protocol and ABC in it.
        held: Those of them that may be gateways'.
        classes: Its classes.
        start: Where the user stands.
    """

    survey: Survey
    interfaces: Sequence[Interface]
    held: Sequence[Interface]
    classes: Sequence[ClassSummary]
    start: str


def gather_evidence(
    survey: Survey, interfaces: Sequence[Interface], classes: Sequence[ClassSummary], start: str
) -> Evidence:
    """The evidence, with the interfaces sorted out that may be gateways'; those of repositories and tests are not."""
    held = [
        each
        for each in interfaces
        if not each.name.startswith("_") and not is_repository_name(each.name)
        if not is_repository(each.path) and not is_aside(each.path)
    ]
    return Evidence(survey, interfaces, held, classes, start)


def find_interfaces_place(evidence: Evidence, asked: str) -> InterfacesPlace:
    """Find where a new interface goes.

    Args:
        evidence: What is known.
        asked: The path that the user gave with `--in`, or "".

    Raises:
        UsageError: If the path is not inside the project, or several places could be meant; all are listed.
    """
    if asked:
        return _asked_place(evidence, asked)
    configured = evidence.survey.configuration.interfaces
    if configured:
        return _configured_place(evidence, configured)
    return _detected_place(evidence) or _standard_place(evidence)


def _asked_place(evidence: Evidence, asked: str) -> InterfacesPlace:
    from gateway_builder.project.option_values import BadValueError, python_file

    try:
        path = python_file(asked)
    except BadValueError as bad:
        hint = bad.hint or "name a file of the project: --in gateways/interfaces.py"
        raise UsageError(Problem(f"--in {bad.message}", hint, "--in")) from None
    if path.endswith(".py"):
        return InterfacesPlace(path, one_per_file=False, origin="--in")
    if evidence.survey.has_folder(path):
        return InterfacesPlace(path, one_per_file=True, origin="--in")
    raise UsageError(Problem(f"{path!r} is neither a Python file nor a folder of them", f"try: --in {path}.py", "--in"))


def _configured_place(evidence: Evidence, pattern: str) -> InterfacesPlace:
    survey = evidence.survey
    if not re.search(r"[*?\[]", pattern):
        return _named_place(pattern, survey.configuration.layout)
    named = compile_patterns((pattern,))
    found = [path for path in survey.sources if named and named.fullmatch(path) and stem(path) != "__init__"]
    places = _places_of(evidence, _within_scope(evidence, found))
    if len(places) == 1:
        return InterfacesPlace(places[0].path, places[0].one_per_file, "configured")
    if places:
        raise _several(places)
    message = f"interfaces = {pattern!r} matches no file"
    raise UsageError(
        Problem(message, "name the file instead; it need not exist", "pyproject.toml: tool.gateway-builder.interfaces")
    )


def _named_place(path: str, layout: str) -> InterfacesPlace:
    if path.endswith(".py"):
        one_per_file = layout == "one-per-file"
        return InterfacesPlace(parent(path) if one_per_file else path, one_per_file, "configured")
    if layout == "shared":
        return InterfacesPlace(join(path, "interfaces.py"), one_per_file=False, origin="configured")
    return InterfacesPlace(path, one_per_file=True, origin="configured")


def _detected_place(evidence: Evidence) -> InterfacesPlace | None:
    named = _within_scope(evidence, _named_places(evidence))
    for paths in ([path for path in named if _in_gateways(evidence, path)], named):
        places = _narrow(evidence, _places_of(evidence, paths))
        if len(places) > 1:
            raise _several(places)
        if places:
            return places[0]
    return _place_by_content(evidence)


def is_interface_place(path: str) -> bool:
    """Whether a file stands where interfaces do by its name or its folder's, repositories' and tests' left out."""
    speaks = stem(path) in INTERFACE_WORDS or base_name(parent(path)) in INTERFACE_WORDS
    return speaks and not is_aside(path) and not is_repository(path)


def _named_places(evidence: Evidence) -> list[str]:
    """Files that are named for interfaces, and those of folders so named that hold some or nothing but `__init__.py`.

    Many call the layer of controllers `interfaces` too: there the folder's name proves nothing.
    """
    holding = {each.path for each in evidence.held}
    named = [path for path in evidence.survey.sources if is_interface_place(path)]
    crowded = {parent(path) for path in named if base_name(path) != "__init__.py"}
    return [
        path
        for path in named
        if stem(path) in INTERFACE_WORDS
        or path in holding
        or (base_name(path) == "__init__.py" and parent(path) not in crowded)
    ]


def _in_gateways(evidence: Evidence, path: str) -> bool:
    configured = evidence.survey.configuration.gateways
    if configured is not None:
        return is_below(path, configured)
    return any(part in GATEWAY_FOLDERS[:2] for part in path.split("/"))


def _within_scope(evidence: Evidence, paths: Iterable[str]) -> list[str]:
    """The paths nearest to where the user stands: those below the deepest folder around it that holds any."""
    found = list(paths)
    package = scope_of(evidence.survey, evidence.start)
    for folder in lineage(evidence.start) if evidence.start else ():
        inside = [path for path in found if is_below(path, folder)]
        if inside or folder == package:
            return inside
    return found


def _places_of(evidence: Evidence, paths: Sequence[str]) -> list[InterfacesPlace]:
    """The different places that files stand for, sorted."""
    found = {place.path: place for place in (_place_of(evidence, path) for path in paths)}
    return [found[path] for path in sorted(found)]


def _place_of(evidence: Evidence, path: str) -> InterfacesPlace:
    """The place that a file stands for: itself, or its folder where most files of that hold one interface each."""
    folder = parent(path)
    if base_name(folder) in INTERFACE_WORDS:
        counts = Counter(each.path for each in evidence.held if parent(each.path) == folder)
        single = sum(count == 1 for file, count in counts.items() if not _is_shared(file))
        if single and single >= _MAJORITY * len(counts):
            return InterfacesPlace(
                folder, one_per_file=True, origin=f"detected ({single} of {len(counts)} files there)"
            )
    if stem(path) in INTERFACE_WORDS:
        return InterfacesPlace(path, one_per_file=False, origin="detected (the file's name)")
    shared = [join(folder, f"{word}.py") for word in sorted(INTERFACE_WORDS)]
    named = next((file for file in shared if file in evidence.survey.sources), path)
    return InterfacesPlace(named, one_per_file=False, origin="detected (the folder's name)")


def _is_shared(path: str) -> bool:
    """Whether the name of a file is that of one which interfaces share."""
    return stem(path) in INTERFACE_WORDS or base_name(path) == "__init__.py"


def _narrow(evidence: Evidence, places: list[InterfacesPlace]) -> list[InterfacesPlace]:
    """The places that hold interfaces of gateways, where some do; else all of them."""
    held = [each.path for each in evidence.held]
    telling = [place for place in places if any(is_below(path, place.path) for path in held)]
    return telling or places


def is_repository_name(name: str) -> bool:
    """Whether an interface is a repository's by its name."""
    return bool(re.fullmatch(_REPOSITORY_NAME, name))


def _place_by_content(evidence: Evidence) -> InterfacesPlace | None:
    """The place that holds most of what reads as an interface of a gateway, where nothing is named for it."""
    implemented = {base.rpartition(".")[2] for summary in evidence.classes for base in summary.bases}
    telling = [each for each in evidence.held if re.fullmatch(_ROLE_NAME, each.name) or each.name in implemented]
    paths = _within_scope(evidence, (each.path for each in telling))
    for folder in sorted({parent(path) for path in paths}):
        inside = [path for path in paths if parent(path) == folder]
        if len(inside) < _MAJORITY * len(paths) or len(inside) < _FEWEST_FILES:
            continue
        if len(set(inside)) == 1:
            return InterfacesPlace(inside[0], one_per_file=False, origin=f"detected ({len(inside)} interfaces)")
        if folder != evidence.survey.roots.of(inside[0]):
            origin = f"detected ({len(set(inside))} files in the folder)"
            return InterfacesPlace(folder, one_per_file=True, origin=origin)
    return None


def _standard_place(evidence: Evidence) -> InterfacesPlace:
    gateways = evidence.survey.configuration.gateways
    folder = find_home(evidence.survey, evidence.start) if gateways is None else parent(join(gateways, "x"))
    if gateways is None:
        known = [join(folder, name) for name in GATEWAY_FOLDERS[:2]]
        folder = next((path for path in known if evidence.survey.has_folder(path)), known[0])
    path = join(folder, "interfaces.py")
    if evidence.survey.configuration.layout == "one-per-file":
        return InterfacesPlace(path.removesuffix(".py"), one_per_file=True, origin="standard")
    return InterfacesPlace(path, one_per_file=False, origin="standard")


def _several(places: Sequence[InterfacesPlace]) -> UsageError:
    listed = ", ".join(place.path for place in places)
    return UsageError(
        Problem(
            f"interfaces could stand in {len(places)} places: {listed}",
            f"say which is meant: --in {places[0].path}",
            "--in",
        )
    )
