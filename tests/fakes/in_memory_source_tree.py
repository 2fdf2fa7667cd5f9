"""A project that stands in memory, drawn as text."""

from __future__ import annotations

from posixpath import normpath
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


class InMemorySourceTree:
    """Files by path relative to the project's root; `above` holds those of the repository around it, by name.

    Every path that was read is kept in `read`, so that a test can tell how much a command looks at.
    """

    def __init__(self, files: Mapping[str, bytes | str] | None = None, above: Mapping[str, str] | None = None) -> None:
        self.files = {path: _to_bytes(content) for path, content in (files or {}).items()}
        self.above = {path: _to_bytes(content) for path, content in (above or {}).items()}
        self.read: list[str] = []

    def list_files(self, suffix: str = ".py") -> tuple[str, ...]:
        """Sorted paths of the files whose names end so, those in hidden folders left out."""
        return tuple(sorted(path for path in self.files if path.endswith(suffix) and not _is_hidden(path)))

    def read_file(self, path: str) -> bytes | None:
        """Bytes of a file inside the project, None when it is not there."""
        if path.startswith("/") or normpath(path).startswith(".."):
            raise UsageError(Problem(f"{path} leaves the project", place=path))
        self.read.append(path)
        return self.files.get(normpath(path))

    def read_root_file(self, name: str) -> bytes | None:
        """Bytes of a file of the project or of the repository around it, the nearest first."""
        if name.startswith("/") or ".." in name.split("/"):
            raise UsageError(Problem(f"{name} leaves the repository", place=name))
        return self.files.get(name, self.above.get(name))


def draw(drawing: str) -> dict[str, str]:
    """The files of a tree that is drawn by indentation: a name that ends in `/` is a folder, others are empty files.

    A file's content may follow its name behind ` = `, with `;` between lines.
    """
    files: dict[str, str] = {}
    folders: list[tuple[int, str]] = []
    for line in drawing.splitlines():
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip())
        folders = [folder for folder in folders if folder[0] < depth]
        name, _, content = line.strip().partition(" = ")
        path = "".join(folder for _, folder in folders) + name
        if name.endswith("/"):
            folders.append((depth, name))
        else:
            files[path] = "".join(f"{text.strip()}\n" for text in content.split(";")) if content else ""
    return files


def _to_bytes(content: bytes | str) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/")[:-1])
