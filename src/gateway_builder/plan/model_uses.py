"""What gateways use of a service's model, read from their source text."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MAP_NAME = re.compile(r"_?(?:[A-Z0-9_]+_)?(?:MAP|MAPPING|STATES|STATUS|STATUSES)")
_CLIENT = "_client"
_FEWEST_STATES = 2


@value
class Sent:
    """An argument as it stands in the code.

    Attributes:
        line: Where it stands.
        text: The string that is sent, None where it is no literal.
        entries: What a dictionary holds, by its literal keys; None where it is no dictionary.
        items: What a list holds.
        is_open: Whether a dictionary also holds what can't be seen (`**others`).
    """

    line: int
    text: str | None = None
    entries: tuple[tuple[str, Sent], ...] | None = None
    items: tuple[Sent, ...] = ()
    is_open: bool = False


@value
class Call:
    """A call: `kind` is `call`, `paginator` or `waiter`; `name` is the client's method, or the waiter."""

    kind: str
    name: str
    line: int
    arguments: Sent


@value
class Read:
    """A member of an answer that is read: steps are names, and `[]` for elements of lists and values of maps."""

    operation: str
    path: tuple[str, ...]
    line: int


@value
class StateMap:
    """A constant that translates a service's values."""

    name: str
    keys: tuple[str, ...]
    line: int


@value
class Uses:
    """What one module uses of the services that it talks to.

    Attributes:
        services: Their clients' names.
        calls: The operations, paginators and waiters.
        reads: What is read of answers, as far as it can be followed.
        loose: Other texts by which something is looked up, with their lines: perhaps members of answers, too.
        maps: Translations of states.
    """

    services: tuple[str, ...]
    calls: tuple[Call, ...] = ()
    reads: tuple[Read, ...] = ()
    loose: tuple[tuple[str, int], ...] = ()
    maps: tuple[StateMap, ...] = ()


def find_services(tree: ast.Module, services: frozenset[str]) -> tuple[str, ...]:
    """The services that a module makes clients of, or is given clients of by a parameter `SERVICE_client`.

    Args:
        tree: The module.
        services: Names that there are.
    """
    named = dict.fromkeys(name for node in ast.walk(tree) for name in _name_services(node))
    return tuple(name for name in named if name in services)


def _name_services(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.arg) and node.arg.endswith(_CLIENT):
        yield node.arg.removesuffix(_CLIENT).replace("_", "-")
    if isinstance(node, ast.Call) and name_of(node.func).rpartition(".")[2] == "client":
        given = [*node.args[:1], *(each.value for each in node.keywords if each.arg == "service_name")]
        yield from (text for each in given if (text := text_of(each)))


def find_maps(tree: ast.Module) -> tuple[StateMap, ...]:
    """The constants that look like translations of states: dictionaries of at least two texts, `STATUS_MAP` by name."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Dict):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            keys = tuple(filter(None, (text_of(key) for key in node.value.keys)))
            names = [name for name in map(name_of, targets) if _MAP_NAME.fullmatch(name)]
            if len(keys) == len(node.value.keys) >= _FEWEST_STATES:
                found += [StateMap(name, keys, node.lineno) for name in names]
    return tuple(found)


def read_arguments(call: ast.Call) -> Sent:
    """What a call sends by keywords."""
    return _join(call.lineno, [(keyword.arg, keyword.value) for keyword in call.keywords])


def read_sent(node: ast.expr) -> Sent:
    """An argument as it stands in the code."""
    if isinstance(node, ast.Dict):
        return _join(node.lineno, [(text_of(key), held) for key, held in zip(node.keys, node.values, strict=True)])
    if isinstance(node, (ast.List, ast.Tuple)):
        return Sent(node.lineno, items=tuple(map(read_sent, node.elts)))
    if isinstance(node, ast.ListComp):
        return Sent(node.lineno, items=(read_sent(node.elt),))
    return Sent(node.lineno, text=text_of(node))


def _join(line: int, pairs: Iterable[tuple[str | None, ast.expr]]) -> Sent:
    """Named arguments or entries; what has no name, as `**{"from": place}`, adds those that it holds itself."""
    entries: list[tuple[str, Sent]] = []
    is_open = False
    for name, held in pairs:
        sent = read_sent(held)
        if name is None:
            entries += sent.entries or ()
            is_open |= sent.is_open or sent.entries is None
        else:
            entries.append((name, sent))
    return Sent(line, entries=tuple(entries), is_open=is_open)


def text_of(node: ast.expr | None) -> str | None:
    """The text of a string literal, None for everything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def name_of(node: ast.expr) -> str:
    """The dotted name that an expression is, "" for everything else."""
    steps: list[str] = []
    while isinstance(node, ast.Attribute):
        steps.append(node.attr)
        node = node.value
    return ".".join(reversed([*steps, node.id])) if isinstance(node, ast.Name) else ""
