"""The project's own copies of templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.model.changes import FileEdit, Plan
from gateway_builder.project.configuration import read_configuration
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.gateways.interfaces import ISourceTree

DEFAULT_FOLDER = "gateway-templates"


@value
class TemplateListing:
    """One template and the file that overrides it, or ""."""

    name: str
    override: str


def list_templates(tree: ISourceTree, shipped: Mapping[str, str]) -> tuple[TemplateListing, ...]:
    """Every template, sorted by name."""
    folder = override_folder(read_configuration(tree).templates)
    return tuple(TemplateListing(name, _override(tree, folder, name)) for name in sorted(shipped))


def override_folder(configured: str) -> str:
    """The folder of the project's own templates."""
    return configured or DEFAULT_FOLDER


def plan_eject(tree: ISourceTree, shipped: Mapping[str, str], name: str) -> Plan:
    """Copies of one template, or of all, into the project's folder; what is there is left.

    Raises:
        UsageError: If there is no template of that name; with near names.
    """
    folder = override_folder(read_configuration(tree).templates)
    names = [name] if name else sorted(shipped)
    if name and name not in shipped:
        raise UsageError(_unknown(name, shipped))
    missing = [each for each in names if tree.read_file(f"{folder}/{each}") is None]
    edits = tuple(FileEdit(f"{folder}/{each}", None, shipped[each].encode()) for each in missing)
    unchanged = tuple(f"{folder}/{each}" for each in names if each not in missing)
    return Plan(edits, unchanged)


def _override(tree: ISourceTree, folder: str, name: str) -> str:
    path = f"{folder}/{name}"
    return path if tree.read_file(path) is not None else ""


def _unknown(name: str, shipped: Mapping[str, str]) -> Problem:
    from difflib import get_close_matches

    near = get_close_matches(name, shipped, n=3, cutoff=0.4)
    hint = f"near it: {', '.join(near)}" if near else "run: gateway-builder templates list"
    return Problem(f"there is no template {name!r}", hint, "NAME")
