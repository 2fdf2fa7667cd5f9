"""Reads what is sent: literals, constants, and dictionaries that a function builds step by step."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.source.nodes import walk
from gateway_builder.trace.flow import excludes
from gateway_builder.trace.values import Sent
from gateway_builder.trace.variables import How

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.resolver import Resolver
    from gateway_builder.trace.things import Place

_MOST_STEPS = 12
_READERS = frozenset({"get", "items", "keys", "values", "copy"})
_HARMLESS = frozenset({"len", "print", "dict", "str", "repr", "bool", "list", "sorted", "json.dumps", "copy.deepcopy"})
_LOGS = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})
_READING = (ast.keyword, ast.Compare, ast.If, ast.IfExp, ast.FormattedValue, ast.For, ast.comprehension, ast.UnaryOp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)

_Ordered = ast.List | ast.Tuple | ast.Set | ast.ListComp | ast.GeneratorExp
Entry = tuple[str, Sent]


class ArgumentReader:
    """Reads arguments at one place after the other."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._steps = 0

    def read_call(self, place: Place, call: ast.Call, spreads: Mapping[str, Sent] | None = None) -> Sent:
        """The keyword arguments of a call.

        Args:
            place: Where it stands.
            call: The call.
            spreads: What `**kwargs` stands for, by name, where the call around is known.
        """
        entries: list[Entry] = []
        is_open = False
        for keyword in call.keywords:
            if keyword.arg is not None:
                entries.append((keyword.arg, replace(self.read(place.at(keyword.value)), key=keyword)))
                continue
            name = keyword.value.id if isinstance(keyword.value, ast.Name) else ""
            sent = (spreads or {}).get(name) or self.read(place.at(keyword.value))
            entries += sent.entries or ()
            is_open |= sent.is_open or sent.entries is None
        return Sent(call, entries=tuple(entries), is_open=is_open)

    def read(self, place: Place) -> Sent:
        """What an expression sends."""
        self._steps += 1
        try:
            return self._read(place) if self._steps < _MOST_STEPS else Sent(place.node)
        finally:
            self._steps -= 1

    def _read(self, place: Place) -> Sent:
        node = place.node
        match node:
            case ast.Dict():
                return self._dictionary(place, node)
            case ast.List() | ast.Tuple() | ast.Set() | ast.ListComp() | ast.GeneratorExp():
                return self._sequence(place, node)
            case ast.Call(func=ast.Name(id="dict")):
                return self._made(place, node)
            case ast.Name():
                return self._named(place, node)
            case ast.Attribute():
                return self._constant(place, node)
        return _literal(node)

    def _sequence(self, place: Place, node: _Ordered) -> Sent:
        if isinstance(node, (ast.ListComp, ast.GeneratorExp)):
            return Sent(node, items=(self.read(place.at(node.elt)),), is_open=True)
        items = tuple(self.read(place.at(each)) for each in node.elts if not isinstance(each, ast.Starred))
        return Sent(node, items=items, is_open=len(items) < len(node.elts))

    def _dictionary(self, place: Place, node: ast.Dict) -> Sent:
        entries: list[Entry] = []
        is_open = False
        for key, held in _pairs(node):
            sent = self.read(place.at(held))
            if key is None:
                entries += sent.entries or ()
                is_open |= sent.is_open or sent.entries is None
            elif (name := self._resolver.text(place.at(key))) is not None:
                entries.append((name, replace(sent, key=key)))
            else:
                is_open = True
        return Sent(node, entries=tuple(entries), is_open=is_open)

    def _made(self, place: Place, node: ast.Call) -> Sent:
        """`dict(jobName=name)`."""
        sent = self.read_call(place, node)
        if not node.args:
            return replace(sent, node=node)
        base = self.read(place.at(node.args[0]))
        is_open = sent.is_open or base.is_open or base.entries is None
        return Sent(node, entries=(*(base.entries or ()), *(sent.entries or ())), is_open=is_open)

    def _constant(self, place: Place, node: ast.expr) -> Sent:
        """A constant of a module or class, an enum's value."""
        found = self._resolver.constant(place)
        if found is None or found.node is node:
            return Sent(node)
        return replace(standing_in(self.read(found), found.module, place.module), node=node, module=None)

    def _named(self, place: Place, node: ast.Name) -> Sent:
        if (given := dict(place.given).get(node.id)) is not None:
            return standing_in(self.read(given), given.module, place.module)
        variable = self._resolver.variables(place.module).find(node)
        if variable is None or not isinstance(variable.scope, _FUNCTIONS):
            return self._constant(place, node)
        only = variable.assigned[0] if len(variable.assigned) == 1 and not variable.parameter else None
        if only is None or only.expression is None or only.how is not How.VALUE:
            return Sent(node)
        sent = self.read(place.at(only.expression))
        if sent.entries is None and sent.items is None:
            return replace(sent, node=node)
        uses = [each for each in _uses(variable.scope, node.id) if each is not node and _is_behind(each, only.target)]
        if sent.entries is not None:
            return self._built(place, node, sent, uses)
        return replace(sent, is_open=sent.is_open or not all(_only_reads(place.module, use) for use in uses))

    def _built(self, place: Place, node: ast.Name, sent: Sent, uses: Sequence[ast.Name]) -> Sent:
        """A local dictionary with what the function adds to it before it is sent."""
        entries, is_open = list(sent.entries or ()), sent.is_open
        for use in uses:
            added = self._added(place, use)
            if _is_behind(use, node):
                is_open |= added is None or added.is_open or bool(added.entries)
            elif excludes(place.module, use, node):
                continue
            elif added is None:
                may_lose = any(_may_lose(place.module, each) for each in uses)
                return Sent(node, entries=() if may_lose else tuple(entries), is_open=True)
            else:
                is_open |= added.is_open
                entries += added.entries or ()
        return Sent(sent.node, entries=tuple(entries), is_open=is_open)

    def _added(self, place: Place, use: ast.Name) -> Sent | None:
        """What a use of a dictionary adds to it; None where that can't be seen, or something is taken out."""
        module = place.module
        around = module.parent(use)
        if isinstance(around, ast.Subscript) and isinstance(around.ctx, ast.Store):
            return self._stored(place, around)
        call = module.parent(around) if isinstance(around, ast.Attribute) else None
        if isinstance(around, ast.Attribute) and isinstance(call, ast.Call) and call.func is around:
            if around.attr == "update":
                return self._made(place, call)
            if around.attr == "setdefault" and call.args:
                key = self._resolver.text(place.at(call.args[0]))
                return Sent(call, entries=((key, Sent(call, key=call.args[0])),)) if key is not None else None
        return Sent(use, entries=()) if _only_reads(module, use) else None

    def _stored(self, place: Place, target: ast.Subscript) -> Sent | None:
        key = self._resolver.text(place.at(target.slice))
        statement = place.module.parent(target)
        if key is None:
            return Sent(target, entries=(), is_open=True)
        is_plain = isinstance(statement, ast.Assign) and statement.targets == [target]
        held = self.read(place.at(statement.value)) if is_plain and isinstance(statement, ast.Assign) else Sent(target)
        return Sent(target, entries=((key, replace(held, key=target.slice)),))


