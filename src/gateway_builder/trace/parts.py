"""What an expression may give, as far as it has to do with answers of services."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterable, Mapping

    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode

ELEMENT = "[]"
_MOST_ATOMS = 24


class Part(NamedTuple):
    """Something out of an answer.

    Attributes:
        call: The call whose answer it is.
        path: Names of members from the answer's root, `[]` for an element of a list or a value of a map.
        has_default: Whether something of the program's own stands in where it is absent or empty.
        fold: `lower` or `upper` where the text was folded so, "" where it is as the service sent it.
    """

    call: ast.Call
    path: tuple[str, ...] = ()
    has_default: bool = False
    fold: str = ""

    def down(self, step: str) -> Part:
        """What lies one step further."""
        return Part(self.call, (*self.path, step))


class Pages(NamedTuple):
    """The answers that a paginator gives one after the other."""

    call: ast.Call


class Many(NamedTuple):
    """A collection that the program made, by what its elements may be."""

    held: tuple[Atom, ...]


class Group(NamedTuple):
    """A tuple or list whose elements are known one by one."""

    items: tuple[tuple[Atom, ...], ...]


class Thing(NamedTuple):
    """An object of a class of the project, or the class itself."""

    view: ClassView
    is_class: bool = False


class Routine(NamedTuple):
    """A function of the project.

    Attributes:
        module: The file that it stands in.
        node: The function.
        owner: The object that it is bound to.
        is_bound: Whether the first parameter is the owner.
        names: What the names of the function around it give; None for one at the top level or in a class.
    """

    module: CodeModule
    node: FunctionNode | ast.Lambda
    owner: Thing | None = None
    is_bound: bool = False
    names: Names | None = None


class Names:
    """What the variables of a function give; two are never equal."""

    def __init__(self, held: Mapping[str, Values] | None = None) -> None:
        self.held: dict[str, Values] = dict(held or {})

    def copy(self) -> Names:
        """The same, to be changed apart."""
        return Names(self.held)

    def replace(self, other: Names) -> None:
        """Be as another."""
        self.held = dict(other.held)

    def merge(self, others: Iterable[Names]) -> None:
        """Be what any of several ways through the code leaves."""
        merged: dict[str, Values] = {}
        for other in others:
            for name, values in other.held.items():
                merged[name] = join(merged.get(name, ()), values)
        self.held = merged


class Table(NamedTuple):
    """A dictionary that stands in the code, by the module that its expression is read in."""

    module: CodeModule
    node: ast.expr
    name: str = ""
    owner: ClassView | None = None


class Fact(NamedTuple):
    """Something that was made of parts (`len(jobs)`, `not jobs`): whoever tests it tests those."""

    parts: tuple[Part, ...]


Atom = Part | Pages | Many | Group | Thing | Routine | Table | Fact
Values = tuple[Atom, ...]


def join(*several: Values) -> Values:
    """What any of several expressions may give, each once."""
    return tuple(dict.fromkeys(each for values in several for each in values))[:_MOST_ATOMS]


def each_part(values: Values, change: Callable[[Part], Part]) -> Values:
    """The values with their parts changed."""
    return join(tuple(change(each) if isinstance(each, Part) else each for each in values))


def parts_of(values: Values, *, with_facts: bool = True) -> tuple[Part, ...]:
    """The parts of answers that values are, or hold; with facts also those that something else was made of."""
    found: dict[Part, None] = {}
    for each in values:
        if isinstance(each, Part):
            found[each] = None
        elif isinstance(each, Fact):
            found.update(dict.fromkeys(each.parts if with_facts else ()))
        elif isinstance(each, Many):
            found.update(dict.fromkeys(parts_of(each.held, with_facts=with_facts)))
        elif isinstance(each, Group):
            held = (part for item in each.items for part in parts_of(item, with_facts=with_facts))
            found.update(dict.fromkeys(held))
        elif isinstance(each, Pages):
            found[Part(each.call)] = None
    return tuple(found)


def elements_of(values: Values) -> Values:
    """What iterating gives."""
    found: list[Values] = []
    for each in values:
        if isinstance(each, Part):
            found.append((each.down(ELEMENT),))
        elif isinstance(each, Pages):
            found.append((Part(each.call),))
        elif isinstance(each, Many):
            found.append(each.held)
        elif isinstance(each, Group):
            found += each.items
    return join(*found)


def made_of(values: Values) -> Values:
    """What is made of values in a way that is not followed, but for tests."""
    found = parts_of(values)
    return (Fact(found),) if found else ()


def collected(values: Values) -> Values:
    """A collection of the program's own of the elements of another."""
    held = elements_of(values)
    return (Many(held),) if held else ()
