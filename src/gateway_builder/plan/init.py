"""What `init` decides: the layout and the conventions written down, and the folder of the gateways made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError, Problem, UsageError
from gateway_builder.model.changes import FileEdit, Plan
from gateway_builder.project.paths import join
from gateway_builder.project.pyproject import PYPROJECT, find_table, parse_toml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gateway_builder.gateways.interfaces import ISourceTree
    from gateway_builder.model.project import Project, Setting

_HEADER = re.compile(
    rb"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*([\"']?)gateway-builder\1[ \t]*\][ \t]*(#[^\r\n]*)?(\r?\n|\Z)", re.MULTILINE
)
_PLACES = ("package", "interfaces", "gateways", "tests", "models")
_CONVENTIONS = ("layout", "kind", "runtime-checkable", "implementation", "gateway-pattern", "module-pattern", "exports")
_GATEWAYS_DOCSTRING = '"""Gateways to systems that the application does not own."""\n'
_INTERFACES_DOCSTRING = '"""Interfaces of the gateways: what the use cases know of the outside world."""\n'


def plan_init(tree: ISourceTree, project: Project) -> Plan:
    """Plan to write down what was found of a project.

    Args:
        tree: The project's files.
        project: What was found.

    Returns:
        An empty plan where all is written down and the folder is there.

    Raises:
        ConflictError: If the table can't be extended without touching what stands in it.
        UsageError: If `pyproject.toml` is not TOML.
    """
    before = tree.read_file(PYPROJECT)
    entries = _missing_entries(before, project)
    edits = _skeleton(tree, project)
    if entries:
        after = _write_entries(before, entries)
        edits.append(FileEdit(PYPROJECT, before, after))
    return Plan(
        edits=tuple(edits),
        unchanged=() if entries or before is None else (PYPROJECT,),
        notes=tuple(f"{setting.key} = {value}: {setting.origin}" for setting, value in entries),
    )


def _skeleton(tree: ISourceTree, project: Project) -> list[FileEdit]:
    """The folder of the gateways with an empty file of interfaces, where nothing of them is there."""
    layout = project.layout
    if any(path.startswith(f"{layout.gateways}/") for path in tree.list_files(".py")):
        return []
    one_per_file = not layout.interfaces.endswith(".py")
    interfaces = join(layout.interfaces, "__init__.py") if one_per_file else layout.interfaces
    files = {
        join(layout.gateways, "__init__.py"): _GATEWAYS_DOCSTRING,
        interfaces: _INTERFACES_DOCSTRING,
    }
    absent = {path: text for path, text in files.items() if tree.read_file(path) is None}
    return [FileEdit(path, None, text.encode(), generated=True) for path, text in sorted(absent.items(), reverse=True)]


def _missing_entries(before: bytes | None, project: Project) -> list[tuple[Setting, str]]:
    """The settings to write down, each with its value in TOML: places always, conventions where they were detected."""
    known = find_table(parse_toml(before, PYPROJECT), "tool", "gateway-builder") if before is not None else {}
    settings = {setting.key: setting for setting in project.settings}
    entries = []
    for key in _PLACES:
        setting = settings[key]
        if key not in known and setting.value:
            entries.append((setting, _array(project.layout.models) if key == "models" else _string(setting.value)))
    pattern = _interface_pattern(project, settings)
    if pattern and "interface-pattern" not in known:
        entries.append(pattern)
    for key in _CONVENTIONS:
        setting = settings[key]
        if key not in known and setting.origin.startswith("detected") and setting.value != "shared":
            entries.append((setting, setting.value if setting.value in {"true", "false"} else _string(setting.value)))
    return entries


def _interface_pattern(project: Project, settings: Mapping[str, Setting]) -> tuple[Setting, str] | None:
    from dataclasses import replace

    shown = settings.get("interface names")
    if shown is None or not shown.origin.startswith("detected"):
        return None
    pattern = f"{project.convention.prefix}(?P<purpose>[A-Z][A-Za-z0-9]*){project.convention.suffix}"
    return replace(shown, key="interface-pattern", value=pattern), _string(pattern)


def _string(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _array(texts: Sequence[str]) -> str:
    return f"[{', '.join(_string(text) for text in texts)}]"


def _write_entries(before: bytes | None, entries: Sequence[tuple[Setting, str]]) -> bytes:
    """The file with the entries in its table, every other byte as it was."""
    content = before or b""
    newline = b"\r\n" if b"\r\n" in content else b"\n"
    lines = b"".join(f"{setting.key} = {value}  # {setting.origin}".encode() + newline for setting, value in entries)
    header = _HEADER.search(content)
    if header:
        end = header.end()
        gap = b"" if header[3] else newline
        after = content[:end] + gap + lines + content[end:]
    else:
        gap = b"" if not content else newline if content.endswith(b"\n") else newline * 2
        after = content + gap + b"[tool.gateway-builder]" + newline + lines
    _prove(content, after, entries, lines)
    return after


def _prove(before: bytes, after: bytes, entries: Sequence[tuple[Setting, str]], lines: bytes) -> None:
    """Refuse a result that is not the old document with the new keys, such as for a table that is written inline."""
    try:
        old, new = parse_toml(before, PYPROJECT), parse_toml(after, PYPROJECT)
    except UsageError:
        old, new = {}, {}
    added = dict(find_table(new, "tool", "gateway-builder"))
    for setting, _ in entries:
        added.pop(setting.key, None)
    if not new or added != find_table(old, "tool", "gateway-builder") or _without_own(old) != _without_own(new):
        message = "the table of gateway-builder is written in a way that can't be extended without touching it"
        hint = f"put these lines into it by hand:\n{lines.decode()}"
        raise ConflictError(Problem(message, hint, PYPROJECT))


def _without_own(document: Mapping[str, object]) -> Mapping[str, object]:
    tool = {key: value for key, value in find_table(document, "tool").items() if key != "gateway-builder"}
    others = {key: value for key, value in document.items() if key != "tool"}
    return {**others, "tool": tool} if tool else others
