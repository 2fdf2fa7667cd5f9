"""What decides what a check finds beside the project itself: this program, its Python, and the models it reads."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gateway_builder import __version__
from gateway_builder.gateways.botocore_environments import find_environments, find_own_package, find_package

if TYPE_CHECKING:
    from collections.abc import Mapping

_INSTALLED = frozenset({"site-packages", "dist-packages"})


def identify_program(root: Path, variables: Mapping[str, str]) -> str:
    """A text that is another one when the program, its Python or the models of services are others.

    Args:
        root: The project's root.
        variables: The environment variables of the process.
    """
    packages = [found for place in find_environments(root, variables) if (found := find_package(place))]
    package = packages[0] if packages else find_own_package()
    models = [str(package.folder), package.source.version, _changed(package.data)] if package else []
    return repr([__version__, _own_sources(), sys.version, sys.executable, *models])


def _own_sources() -> str:
    """The latest change of this program's own files where it is not installed but worked on."""
    folder = Path(__file__).parent.parent
    if _INSTALLED.intersection(folder.parts):
        return ""
    return max(map(_changed, folder.rglob("*.py")))


def _changed(place: Path) -> str:
    """When a file or folder was changed last, in nanoseconds."""
    return str(place.stat().st_mtime_ns)
