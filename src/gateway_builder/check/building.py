"""Where a class may build what it holds: its constructor, its factories, and what only they call."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.source.nodes import walk
from gateway_builder.source.scopes import walk_scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode

_CONSTRUCTORS = frozenset(
    {"__init__", "__new__", "__post_init__", "__attrs_post_init__", "__enter__", "__aenter__", "__setstate__"}
    | {"model_post_init", "__init_subclass__"}
)
_CACHES = frozenset({"cache", "lru_cache", "cached_property", "cached", "memoize", "alru_cache"})
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def building_methods(view: ClassView) -> frozenset[str]:
    """Names of the methods in which a class may build what it holds.

    Those are constructors, class methods, what is memoized, and private helpers that nobody but these calls, or nobody
    in the class at all.
    """
    methods = view.own_methods
    found = {name for name, node in methods.items() if name in _CONSTRUCTORS or _is_factory(view, node)}
    callers = {name: {each for each in methods if name in _uses(methods[each])} - {name} for name in methods}
    private = {name for name in methods if name.startswith("_") and not name.startswith("__")}
    while more := {name for name in private - found if callers[name] <= found}:
        found |= more
    return frozenset(found)


def method_around(module: CodeModule, node: ast.AST) -> FunctionNode | None:
    """The method of a class that a node stands in, also inside functions of the method; None outside of methods."""
    inner: ast.AST = node
    for each in module.ancestors(node):
        if isinstance(each, ast.ClassDef):
            return inner if isinstance(inner, _FUNCTIONS) else None
        inner = each
    return None


def is_kept(module: CodeModule, node: ast.expr) -> bool:
    """Whether the value of an expression is kept beyond the function: in an attribute, a dictionary, or a global."""
    functions = [each for each in module.ancestors(node) if isinstance(each, _FUNCTIONS)]
    around = [each for function in functions for each in walk_scope(function)]
    targets = _targets(module.statement_of(node))
    shared = {name for each in around if isinstance(each, ast.Global) for name in each.names}
    names = {each.id for each in targets if isinstance(each, ast.Name)}
    if names & shared or any(not isinstance(each, ast.Name) for each in targets) or _is_setdefault(module, node):
        return True
    later = (each for each in around if isinstance(each, (ast.Assign, ast.AnnAssign)))
    return any(
        isinstance(each.value, ast.Name)
        and each.value.id in names
        and any(not isinstance(target, ast.Name) for target in _targets(each))
        for each in later
    )


def depends_on_call(module: CodeModule, call: ast.Call, settled: frozenset[str]) -> bool:
    """Whether what a call is given can only be known when its function runs: parameters, and what comes of them.

    Args:
        module: The file.
        call: The call.
        settled: Origins of callables whose result is known beforehand when their arguments are.
    """
    moving: set[str] = set()
    for function in reversed([each for each in module.ancestors(call) if isinstance(each, _FUNCTIONS)]):
        moving |= {each.arg for each in walk(function.args) if isinstance(each, ast.arg)} - {"self", "cls"}
        for node in walk_scope(function):
            if isinstance(node, (ast.For, ast.AsyncFor)):
                moving |= _names(node.target)
            elif isinstance(node, ast.withitem) and node.optional_vars:
                moving |= _names(node.optional_vars)
            elif _targets(node) and _is_moving(module, node, moving, settled):
                moving |= {name for target in _targets(node) for name in _names(target)}
    parts = [call.func, *call.args, *(each.value for each in call.keywords)]
    return any(_is_moving(module, each, moving, settled) for each in parts)


def _is_moving(module: CodeModule, node: ast.AST, moving: set[str], settled: frozenset[str]) -> bool:
    if _names(node) & moving:
        return True
    calls = (each for each in walk(node) if isinstance(each, ast.Call))
    return any(module.origin(each.func).partition(".")[0] not in settled for each in calls)


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in walk(node) if isinstance(each, ast.Name)}


def _targets(statement: ast.AST) -> list[ast.expr]:
    if isinstance(statement, ast.Assign):
        return [part for each in statement.targets for part in (each.elts if isinstance(each, ast.Tuple) else [each])]
    return [statement.target] if isinstance(statement, (ast.AnnAssign, ast.AugAssign, ast.NamedExpr)) else []


def _is_setdefault(module: CodeModule, node: ast.expr) -> bool:
    parent = module.parent(node)
    return isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute) and parent.func.attr == "setdefault"


def _is_factory(view: ClassView, node: FunctionNode) -> bool:
    """Whether a method makes instances, or is run once."""
    names = (each.func if isinstance(each, ast.Call) else each for each in node.decorator_list)
    last = {view.module.origin(each).rpartition(".")[2] for each in names}
    return "classmethod" in last or not _CACHES.isdisjoint(last)


def _uses(node: FunctionNode) -> set[str]:
    """The attributes that a method names (`self._build`), as names of methods."""
    return set(_attributes(node))


def _attributes(node: FunctionNode) -> Iterator[str]:
    return (each.attr for each in walk(node) if isinstance(each, ast.Attribute))
