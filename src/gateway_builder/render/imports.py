"""Import statements of a new module; the formatter sorts them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.values import ordered_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gateway_builder.model.interface import ImportedName, Interface

# What mypy says of a package that is not installed, and of one without types; where it says nothing, that is right too.
UNTYPED = "  # type: ignore[import-not-found, import-untyped, unused-ignore]"
PRIVATE = "  # pyright: ignore[reportPrivateUsage]"
_IDENTIFIER = re.compile(r"[^\W\d]\w*")


@ordered_value
class _Import:
    """One imported name; `name` is empty for `import module`."""

    module: str
    name: str = ""
    alias: str = ""
    comment: str = ""


class ImportList:
    """Collects what one module imports, in isort's default order; a name that is taken gets an alias."""

    def __init__(self, taken: Iterable[ImportedName] = (), *, foreign: Iterable[str] = ()) -> None:
        """Begin with the names that stand as they are.

        Args:
            taken: Imports whose bound names the module's code uses already.
            foreign: Modules of other people; what is not theirs nor the standard library's is the project's own.
        """
        self._origins = {imported.bound: (imported.module, imported.name) for imported in taken}
        self._foreign = set(map(_top, foreign))
        self._runtime: set[_Import] = set()
        self._typing: set[_Import] = set()

    def add(self, module: str, name: str, *, typing_only: bool = False) -> str:
        """Import a name and give the identifier that it is bound to."""
        bound = name
        while self._origins.get(bound, (module, name)) != (module, name):
            bound = f"_{bound}"
        self._origins[bound] = (module, name)
        self._choose(typing_only=typing_only).add(_Import(module, name, "" if bound == name else bound))
        return bound

    def add_plain(self, module: str) -> None:
        """`import module`."""
        self._runtime.add(_Import(module))

    def add_statement(self, statement: str) -> None:
        """An import statement of an SDK, which may have no types or not be installed."""
        module = statement.split()[1]
        comment = "" if _top(module) in _standard_modules() else UNTYPED
        self._foreign.add(_top(module))
        names = statement.partition(" import ")[2] if statement.startswith("from ") else ""
        for text in names.strip("()").split(",") if names else [statement.partition("import ")[2]]:
            name, _, alias = text.strip().partition(" as ")
            self._runtime.add(_Import(module, name if names else "", alias.strip(), comment))

    def add_imported(self, imported: ImportedName, *, typing_only: bool) -> None:
        """What a signature needs, under the name that the signature uses."""
        is_private = imported.name.startswith("_")  # such as a TypeVar that the interface is generic in
        comment = PRIVATE if is_private else ""
        self._choose(typing_only=typing_only).add(_Import(imported.module, imported.name, imported.alias, comment))

    @property
    def runtime(self) -> tuple[str, ...]:
        """Statements that run with the module, with empty lines between the sections."""
        return tuple(self._sort(self._runtime))

    @property
    def typing_only(self) -> tuple[str, ...]:
        """Statements for the type checker alone."""
        return tuple(self._sort(self._typing - self._runtime))

    def _choose(self, *, typing_only: bool) -> set[_Import]:
        return self._typing if typing_only else self._runtime

    def _sort(self, imports: set[_Import]) -> list[str]:
        sections: dict[int, list[_Import]] = {0: [], 1: [], 2: []}
        for each in imports:
            top = _top(each.module)
            sections[0 if top in _standard_modules() else 1 if top in self._foreign else 2].append(each)
        blocks = [_render_section(section) for section in sections.values() if section]
        return [line for index, block in enumerate(blocks) for line in ([""] if index else []) + block]


def _render_section(imports: list[_Import]) -> list[str]:
    """`import` statements before `from` statements, each sorted by module; what has an alias stands alone."""
    plain = sorted((each for each in imports if not each.name), key=lambda each: each.module.lower())
    lines = [f"import {each.module}{_as(each.alias)}{each.comment}" for each in plain]
    groups: dict[tuple[str, str, str], list[_Import]] = {}
    for each in sorted((each for each in imports if each.name), key=_sort_key):
        groups.setdefault((each.module, each.alias and each.name, each.comment), []).append(each)
    for (module, _, comment), members in groups.items():
        lines.append(f"from {module} import {', '.join(each.name + _as(each.alias) for each in members)}{comment}")
    return lines


def _sort_key(imported: _Import) -> tuple[str, int, str]:
    """Constants before classes before the rest, whatever their case."""
    name = imported.name
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2
    return imported.module.lower(), kind, name.lower()


def _as(alias: str) -> str:
    return f" as {alias}" if alias else ""


def _top(module: str) -> str:
    return module.partition(".")[0]


def _standard_modules() -> frozenset[str]:
    from sys import stdlib_module_names

    return stdlib_module_names


def list_runtime_names(interface: Interface) -> frozenset[str]:
    """Names that are evaluated when the class is defined: those in defaults and among its type parameters."""
    signatures = [signature for method in interface.methods for signature in (method.signature, *method.overloads)]
    defaults = [
        parameter.default for signature in signatures for parameter in signature.parameters if parameter.default
    ]
    evaluated = (*defaults, interface.type_parameters)
    return frozenset(name for text in evaluated for name in _IDENTIFIER.findall(text))
