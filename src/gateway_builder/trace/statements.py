"""Follows statements in order, through branches and loops."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.source.nodes import children, walk
from gateway_builder.trace.frames import catches_absence, caught_types
from gateway_builder.trace.parts import Group, Many, Names, Part, Routine, elements_of, join
from gateway_builder.trace.values import EscapeKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.trace.expressions import Expressions
    from gateway_builder.trace.frames import Frame
    from gateway_builder.trace.parts import Values

_LOGS = frozenset({"debug", "info", "warning", "warn", "error", "exception", "critical", "log", "print"})


class Statements:
    """Follows the body of one function; `run` says whether its end can be reached."""

    def __init__(self, frame: Frame, expressions: Expressions) -> None:
        self._frame = frame
        self._expressions = expressions
        self._eval = expressions.eval

    def run(self, body: Sequence[ast.stmt]) -> bool:
        """Follow statements; False if what stands behind them is never reached."""
        for position, statement in enumerate(body):
            follow = getattr(self, f"_run_{type(statement).__name__.lower()}", None)
            if isinstance(statement, ast.If):
                goes_on = self._run_branches(statement, body[position + 1 :])
            elif follow is None:
                goes_on = self._run_simple(statement)
            else:
                goes_on = follow(statement)
            if not goes_on:
                return False
        return True

    def _run_simple(self, statement: ast.stmt) -> bool:
        for node in children(statement):
            if isinstance(node, ast.expr):
                self._eval(node)
        return not isinstance(statement, (ast.Raise, ast.Continue, ast.Break))

    # assignments

    def _run_assign(self, node: ast.Assign) -> bool:
        values = self._eval(node.value)
        for target in node.targets:
            self._bind(target, values, node)
        return True

    def _run_annassign(self, node: ast.AnnAssign) -> bool:
        if node.value:
            self._bind(node.target, self._eval(node.value), node)
        return True

    def _run_augassign(self, node: ast.AugAssign) -> bool:
        held = elements_of(self._eval(node.value))
        self._eval(node.target)
        if isinstance(node.target, ast.Name):
            self._expressions.add_to(node.target.id, held)
        return True

    def _bind(self, target: ast.expr, values: Values, node: ast.stmt) -> None:
        if isinstance(target, (ast.Tuple, ast.List)):
            self._unpack(target, values, node)
        elif isinstance(target, ast.Starred):
            self._bind(target.value, values, node)
        elif isinstance(target, ast.Name):
            self._frame.names.held[target.id] = values
        elif isinstance(target, ast.Attribute):
            self._bind_attribute(target, values, node)
        else:
            assert isinstance(target, ast.Subscript)
            self._eval(target.slice)
            self._eval(target.value)
            if isinstance(target.value, ast.Name):
                self._expressions.add_to(target.value.id, values)

    def _bind_attribute(self, target: ast.Attribute, values: Values, node: ast.stmt) -> None:
        if isinstance(target.value, ast.Name) and target.value.id in {"self", "cls"}:
            self._expressions.keep(target.attr, values)
        else:
            self._eval(target.value)
        self._expressions.notes.add_escapes(self._frame.module, node, values, EscapeKind.STORE)

    def _unpack(self, target: ast.Tuple | ast.List, values: Values, node: ast.stmt) -> None:
        starred = any(isinstance(each, ast.Starred) for each in target.elts)
        for position, each in enumerate(target.elts):
            held: list[Values] = []
            for value in values:
                if isinstance(value, Group):
                    held.append(value.items[position] if position < len(value.items) and not starred else ())
                    continue
                if isinstance(value, Part) and target.elts and not isinstance(each, ast.Starred):
                    self._expressions.read_index(node.value if isinstance(node, ast.Assign) else each, value, position)
                elements = elements_of((value,))
                held.append((Many(elements),) if isinstance(each, ast.Starred) else elements)
            self._bind(each, join(*held), node)

    # leaving

    def _run_return(self, node: ast.Return) -> bool:
        values = self._eval(node.value) if node.value else ()
        self._expressions.notes.add_escapes(self._frame.module, node, values, EscapeKind.RETURN)
        self._frame.give(values)
        return False

    def _run_assert(self, node: ast.Assert) -> bool:
        with self._frame.testing():
            self._eval(node.test)
        return True

    # branches

    def _run_branches(self, node: ast.If, following: Sequence[ast.stmt]) -> bool:
        self._expressions.note_chain(self._expressions.chains.of_if(node, following))
        before = self._frame.tested
        with self._frame.testing():
            self._eval(node.test)
        goes_on = self._branch([node.body, node.orelse])
        if _is_harmless(node.body) and _is_harmless(node.orelse):
            self._frame.tested = before
        return goes_on

    def _branch(self, bodies: Sequence[Sequence[ast.stmt]]) -> bool:
        """Follow ways of which one is taken; the names are what any that goes on leaves."""
        frame = self._frame
        before = frame.names.copy()
        left: list[Names] = []
        for body in bodies:
            frame.names.replace(before)
            if self.run(body):
                left.append(frame.names.copy())
        frame.names.merge(left or [before])
        return bool(left)

    def _run_match(self, node: ast.Match) -> bool:
        self._expressions.note_chain(self._expressions.chains.of_match(node))
        with self._frame.testing():
            values = self._eval(node.subject)
        for case in node.cases:
            names = [each.name for each in walk(case.pattern) if isinstance(each, ast.MatchAs) and each.name]
            self._frame.names.held.update(dict.fromkeys(names, values if isinstance(case.pattern, ast.MatchAs) else ()))
            if case.guard:
                self._eval(case.guard)
        return self._branch([*(case.body for case in node.cases), []])

    def _run_try(self, node: ast.Try | ast.TryStar) -> bool:
        types = [each for handler in node.handlers for each in caught_types(self._frame.module, handler)]
        with self._frame.catching(catches=catches_absence(types)):
            before = self._frame.names.copy()
            goes_on = self.run(node.body)
        after = self._frame.names.copy()
        left = [after] if goes_on and self.run(node.orelse) else []
        before.merge([before, after])
        for handler in node.handlers:
            self._frame.names.replace(before)
            if self.run(handler.body):
                left.append(self._frame.names.copy())
        self._frame.names.merge(left or [before])
        return self.run(node.finalbody) and bool(left)

    _run_trystar = _run_try

    def _run_with(self, node: ast.With | ast.AsyncWith) -> bool:
        catches = False
        for item in node.items:
            values = self._eval(item.context_expr)
            catches = catches or self._expressions.suppresses(item.context_expr)
            if item.optional_vars:
                self._bind(item.optional_vars, values, node)
        with self._frame.catching(catches=catches):
            return self.run(node.body)

    _run_asyncwith = _run_with

    # loops

    def _run_for(self, node: ast.For | ast.AsyncFor) -> bool:
        values = self._eval(node.iter)
        self._expressions.read_iteration(node.iter, values)
        before = self._frame.names.copy()
        self._bind(node.target, elements_of(values), node)
        with self._frame.guarding(values):
            self.run(node.body)
        self._frame.names.merge([before, self._frame.names.copy()])
        self.run(node.orelse)
        return True

    _run_asyncfor = _run_for

    def _run_while(self, node: ast.While) -> bool:
        before = self._frame.names.copy()
        with self._frame.testing():
            self._eval(node.test)
        self.run(node.body)
        self._frame.names.merge([before, self._frame.names.copy()])
        with self._frame.testing():
            self._eval(node.test)
        self.run(node.orelse)
        return not _is_endless(node)

    # definitions

    def _run_functiondef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
        frame = self._frame
        routine = Routine(frame.module, node, frame.owner, names=frame.names)
        frame.names.held[node.name] = (routine,)
        self._expressions.note_inner(routine)
        return True

    _run_asyncfunctiondef = _run_functiondef

    def _run_classdef(self, _node: ast.ClassDef) -> bool:
        return True


def _is_harmless(body: Sequence[ast.stmt]) -> bool:
    """Whether a branch does nothing but log, so that what was tested may be absent behind it."""
    return all(isinstance(each, ast.Pass) or _is_log(each) for each in body)


def _is_log(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
        return False
    function = node.value.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in _LOGS


def _is_endless(node: ast.While) -> bool:
    always = isinstance(node.test, ast.Constant) and bool(node.test.value)
    return always and not any(isinstance(each, ast.Break) for each in walk(node))
