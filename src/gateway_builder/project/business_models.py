"""The application's classes by name, read from source."""

from __future__ import annotations

import ast
import builtins
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.errors import UsageError
from gateway_builder.model.business import BusinessModel
from gateway_builder.model.interface import ImportedName
from gateway_builder.project.business_bases import ReadClass, find_base
from gateway_builder.project.business_classes import read_class
from gateway_builder.project.module_types import last_name
from gateway_builder.project.standard_types import find_standard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.project.types import FoundType, TypeIndex

_IDENTIFIER = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", re.ASCII)


class BusinessModels:
    """Finds classes of the project by the identifiers that signatures and expressions use; each is read once."""

    def __init__(self, index: TypeIndex, bound: Mapping[str, ImportedName]) -> None:
        """Find them among the project's types.

        Args:
            index: The project's types.
            bound: What the interfaces file imports or defines, by the name it is bound to.
        """
        self._index = index
        self._bound = bound
        self._found: dict[str, BusinessModel | None] = {}
        self._read: dict[tuple[str, str], ReadClass] = {}
        self._homes: dict[str, str] = {}

    def __call__(self, name: str) -> BusinessModel | None:
        """The class, or None where the name is none of the project's types."""
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def list_names(self) -> tuple[str, ...]:
        """Names of the project's models, those that the interfaces file knows first."""
        own = (node.name for _, node in self._index.list_model_classes() if not node.name.startswith("_"))
        return tuple(dict.fromkeys((*filter(self, self._bound), *own)))

    def _find(self, name: str) -> BusinessModel | None:
        if not _IDENTIFIER.fullmatch(name) or (hasattr(builtins, name) and name[0].islower()):
            return None
        imported = self._locate(name)
        if imported is None:
            return None
        module, _, inner = _spell_out(name, imported).rpartition(".")
        found = self._index.find_definition(module, inner)
        return replace(self._read_type(found).model, name=name, imported=imported) if found else None

    def _locate(self, name: str) -> ImportedName | None:
        """Where a name, or the first part of a dotted one, is imported from."""
        head = name.partition(".")[0]
        is_type_variable = len(name) == 1
        if head in self._bound or head != name or is_type_variable:
            return self._bound.get(head)
        try:
            found = self._index.find_type(name, self._bound, models_only=bool(find_standard(name)))
        except UsageError:
            found = None
        return found or self._locate_at_home(name)

    def _locate_at_home(self, name: str) -> ImportedName | None:
        """A name that elsewhere means several types or none: what it means in the module of a class that uses it."""
        home = self._homes.get(name)
        found = self._index.find_definition(home, name) if home else None
        return ImportedName(found.module, found.name) if found else None

    def _read_type(self, found: FoundType) -> ReadClass:
        key = found.module, found.name
        if key not in self._read:
            imported = ImportedName(*key)
            self._read[key] = ReadClass(BusinessModel(found.name, imported, is_complete=False, is_plain=False))
            if found.statement:
                self._read[key] = read_class(found.statement, imported, lambda base: self._find_base(base, found))
                self._note_names(found.statement, found.module)
        return self._read[key]

    def _find_base(self, node: ast.expr, owner: FoundType) -> ReadClass | None:
        base = node.value if isinstance(node, ast.Subscript) else node
        if not isinstance(base, (ast.Name, ast.Attribute)):
            return None
        found = self._index.find_definition(owner.module, ast.unparse(base))
        return self._read_type(found) if found else find_base(last_name(base))

    def _note_names(self, statement: ast.ClassDef, module: str) -> None:
        """Remember where the names stand that the class uses."""
        for node in ast.walk(statement):
            if isinstance(node, ast.Name):
                self._homes.setdefault(node.id, module)


def _spell_out(name: str, imported: ImportedName) -> str:
    """The whole dotted name behind a name, by where its first part is imported from."""
    if not imported.name and not imported.alias:
        return name
    rest = name.partition(".")[2]
    return ".".join(filter(None, (imported.module, imported.name, rest)))
