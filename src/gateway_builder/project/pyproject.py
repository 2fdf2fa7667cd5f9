"""Reads `pyproject.toml` and other TOML files of a project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.gateways.interfaces import ISourceTree

PYPROJECT = "pyproject.toml"


def read_pyproject(tree: ISourceTree) -> Mapping[str, object]:
    """What the project's `pyproject.toml` holds; empty when there is none.

    Raises:
        UsageError: If the file is not TOML, with its line.
    """
    content = tree.read_file(PYPROJECT)
    return {} if content is None else parse_toml(content, PYPROJECT)


def parse_toml(content: bytes, path: str) -> Mapping[str, object]:
    """What a TOML file holds.

    Raises:
        UsageError: If the bytes are not TOML, with the line.
    """
    import tomllib

    try:
        return tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(Problem(f"{path} is not UTF-8", "save it as UTF-8", f"{path}:{line}")) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        place = f"{path}:{found[1]}:{found[2]}" if found else path
        reason = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise UsageError(Problem(f"{path} is not valid TOML: {reason}", "mend the line", place)) from None


def find_value(document: Mapping[str, object], *keys: str) -> object:
    """The value at a path of keys, or None where any table on the way is absent or no table."""
    value: object = document
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def find_table(document: Mapping[str, object], *keys: str) -> Mapping[str, object]:
    """The table at a path of keys; empty where it is absent or no table."""
    value = find_value(document, *keys)
    return value if isinstance(value, dict) else {}


def find_strings(document: Mapping[str, object], *keys: str) -> tuple[str, ...]:
    """The strings of an array, or the one string, at a path of keys."""
    value = find_value(document, *keys)
    if isinstance(value, str):
        return (value,)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def find_python(document: Mapping[str, object]) -> tuple[int, int] | None:
    """The oldest Python that the project supports, by `requires-python` or poetry; None if neither says it."""
    stated = find_value(document, "project", "requires-python")
    if not isinstance(stated, str):
        stated = find_value(document, "tool", "poetry", "dependencies", "python")
    found = re.search(r"(?:>=|~=|\^|==|~|^)\s*3\.(\d{1,3})", stated) if isinstance(stated, str) else None
    return (3, int(found[1])) if found else None
