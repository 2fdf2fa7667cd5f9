"""Follows the answers of services through a module, and through what it calls in others."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.source.bindings import dotted_name
from gateway_builder.trace.callees import Callees, handles_absence
from gateway_builder.trace.expressions import Expressions
from gateway_builder.trace.frames import Frame
from gateway_builder.trace.lookups import Lookups
from gateway_builder.trace.notes import Notes
from gateway_builder.trace.parts import Many, Names, Routine, Thing, join
from gateway_builder.trace.statements import Statements
from gateway_builder.trace.tables import Tables
from gateway_builder.trace.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gateway_builder.source.code_index import CodeIndex
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.parts import Values
    from gateway_builder.trace.values import AnswerEscape, AnswerRead, ServiceCall, StateMap

_DEEPEST = 8
_MOST_LINES = 30_000
_SDK = b"boto"
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Answers(NamedTuple):
    """What a module makes of answers."""

    reads: tuple[AnswerRead, ...] = ()
    maps: tuple[StateMap, ...] = ()
    escapes: tuple[AnswerEscape, ...] = ()


def follow_answers(
    module: CodeModule, index: CodeIndex, find_call: Callable[[CodeModule, ast.Call], ServiceCall | None]
) -> Answers:
    """What a module makes of the answers of services.

    Every function is followed, public ones first; what a function calls in the project is followed with what it is
    given, so that a private one alone is followed only if nothing else led to it.

    Args:
        module: The file.
        index: The project.
        find_call: Tells which call of a service a node of a file is.
    """
    walk = _Walk(index, find_call)
    for routine in _entries(module, index):
        walk.enter(routine)
    walk.enter_inner()
    notes = walk.notes
    return Answers(notes.reads, notes.maps, notes.escapes)


def _entries(module: CodeModule, index: CodeIndex) -> Iterator[Routine]:
    functions = [
        Routine(module, node) for node in module.tree.body if isinstance(node, _FUNCTIONS)
    ]  # fmt: skip
    for view in index.classes_of(module):
        for owner, node in view.methods.values():
            is_static = "staticmethod" in {dotted_name(each) for each in node.decorator_list}
            functions.append(Routine(owner.module, node, Thing(view), is_bound=not is_static))
    yield from sorted(functions, key=lambda each: _name_of(each).startswith("_"))


def _name_of(routine: Routine) -> str:
    return getattr(routine.node, "name", "")


class _Walk:
    """Follows functions, each with the same arguments once."""

    def __init__(self, index: CodeIndex, find_call: Callable[[CodeModule, ast.Call], ServiceCall | None]) -> None:
        self._index = index
        self._find_call = find_call
        self._texts = Texts(index)
        self._tables = Tables(index, self._texts)
        self._callees = Callees(index, self._texts, self)
        self._calls: dict[ast.Call, ServiceCall] = {}
        self._running: list[ast.AST] = []
        self._visited: set[ast.AST] = set()
        self._known: dict[tuple[object, ...], tuple[Values, frozenset[object]]] = {}
        self._lines = 0
        self.notes = Notes(self._calls)

    def find_call(self, module: CodeModule, node: ast.Call) -> ServiceCall | None:
        """The call of a service that a node is, or None."""
        found = self._calls.get(node) or self._find_call(module, node)
        if found:
            self._calls[node] = found
        return found

    def enter(self, routine: Routine) -> None:
        """Follow a function without knowing its arguments; a private one only if nothing else has led to it."""
        is_led_to = routine.node in self._visited and _name_of(routine).startswith("_")
        if is_led_to or routine.node in self._running:
            return
        self.run(routine, (), {}, None)

    def enter_inner(self) -> None:
        """Follow the functions inside others that nothing has led to."""
        for each in list(self._callees.inner):
            if each.node not in self._visited:
                self.run(each, (), {}, None)

    def run(
        self,
        routine: Routine,
        positional: Sequence[Values],
        keywords: Mapping[str, Values],
        caller: Frame | None,
    ) -> Values:
        """What a function gives for some arguments; what it tests has been tested for its caller, too."""
        catches = bool(caller and caller.catches)
        key = (routine, tuple(positional), tuple(sorted(keywords.items())), catches)
        if key not in self._known:
            if not self._may_follow(routine, positional, keywords, caller):
                return ()
            self._lines += (routine.node.end_lineno or 0) - routine.node.lineno + 1
            frame = self._follow(routine, positional, keywords, caller)
            self._known[key] = (frame.result, frozenset(frame.tested))
        result, tested = self._known[key]
        if caller is not None:
            caller.tested |= tested  # type: ignore[operator]
        return result

    def _may_follow(
        self, routine: Routine, positional: Sequence[Values], keywords: Mapping[str, Values], caller: Frame | None
    ) -> bool:
        """Whether a function is worth the time: it is given something to follow, or may ask a service itself."""
        if routine.node in self._running or len(self._running) >= _DEEPEST or self._lines >= _MOST_LINES:
            return False
        is_given = any(positional) or any(keywords.values())
        is_near = caller is None or caller.module is routine.module
        return is_given or is_near or _SDK in routine.module.content

    def _follow(
        self, routine: Routine, positional: Sequence[Values], keywords: Mapping[str, Values], caller: Frame | None
    ) -> Frame:
        module, node = routine.module, routine.node
        self._visited.add(node)
        names = routine.names.copy() if routine.names else Names()
        names.held.update(self._bind(routine, positional, keywords))
        tested = caller.tested if caller else frozenset()
        catches = int(bool(caller and caller.catches) or self._is_caught_by_decorator(routine))
        frame = Frame(module, names, routine.owner, tested=tested, catches=catches)
        view = routine.owner.view if routine.owner else None
        lookups = Lookups(self.notes, self._texts, self._tables, module, view)
        expressions = Expressions(frame, self.notes, lookups, self._callees)
        self._running.append(node)
        if isinstance(node, ast.Lambda):
            frame.give(expressions.eval(node.body))
        else:
            Statements(frame, expressions).run(node.body)
        self._running.pop()
        return frame

    def _bind(
        self, routine: Routine, positional: Sequence[Values], keywords: Mapping[str, Values]
    ) -> Iterator[tuple[str, Values]]:
        """What each parameter gives: what it is called with, else what its annotation says."""
        arguments = routine.node.args
        names = [*arguments.posonlyargs, *arguments.args]
        given = [(routine.owner,), *positional] if routine.is_bound and routine.owner else list(positional)
        for position, each in enumerate([*names, *arguments.kwonlyargs]):
            values = given[position] if position < min(len(given), len(names)) else keywords.get(each.arg, ())
            yield each.arg, values or self._callees.of_annotation(routine.module, each.annotation)
        if arguments.vararg:
            yield arguments.vararg.arg, (Many(join(*given[len(names) :])),)
        if arguments.kwarg:
            yield arguments.kwarg.arg, ()

    def _is_caught_by_decorator(self, routine: Routine) -> bool:
        for each in getattr(routine.node, "decorator_list", []):
            origin = routine.module.origin(each.func if isinstance(each, ast.Call) else each)
            found = self._index.find_function(origin) if origin else None
            if found and handles_absence(*found):
                return True
        return False
