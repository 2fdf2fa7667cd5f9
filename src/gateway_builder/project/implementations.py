"""Which classes implement which interfaces: by explicit base, else by having every method."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.naming import split_words
from gateway_builder.project.roles import is_test

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.model.classes import ClassSummary
    from gateway_builder.model.interface import Interface

_MOST_STEPS = 50


class Implementation(NamedTuple):
    """A class that implements an interface; `nominal` when it subclasses it."""

    interface: Interface
    summary: ClassSummary
    nominal: bool


def find_implementations(
    interfaces: Sequence[Interface], classes: Sequence[ClassSummary], *, with_tests: bool = False
) -> tuple[Implementation, ...]:
    """Find the classes that implement interfaces, in the order of the interfaces, then of the classes.

    Args:
        interfaces: The interfaces.
        classes: The classes of the project.
        with_tests: Whether classes that stand among the tests count.
    """
    family = _Family(interfaces, classes)
    by_method = _by_first_method(interfaces)
    found: list[tuple[int, Implementation]] = []
    for summary in classes:
        if _origin(summary) in family.interfaces or (is_test(summary.path) and not with_tests):
            continue
        nominal = family.of(summary)
        owned = {method.name for method in summary.methods}
        structural = [number for name in owned for number in by_method.get(name, ()) if number not in nominal]
        found += [(number, Implementation(interfaces[number], summary, nominal=True)) for number in nominal]
        found += [
            (number, Implementation(interfaces[number], summary, nominal=False))
            for number in structural
            if implements_by_methods(summary, owned, interfaces[number])
        ]
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0]))


def _origin(each: Interface | ClassSummary) -> str:
    return f"{each.module}.{each.name}"


def _by_first_method(interfaces: Sequence[Interface]) -> dict[str, list[int]]:
    """The interfaces, by number, whose first method has a name."""
    found: dict[str, list[int]] = {}
    for number, interface in enumerate(interfaces):
        for method in interface.methods[:1]:
            found.setdefault(method.name, []).append(number)
    return found


class _Family:
    """Who descends from which interface, also through other classes of the project."""

    def __init__(self, interfaces: Sequence[Interface], classes: Sequence[ClassSummary]) -> None:
        self.interfaces = {_origin(each) for each in interfaces}
        self._by_name: dict[str, list[tuple[int, str]]] = {}
        for number, interface in enumerate(interfaces):
            self._by_name.setdefault(interface.name, []).append((number, _origin(interface)))
        self._classes = {_origin(each): each for each in classes}
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, summary: ClassSummary, steps: int = _MOST_STEPS) -> tuple[int, ...]:
        """The interfaces, by number, that a class descends from in a number of steps."""
        origin = _origin(summary)
        if origin not in self._known:
            self._known[origin] = ()  # a class that is its own ancestor has no other
            found = {number for base in summary.bases for number in self._named(base, steps)}
            self._known[origin] = tuple(sorted(found))
        return self._known[origin]

    def _named(self, base: str, steps: int) -> tuple[int, ...]:
        """The interfaces that the name of a base means, or that the class of that name descends from."""
        named = self._by_name.get(base.rpartition(".")[2], [])
        direct = tuple(number for number, origin in named if base == origin or _is_reexport(base, origin))
        above = self._classes.get(base)
        return direct or (self.of(above, steps - 1) if above and steps else ())


def _is_reexport(base: str, origin: str) -> bool:
    """Whether a dotted name is that of the same class seen through a package above it, or a bare name."""
    module = base.rpartition(".")[0]
    return not module or origin.startswith(f"{module}.")


def implements_by_methods(summary: ClassSummary, owned: set[str], interface: Interface) -> bool:
    """Whether a class that subclasses nothing has every method of an interface and nothing else explains that.

    One method of a common name proves nothing by itself: the class's name must then say the interface's purpose.
    """
    owed = {method.name for method in interface.methods}
    if summary.bases or not owed <= owned:
        return False
    return len(owed) > 1 or shares_purpose(summary.name, interface.name)


def shares_purpose(name: str, interface: str) -> bool:
    """Whether a name holds the words of an interface's, the last one of several left out or not."""
    core = tuple(word for word in split_words(interface) if word != "I")
    words = split_words(name)
    return _contains(words, core) or (len(core) > 1 and _contains(words, core[:-1]))


def _contains(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(words[start : start + len(part)] == part for start in range(len(words) - len(part) + 1))
