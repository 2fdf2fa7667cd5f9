"""Generated gateways as modules that run, beside the applications that they are for."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

from gateway_builder.render.application_errors import render_errors_module
from tests.render import bound
from tests.render.drawn import RENDERER

if TYPE_CHECKING:
    from collections.abc import Iterator

Loaded: TypeAlias = Any  # of what a generated module holds, type checkers know nothing
_PACKAGES = frozenset({"gateways", "depot", "simulation_platform", "aioboto3", "aiohttp"})


def write_project(root: Path) -> None:
    """Write applications and gateways, as they are before they are formatted."""
    files = {
        "gateways/__init__.py": "",
        "gateways/errors.py": render_errors_module(RENDERER),
        "gateways/worked.py": bound.worked_text(),
        "depot/__init__.py": "",
        "simulation_platform/__init__.py": "",
        "simulation_platform/models.py": _read("simulation_platform"),
        "depot/models.py": _read("depot"),
        **{f"gateways/{name}.py": bound.spec_text(text, name) for name, text in bound.SPECS.items()},
        **{
            f"gateways/async_{name}.py": bound.spec_text(text, name, is_async=True)
            for name, text in bound.ASYNC_SPECS.items()
        },
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def run_project(root: Path) -> Iterator[None]:
    """Let the project be imported for a while; stand-ins for asynchronous SDKs open no client."""
    write_project(root)
    sys.path.insert(0, str(root))
    for name in ("aioboto3", "aiohttp"):
        sys.modules[name] = ModuleType(name)
    sys.modules["aiohttp"].ClientError = OSError  # type: ignore[attr-defined] # the module is made here
    yield
    sys.path.remove(str(root))
    for name in [each for each in sys.modules if each.partition(".")[0] in _PACKAGES]:
        del sys.modules[name]


def load(name: str) -> Loaded:
    """A module of the project."""
    return importlib.import_module(name)


def _read(application: str) -> str:
    return (Path(__file__).parent / "applications" / f"{application}.py").read_text(encoding="utf-8")
