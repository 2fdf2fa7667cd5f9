"""Finds what names, attributes and calls lead to: functions, objects and dictionaries of the project."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk
from gateway_builder.trace.frames import catches_absence, caught_types
from gateway_builder.trace.library_calls import Given, added, call_builtin, call_method, is_adding
from gateway_builder.trace.parts import Pages, Part, Routine, Table, Thing, join, made_of
from gateway_builder.trace.tables import is_table
from gateway_builder.trace.values import CallKind, EscapeKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Protocol

    from gateway_builder.source.code_index import ClassView, CodeIndex
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode
    from gateway_builder.trace.expressions import Expressions
    from gateway_builder.trace.frames import Frame
    from gateway_builder.trace.parts import Atom, Values
    from gateway_builder.trace.texts import Texts
    from gateway_builder.trace.values import ServiceCall

    class Walk(Protocol):
        """Follows whole functions."""

        def run(
            self, routine: Routine, positional: Sequence[Values], keywords: Mapping[str, Values], caller: Frame
        ) -> Values:
            """What a function gives for some arguments."""
            ...

        def enter(self, routine: Routine) -> None:
            """Follow a function without knowing its arguments."""
            ...

        def find_call(self, module: CodeModule, node: ast.Call) -> ServiceCall | None:
            """The call of a service that a node is, or None."""
            ...


_ANSWERED = frozenset({CallKind.OPERATION, CallKind.HTTP, CallKind.SDK})
_SUPPRESS = "contextlib.suppress"


class Callees:
    """Finds what code of the project means."""

    def __init__(self, index: CodeIndex, texts: Texts, walk: Walk) -> None:
        self._index = index
        self._texts = texts
        self._walk = walk
        self._kept: dict[tuple[str, str], Values] = {}
        self._setters: dict[tuple[str, str], tuple[ClassView, FunctionNode] | None] = {}
        self.inner: list[Routine] = []

    def note_inner(self, routine: Routine) -> None:
        """Remember a function that is defined inside another."""
        self.inner.append(routine)

    def view_of(self, frame: Frame) -> ClassView | None:
        """The class that a function belongs to."""
        return frame.owner.view if frame.owner else None

    # names and attributes

    def find_global(self, frame: Frame, node: ast.Name | ast.Attribute) -> Values:
        """What a name that no variable has stands for."""
        return self.find_origin(frame.module.origin(node))

    def find_origin(self, origin: str) -> Values:
        """What a dotted name of the project stands for."""
        if "." not in origin:
            return ()
        if view := self._index.find_class(origin):
            return (Thing(view, is_class=True),)
        if function := self._index.find_function(origin):
            return (Routine(*function),)
        found = self._index.find_value(origin)
        return self._constant(*found, origin.rpartition(".")[2]) if found else ()

    def _constant(self, module: CodeModule, node: ast.expr, name: str, owner: ClassView | None = None) -> Values:
        if is_table(module, node):
            return (Table(module, node, name, owner),)
        if isinstance(node, ast.Lambda):
            return (Routine(module, node),)
        view = self._index.find_class(module.origin(node.func)) if isinstance(node, ast.Call) else None
        return (Thing(view),) if view else ()

    def find_attribute(self, frame: Frame, node: ast.Attribute, base: Values) -> Values:
        """What an attribute stands for."""
        found = [self._of_thing(frame, each, node.attr) for each in base if isinstance(each, Thing)]
        if found:
            return join(*found)
        root = dotted_name(node).partition(".")[0]
        return self.find_global(frame, node) if root and root not in frame.names.held and not base else ()

    def _of_thing(self, frame: Frame, thing: Thing, name: str) -> Values:
        method = thing.view.methods.get(name)
        if method:
            routine = self._bound(thing, *method)
            return self._walk.run(routine, (), {}, frame) if _is_property(method[1]) else (routine,)
        held = self._texts.class_value(thing.view, name)
        if held:
            return self._constant(held[0].module, held[1], name, held[0])
        return () if thing.is_class else self._instance_value(thing, name)

    def _bound(self, thing: Thing, view: ClassView, node: FunctionNode) -> Routine:
        kinds = {dotted_name(each) for each in node.decorator_list}
        is_bound = "staticmethod" not in kinds and (not thing.is_class or "classmethod" in kinds)
        return Routine(view.module, node, thing, is_bound=is_bound)

    def keep(self, frame: Frame, name: str, values: Values) -> None:
        """Note what an attribute of the object is set to."""
        if frame.owner:
            self._kept[frame.owner.view.origin, name] = values

    def _instance_value(self, thing: Thing, name: str) -> Values:
        key = (thing.view.origin, name)
        if key not in self._setters:
            self._setters[key] = self._find_setter(thing.view, name)
        setter = self._setters[key]
        if setter is None:
            return self._annotated(thing.view, name)
        if key not in self._kept:
            self._walk.enter(self._bound(thing, *setter))
        return self._kept.get(key, ())

    def _find_setter(self, view: ClassView, name: str) -> tuple[ClassView, FunctionNode] | None:
        """The method that sets an attribute, if a single statement of the class does."""
        found = [
            method
            for method in view.methods.values()
            for each in walk(method[1])
            if isinstance(each, ast.Attribute) and each.attr == name and isinstance(each.ctx, ast.Store)
        ]
        return found[0] if len(found) == 1 else None

    def _annotated(self, view: ClassView, name: str) -> Values:
        for each in (view, *view.ancestors):
            for node in each.node.body:
                if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
                    return self.of_annotation(each.module, node.annotation)
        return ()

    def of_annotation(self, module: CodeModule, node: ast.expr | None) -> Values:
        """The object of a class of the project that an annotation names."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                return self.of_annotation(module, ast.parse(node.value, mode="eval").body)
            except SyntaxError:
                return ()
        if isinstance(node, ast.BinOp):
            return join(self.of_annotation(module, node.left), self.of_annotation(module, node.right))
        if isinstance(node, ast.Subscript) and module.origin(node.value) == "typing.Optional":
            return self.of_annotation(module, node.slice)
        return self._named(module, node)

    def _named(self, module: CodeModule, node: ast.expr | None) -> Values:
        origin = module.origin(node) or module.bindings.dotted_origin(node) if node is not None else ""
        view = self._index.find_class(origin) if origin else None
        return (Thing(view),) if view else ()

    # calls

    def call(self, expressions: Expressions, frame: Frame, node: ast.Call) -> Values:
        """What a call gives."""
        service_call = self._walk.find_call(frame.module, node)
        base = expressions.eval(node.func.value) if isinstance(node.func, ast.Attribute) else ()
        given = Given(
            node,
            tuple(expressions.eval(each) for each in node.args),
            {each.arg or "**": expressions.eval(each.value) for each in node.keywords},
        )
        if service_call and (service_call.is_answer or not service_call.through):
            return _answer_of(service_call)
        if isinstance(node.func, ast.Attribute):
            return self._call_method(expressions, frame, node.func, base, given)
        if isinstance(node.func, ast.Name):
            return self._call_value(expressions, frame, expressions.eval(node.func), given)
        return self._call_value(expressions, frame, expressions.eval(node.func), given)

    def _call_method(
        self, expressions: Expressions, frame: Frame, function: ast.Attribute, base: Values, given: Given
    ) -> Values:
        tables = [each for each in base if isinstance(each, Table)]
        if tables:
            self._ask_tables(expressions, tables, function.attr, given)
            return ()
        if is_adding(function.attr) and isinstance(function.value, ast.Name):
            expressions.add_to(function.value.id, added(function.attr, given))
            return ()
        found = call_method(base, function.attr, given, expressions)
        if found is not None:
            return found
        return self._call_value(expressions, frame, self.find_attribute(frame, function, base), given)

    def _ask_tables(self, expressions: Expressions, tables: list[Table], name: str, given: Given) -> None:
        if name == "get" and given.node.args:
            default = given.node.args[1] if len(given.node.args) > 1 else ast.Constant(None)
            for each in tables:
                expressions.note_table(each, given.first, given.node, default)

    def _call_value(self, expressions: Expressions, frame: Frame, callee: Values, given: Given) -> Values:
        routines = [each for each in callee if isinstance(each, (Routine, Thing))]
        if routines:
            return join(*(self._call_known(expressions, frame, each, given) for each in routines))
        origin = frame.module.origin(given.node.func)
        table = Table(frame.module, given.node, owner=self.view_of(frame))
        if origin and is_table(frame.module, given.node):
            return (table,)

        def run(function: Values, values: Values) -> Values:
            found = [self._walk.run(each, (values,), {}, frame) for each in function if isinstance(each, Routine)]
            return join(*found)

        found = call_builtin(origin, given, expressions, run) if origin else None
        if found is not None:
            return found
        self._pass_on(expressions, frame, given)
        return made_of(given.all)

    def _call_known(self, expressions: Expressions, frame: Frame, callee: Atom, given: Given) -> Values:
        if isinstance(callee, Routine):
            return self._walk.run(callee, given.positional, given.keywords, frame)
        if not isinstance(callee, Thing) or not callee.is_class:
            return ()
        if self._texts.is_enum(callee.view):
            expressions.note_enum(callee.view, given.first, given.node)
            return given.first
        self._pass_on(expressions, frame, given)
        return (Thing(callee.view),)

    def _pass_on(self, expressions: Expressions, frame: Frame, given: Given) -> None:
        expressions.notes.add_escapes(frame.module, given.node, given.all, EscapeKind.PASS)

    def suppresses(self, frame: Frame, node: ast.expr) -> bool:
        """Whether a context manager keeps back that a member is not there."""
        if not isinstance(node, ast.Call):
            return False
        origin = frame.module.origin(node.func)
        if origin == _SUPPRESS:
            return catches_absence(frame.module.origin(each) for each in node.args)
        function = self._index.find_function(origin) if origin else None
        if function is None and isinstance(node.func, ast.Attribute) and frame.owner:
            method = frame.owner.view.methods.get(node.func.attr)
            function = (method[0].module, method[1]) if method else None
        return function is not None and handles_absence(*function)


def handles_absence(module: CodeModule, function: ast.AST) -> bool:
    """Whether a function holds a handler that is reached where a member is not there."""
    return any(
        isinstance(each, ast.ExceptHandler) and catches_absence(caught_types(module, each)) for each in walk(function)
    )


def _answer_of(call: ServiceCall) -> Values:
    if call.kind is CallKind.PAGINATOR:
        return (Pages(call.node),)
    return (Part(call.node),) if call.is_answer and call.kind in _ANSWERED else ()


def _is_property(node: FunctionNode) -> bool:
    return any(dotted_name(each).rpartition(".")[2] in {"property", "cached_property"} for each in node.decorator_list)
