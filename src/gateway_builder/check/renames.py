"""Renames a class everywhere in the project, or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.check.class_uses import UnclearUseError, find_class_uses
from gateway_builder.check.import_members import keep_imports_sorted
from gateway_builder.errors import GatewayBuilderError
from gateway_builder.model.finding import Fix, TextEdit
from gateway_builder.naming import is_class_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.source.code_index import ClassView

_CONFIGURATION = (".toml", ".cfg", ".ini", ".yaml", ".yml", ".json", ".pyi")


def offer_rename(codebase: Codebase, view: ClassView, new_name: str) -> Fix | None:
    """The fix that renames a class; None where that can't be done everywhere or is no change."""
    edits = rename_class(codebase, view, new_name)
    return Fix(f"Rename {view.name} to {new_name}", is_safe=False, edits=edits) if edits else None


def rename_class(codebase: Codebase, view: ClassView, new_name: str) -> tuple[TextEdit, ...] | None:
    """The edits that rename a class in every file of the project.

    Args:
        codebase: The project.
        view: The class.
        new_name: Its new name.

    Returns:
        Edits of the definition and of each use; None where the new name stands in one of these files, a file that
        holds the name can't be read, configuration names the class, or a use can't be told from something else.
    """
    if not is_class_name(new_name) or new_name == view.name:
        return None
    try:
        paths = codebase.once(_find_mentions).get(view.name, ())
        return tuple(edit for path in paths for edit in _edit(codebase, path, view, new_name)) or None
    except (UnclearUseError, GatewayBuilderError):
        return None


def _edit(codebase: Codebase, path: str, view: ClassView, new_name: str) -> Iterator[TextEdit]:
    module = codebase.index.module(path)
    if module is None:
        raise UnclearUseError(path)
    offsets = find_class_uses(codebase.index, module, view, codebase.once(_list_tops))
    if offsets and re.search(rf"\b{new_name}\b", module.source.text):
        raise UnclearUseError(path)
    edits = [TextEdit(path, offset, offset + len(view.name), new_name) for offset in offsets]
    yield from keep_imports_sorted(module, codebase.import_style(path), edits)


def _list_tops(codebase: Codebase) -> frozenset[str]:
    """What absolute imports of the project's own modules begin with."""
    return frozenset(name.partition(".")[0] for name in codebase.survey.modules().values())


def _find_mentions(codebase: Codebase) -> Mapping[str, tuple[str, ...]]:
    """The files that hold the name of each interface and gateway; all files are read once for all names."""
    views = [each.view for each in codebase.interfaces] + [each.view for each in codebase.gateways]
    pattern = re.compile(rb"\b(?:" + b"|".join(sorted({view.name.encode() for view in views})) + rb")\b")
    found: dict[str, dict[str, None]] = {}
    for path in _list_files(codebase):
        for match in pattern.findall(codebase.index.tree.read_file(path) or b""):
            found.setdefault(match.decode(), {})[path] = None
    return {name: tuple(paths) for name, paths in found.items()}


def _list_files(codebase: Codebase) -> Iterable[str]:
    others = (path for path in codebase.index.tree.list_files("") if path.endswith(_CONFIGURATION))
    return dict.fromkeys((*codebase.paths, *others))
