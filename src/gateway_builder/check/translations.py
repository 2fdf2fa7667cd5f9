"""Which calls of services stand inside a translation of their errors: lexically, or through whoever calls them."""

from __future__ import annotations

import ast
import re
from enum import Enum
from typing import TYPE_CHECKING

from gateway_builder.check.caught_errors import CaughtErrors
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk
from gateway_builder.trace.values import CallKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode
    from gateway_builder.trace.values import ServiceCall

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_TRIES = (ast.Try, ast.TryStar)
_WITHS = (ast.With, ast.AsyncWith)
_SUSPICIOUS = re.compile(r"translat|error|except|handl|catch|wrap|guard|convert|map|safe|rais", re.IGNORECASE)
_HARMLESS = re.compile(
    r"(abc|functools|typing|typing_extensions|contextlib|tenacity|backoff|retry|retrying|stamina|opentelemetry|ddtrace"
    r"|staticmethod|classmethod|property|override|warnings|deprecated|cachetools|async_lru|asyncio|injector|prometheus_client"
    r"|dataclasses|attr|attrs|pydantic|structlog|final)(\.|$)"
)
_RUNNERS = frozenset({"to_thread", "run_in_executor", "run_sync", "submit", "run", "call", "gather", "wait_for"})
_MOST_STEPS = 8


