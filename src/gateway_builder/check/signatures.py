"""What calling a method of a class looks like: kind, parameters, result, and what decorators leave of that."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

from gateway_builder.model.interface import MethodKind, ParameterKind
from gateway_builder.source.scopes import walk_scope
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_TYPING = ("typing", "typing_extensions")
_PROPERTIES = frozenset({"property", "abc.abstractproperty", "functools.cached_property"})
_CLASS_METHODS = frozenset({"classmethod", "abc.abstractclassmethod"})
_STATIC_METHODS = frozenset({"staticmethod", "abc.abstractstaticmethod"})
_OVERLOADS = frozenset(f"{module}.overload" for module in _TYPING)
_TRANSPARENT = (
    _PROPERTIES
    | _CLASS_METHODS
    | _STATIC_METHODS
    | {"abc.abstractmethod", "functools.cache", "functools.lru_cache", "warnings.deprecated", "overrides.override"}
    | {f"{module}.{name}" for module in _TYPING for name in ("override", "final", "deprecated", "no_type_check")}
    | {"overrides.overrides", "overrides.final"}
)
_POSITIONAL = (ParameterKind.POSITIONAL_ONLY, ParameterKind.POSITIONAL_OR_KEYWORD)


@value
class Argument:
    """One parameter of a method, as it stands in the code."""

    node: ast.arg
    kind: ParameterKind
    default: ast.expr | None = None

    @property
    def name(self) -> str:
        """Its name."""
        return self.node.arg

    @property
    def is_positional(self) -> bool:
        """Whether an argument without a name can reach it."""
        return self.kind in _POSITIONAL

    @property
    def is_named(self) -> bool:
        """Whether an argument with its name can reach it."""
        return self.kind in {ParameterKind.POSITIONAL_OR_KEYWORD, ParameterKind.KEYWORD_ONLY}


class MethodView:
    """A method of a class, or a property."""

    def __init__(self, owner: ClassView, node: FunctionNode) -> None:
        self.owner = owner
        self.node = node

    @property
    def module(self) -> CodeModule:
        """The file that defines it."""
        return self.owner.module

    @property
    def name(self) -> str:
        """Its name."""
        return self.node.name

    @cached_property
    def decorators(self) -> tuple[str, ...]:
        """Dotted origins of its decorators, "" for what can't be followed, `.setter` for accessors of properties."""
        return tuple(self._origin(each) for each in self.node.decorator_list)

    def _origin(self, decorator: ast.expr) -> str:
        node = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == self.name:
            return f".{node.attr}"
        return self.module.origin(node)

    @cached_property
    def kind(self) -> MethodKind:
        """What it is on its class."""
        found = set(self.decorators)
        if found & _PROPERTIES or any(each.startswith(".") for each in found):
            return MethodKind.PROPERTY
        if found & _CLASS_METHODS:
            return MethodKind.CLASS
        return MethodKind.STATIC if found & _STATIC_METHODS else MethodKind.INSTANCE

    @property
    def is_property(self) -> bool:
        """Whether it is read like an attribute."""
        return self.kind is MethodKind.PROPERTY

    @property
    def is_overloaded(self) -> bool:
        """Whether the class gives it several signatures."""
        named = (each for each in statements_of(self.owner.node.body) if isinstance(each, _FUNCTIONS))
        others = [each for each in named if each.name == self.name and each is not self.node]
        overloads = (self._overloads(each) for each in (self.node, *others))
        return any(overloads)

    def _overloads(self, node: FunctionNode) -> bool:
        return any(self.module.origin(each) in _OVERLOADS for each in node.decorator_list)

    @property
    def is_plain(self) -> bool:
        """Whether a caller sees the signature that is written: no unknown decorator, no overloads."""
        return not self.is_overloaded and all(each in _TRANSPARENT for each in self.decorators)

    @property
    def is_async(self) -> bool:
        """Whether it is defined with `async def`."""
        return isinstance(self.node, ast.AsyncFunctionDef)

    @cached_property
    def is_generator(self) -> bool:
        """Whether its body yields."""
        return any(isinstance(each, (ast.Yield, ast.YieldFrom)) for each in walk_scope(self.node))

    @cached_property
    def is_stub(self) -> bool:
        """Whether its body does nothing: a docstring, `...`, `pass`, or `raise NotImplementedError`."""
        return all(map(is_empty_statement, self.node.body))

    @cached_property
    def arguments(self) -> tuple[Argument, ...]:
        """Its parameters without `self` or `cls`."""
        found = tuple(_arguments(self.node.args))
        bound = self.kind is not MethodKind.STATIC and found and found[0].is_positional
        return found[1:] if bound else found

    @property
    def positional(self) -> tuple[Argument, ...]:
        """Parameters that take arguments by position, in order."""
        return tuple(each for each in self.arguments if each.is_positional)

    def argument(self, name: str) -> Argument | None:
        """The parameter that an argument of that name reaches."""
        return next((each for each in self.arguments if each.is_named and each.name == name), None)

    def takes_any(self, kind: ParameterKind) -> bool:
        """Whether it has `*args` or `**kwargs`."""
        return any(each.kind is kind for each in self.arguments)


def is_transparent(decorator: str) -> bool:
    """Whether a decorator, by its dotted origin, leaves a method's signature and what it raises as they are."""
    return decorator in _TRANSPARENT


def statements_of(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements of a class body, those of branches included."""
    for statement in body:
        yield statement
        if isinstance(statement, ast.If):
            yield from statements_of(statement.body)
            yield from statements_of(statement.orelse)


def is_empty_statement(node: ast.stmt) -> bool:
    """Whether a statement does nothing: a constant (docstring, `...`), `pass`, or `raise NotImplementedError`."""
    if isinstance(node, ast.Raise):
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _arguments(node: ast.arguments) -> Iterator[Argument]:
    positional = [*node.posonlyargs, *node.args]
    defaults = [*[None] * (len(positional) - len(node.defaults)), *node.defaults]
    for index, (each, default) in enumerate(zip(positional, defaults, strict=True)):
        is_only = index < len(node.posonlyargs) or (each.arg.startswith("__") and not each.arg.endswith("__"))
        kind = ParameterKind.POSITIONAL_ONLY if is_only else ParameterKind.POSITIONAL_OR_KEYWORD
        yield Argument(each, kind, default)
    if node.vararg:
        yield Argument(node.vararg, ParameterKind.VAR_POSITIONAL)
    for each, default in zip(node.kwonlyargs, node.kw_defaults, strict=True):
        yield Argument(each, ParameterKind.KEYWORD_ONLY, default)
    if node.kwarg:
        yield Argument(node.kwarg, ParameterKind.VAR_KEYWORD)
