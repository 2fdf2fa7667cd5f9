"""One evaluation of one function: what its names give, what has been tested, and what it gives back."""

from __future__ import annotations

import ast
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gateway_builder.trace.parts import ELEMENT, Fact, Many, Names, Part, join, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.parts import Thing, Values

_METADATA = "ResponseMetadata"
_CAUGHT = frozenset({"KeyError", "IndexError", "LookupError", "Exception", "BaseException", "StopIteration"})

Tested = frozenset[Part]


class Frame:
    """The state of one function while it is followed."""

    def __init__(
        self, module: CodeModule, names: Names, owner: Thing | None, *, tested: Tested = frozenset(), catches: int = 0
    ) -> None:
        self.module = module
        self.names = names
        self.owner = owner
        self.tested = tested
        self.catches = catches
        self.returned: Values = ()
        self.yielded: Values = ()
        self._seen: list[Part] | None = None

    @property
    def result(self) -> Values:
        """What calling the function gives."""
        return (Many(self.yielded),) if self.yielded else self.returned

    def give(self, values: Values) -> None:
        """Note what a `return` gives."""
        self.returned = join(self.returned, values)

    def hand_on(self, values: Values) -> None:
        """Note what a `yield` gives."""
        self.yielded = join(self.yielded, values)

    # guards

    def see(self, values: Values) -> None:
        """Note that an expression gives values, for the test that it is a part of."""
        if self._seen is not None:
            self._seen += [each for each in values if isinstance(each, Part)]
            self._seen += [part for each in values if isinstance(each, Fact) for part in each.parts]

    @contextmanager
    def testing(self) -> Iterator[list[Part]]:
        """While this is open, what expressions give is collected; in the end it is tested."""
        outer, self._seen = self._seen, []
        found = self._seen
        try:
            yield found
        finally:
            self._seen = outer
        if outer is not None:
            outer += found
        self.mark(found)

    def mark(self, parts: Iterable[Part]) -> None:
        """Note that parts have been tested."""
        self.tested |= {Part(each.call, each.path) for each in parts}

    @contextmanager
    def guarding(self, values: Values) -> Iterator[None]:
        """While this is open, values are known to be there."""
        before = self.tested
        self.mark(parts_of(values))
        added = self.tested - before
        yield
        self.tested -= added

    @contextmanager
    def catching(self, *, catches: bool) -> Iterator[None]:
        """While this is open, a member that is not there is caught."""
        self.catches += catches
        yield
        self.catches -= catches

    def is_guarded(self, part: Part) -> bool:
        """Whether the code has made sure that a part of an answer is there, as far as one can tell; in doubt it has.

        It has if the part itself, something in it, or a neighbour that may tell of it has been tested.
        """
        path = part.path
        parent = path[:-1]
        return bool(self.catches) or any(
            each.call is part.call
            and (
                each.path[: len(path)] == path
                or (len(each.path) == len(path) and each.path[:-1] == parent and _tells(each.path[-1]))
            )
            for each in self.tested
        )


def _tells(step: str) -> bool:
    return step not in {_METADATA, ELEMENT}


def catches_absence(types: Iterable[str]) -> bool:
    """Whether handlers of these exceptions are reached where a member is not there; "" is a bare `except`."""
    return any(each.rpartition(".")[2] in {*_CAUGHT, ""} for each in types)


def caught_types(module: CodeModule, handler: ast.ExceptHandler) -> tuple[str, ...]:
    """Origins of the exceptions that a handler catches; "" for what is no name, and for a bare `except`."""
    held = handler.type
    several = held.elts if isinstance(held, ast.Tuple) else [held]
    return tuple(module.origin(each) for each in several)
