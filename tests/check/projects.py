"""Projects drawn as text, as `check` sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.discovery import discover_codebase
from tests.check.cases import read_project_text, real_models, real_technologies
from tests.fakes.in_memory_source_tree import InMemorySourceTree

if TYPE_CHECKING:
    from gateway_builder.check.codebase import Codebase


def discover(text: str, *wanted: str) -> Codebase:
    """The codebase of a project drawn as text."""
    tree = InMemorySourceTree({"pyproject.toml": "", **read_project_text(text)})
    return discover_codebase(tree, real_models(), real_technologies(), wanted)


def interfaces(codebase: Codebase) -> list[str]:
    """Names of the interfaces that count."""
    return [each.name for each in codebase.interfaces]


def gateways(codebase: Codebase) -> list[str]:
    """Names of the gateways with the interfaces that each implements and how that is known."""
    return [
        " ".join([each.name, *(f"{one.link.value}:{one.interface.name}" for one in each.implements)])
        for each in codebase.gateways
    ]
