"""Calls of Python's own functions and methods that hand on what they are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.trace.literals import index_of, is_empty
from gateway_builder.trace.parts import (
    ELEMENT,
    Group,
    Many,
    Pages,
    Part,
    collected,
    each_part,
    elements_of,
    join,
    made_of,
)
from gateway_builder.trace.values import ReadKind

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Mapping

    from gateway_builder.trace.expressions import Expressions
    from gateway_builder.trace.parts import Values

    Run = Callable[[Values, Values], Values]

_SAME = frozenset(
    {"list", "tuple", "sorted", "reversed", "iter", "aiter", "str", "typing.cast", "copy.copy", "copy.deepcopy"}
    | {"asyncio.wait_for", "contextlib.closing", "asyncio.shield", "asyncio.create_task"}
)
_COLLECTED = frozenset({"set", "frozenset", "filter", "itertools.chain", "itertools.islice", "collections.deque"})
_CHOSEN = frozenset({"max", "min"})
_SAME_METHODS = frozenset({"strip", "copy", "json", "lstrip", "rstrip"})
_FOLDS = {"lower": "lower", "casefold": "lower", "upper": "upper"}
_ADDING = frozenset({"append", "extend", "insert", "add", "update", "appendleft", "extendleft"})


class Given(NamedTuple):
    """A call with what its arguments give."""

    node: ast.Call
    positional: tuple[Values, ...]
    keywords: Mapping[str, Values]

    @property
    def first(self) -> Values:
        """What the first argument gives."""
        return self.positional[0] if self.positional else ()

    @property
    def all(self) -> Values:
        """What any argument gives."""
        return join(*self.positional, *self.keywords.values())


def call_builtin(origin: str, given: Given, expressions: Expressions, run: Run) -> Values | None:
    """What one of Python's functions gives; None for all others.

    Args:
        origin: The function's dotted name.
        given: The call.
        expressions: Notes what is read.
        run: Follows a function that is given as an argument, with one argument of its own.
    """
    key = given.keywords.get("key", ())
    if key:
        run(key, elements_of(given.first))
    if origin == "typing.cast":
        return given.positional[1] if len(given.positional) > 1 else ()
    if origin in _SAME:
        return given.first
    if origin in _COLLECTED:
        return collected(given.positional[-1] if origin == "filter" and given.positional else given.first)
    if origin == "itertools.chain.from_iterable":
        return collected(elements_of(given.first))
    return _call_choosing(origin, given, expressions, run)


def _call_choosing(origin: str, given: Given, expressions: Expressions, run: Run) -> Values | None:
    if origin in {"next", "anext"}:
        return _take_next(given, expressions)
    if origin in _CHOSEN:
        return elements_of(given.first) if len(given.positional) == 1 else given.all
    if origin == "enumerate":
        return (Many((Group(((), elements_of(given.first))),)),)
    if origin == "zip":
        return (Many((Group(tuple(elements_of(each) for each in given.positional)),)),)
    if origin == "map":
        elements = join(*(elements_of(each) for each in given.positional[1:]))
        return (Many(run(given.first, elements)),)
    return made_of(given.all) if origin in {"len", "bool", "any", "all", "isinstance", "sum", "type"} else None


def _take_next(given: Given, expressions: Expressions) -> Values:
    if len(given.positional) > 1:
        return join(elements_of(given.first), given.positional[1])
    parts = [each for each in given.first if isinstance(each, Part)]
    for each in parts:
        expressions.read_index(given.node, each, 0)
    return elements_of(given.first)


def call_method(base: Values, name: str, given: Given, expressions: Expressions) -> Values | None:
    """What a method of parts of answers, or of collections, gives; None where it has nothing to do with them."""
    found = [_of_atom(each, name, given, expressions) for each in base]
    known = [each for each in found if each is not None]
    return join(*known) if known else None


def _of_atom(base: object, name: str, given: Given, expressions: Expressions) -> Values | None:
    if isinstance(base, Part):
        return _of_part(base, name, given, expressions)
    if isinstance(base, Pages):
        return (Part(base.call),) if name == "build_full_result" else made_of((base,))
    if isinstance(base, (Many, Group)):
        return _of_collection(base, name)
    return None


def _of_part(base: Part, name: str, given: Given, expressions: Expressions) -> Values:
    if name in {"get", "pop", "setdefault"} and given.node.args:
        return _look_up(base, name, given, expressions)
    if name == "pop":
        return expressions.read_index(given.node, base, -1)
    if name in _SAME_METHODS:
        return (base,)
    if name in _FOLDS:
        return each_part((base,), lambda part: part._replace(fold=_FOLDS[name]))
    return _of_map(base, name) or made_of((base,))


def _of_map(base: Part, name: str) -> Values:
    element = base.down(ELEMENT)
    if name == "items":
        return (Many((Group(((), (element,))),)),)
    return (Many((element,)),) if name == "values" else ()


def _look_up(base: Part, name: str, given: Given, expressions: Expressions) -> Values:
    key = given.node.args[0]
    text = expressions.find_text(key)
    has_default = len(given.node.args) > 1 or name == "setdefault"
    if text is not None:
        kind = ReadKind.SUBSCRIPT if name == "pop" and not has_default else ReadKind.GET
        found = expressions.read_member(given.node, base, text, kind)
        default = given.node.args[1] if len(given.node.args) > 1 else None
        if default is not None and not is_empty(default):
            found = each_part(found, lambda part: part._replace(has_default=True))
        return join(found, given.positional[1] if len(given.positional) > 1 else ())
    index = index_of(key)
    if name == "pop" and index is not None:
        return expressions.read_index(given.node, base, index)
    return (base.down(ELEMENT),)


def _of_collection(base: Many | Group, name: str) -> Values | None:
    elements = elements_of((base,))
    if name in {"pop", "popleft", "get"}:
        return elements
    if name in {"values", "copy"}:
        return (Many(elements),)
    if name == "items":
        return (Many((Group(((), elements)),)),)
    return None if name in _ADDING else made_of((base,))


def is_adding(name: str) -> bool:
    """Whether a method of a collection adds to it what it is given."""
    return name in _ADDING


def added(name: str, given: Given) -> Values:
    """What such a method adds."""
    last = given.positional[-1] if given.positional else ()
    return elements_of(last) if name in {"extend", "update", "extendleft"} else last
