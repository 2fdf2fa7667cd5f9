"""Which errors a method raises, itself or through one helper, and whether it may raise others that nobody can see."""

from __future__ import annotations

import ast
import builtins
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk
from gateway_builder.source.scopes import walk_scope
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.source.code_index import ClassView, CodeIndex
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode

_TRIES = (ast.Try, ast.TryStar)


@value
class Code:
    """A function with the file and the class that it stands in; `view` is the class that `self` is."""

    module: CodeModule
    node: FunctionNode
    view: ClassView | None = None


@value
class RaisedError:
    """An error that a method raises.

    Attributes:
        node: The expression that is raised, or the call of the helper that raises it.
        names: Simple names of the class and of all classes above it, its own first.
        is_certain: Whether it is this one and no other that is raised there. A helper that raises errors of the
            application mostly serves several methods, and not each of them can meet every error.
        is_guard: Whether it only tells type checkers that an attribute of the class is set by now.
    """

    node: ast.expr
    names: tuple[str, ...]
    is_certain: bool = True
    is_guard: bool = False


class ErrorNames:
    """Tells what class an expression names, with everything above it."""

    def __init__(self, index: CodeIndex) -> None:
        self._index = index

    def of(self, module: CodeModule, node: ast.expr) -> tuple[str, ...]:
        """Simple names of an error class of the project or of Python, its own first; empty for any other thing."""
        return self.named(module.origin(node))

    def named(self, origin: str) -> tuple[str, ...]:
        """The same for a dotted name."""
        view = self._index.find_class(origin)
        if view is None:
            return _builtin_names(origin)
        above = [name for base in view.foreign_bases for name in _builtin_names(base)]
        foreign = [base.rpartition(".")[2] for base in view.foreign_bases]
        own = [view.name, *(each.name for each in view.ancestors)]
        return tuple(dict.fromkeys((*own, *foreign, *above)))


class RaisedErrors:
    """Finds what methods raise."""

    def __init__(self, index: CodeIndex) -> None:
        self._index = index
        self.names = ErrorNames(index)

    def of(self, code: Code) -> tuple[RaisedError, ...]:
        """What leaves a method: its own `raise` statements and those of the helpers that it calls."""
        return tuple(self._collect(code))

    def _collect(self, code: Code) -> Iterator[RaisedError]:
        yield from self._own(code)
        for node in walk_scope(code.node):
            helper = self.helper(code, node.func) if isinstance(node, ast.Call) else None
            if helper is None or not isinstance(node, ast.Call) or isinstance(code.module.parent(node), ast.Raise):
                continue
            raised = list(self._own(helper))
            kinds = dict.fromkeys(each.names for each in raised)
            for names in kinds:
                if self._escapes(code, node, names):
                    is_certain = len(kinds) == 1 and is_builtin_error(names[0])
                    is_guard = all(each.is_guard for each in raised if each.names == names)
                    yield RaisedError(node.func, names, is_certain=is_certain, is_guard=is_guard)

    def helper(self, code: Code, function: ast.expr) -> Code | None:
        """The method of the same class or the function of the project that a call means."""
        match function:
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name) if code.view:
                found = code.view.methods.get(name)
                return Code(found[0].module, found[1], code.view) if found else None
        defined = self._index.find_function(code.module.origin(function))
        return Code(*defined) if defined else None

    def _own(self, code: Code) -> Iterator[RaisedError]:
        for node in walk_scope(code.node):
            if isinstance(node, ast.Raise) and node.exc is not None:
                raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
                made = self._made(code, node.exc)
                is_certain = len(made) == 1
                for names in made:
                    if self._escapes(code, node, names):
                        is_guard = names[0] == "RuntimeError" and _is_guarded(code, node)
                        yield RaisedError(raised, names, is_certain=is_certain, is_guard=is_guard)

    def _made(self, code: Code, node: ast.expr) -> tuple[tuple[str, ...], ...]:
        """The classes that a raised expression may be: it names one, or a helper returns some."""
        called = node.func if isinstance(node, ast.Call) else node
        if names := self.names.of(code.module, called):
            return (names,)
        helper = self.helper(code, called) if isinstance(node, ast.Call) else None
        if helper is None:
            return ()
        returned = (each.value for each in walk_scope(helper.node) if isinstance(each, ast.Return))
        made = (self.names.of(helper.module, each.func) for each in returned if isinstance(each, ast.Call))
        return tuple(dict.fromkeys(names for names in made if names))

    def _escapes(self, code: Code, node: ast.AST, names: tuple[str, ...]) -> bool:
        """Whether no `except` around a place keeps an error of these names."""
        around = takewhile(lambda each: each is not code.node, code.module.ancestors(node))
        for inner, outer in pairwise((node, *around)):
            if isinstance(outer, _TRIES) and inner in outer.body:
                caught = next((each for each in outer.handlers if _catches(code.module, each, names)), None)
                if caught and not _raises_again(caught):
                    return False
        return True


def is_builtin_error(name: str) -> bool:
    """Whether an error is one of Python's own."""
    return bool(_builtin_names(name))


def _builtin_names(origin: str) -> tuple[str, ...]:
    found = getattr(builtins, origin.removeprefix("builtins."), None)
    is_error = isinstance(found, type) and issubclass(found, BaseException)
    return tuple(each.__name__ for each in found.__mro__[:-1]) if is_error and isinstance(found, type) else ()


def _is_guarded(code: Code, node: ast.Raise) -> bool:
    """Whether an error is raised where an attribute of the class, or a variable that holds one, is None."""
    around = code.module.parent(node)
    match around.test if isinstance(around, ast.If) and node in around.body else None:
        case ast.Compare(left=asked, ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            given = asked.value if isinstance(asked, ast.NamedExpr) else asked
            sources = _assigned(code, given.id) if isinstance(given, ast.Name) else [given]
            return bool(sources) and all(dotted_name(each).startswith("self.") for each in sources)
    return False


def _assigned(code: Code, name: str) -> list[ast.expr]:
    """What a function assigns to a variable."""
    found: list[ast.expr] = []
    for each in walk_scope(code.node):
        match each:
            case ast.Assign(targets=[ast.Name(id=target)], value=given) if target == name:
                found.append(given)
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as given) if target == name:
                found.append(given)
    return found


def _catches(module: CodeModule, handler: ast.ExceptHandler, names: tuple[str, ...]) -> bool:
    if handler.type is None:
        return True
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(module.origin(each).rpartition(".")[2] in names for each in types)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    raised = [each for each in walk(handler) if isinstance(each, ast.Raise)]
    return any(each.exc is None or (isinstance(each.exc, ast.Name) and each.exc.id == handler.name) for each in raised)
