"""What the names at the top level of a module are bound to."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gateway_builder.model.interface import ImportedName
from gateway_builder.model.module import Definition, DefinitionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPE_MAKERS = frozenset({"NewType", "TypedDict", "NamedTuple", "namedtuple"})
_VARIABLE_MAKERS = frozenset({"TypeVar", "ParamSpec", "TypeVarTuple"})
_ENUMS = frozenset({"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum"})


@dataclass(slots=True)
class Bindings:
    """Names of one module; a name that is bound in several branches has its first binding."""

    module: str
    is_package: bool = False
    imports: dict[str, ImportedName] = field(default_factory=dict)
    modules: list[ImportedName] = field(default_factory=list)
    definitions: dict[str, Definition] = field(default_factory=dict)
    aliases: dict[str, ast.expr] = field(default_factory=dict)
    star_imports: list[str] = field(default_factory=list)
    exports: tuple[str, ...] | None = None
    classes: dict[str, ast.ClassDef] = field(default_factory=dict)

    def dotted_origin(self, node: ast.expr) -> str:
        """Where a name or attribute comes from (`typing.Protocol`); builtins stay bare, "" for any other expression."""
        chain = dotted_name(node)
        if not chain:
            return ""
        root, _, rest = chain.partition(".")
        return ".".join(filter(None, (self.origin_of(root), rest)))

    def origin_of(self, name: str, depth: int = 5) -> str:
        """Where a top-level name comes from; the name itself where the module does not bind it."""
        if imported := self.imports.get(name):
            if imported.alias or imported.name:
                return ".".join(filter(None, (imported.module, imported.name)))
            return name
        alias = self.aliases.get(name)
        chain = dotted_name(alias) if alias is not None and depth else ""
        if chain and chain != name:
            root, _, rest = chain.partition(".")
            return ".".join(filter(None, (self.origin_of(root, depth - 1), rest)))
        return f"{self.module}.{name}" if name in self.definitions else name

    def imports_of(self, chain: str) -> tuple[ImportedName, ...]:
        """What has to be imported for a dotted name that this module uses to mean the same elsewhere."""
        root = chain.partition(".")[0]
        bound = self.imports.get(root)
        if bound is None:
            return (ImportedName(self.module, root),)
        if bound.name or bound.alias:
            return (bound,)
        submodules = [one for one in self.modules if one.bound == root and f"{chain}.".startswith(f"{one.module}.")]
        return (max(submodules, key=lambda one: len(one.module)),) if submodules else (bound,)


def read_bindings(tree: ast.Module, module: str, *, is_package: bool) -> Bindings:
    """The names that a module binds at its top level."""
    found = Bindings(module, is_package)
    for statement, conditional, typing_only in _statements(tree.body, found):
        _bind(found, statement, conditional=conditional, typing_only=typing_only)
    return found


def dotted_name(node: ast.AST | None) -> str:
    """`a.b.c` for a name or a chain of attributes, else ""."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join((node.id, *reversed(parts))) if isinstance(node, ast.Name) else ""


def absolute_module(module: str, *, is_package: bool, level: int, name: str) -> str:
    """The absolute dotted name that a relative import of a module means."""
    if not level:
        return name
    parts = module.split(".")
    keep = len(parts) - level + (1 if is_package else 0)
    return ".".join(filter(None, (*parts[: max(keep, 0)], name)))


def _statements(
    body: list[ast.stmt], found: Bindings, *, conditional: bool = False, typing_only: bool = False
) -> Iterator[tuple[ast.stmt, bool, bool]]:
    """Simple statements and definitions, those of branches included."""
    for statement in body:
        if isinstance(statement, ast.If):
            checked = found.dotted_origin(statement.test).rpartition(".")[2] == "TYPE_CHECKING"
            yield from _statements(statement.body, found, conditional=True, typing_only=typing_only or checked)
            yield from _statements(statement.orelse, found, conditional=True, typing_only=typing_only)
        elif isinstance(statement, (ast.Try, ast.TryStar)):
            handlers = [inner for handler in statement.handlers for inner in handler.body]
            for branch in (statement.body, statement.orelse, handlers, statement.finalbody):
                yield from _statements(branch, found, conditional=True, typing_only=typing_only)
        elif isinstance(statement, (ast.With, ast.For, ast.While)):
            yield from _statements(statement.body, found, conditional=True, typing_only=typing_only)
        else:
            yield statement, conditional, typing_only


