"""Where absolute imports start from: by the imports that exist, else by the build configuration, else by custom."""

from __future__ import annotations

import re
import sys
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.errors import UsageError
from gateway_builder.project.paths import ancestors, base_name, below, join, lineage, parent
from gateway_builder.project.pyproject import find_strings, find_table, find_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gateway_builder.gateways.interfaces import ISourceTree

_IMPORT = re.compile(rb"^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)", re.MULTILINE)
_MOST_READ = 24
_SOURCE_ROOTS = ("src/python", "src/py", "src")


class ImportRoots(NamedTuple):
    """The folders that imports start from.

    Attributes:
        votes: How many of the existing imports each pair of a root and a top name explains.
        stated: Roots that the build configuration states.
        packages: Folders that have an `__init__.py`.
        beside: Folders that hold an outermost one of these.
        by_folder: Roots that were found already.
    """

    votes: Mapping[tuple[str, str], int]
    stated: tuple[str, ...]
    packages: frozenset[str]
    beside: frozenset[str]
    by_folder: dict[str, str]

    def of(self, path: str) -> str:
        """The root that a file, existing or not, is imported from."""
        folder = parent(path)
        if self._votes_for(folder, path):
            above = ancestors(path)
            return max(above, key=lambda root: self._votes_for(root, path))
        if folder not in self.by_folder:
            self.by_folder[folder] = self._of_folder(path, ancestors(path))
        return self.by_folder[folder]

    def _of_folder(self, path: str, above: tuple[str, ...]) -> str:
        voted = max(above, key=lambda root: self._votes_for(root, path))
        if self._votes_for(voted, path):
            return voted
        stated = [root for root in above if root in self.stated]
        return stated[0] if stated else self._by_custom(above)

    def all(self) -> tuple[str, ...]:
        """Every root with evidence, that with the most first; the project's root when there is none."""
        totals = Counter[str]()
        for (root, _), count in self.votes.items():
            totals[root] += count
        known = [root for root, _ in totals.most_common()]
        by_custom = [self._by_custom(lineage(folder)) for folder in sorted(self.packages)]
        return tuple(dict.fromkeys([*known, *self.stated, *by_custom, ""]))

    def _votes_for(self, root: str, path: str) -> int:
        name = below(path, root).partition("/")[0].removesuffix(".py")
        return self.votes.get((root, name), 0)

    def _by_custom(self, above: tuple[str, ...]) -> str:
        for custom in _SOURCE_ROOTS:
            for root in above:
                if (root == custom or root.endswith(f"/{custom}")) and root not in self.packages:
                    return root
        inside = [folder for folder in above if folder in self.packages]
        if not inside:
            return next((root for root in above if root in self.beside), "")
        folder = inside[0]
        while folder in self.packages:
            folder = parent(folder)
        return folder


def find_import_roots(tree: ISourceTree, sources: tuple[str, ...], document: Mapping[str, object]) -> ImportRoots:
    """Find the import roots of a project.

    Args:
        tree: The project's files, of which a few are read.
        sources: Its Python files.
        document: Its `pyproject.toml`.
    """
    packages = frozenset(parent(path) for path in sources if base_name(path) == "__init__.py") - {""}
    beside = frozenset(parent(folder) for folder in packages) - packages
    return ImportRoots(_count_votes(tree, sources), _stated_roots(document), packages, beside, {})


def _count_votes(tree: ISourceTree, sources: tuple[str, ...]) -> Mapping[tuple[str, str], int]:
    places, known = _index(sources)
    votes = Counter[tuple[str, str]]()
    for module, count in _count_imports(tree, sources).items():
        top = module.partition(".")[0]
        targets = {root: join(root, module.replace(".", "/")) for root in places.get(top, ())}
        found = [root for root, target in targets.items() if target in known]
        # Python takes a module or package wherever it finds one before a folder without `__init__.py`
        real = [root for root in found if known[targets[root]]]
        for root in real or found:
            votes[root, top] += count
    return votes


def _index(sources: tuple[str, ...]) -> tuple[Mapping[str, set[str]], Mapping[str, bool]]:
    """The folders that hold a folder or module of a name; all of these, with whether they are modules or packages."""
    places: dict[str, set[str]] = {}
    known: set[str] = set()
    for source in sources:
        path = source.removesuffix(".py")
        while path and path not in known:
            known.add(path)
            places.setdefault(base_name(path), set()).add(parent(path))
            path = parent(path)
    real = {source.removesuffix(".py").removesuffix("/__init__") for source in sources}
    return places, {path: path in real for path in known}


def _count_imports(tree: ISourceTree, sources: tuple[str, ...]) -> Counter[str]:
    """How often each module is imported; in a sample where the project is large."""
    telling = [path for path in sources if base_name(path) != "__init__.py"] or list(sources)
    step = -(-len(telling) // _MOST_READ) or 1
    counts = Counter[str]()
    for path in telling[::step]:
        for found in _IMPORT.finditer(_read(tree, path)):
            module = found[1].decode()
            if module.partition(".")[0] not in sys.stdlib_module_names:
                counts[module] += 1
    return counts


def _read(tree: ISourceTree, path: str) -> bytes:
    """The bytes of a file; none where it can't be read, which is said where it matters."""
    try:
        return tree.read_file(path) or b""
    except UsageError:
        return b""


def _stated_roots(document: Mapping[str, object]) -> tuple[str, ...]:
    tool = find_table(document, "tool")
    hatch = find_strings(tool, "hatch", "build", "targets", "wheel", "packages")
    roots = [
        *(parent(path.strip("/")) for path in hatch),
        *find_strings(tool, "hatch", "build", "targets", "wheel", "sources"),
        *find_strings(tool, "setuptools", "packages", "find", "where"),
        *find_strings(tool, "setuptools", "package-dir", ""),
        *_poetry_roots(tool),
        *find_strings(tool, "pdm", "build", "package-dir"),
        *_uv_roots(document),
    ]
    hints = [*find_strings(tool, "pytest", "ini_options", "pythonpath"), *find_strings(tool, "mypy", "mypy_path")]
    roots += [path for hint in hints for path in re.split("[:,]", hint) if path.strip("./ ")]
    clean = (root.strip().removeprefix("$MYPY_CONFIG_FILE_DIR/").removeprefix("./").strip("/") for root in roots)
    return tuple(dict.fromkeys("" if root == "." else root for root in clean))


def _poetry_roots(tool: Mapping[str, object]) -> Sequence[str]:
    packages = find_value(tool, "poetry", "packages")
    tables = [item for item in packages if isinstance(item, dict)] if isinstance(packages, list) else []
    return [root for item in tables if isinstance(root := item.get("from", ""), str)]


def _uv_roots(document: Mapping[str, object]) -> Sequence[str]:
    if find_value(document, "build-system", "build-backend") != "uv_build":
        return ()
    return find_strings(document, "tool", "uv", "build-backend", "module-root") or ("src",)
