"""The types that one module defines and passes on, read from its text."""

from __future__ import annotations

import ast
import warnings
from dataclasses import field
from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_TYPE_MAKERS = frozenset({"NewType", "TypedDict", "NamedTuple", "namedtuple", "Enum", "IntEnum", "StrEnum", "Flag"})


@value
class ModuleTypes:
    """What a module offers to signatures.

    Attributes:
        classes: The classes that it defines at the top level, by name.
        aliases: Type aliases, NewTypes and the like that it defines, by name.
        imported: Module and name behind each name that it imports, by the name it is bound to.
        stars: Modules that it imports everything from.
        listed: The names in `__all__` and those imported `as` themselves.
    """

    classes: Mapping[str, ast.ClassDef] = field(default_factory=dict)
    aliases: frozenset[str] = frozenset()
    imported: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    stars: tuple[str, ...] = ()
    listed: frozenset[str] = frozenset()

    def defines(self, name: str) -> bool:
        """Whether a type of that name is defined here."""
        return name in self.classes or name in self.aliases


def parse_bytes(content: bytes) -> ast.Module:
    """The syntax tree of a file.

    Raises:
        SyntaxError: If it is no Python, or nested too deeply to be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(content)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(str(error)) from error


def read_module_types(
    content: bytes, module: str, *, is_package: bool, parse: Callable[[bytes], ast.Module] = parse_bytes
) -> ModuleTypes | None:
    """The types of a file, or None when it is no Python.

    Args:
        content: The file.
        module: Its dotted name.
        is_package: Whether it is a package's `__init__.py`.
        parse: Gives the syntax tree; raises `SyntaxError` for what is no Python.
    """
    try:
        statements = tuple(_statements(parse(content).body))
    except (SyntaxError, RecursionError):
        return None
    classes = {node.name: node for node in statements if isinstance(node, ast.ClassDef)}
    froms = [node for node in statements if isinstance(node, ast.ImportFrom)]
    imported: dict[str, tuple[str, str]] = {}
    again: set[str] = set()
    stars: list[str] = []
    for node in froms:
        origin = _absolute(node, module, is_package=is_package)
        for alias in node.names:
            if alias.name == "*":
                stars.append(origin)
            else:
                imported[alias.asname or alias.name] = (origin, alias.name)
                again |= {alias.name} if alias.asname == alias.name else set()
    aliases = frozenset(name for node in statements for name in _aliases(node))
    return ModuleTypes(classes, aliases, imported, tuple(stars), frozenset(again | set(_exports(statements))))


def last_name(node: ast.AST | None) -> str:
    """The last part of a dotted name, its subscript or call left out; "" for anything else."""
    if isinstance(node, ast.Call):
        return last_name(node.func)
    if isinstance(node, ast.Subscript):
        return last_name(node.value)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements that run when the module is imported, those of branches included."""
    for node in body:
        if isinstance(node, ast.If):
            yield from () if last_name(node.test) == "TYPE_CHECKING" else _statements(node.body)
            yield from _statements(node.orelse)
        elif isinstance(node, (ast.Try, ast.TryStar)):
            yield from _statements(node.body)
            for handler in node.handlers:
                yield from _statements(handler.body)
            yield from _statements(node.orelse)
        else:
            yield node


def _absolute(node: ast.ImportFrom, module: str, *, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    kept = parts[: max(len(parts) - node.level + is_package, 0)]
    return ".".join(filter(None, [*kept, node.module]))


def _aliases(node: ast.stmt) -> Iterator[str]:
    """Names that a statement binds to a type: `X = list[int]`, `X: TypeAlias = …`, `type X = …`."""
    if isinstance(node, ast.Assign):
        if _is_type(node.value):
            yield from (each.id for each in node.targets if isinstance(each, ast.Name) and each.id[0].isupper())
    elif type(node).__name__ == "TypeAlias" or last_name(getattr(node, "annotation", None)) == "TypeAlias":
        yield last_name(getattr(node, "target", None) or getattr(node, "name", None))


def _is_type(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return last_name(value) in _TYPE_MAKERS
    if isinstance(value, ast.BinOp):
        return isinstance(value.op, ast.BitOr)
    return isinstance(value, (ast.Name, ast.Attribute, ast.Subscript))


def _exports(statements: tuple[ast.stmt, ...]) -> Iterator[str]:
    """The strings of `__all__`, those that are added to it included."""
    for node in statements:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(last_name(target) == "__all__" for target in targets):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                    yield inner.value