def _bind(found: Bindings, statement: ast.stmt, *, conditional: bool, typing_only: bool) -> None:
    """Note what one statement binds."""
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        for imported in _imported_names(found, statement, typing_only=typing_only):
            _bind_import(found, imported, conditional=conditional)
        return
    for definition, value in _defined(found, statement):
        if conditional and (definition.name in found.imports or definition.name in found.definitions):
            continue
        found.imports.pop(definition.name, None)
        found.definitions[definition.name] = definition
        found.aliases.pop(definition.name, None)
        found.classes.pop(definition.name, None)
        if isinstance(statement, ast.ClassDef):
            found.classes[definition.name] = statement
        elif value is not None:
            found.aliases[definition.name] = value
        if definition.name == "__all__":
            found.exports = _literal_strings(value)


def _bind_import(found: Bindings, imported: ImportedName, *, conditional: bool) -> None:
    if imported.name == "*":
        found.star_imports.append(imported.module)
        return
    if not imported.name and not imported.alias:
        found.modules.append(imported)
    name = imported.bound
    if conditional and (name in found.imports or name in found.definitions):
        return
    for table in (found.definitions, found.aliases, found.classes):
        table.pop(name, None)
    found.imports[name] = imported


def _imported_names(
    found: Bindings, statement: ast.Import | ast.ImportFrom, *, typing_only: bool
) -> Iterator[ImportedName]:
    for alias in statement.names:
        renamed = alias.asname if alias.asname and alias.asname != alias.name else ""
        if isinstance(statement, ast.Import):
            yield ImportedName(alias.name, "", alias.asname or "", typing_only)
        else:
            module = absolute_module(
                found.module, is_package=found.is_package, level=statement.level, name=statement.module or ""
            )
            yield ImportedName(module, alias.name, renamed, typing_only)


def _defined(found: Bindings, statement: ast.stmt) -> Iterator[tuple[Definition, ast.expr | None]]:
    """Names that a statement other than an import defines, with the assigned value where there is one."""
    line = statement.lineno
    if isinstance(statement, ast.ClassDef):
        origins = (found.dotted_origin(base).rpartition(".")[2] for base in statement.bases)
        kind = DefinitionKind.ENUM if _ENUMS.intersection(origins) else DefinitionKind.CLASS
        yield Definition(statement.name, kind, line), None
    elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        yield Definition(statement.name, DefinitionKind.FUNCTION, line), None
    elif isinstance(statement, ast.Assign):
        kind = _kind_of_value(statement.value) if len(statement.targets) == 1 else DefinitionKind.VARIABLE
        for target in statement.targets:
            for node in ast.walk(target):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield Definition(node.id, kind, line), statement.value
    elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        alias = dotted_name(statement.annotation).rpartition(".")[2] == "TypeAlias"
        kind = DefinitionKind.ALIAS if alias else DefinitionKind.VARIABLE
        yield Definition(statement.target.id, kind, line), statement.value
    elif type(statement).__name__ == "TypeAlias":
        name: ast.Name = getattr(statement, "name")  # noqa: B009 - the node exists from Python 3.12 on
        yield Definition(name.id, DefinitionKind.ALIAS, line), None


def _kind_of_value(value: ast.expr) -> DefinitionKind:
    """What an assigned value makes of its name: `Ids = list[int]` and `UserId = NewType(...)` are types."""
    if isinstance(value, ast.Call):
        maker = dotted_name(value.func).rpartition(".")[2]
        if maker in _VARIABLE_MAKERS:
            return DefinitionKind.TYPE_VARIABLE
        return DefinitionKind.ALIAS if maker in _TYPE_MAKERS or maker in _ENUMS else DefinitionKind.VARIABLE
    if isinstance(value, ast.Subscript):
        return DefinitionKind.ALIAS if dotted_name(value.value) else DefinitionKind.VARIABLE
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr):
        return DefinitionKind.ALIAS if _is_type(value.left) and _is_type(value.right) else DefinitionKind.VARIABLE
    return DefinitionKind.ALIAS if dotted_name(value) else DefinitionKind.VARIABLE


def _is_type(node: ast.expr) -> bool:
    """Whether one side of `A | B` may be a type."""
    if isinstance(node, ast.Constant):
        return node.value is None
    return isinstance(node, ast.Subscript | ast.BinOp) or bool(dotted_name(node))


def _literal_strings(value: ast.expr | None) -> tuple[str, ...] | None:
    """The strings of a list or tuple, None where one is not literal."""
    if not isinstance(value, (ast.List, ast.Tuple)):
        return None
    values = [element.value for element in value.elts if isinstance(element, ast.Constant)]
    strings = tuple(each for each in values if isinstance(each, str))
    return strings if len(strings) == len(value.elts) else None
