"""Follows expressions: which parts of answers they read, and what they give."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Protocol

from gateway_builder.source.nodes import children
from gateway_builder.trace.literals import index_of, is_empty
from gateway_builder.trace.parts import (
    ELEMENT,
    Group,
    Many,
    Part,
    Routine,
    Table,
    collected,
    elements_of,
    join,
    made_of,
    parts_of,
)
from gateway_builder.trace.tables import is_table
from gateway_builder.trace.values import EscapeKind, ReadKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.source.code_index import ClassView
    from gateway_builder.trace.chains import Chain, Chains
    from gateway_builder.trace.frames import Frame
    from gateway_builder.trace.lookups import Lookups
    from gateway_builder.trace.notes import Notes
    from gateway_builder.trace.parts import Values

    class Callees(Protocol):
        """Finds what names, attributes and calls lead to."""

        def view_of(self, frame: Frame) -> ClassView | None:
            """The class that a function belongs to."""
            ...

        def find_global(self, frame: Frame, node: ast.Name) -> Values:
            """What a name that no variable has stands for."""
            ...

        def find_attribute(self, frame: Frame, node: ast.Attribute, base: Values) -> Values:
            """What an attribute stands for."""
            ...

        def keep(self, frame: Frame, name: str, values: Values) -> None:
            """Note what an attribute of the object is set to."""
            ...

        def call(self, expressions: Expressions, frame: Frame, node: ast.Call) -> Values:
            """What a call gives."""
            ...

        def note_inner(self, routine: Routine) -> None:
            """Remember a function that is defined inside another."""
            ...

        def suppresses(self, frame: Frame, node: ast.expr) -> bool:
            """Whether a context manager keeps back that a member is not there."""
            ...


class Expressions:
    """Follows the expressions of one function."""

    def __init__(self, frame: Frame, notes: Notes, lookups: Lookups, callees: Callees) -> None:
        self.notes = notes
        self._frame = frame
        self._lookups = lookups
        self._callees = callees

    def eval(self, node: ast.expr) -> Values:
        """What an expression gives; everything in it is followed."""
        follow = getattr(self, f"_eval_{type(node).__name__.lower()}", self._eval_other)
        values: Values = follow(node)
        self._frame.see(values)
        return values

    def _eval_other(self, node: ast.expr) -> Values:
        found = [self.eval(each) for each in children(node) if isinstance(each, ast.expr)]
        return made_of(join(*found))

    def _eval_constant(self, _node: ast.Constant) -> Values:
        return ()

    # names

    def _eval_name(self, node: ast.Name) -> Values:
        held = self._frame.names.held.get(node.id)
        return self._callees.find_global(self._frame, node) if held is None else held

    def _eval_attribute(self, node: ast.Attribute) -> Values:
        base = self.eval(node.value)
        return self._callees.find_attribute(self._frame, node, base)

    def _eval_namedexpr(self, node: ast.NamedExpr) -> Values:
        values = self.eval(node.value)
        self._frame.names.held[node.target.id] = values
        return values

    def keep(self, name: str, values: Values) -> None:
        """Note what an attribute of the object is set to."""
        self._callees.keep(self._frame, name, values)

    def add_to(self, name: str, values: Values) -> None:
        """Note that values are added to the collection that a variable holds."""
        held = self._frame.names.held.get(name, ())
        self._frame.names.held[name] = join((Many(join(elements_of(held), values)),)) if values else held

    # collections

    def _eval_starred(self, node: ast.Starred) -> Values:
        return elements_of(self.eval(node.value))

    def _eval_tuple(self, node: ast.Tuple | ast.List) -> Values:
        items = tuple(self.eval(each) for each in node.elts)
        if any(isinstance(each, ast.Starred) for each in node.elts):
            return (Many(join(*items)),)
        return (Group(items),)

    _eval_list = _eval_tuple

    def _eval_set(self, node: ast.Set) -> Values:
        return (Many(join(*(self.eval(each) for each in node.elts))),)

    def _eval_dict(self, node: ast.Dict) -> Values:
        self._eval_other(node)
        return (Table(self._frame.module, node, owner=self._callees.view_of(self._frame)),)

    def _eval_binop(self, node: ast.BinOp) -> Values:
        left, right = self.eval(node.left), self.eval(node.right)
        if is_table(self._frame.module, node):
            return (Table(self._frame.module, node, owner=self._callees.view_of(self._frame)),)
        if isinstance(node.op, ast.Add):
            return collected(join(left, right))
        return made_of(join(left, right))

    def _eval_joinedstr(self, node: ast.JoinedStr) -> Values:
        self._eval_other(node)
        return ()

    def _eval_listcomp(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> Values:
        values = self._comprehend(node.generators, [node.elt])[0]
        return (Many(values),)

    _eval_setcomp = _eval_generatorexp = _eval_listcomp

    def _eval_dictcomp(self, node: ast.DictComp) -> Values:
        return (Many(self._comprehend(node.generators, [node.key, node.value])[1]),)

    def _comprehend(self, generators: Sequence[ast.comprehension], made: Sequence[ast.expr]) -> list[Values]:
        names, tested = self._frame.names.copy(), self._frame.tested
        for generator in generators:
            values = self.eval(generator.iter)
            self.read_iteration(generator.iter, values)
            self._frame.mark(parts_of(values))
            self._bind_target(generator.target, elements_of(values))
            for each in generator.ifs:
                with self._frame.testing():
                    self.eval(each)
        found = [self.eval(each) for each in made]
        self._frame.names.replace(names)
        self._frame.tested = tested
        return found

    def _bind_target(self, target: ast.expr, values: Values) -> None:
        if isinstance(target, ast.Name):
            self._frame.names.held[target.id] = values
        elif isinstance(target, (ast.Tuple, ast.List)):
            for position, each in enumerate(target.elts):
                held = (
                    value.items[position]
                    for value in values
                    if isinstance(value, Group) and position < len(value.items)
                )
                self._bind_target(each, join(*held))

    # choices

    def _eval_boolop(self, node: ast.BoolOp) -> Values:
        before = self._frame.tested
        found: list[Values] = []
        for each in node.values:
            with self._frame.testing():
                found.append(self.eval(each))
        self._frame.tested = before
        if isinstance(node.op, ast.And):
            return join(made_of(join(*found[:-1])), found[-1])
        instead = node.values[-1]
        if is_empty(instead):
            return join(*found)
        defaulted = tuple(
            each._replace(has_default=True) if isinstance(each, Part) else each for each in join(*found[:-1])
        )
        return join(defaulted, found[-1])

    def _eval_ifexp(self, node: ast.IfExp) -> Values:
        self.note_chain(self._lookups.chains.of_expression(node))
        before = self._frame.tested
        with self._frame.testing():
            self.eval(node.test)
        values = join(self.eval(node.body), self.eval(node.orelse))
        self._frame.tested = before
        return values

    def _eval_compare(self, node: ast.Compare) -> Values:
        values = [self.eval(each) for each in (node.left, *node.comparators)]
        self._lookups.note_comparison(node, self.eval)
        text = self._lookups.find_text(node.left) if isinstance(node.ops[0], (ast.In, ast.NotIn)) else None
        asked: list[Part] = []
        for each in join(values[1], self._owner_of_keys(node.comparators[0])) if text is not None else ():
            if isinstance(each, Part):
                asked.append(each.down(text or ""))
                self.notes.add_read(self._frame.module, node.left, asked[-1], ReadKind.TEST, is_guarded=True)
        return made_of(join(*values, tuple(asked)))

    def _owner_of_keys(self, node: ast.expr) -> Values:
        """What a variable holds whose `keys()` an expression is."""
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name() as owner, attr="keys"), args=[]):
                return self.eval(owner)
        return ()

    # reading answers

    def _eval_subscript(self, node: ast.Subscript) -> Values:
        base = self.eval(node.value)
        if isinstance(node.slice, ast.Slice):
            self._eval_other(node.slice)
            return base
        text = self._lookups.find_text(node.slice)
        index = index_of(node.slice)
        key = self.eval(node.slice)
        return join(*(self._read_step(node, each, text, index, key) for each in base))

    def _read_step(self, node: ast.Subscript, base: object, text: str | None, index: int | None, key: Values) -> Values:
        if isinstance(base, Table):
            self.note_table(base, key, node, None)
            return ()
        if isinstance(base, Part):
            if text is not None:
                return self.read_member(node, base, text, ReadKind.SUBSCRIPT)
            return self.read_index(node, base, index) if index is not None else (base.down(ELEMENT),)
        if isinstance(base, Group) and index is not None:
            return base.items[index] if -len(base.items) <= index < len(base.items) else ()
        return elements_of((base,)) if isinstance(base, (Many, Group)) else ()

    def read_member(self, node: ast.expr, base: Part, name: str, kind: ReadKind) -> Values:
        """What a member of a part of an answer is; the read is noted."""
        part = Part(base.call, (*base.path, name))
        guarded = kind is not ReadKind.SUBSCRIPT or self._frame.is_guarded(part) or base.has_default
        self.notes.add_read(self._frame.module, node, part, kind, is_guarded=guarded)
        return (part,)

    def read_index(self, node: ast.expr, base: Part, index: int) -> Values:
        """What an element of a part of an answer is; the read is noted."""
        part = Part(base.call, (*base.path, ELEMENT))
        guarded = base.has_default or self._frame.is_guarded(Part(base.call, base.path))
        self.notes.add_read(self._frame.module, node, part, ReadKind.INDEX, is_guarded=guarded, index=index)
        return (part,)

    def read_iteration(self, node: ast.expr, values: Values) -> None:
        """Note that parts of answers are iterated."""
        for each in values:
            if isinstance(each, Part):
                self.notes.add_read(
                    self._frame.module, node, each.down(ELEMENT), ReadKind.ITERATION, is_guarded=True
                )  # fmt: skip

    # calls

    def _eval_call(self, node: ast.Call) -> Values:
        return self._callees.call(self, self._frame, node)

    def _eval_await(self, node: ast.Await) -> Values:
        return self.eval(node.value)

    def _eval_lambda(self, node: ast.Lambda) -> Values:
        routine = Routine(self._frame.module, node, self._frame.owner, names=self._frame.names)
        self.note_inner(routine)
        return (routine,)

    def _eval_yield(self, node: ast.Yield) -> Values:
        if node.value:
            values = self.eval(node.value)
            self._frame.hand_on(values)
            self.notes.add_escapes(self._frame.module, node, values, EscapeKind.RETURN)
        return ()

    def _eval_yieldfrom(self, node: ast.YieldFrom) -> Values:
        values = elements_of(self.eval(node.value))
        self._frame.hand_on(values)
        self.notes.add_escapes(self._frame.module, node, values, EscapeKind.RETURN)
        return ()

    def note_inner(self, routine: Routine) -> None:
        """Remember a function that is defined inside this one."""
        self._callees.note_inner(routine)

    # states

    def find_text(self, node: ast.expr) -> str | None:
        """The text that an expression stands for."""
        return self._lookups.find_text(node)

    @property
    def chains(self) -> Chains:
        """Reads chains of this module."""
        return self._lookups.chains

    def note_chain(self, chain: Chain | None) -> None:
        """Note branches that translate a value, if they do."""
        if chain is not None:
            self._lookups.note_chain(chain, self.eval(chain.subject))

    def note_table(self, table: Table, values: Values, lookup: ast.expr, default: ast.expr | None) -> None:
        """Note that a dictionary is asked for values, with what stands in for an unknown one; without, it raises."""
        raises = default is None and not self._frame.catches
        self._lookups.note_table(table, values, lookup, default, raises=raises)

    def note_enum(self, view: ClassView, values: Values, lookup: ast.expr) -> None:
        """Note that an enum is made of values."""
        self._lookups.note_enum(view, values, lookup, is_caught=bool(self._frame.catches))

    def suppresses(self, node: ast.expr) -> bool:
        """Whether what is opened keeps back that a member is not there."""
        return self._callees.suppresses(self._frame, node)
