"""Finds installed botocore packages by their paths; nothing of them is imported, and no environment's Python is run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.gateways.project_path import read_at_most
from gateway_builder.gateways.project_root import find_repository_root, list_enclosing_folders
from gateway_builder.model.service import ModelSource

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator, Mapping

_FOLDERS = (".venv", "venv")
_PACKAGES = ("lib/python*/site-packages", "lib/python*/dist-packages", "Lib/site-packages")
_LARGEST_MODULE = 1_000_000


class BotocorePackage(NamedTuple):
    """An installed botocore: its folder, and what messages call it."""

    folder: Path
    source: ModelSource

    @property
    def data(self) -> Path:
        """The folder that holds a folder for each service."""
        return self.folder / "data"


def find_environments(root: Path, variables: Mapping[str, str]) -> tuple[Path, ...]:
    """The virtual environments that a project may run in, best first.

    An active one inside the project, then `.venv` and `venv` of the project and of the folders around it up to the
    repository's root (members of a workspace share one), then an active one that lies elsewhere: with several of them
    the project's own is meant, since the active one may belong to whatever else was worked on.

    Args:
        root: The project's root.
        variables: The environment variables of the process.

    Returns:
        Existing folders, each once.
    """
    own = [folder / name for folder in _list_roots(root) for name in _FOLDERS]
    active = Path(variables.get("VIRTUAL_ENV", ""))
    if active.is_absolute():
        own.insert(0 if active.is_relative_to(root) else len(own), active)
    return tuple(dict.fromkeys(folder for folder in own if is_folder(folder)))


def find_package(place: Path) -> BotocorePackage | None:
    """The botocore of an environment, of a folder that holds packages, or of the package's own folder.

    Args:
        place: That folder.

    Returns:
        The package, or None when there is none.
    """
    folder = next((folder for folder in _list_places(place) if is_folder(folder / "data")), None)
    name = place.name if place.name in _FOLDERS else str(place)
    return None if folder is None else _describe(folder, f"of {name}")


def find_own_package() -> BotocorePackage | None:
    """The botocore that is installed beside this program."""
    from importlib.util import find_spec

    spec = find_spec("botocore")
    folders = (Path(place) for place in (spec.submodule_search_locations if spec else None) or ())
    folder = next((folder for folder in folders if is_folder(folder / "data")), None)
    return None if folder is None else _describe(folder, "that gateway-builder is installed with")


def read_init(folder: Path) -> bytes:
    """The package's `__init__.py`; empty when it can't be read."""
    try:
        return read_at_most((folder / "__init__.py").resolve(), _LARGEST_MODULE)
    except OSError:
        return b""


def read_literal(content: bytes, name: str) -> object:
    """The literal that a module assigns to a name at its top level; None when there is none."""
    import ast

    try:
        statements = ast.parse(content).body
        assigned = (each for each in statements if isinstance(each, ast.Assign))
        values = (each.value for each in assigned if any(_is_name(target, name) for target in each.targets))
        return next(map(ast.literal_eval, values), None)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None  # something else than botocore, or one that is broken: nothing is known of it


def _is_name(node: ast.expr, name: str) -> bool:
    return getattr(node, "id", "") == name


def is_folder(place: Path) -> bool:
    """Whether a folder is there that this user may see."""
    try:
        return place.is_dir()
    except OSError:
        return False


def _list_roots(root: Path) -> tuple[Path, ...]:
    return list_enclosing_folders(root) if find_repository_root(root) else (root,)


def _list_places(place: Path) -> Iterator[Path]:
    if place.name == "botocore":
        yield place
    yield place / "botocore"
    for pattern in _PACKAGES:
        for packages in sorted(place.glob(pattern), reverse=True):
            yield packages / "botocore"


def _describe(folder: Path, whose: str) -> BotocorePackage:
    version = _read_distribution(folder.parent) or read_literal(read_init(folder), "__version__")
    known = version if isinstance(version, str) else ""
    return BotocorePackage(folder, ModelSource(" ".join(filter(None, ("botocore", known, whose))), known))


def _read_distribution(packages: Path) -> str:
    """Version in the name of the folder that installers leave beside a package; empty when there is not just one."""
    found = [each.name for each in packages.glob("botocore-*.dist-info")]
    version = found[0].removeprefix("botocore-").removesuffix(".dist-info") if len(found) == 1 else ""
    return version if version[:1].isdigit() and version.isprintable() else ""
