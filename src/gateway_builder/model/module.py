"""What a Python module holds, as far as other modules can use it."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.model.interface import ImportedName


class DefinitionKind(Enum):
    """What a name at the top level of a module is."""

    CLASS = "class"
    ENUM = "enum"
    ALIAS = "type alias"
    TYPE_VARIABLE = "type variable"
    FUNCTION = "function"
    VARIABLE = "variable"

    @property
    def is_type(self) -> bool:
        """Whether the name can stand in an annotation."""
        return self in {DefinitionKind.CLASS, DefinitionKind.ENUM, DefinitionKind.ALIAS}


@value
class Definition:
    """A name that a module defines itself, with the line of its first definition."""

    name: str
    kind: DefinitionKind
    line: int = 0


@value
class ModuleSummary:
    """What one module defines and imports.

    Attributes:
        path: File it stands in, relative to the project's root, POSIX.
        module: Dotted name that the file is imported by.
        definitions: Every name that it defines at the top level, in order.
        imports: What each imported name is bound to, by the name that code uses.
        star_imports: Modules that it imports `*` from.
        exports: `__all__` where it is a literal, else None.
    """

    path: str
    module: str
    definitions: tuple[Definition, ...] = ()
    imports: Mapping[str, ImportedName] = field(default_factory=dict)
    star_imports: tuple[str, ...] = ()
    exports: tuple[str, ...] | None = None
