"""The folder that the test of a gateway goes to, as the project's tests already stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.project.paths import ancestors, base_name, below, is_below, join, lineage, parent
from gateway_builder.project.roles import is_test, is_test_file, is_test_folder

if TYPE_CHECKING:
    from gateway_builder.project.survey import Survey

_UNIT_FOLDERS = ("unit", "unit_tests", "units")
_FEWEST_BESIDE = 2


class PlaceOfTests(NamedTuple):
    """The folder of a gateway's test, the `__init__.py` files that it needs and lacks, and how it is known."""

    folder: str
    inits: tuple[str, ...]
    origin: str


def find_tests_place(survey: Survey, gateways: str) -> PlaceOfTests:
    """Find where the test of a gateway goes.

    Args:
        survey: What is known of the project.
        gateways: The folder of concrete gateways.
    """
    configured = survey.configuration.tests
    if configured is not None:
        return PlaceOfTests(configured, _missing_inits(survey, configured), "configured")
    folder, origin = _find_folder(survey, gateways)
    return PlaceOfTests(folder, _missing_inits(survey, folder), origin)


def _find_folder(survey: Survey, gateways: str) -> tuple[str, str]:
    tests = [path for path in survey.sources if is_test(path)]
    near = _nearest(tests, gateways)
    package = survey.package_folder(join(gateways, "x.py"))
    code = {gateways, *(parent(path) for path in survey.sources if not is_test(path))}
    beside = [path for path in tests if is_test_file(path) and is_below(path, package) and parent(path) in code]
    if len(beside) >= _FEWEST_BESIDE and len(beside) > len([path for path in near if is_test_file(path)]):
        return gateways, f"detected ({len(beside)} tests beside the code)"
    nested = [
        path
        for path in tests
        if is_below(path, package) and base_name(parent(path)) == "tests" and _tests_sibling(survey, code, path)
    ]
    if len({parent(path) for path in nested}) >= _FEWEST_BESIDE:
        return join(gateways, "tests"), f"detected ({len(nested)} tests in folders of their own)"
    root = _test_root(near[0]) if near else None
    if root is None:
        return join(_distribution(survey, gateways), "tests", base_name(gateways)), "standard"
    return _mirrored(survey, root, near, gateways)


def _tests_sibling(survey: Survey, code: set[str], path: str) -> bool:
    """Whether the folder above a folder of tests holds code and is not the top package itself."""
    above = parent(parent(path))
    return above in code and above != survey.package_folder(path)


def _nearest(tests: list[str], gateways: str) -> list[str]:
    """The tests of the folder of tests that stands nearest above, or in, the package of the gateways."""
    roots = {root for path in tests if (root := _test_root(path)) is not None}
    fitting = [root for root in roots if is_below(gateways, parent(root)) or is_below(gateways, _code_above(root))]
    if not fitting:
        return []
    nearest = max(sorted(fitting), key=lambda root: (len(parent(root)), base_name(root) == "tests"))
    return [path for path in tests if is_below(path, nearest)]


def _code_above(root: str) -> str:
    """The folder that the tests of `tests/python` or `src/test` are about."""
    return parent(parent(root)) if base_name(parent(root)) == "src" else parent(root)


def _test_root(path: str) -> str | None:
    """The outermost folder of tests that a file stands in."""
    found = [folder for folder in ancestors(path) if is_test_folder(base_name(folder))]
    return found[-1] if found else None


def _mirrored(survey: Survey, root: str, near: list[str], gateways: str) -> tuple[str, str]:
    """The folder below the root of the tests that mirrors the folder of the gateways."""
    folders = sorted(
        {folder for path in near for folder in lineage(parent(path)) if is_below(folder, root)}, key=_by_depth
    )
    name = base_name(gateways)
    same = [folder for folder in folders if base_name(folder) == name and folder != root]
    if same:
        unit = [folder for folder in same if _is_unit(folder, root)] or same
        return max(unit, key=lambda folder: _overlap(folder, gateways)), "detected (the folder's name)"
    units = [folder for folder in folders if parent(folder) == root and _is_unit(folder, root)]
    base = units[0] if units else root
    count = sum(map(is_test_file, near))
    return join(
        _mirrored_package(survey, base, folders, gateways), name
    ), f"detected ({count} test{'s' * (count != 1)} in {root})"


def _by_depth(folder: str) -> tuple[int, str]:
    return folder.count("/"), folder


def _is_unit(folder: str, root: str) -> bool:
    return below(folder, root).partition("/")[0] in _UNIT_FOLDERS


def _overlap(folder: str, gateways: str) -> int:
    """How many of the last parts of two paths are the same."""
    count = 0
    for one, other in zip(reversed(folder.split("/")), reversed(gateways.split("/")), strict=False):
        if one != other:
            break
        count += 1
    return count


def _mirrored_package(survey: Survey, base: str, folders: list[str], gateways: str) -> str:
    """The folder of the tests that repeats the one above the gateways (`tests/my_package`); else the tests' own."""
    parts = [part for part in parent(below(gateways, survey.roots.of(join(gateways, "x.py")))).split("/") if part]
    for number, part in enumerate(parts):
        for folder in folders:
            if base_name(folder) == part and is_below(folder, base) and folder != base:
                return join(folder, *parts[number + 1 :])
    return base


def _distribution(survey: Survey, gateways: str) -> str:
    """The folder that a package is built from: above its import root where that is a `src`."""
    root = survey.roots.of(join(gateways, "x.py"))
    for folder in lineage(root):
        if base_name(folder) == "src":
            return parent(folder)
    return root


def _missing_inits(survey: Survey, folder: str) -> tuple[str, ...]:
    """The `__init__.py` files that a folder of tests needs: as the tests around it have them; all where there are none.

    A package of tests inside a folder that is none would put that folder on `sys.path`, where it shadows a `gateways`.
    """
    tests = [path for path in survey.sources if is_test(path)]
    inits = {parent(path) for path in tests if base_name(path) == "__init__.py"}
    own = [above for above in lineage(folder) if _belongs_to_tests(above)]
    known = [above for above in own if any(is_below(path, above) for path in tests)]
    if known:
        new = own[: own.index(known[0])] if known[0] in inits else []
    else:
        new = own if inits or not any(map(is_test_file, tests)) else []
    return tuple(join(above, "__init__.py") for above in reversed(new))


def _belongs_to_tests(folder: str) -> bool:
    return any(is_test_folder(part) for part in folder.split("/"))
