"""The templates that ship with the program: in the package once it is built, else at the top of the repository."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGED = Path(__file__).parent.parent / "templates"
_REPOSITORY = Path(__file__).parents[3] / "templates"
_SUFFIX = ".jinja"


def find_template_folder() -> Path:
    """The folder of templates that is in force."""
    return _PACKAGED if _PACKAGED.is_dir() else _REPOSITORY


def list_template_names() -> tuple[str, ...]:
    """Names of all templates, sorted, as POSIX paths: `gateway/module.py.jinja`."""
    return _list_names(find_template_folder())


@cache
def _list_names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob(f"*{_SUFFIX}")))


def read_template(name: str) -> str | None:
    """The shipped text of one template, or None when no template has that name."""
    if name not in list_template_names():
        return None
    return (find_template_folder() / name).read_text(encoding="utf-8")
