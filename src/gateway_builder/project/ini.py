"""Reads INI files of other tools (`setup.cfg`, `.editorconfig`), as far as they can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.gateways.interfaces import ISourceTree


def read_ini(tree: ISourceTree, name: str) -> Mapping[str, Mapping[str, str]]:
    """The sections of a file as far as they can be read; none when it is absent: it is another tool's file.

    Args:
        tree: The project's files.
        name: Path of the file.
    """
    content = tree.read_root_file(name)
    if content is None:
        return {}
    sections: dict[str, dict[str, str]] = {}
    inner: dict[str, str] = {}
    key = ""
    for line in content.decode("utf-8", "replace").removeprefix("\ufeff").splitlines():
        text = line.strip()
        if not text or text[0] in "#;":
            continue
        if line[0] == "[" and "]" in text:
            inner, key = sections.setdefault(text[1 : text.rindex("]")].strip(), {}), ""
        elif line[0].isspace() and key:
            inner[key] = f"{inner[key]}\n{text}".strip()
        else:
            key, _, value = text.replace(":", "=", 1).partition("=") if "=" not in text else text.partition("=")
            key = key.strip().lower()
            inner[key] = value.strip()
    return sections
