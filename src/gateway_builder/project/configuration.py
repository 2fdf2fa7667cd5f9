"""Reads `[tool.gateway-builder]` of `pyproject.toml`, every value checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.configuration import Configuration
from gateway_builder.project.pyproject import read_pyproject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.gateways.interfaces import ISourceTree


def read_configuration(tree: ISourceTree) -> Configuration:
    """The project's configuration; every option unset when there is no `pyproject.toml`.

    Args:
        tree: The project's files.

    Raises:
        UsageError: If the file is not TOML, or any option is unknown or wrong; all of them together.
    """
    return parse_configuration(read_pyproject(tree))


def parse_configuration(document: Mapping[str, object]) -> Configuration:
    """The configuration that the text of a `pyproject.toml` holds, parsed as TOML.

    Raises:
        UsageError: If any option is unknown or wrong; all of them together.
    """
    tool = document.get("tool", {})
    if isinstance(tool, dict) and "gateway-builder" not in tool:
        return Configuration()
    from gateway_builder.project.option_table import check_document

    return check_document(document)
