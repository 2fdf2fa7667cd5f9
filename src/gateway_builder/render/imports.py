"""Import statements of a new module; the formatter sorts them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gateway_builder.model.interface import ImportedName, Interface

# What mypy says of a package that is not installed, and of one without types; where it says nothing, that is right too.
UNTYPED = "  # type: ignore[import-not-found, import-untyped, unused-ignore]"
_IDENTIFIER = re.compile(r"[^\W\d]\w*")


class ImportList:
    """Collects what one module imports; a name that is taken gets an alias."""

    def __init__(self, taken: Iterable[ImportedName] = ()) -> None:
        """Begin with the names that stand as they are.

        Args:
            taken: Imports whose bound names the module's code uses already.
        """
        self._origins = {imported.bound: (imported.module, imported.name) for imported in taken}
        self._runtime: dict[str, None] = {}
        self._typing: dict[str, None] = {}

    def add(self, module: str, name: str, *, typing_only: bool = False) -> str:
        """Import a name and give the identifier that it is bound to."""
        bound = name
        while self._origins.get(bound, (module, name)) != (module, name):
            bound = f"_{bound}"
        self._origins[bound] = (module, name)
        suffix = "" if bound == name else f" as {bound}"
        (self._typing if typing_only else self._runtime)[f"from {module} import {name}{suffix}"] = None
        return bound

    def add_plain(self, module: str) -> None:
        """`import module`."""
        self._runtime[f"import {module}"] = None

    def add_statement(self, statement: str) -> None:
        """An import statement of an SDK, which may have no types or not be installed."""
        self._runtime[f"{statement}{UNTYPED}" if _is_foreign(statement) else statement] = None

    def add_imported(self, imported: ImportedName, *, typing_only: bool) -> None:
        """What a signature needs, under the name that the signature uses."""
        alias = f" as {imported.alias}" if imported.alias else ""
        text = (
            f"from {imported.module} import {imported.name}{alias}"
            if imported.name
            else f"import {imported.module}{alias}"
        )
        (self._typing if typing_only else self._runtime)[text] = None

    @property
    def runtime(self) -> tuple[str, ...]:
        """Statements that run with the module."""
        return tuple(self._runtime)

    @property
    def typing_only(self) -> tuple[str, ...]:
        """Statements for the type checker alone."""
        return tuple(statement for statement in self._typing if statement not in self._runtime)


def list_runtime_names(interface: Interface) -> frozenset[str]:
    """Names that are evaluated when the class is defined: those in defaults and among its type parameters."""
    signatures = [signature for method in interface.methods for signature in (method.signature, *method.overloads)]
    defaults = [
        parameter.default for signature in signatures for parameter in signature.parameters if parameter.default
    ]
    evaluated = (*defaults, interface.type_parameters)
    return frozenset(name for text in evaluated for name in _IDENTIFIER.findall(text))


def _is_foreign(statement: str) -> bool:
    from sys import stdlib_module_names

    return statement.split()[1].partition(".")[0] not in stdlib_module_names
