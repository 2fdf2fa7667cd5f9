"""Which of the modules that offer a type the project imports it from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.project.paths import is_below, parent
from gateway_builder.project.roles import is_test
from gateway_builder.project.type_places import is_package_file
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gateway_builder.gateways.interfaces import ISourceTree
    from gateway_builder.model.interface import ImportedName
    from gateway_builder.project.survey import Survey

_FROM = re.compile(rb"^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import\b", re.MULTILINE)


@value
class Reach:
    """A module that a type can be imported from: `is_listed` where `__all__` names the type."""

    module: str
    is_definer: bool
    is_listed: bool


def choose_reach(
    reaches: Sequence[Reach],
    tree: ISourceTree,
    survey: Survey,
    interfaces: str,
    bound: Mapping[str, ImportedName],
) -> str:
    """The module to import from: as the interfaces file does it, else as the project does, else a package's `__all__`.

    Args:
        reaches: The modules that one type can be imported from.
        tree: The project's files.
        survey: Its sources.
        interfaces: The file that imports the type.
        bound: What that file imports or defines already.
    """
    here = survey.module_name(interfaces)
    # a package that is being imported when the interfaces are, can't be imported from yet
    safe = [reach for reach in reaches if not f"{here}.".startswith(f"{reach.module}.")] or list(reaches)
    if len(safe) == 1:
        return safe[0].module
    definers = [f"{reach.module}." for reach in safe if reach.is_definer]
    # a package speaks for the modules in it, the nearest first, rather than another module that passes a type on
    for reach in sorted(safe, key=lambda each: (not _holds(each.module, definers), -each.module.count("."))):
        if not reach.is_definer:
            verdict = _judge(reach.module, [imported.module for imported in bound.values()])
            if verdict is None:
                verdict = _judge(reach.module, _list_imported(reach.module, tree, survey))
            if verdict or (verdict is None and reach.is_listed):
                return reach.module
    return min(safe, key=lambda each: not each.is_definer).module


def _holds(package: str, modules: Iterable[str]) -> bool:
    return any(module.startswith(f"{package}.") for module in modules)


def _judge(package: str, modules: Iterable[str]) -> bool | None:
    """Whether most imports name the package and not modules in it; None without evidence."""
    votes = [1 if module == package else -1 for module in modules if f"{module}.".startswith(f"{package}.")]
    return sum(votes) > 0 if sum(votes) else None


def _list_imported(package: str, tree: ISourceTree, survey: Survey) -> list[str]:
    """The modules that files outside a package import from, as far as they may be the package's."""
    folder = parent(survey.file_of(package))
    last = package.rpartition(".")[2].encode()
    modules: list[str] = []
    for path in survey.sources:
        content = b"" if is_below(path, folder) or is_test(path) else tree.read_file(path) or b""
        if last in content:
            here = survey.module_name(path).split(".")
            for dots, name in _FROM.findall(content):
                kept = len(here) - len(dots) + is_package_file(path)
                above = here[: max(kept, 0)] if dots else []
                modules.append(".".join(filter(None, [*above, name.decode("utf-8", "replace")])))
    return modules
