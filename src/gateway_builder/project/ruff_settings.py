"""Reads ruff's own configuration, the files that it extends included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.errors import GatewayBuilderError
from gateway_builder.project.paths import base_name
from gateway_builder.project.pyproject import find_table, parse_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gateway_builder.gateways.interfaces import ISourceTree

_FILES = (".ruff.toml", "ruff.toml")
_MOST_EXTENDED = 8


def find_ruff(tree: ISourceTree, document: Mapping[str, object]) -> Mapping[str, object] | None:
    """Ruff's settings for the project, or None when it is not configured.

    Args:
        tree: The project's files.
        document: Its `pyproject.toml`.
    """
    settings = _nearest(tree.read_file) or find_table(document, "tool", "ruff") or _nearest(tree.read_root_file)
    return _extended(tree, settings, _MOST_EXTENDED) if settings else None


def _nearest(read: Callable[[str], bytes | None]) -> Mapping[str, object] | None:
    return next((settings for name in _FILES if (settings := _read(read, name)) is not None), None)


def _read(read: Callable[[str], bytes | None], path: str) -> Mapping[str, object] | None:
    """A TOML file; None when it is absent or can't be read: ruff itself complains about it."""
    try:
        content = read(path)
        return None if content is None else parse_toml(content, path)
    except GatewayBuilderError:
        return None


def _extended(tree: ISourceTree, settings: Mapping[str, object], left: int) -> Mapping[str, object]:
    """The settings laid over those of the file that they extend."""
    path = settings.get("extend")
    if not isinstance(path, str) or not left:
        return settings
    parents = _read(tree.read_root_file, path.removeprefix("./").lstrip("./"))
    if parents is None:
        return settings
    inherited = find_table(parents, "tool", "ruff") if base_name(path) == "pyproject.toml" else parents
    return _merge(_extended(tree, inherited, left - 1), settings)


def _merge(under: Mapping[str, object], over: Mapping[str, object]) -> Mapping[str, object]:
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = _merge(below, value) if isinstance(value, dict) and isinstance(below, dict) else value
    return merged