def _literal(node: ast.expr) -> Sent:
    """A text or a number; truth values are neither."""
    sign, held = 1, node
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        sign, held = -1, node.operand
    given = held.value if isinstance(held, ast.Constant) else None
    if isinstance(given, str):
        return Sent(node, text=given)
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        return Sent(node, number=sign * given)
    return Sent(node)


def standing_in(sent: Sent, module: CodeModule, asked: CodeModule) -> Sent:
    """What was read in one file, for a call in another: with the file that it stands in."""
    if module is asked or sent.module is not None:
        return sent
    entries = None if sent.entries is None else tuple((n, standing_in(s, module, asked)) for n, s in sent.entries)
    items = None if sent.items is None else tuple(standing_in(each, module, asked) for each in sent.items)
    return replace(sent, module=module, entries=entries, items=items)


def _is_behind(node: ast.expr, other: ast.expr) -> bool:
    return (node.lineno, node.col_offset) > (other.lineno, other.col_offset)


def _uses(scope: ast.AST, name: str) -> Iterator[ast.Name]:
    for each in walk(scope):
        if isinstance(each, ast.Name) and each.id == name and not isinstance(each.ctx, ast.Store):
            yield each


def _only_reads(module: CodeModule, use: ast.Name) -> bool:
    """Whether a use of a dictionary or list can't change it."""
    around = module.parent(use)
    if isinstance(around, ast.Subscript):
        return isinstance(around.ctx, ast.Load) and not _is_changed(module, around)
    if isinstance(around, ast.Attribute):
        return around.attr in _READERS
    if isinstance(around, ast.Call):
        is_log = isinstance(around.func, ast.Attribute) and around.func.attr in _LOGS
        return is_log or module.origin(around.func) in _HARMLESS
    return isinstance(around, _READING) or (
        isinstance(around, ast.Dict) and any(key is None and held is use for key, held in _pairs(around))
    )


def _is_changed(module: CodeModule, looked_up: ast.Subscript) -> bool:
    """Whether what is looked up may be changed where it stands (`table["a"]["b"] = …`, `table["a"].append(…)`)."""
    above = module.parent(looked_up)
    is_stored = isinstance(above, ast.Subscript) and above.value is looked_up and not isinstance(above.ctx, ast.Load)
    return isinstance(above, ast.Attribute) or is_stored


def _pairs(table: ast.Dict) -> Iterator[tuple[ast.expr | None, ast.expr]]:
    return zip(table.keys, table.values, strict=True)


def _may_lose(module: CodeModule, use: ast.Name) -> bool:
    """Whether a use may take something out of a dictionary."""
    around = module.parent(use)
    if isinstance(around, ast.Subscript):
        return isinstance(around.ctx, ast.Del)
    return isinstance(around, ast.Attribute) and around.attr in {"pop", "popitem", "clear"}
