"""Which class implements which interface, and how that is known."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.codebase import Implemented, Link
from gateway_builder.model.interface import InterfaceKind
from gateway_builder.naming import split_words
from gateway_builder.project.implementations import shares_purpose
from gateway_builder.source.bindings import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gateway_builder.check.codebase import InterfaceView
    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.scopes import FunctionNode

_ORDER = (Link.NOMINAL, Link.STRUCTURAL, Link.NAMED)
_FEW_WORDS = 2
_AWAITABLE = frozenset({"Awaitable", "Coroutine", "AsyncIterator", "AsyncIterable", "AsyncGenerator", "Future"})
SERIALIZERS = frozenset({"to_dict", "from_dict", "to_json", "from_json", "as_dict", "serialize", "deserialize"})
"""Methods that say nothing of what a class is for."""
_ROLE_WORDS = frozenset({"I", "Abstract", "Base", "Port", "Protocol", "Interface", "ABC"})


def find_implemented(
    view: ClassView, interfaces: Sequence[InterfaceView], *, is_near: bool = False, has_client: bool = False
) -> tuple[Implemented, ...]:
    """The interfaces that a class implements, the best known first.

    A base says it. Without one, every method of an interface does, where there are several or the class's name says the
    interface's purpose too; most methods and the name do as well. Interfaces that the class has all methods of by
    chance are left out where a base or the name speaks for others.

    Args:
        view: The class.
        interfaces: Those that it could implement.
        is_near: Whether it stands in a folder of gateways, where less has to be shown.
        has_client: Whether it holds or calls a client of a service, so that it is a gateway of something.
    """
    links = [
        Implemented(each, link) for each in interfaces if (link := find_link(view, each, is_near=is_near)) is not None
    ]
    known = [each for each in links if each.link is not Link.NAMED]
    links = known or links
    telling = [each for each in links if each.link is Link.NOMINAL or shares_purpose(view.name, each.interface.name)]
    above = {ancestor.origin for each in links for ancestor in each.interface.view.ancestors}
    kept = [each for each in telling or links if each.interface.view.origin not in above]
    if not links and is_near and has_client:
        kept = _only_candidate(view, interfaces)
    return tuple(sorted(kept, key=lambda each: (_ORDER.index(each.link), -_common_words(view, each.interface))))


def find_link(view: ClassView, interface: InterfaceView, *, is_near: bool = False) -> Link | None:
    """How it is known that a class implements an interface; None where it is not."""
    if interface.view.origin in {each.origin for each in view.ancestors}:
        return Link.NOMINAL
    owed, owned = set(interface.methods) - SERIALIZERS, set(view.methods)
    if not owed or not (is_near or _may_satisfy(view, interface)):
        return None
    is_named = _says_purpose(view.name, interface.name, is_near=is_near)
    if owed <= owned and (len(owed) > 1 or is_named):
        return Link.STRUCTURAL
    if is_named and len(owed & owned) > len(owed) / 2:
        return Link.NAMED
    return Link.NAMED if is_near and _is_named_after(view, interface) else None


def _may_satisfy(view: ClassView, interface: InterfaceView) -> bool:
    """Whether a class that is no subclass can be meant to satisfy an interface; an ABC, only if its name ends so."""
    core = _core(interface.name)
    is_meant = interface.kind is InterfaceKind.PROTOCOL or split_words(view.name)[-len(core) :] == core
    return is_meant and _has_like_parameters(view, interface)


def _says_purpose(name: str, interface: str, *, is_near: bool) -> bool:
    """Whether a class's name holds the words of an interface's; away from gateways one common word is chance."""
    core = _core(interface)
    return shares_purpose(name, interface) if is_near or len(core) > _FEW_WORDS else _contains(split_words(name), core)


def _core(interface: str) -> tuple[str, ...]:
    """The words of a purpose, those that only say that it is an interface left out."""
    return tuple(word for word in split_words(interface) if word not in _ROLE_WORDS)


def _contains(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(words[start : start + len(part)] == part for start in range(len(words) - len(part) + 1))


def _has_like_parameters(view: ClassView, interface: InterfaceView) -> bool:
    """Whether most methods of the same names are alike.

    They have a parameter in common, or none at all on one side, and are awaited on both sides or on none.
    """
    pairs = [(node, view.methods[name][1]) for name, node in interface.methods.items() if name in view.methods]
    like = [
        (not (ours and theirs) or bool(ours & theirs)) and _is_awaited(asked) == _is_awaited(given)
        for (asked, given), (ours, theirs) in zip(pairs, _parameter_names(pairs), strict=True)
    ]
    return 2 * sum(like) > len(like)


def _is_awaited(node: FunctionNode) -> bool:
    """Whether a method is asynchronous, by its kind or by what it says to give."""
    if isinstance(node, ast.AsyncFunctionDef):
        return True
    given = node.returns.value if isinstance(node.returns, ast.Subscript) else node.returns
    return dotted_name(given).rpartition(".")[2] in _AWAITABLE


def _parameter_names(pairs: Sequence[tuple[FunctionNode, FunctionNode]]) -> Iterator[tuple[set[str], set[str]]]:
    for ours, theirs in pairs:
        named = [
            {each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)} - {"self", "cls"}
            for node in (ours, theirs)
        ]
        yield named[0], named[1]


def _is_named_after(view: ClassView, interface: InterfaceView) -> bool:
    """Whether a class with methods of its own is called `<Technology><Purpose>`, so that it means to implement it."""
    core = _core(interface.name)
    is_after = len(core) > 1 and split_words(view.name)[-len(core) :] == core
    return is_after and any(not name.startswith("_") for name in view.own_methods)


def _only_candidate(view: ClassView, interfaces: Sequence[InterfaceView]) -> list[Implemented]:
    """The one interface whose only method a class has, where it is the only such one."""
    found = [each for each in interfaces if set(each.methods) <= set(view.methods)]
    return [Implemented(found[0], Link.STRUCTURAL)] if len(found) == 1 else []


def _common_words(view: ClassView, interface: InterfaceView) -> int:
    return len(set(split_words(view.name)) & set(split_words(interface.name)))