class Standing(Enum):
    """Where a call stands: inside a translation, outside every one, or somewhere that can't be followed."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class Translations:
    """Tells where calls stand. Made by `Translations.of`."""

    def __init__(self, codebase: Codebase, names: Iterable[str] = ()) -> None:
        """A project.

        Args:
            codebase: Its modules and gateways.
            names: Context managers, decorators and helpers that are known to translate.
        """
        self._index = codebase.index
        self._gateways = codebase.gateways
        self._names = frozenset(names)
        self.caught = CaughtErrors(codebase)

    @classmethod
    def of(cls, codebase: Codebase) -> Translations:
        """The translations of a codebase, the same object each time."""
        return codebase.once(cls)

    def standing(self, view: ClassView, call: ServiceCall) -> Standing:
        """Where the errors of a service call arise.

        Args:
            view: The class that the call belongs to, or one that inherits it.
            call: The call.
        """
        owner = next((each for each in (view, *view.ancestors) if each.node is call.owner), view)
        if call.through and self._is_inside(view, *call.through):
            return Standing.INSIDE
        return _worst(self._follow(owner, call.module, node, frozenset()) for node in _points_of_failure(call))

    def _is_inside(self, view: ClassView, module: CodeModule, node: ast.AST) -> bool:
        """Whether a node stands inside a translation of the function around it."""
        child = node
        for around in module.ancestors(node):
            if self._around(view, module, around, child) is Standing.INSIDE:
                return True
            child = around
        return False

    def _follow(self, view: ClassView, module: CodeModule, node: ast.AST, seen: frozenset[ast.AST]) -> Standing:
        """Where a node stands, looking outwards, then at whoever calls the function around it."""
        unknown = False
        child: ast.AST = node
        for around in module.ancestors(node):
            standing = self._around(view, module, around, child)
            if standing is Standing.INSIDE:
                return standing
            unknown = unknown or standing is Standing.UNKNOWN
            if isinstance(around, _FUNCTIONS):
                reached = self._function(view, module, around, seen)
                return Standing.UNKNOWN if unknown and reached is Standing.OUTSIDE else reached
            child = around
        return Standing.UNKNOWN

    def _around(self, view: ClassView, module: CodeModule, around: ast.AST, child: ast.AST) -> Standing:
        if isinstance(around, _TRIES):
            in_body = any(child is each for each in around.body)
            inside = in_body and self.caught.may_translate(module, around.handlers)
            return Standing.INSIDE if inside else Standing.OUTSIDE
        if isinstance(around, _WITHS):
            items = [each.context_expr for each in around.items]
            before = items if child in around.body else items[: _item_of(around, child)]
            return _best(self._manager(view, module, each, _MOST_STEPS) for each in before)
        if isinstance(around, ast.Lambda):
            return self._passed(view, module, around)
        return Standing.OUTSIDE

    # functions

    def _function(self, view: ClassView, module: CodeModule, node: FunctionNode, seen: frozenset[ast.AST]) -> Standing:
        decorators = _best(self._decorator(view, module, each) for each in node.decorator_list)
        if decorators is not Standing.OUTSIDE:
            return decorators
        is_method = module.parent(node) is view.node and not _is_class_method(module, node)
        if not is_method or node in seen or node.name.startswith("__") or self._is_wrapped(view):
            return Standing.UNKNOWN
        if not node.name.startswith("_"):
            return Standing.OUTSIDE
        return _worst(
            self._use(owner, each, seen | {node}) for owner in self._family(view) for each in _uses(owner, node.name)
        )

    def _use(self, view: ClassView, node: ast.Attribute, seen: frozenset[ast.AST]) -> Standing:
        """Where one mention of a private method stands: a call of it, or its being passed to a helper."""
        module = view.module
        parent = module.parent(node)
        if isinstance(parent, ast.Call) and parent.func is node:
            return self._follow(view, module, parent, seen)
        passed = self._passed(view, module, node)
        return self._follow(view, module, node, seen) if passed is Standing.OUTSIDE else passed

    def _family(self, view: ClassView) -> tuple[ClassView, ...]:
        below = (each.view for each in self._gateways if view.origin in {up.origin for up in each.view.ancestors})
        return tuple({each.origin: each for each in (view, *view.ancestors, *below)}.values())

    def _is_wrapped(self, view: ClassView) -> bool:
        """Whether a decorator of the class may wrap its methods."""
        named = (each.func if isinstance(each, ast.Call) else each for each in view.node.decorator_list)
        return not all(_HARMLESS.match(view.module.origin(each)) for each in named)

    def _passed(self, view: ClassView, module: CodeModule, node: ast.expr) -> Standing:
        """What becomes of a callable that is passed: whether the one who gets it calls it inside a translation."""
        parent = module.parent(node)
        if isinstance(parent, ast.keyword):
            parent = module.parent(parent)
        if not isinstance(parent, ast.Call) or parent.func is node:
            return Standing.UNKNOWN
        name = dotted_name(parent.func).rpartition(".")[2]
        if name in self._names:
            return Standing.INSIDE
        found = self._callable(view, module, parent.func)
        if found is None:
            return Standing.OUTSIDE if name in _RUNNERS else Standing.UNKNOWN
        owner, where, function = found
        return Standing.INSIDE if self._may_translate(owner, where, function, _MOST_STEPS) else Standing.OUTSIDE

    def _callable(
        self, view: ClassView, module: CodeModule, node: ast.expr
    ) -> tuple[ClassView, CodeModule, FunctionNode] | None:
        """The function or method of the project that an expression names."""
        chain = dotted_name(node)
        root, _, name = chain.partition(".")
        if root in {"self", "cls"} and name in view.methods:
            owner, function = view.methods[name]
            return owner, owner.module, function
        found = self._index.find_function(module.origin(node))
        return (view, *found) if found else None

    def _may_translate(self, view: ClassView, module: CodeModule, function: FunctionNode, steps: int) -> bool:
        """Whether a function holds a `try` or a `with` that may translate what it calls, wherever it stands in it."""
        if steps and any(self._decorator(view, module, each) is Standing.INSIDE for each in function.decorator_list):
            return True
        for node in walk(function):
            if isinstance(node, _TRIES) and self.caught.may_translate(module, node.handlers):
                return True
            if isinstance(node, _WITHS) and steps:
                found = _best(self._manager(view, module, each.context_expr, steps - 1) for each in node.items)
                if found is not Standing.OUTSIDE:
                    return True
        return False

    # context managers and decorators

    def _manager(self, view: ClassView, module: CodeModule, node: ast.expr, steps: int) -> Standing:
        """Whether a context manager translates what happens inside it."""
        if isinstance(node, ast.IfExp):
            return _best(self._manager(view, module, each, steps) for each in (node.body, node.orelse))
        func = node.func if isinstance(node, ast.Call) else node
        name = func.attr if isinstance(func, ast.Attribute) else dotted_name(func)
        origin = module.origin(func)
        if name in self._names or origin == "contextlib.suppress":
            return Standing.INSIDE
        if (made := self._index.find_class(origin)) is not None:
            return self._exit(made)
        if found := self._callable(view, module, func):
            return self._managing(*found, steps)
        return Standing.UNKNOWN if _SUSPICIOUS.search(name) else Standing.OUTSIDE

    def _exit(self, view: ClassView) -> Standing:
        methods = [view.methods[name][1] for name in ("__exit__", "__aexit__") if name in view.methods]
        if not methods:
            return Standing.UNKNOWN
        raises = any(isinstance(node, ast.Raise) for each in methods for node in walk(each))
        asks = any(isinstance(node, ast.Call) and _SUSPICIOUS.search(_last(node)) for m in methods for node in walk(m))
        return Standing.INSIDE if raises else Standing.UNKNOWN if asks else Standing.OUTSIDE

    def _managing(self, view: ClassView, module: CodeModule, function: FunctionNode, steps: int) -> Standing:
        """Whether what a function makes, or is by `@contextmanager`, translates."""
        if any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in walk(function)):
            inside = self._may_translate(view, module, function, steps - 1 if steps else 0)
            return Standing.INSIDE if inside else Standing.OUTSIDE
        made = [node.value for node in walk(function) if isinstance(node, ast.Return) and node.value]
        if not steps or not made:
            return Standing.UNKNOWN
        return _best(self._manager(view, module, each, steps - 1) for each in made)

    def _decorator(self, view: ClassView, module: CodeModule, node: ast.expr) -> Standing:
        func = node.func if isinstance(node, ast.Call) else node
        origin = module.origin(func)
        if dotted_name(func).rpartition(".")[2] in self._names:
            return Standing.INSIDE
        if _HARMLESS.match(origin):
            return Standing.OUTSIDE
        found = self._index.find_function(origin)
        if found is None:
            return Standing.UNKNOWN
        return Standing.INSIDE if self._may_translate(view, *found, 0) else Standing.OUTSIDE


def _points_of_failure(call: ServiceCall) -> list[ast.AST]:
    """Where a call's errors arise: pages are asked for when they are iterated over, everything else at once."""
    parent = call.module.parent(call.node)
    if call.kind is not CallKind.PAGINATOR or not isinstance(parent, ast.Assign) or call.function is None:
        return [call.node]
    names = {each.id for each in parent.targets if isinstance(each, ast.Name)}
    loops = [
        each.iter
        for each in walk(call.function)
        if isinstance(each, (ast.For, ast.AsyncFor, ast.comprehension))
        and any(isinstance(inner, ast.Name) and inner.id in names for inner in walk(each.iter))
    ]
    return list(loops) or [call.node]


def _uses(view: ClassView, name: str) -> Iterator[ast.Attribute]:
    """Every `self.name` or `cls.name` in a class."""
    for node in walk(view.node):
        if isinstance(node, ast.Attribute) and node.attr == name and isinstance(node.value, (ast.Name, ast.Call)):
            root = node.value.id if isinstance(node.value, ast.Name) else dotted_name(node.value.func)
            if root in {"self", "cls", "super", view.name}:
                yield node


def _item_of(around: ast.With | ast.AsyncWith, child: ast.AST) -> int:
    return next((number for number, each in enumerate(around.items) if each is child), 0)


def _is_class_method(module: CodeModule, node: FunctionNode) -> bool:
    return any(module.origin(each) == "classmethod" for each in node.decorator_list)


def _last(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else dotted_name(node.func)


def _best(found: Iterable[Standing]) -> Standing:
    standings = set(found)
    return next((each for each in (Standing.INSIDE, Standing.UNKNOWN) if each in standings), Standing.OUTSIDE)


def _worst(found: Iterable[Standing]) -> Standing:
    standings = set(found)
    if Standing.OUTSIDE in standings:
        return Standing.OUTSIDE
    return Standing.INSIDE if standings == {Standing.INSIDE} else Standing.UNKNOWN
