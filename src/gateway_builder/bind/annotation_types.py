"""An annotation's source text as a value: names and what stands in their brackets; nothing is looked up."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNION = "|"
NONE = "None"
ANYTHING = frozenset({"Any", "object"})
SEQUENCES = frozenset({"list", "Sequence", "MutableSequence", "tuple"})
ITERABLES = SEQUENCES | {"set", "frozenset", "AbstractSet", "Collection", "Iterable", "Iterator", "Generator"}
MAPPINGS = frozenset({"dict", "Mapping", "MutableMapping", "OrderedDict", "defaultdict"})
SCALARS = frozenset(
    {"str", "int", "float", "bool", "bytes", "bytearray", "complex", NONE, "datetime", "date", "time", "timedelta"}
    | {"Decimal", "UUID", "Path", "PurePath"}
)
KNOWN = SCALARS | ITERABLES | MAPPINGS | {"IO", "BinaryIO", "TextIO", "BytesIO", "StringIO", "Callable", "deque"}
_TWINS = {"List": "list", "Dict": "dict", "Tuple": "tuple", "Set": "set", "FrozenSet": "frozenset"}
_MOST_REMEMBERED = 1024


class Type(NamedTuple):
    """One type.

    Attributes:
        name: Last part of its name, `UNION` for a union, "" for what can't be read.
        arguments: What stands in the brackets, or the members of a union.
        text: Its source.
    """

    name: str
    arguments: tuple[Type, ...] = ()
    text: str = ""

    @property
    def identifier(self) -> str:
        """Its source without brackets."""
        return self.text.partition("[")[0]

    @property
    def members(self) -> tuple[Type, ...]:
        """The types of a union; any other type is its own only one."""
        return self.arguments if self.name == UNION else (self,)

    @property
    def elements(self) -> tuple[Type, ...]:
        """Types in the brackets, without the `...` of `tuple[X, ...]`."""
        return tuple(each for each in self.arguments if each.text != "...")


@lru_cache(_MOST_REMEMBERED)
def read_type(text: str) -> Type:
    """The type that an annotation says; its name is "" where the text is none."""
    try:
        return _read(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Type("", (), text)


def every(answers: Iterable[bool | None]) -> bool | None:
    """Whether all are true; None where none is false and one is not known."""
    given = set(answers)
    return False if False in given else None if None in given else True


def some(answers: Iterable[bool | None]) -> bool | None:
    """Whether one is true; None where none is and one is not known."""
    given = set(answers)
    return True if True in given else None if None in given else False


def _read(node: ast.expr) -> Type:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return read_type(node.value)
    members = tuple(_members(node))
    if len(members) > 1:
        return Type(UNION, members, ast.unparse(node))
    return members[0]


def _members(node: ast.expr) -> Iterator[Type]:
    """The types of a union, however it is written; a type that is no union is its own only one."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield from _read(node.left).members
        yield from _read(node.right).members
        return
    arguments = _arguments(node)
    name = _last_name(node.value if isinstance(node, ast.Subscript) else node)
    if name == "Optional" and arguments:
        yield from (*_read(arguments[0]).members, Type(NONE, (), NONE))
    elif name == "Union" and arguments:
        yield from (member for argument in arguments for member in _read(argument).members)
    else:
        yield Type(_TWINS.get(name, name), tuple(map(_read, arguments)), ast.unparse(node))


def _arguments(node: ast.expr) -> list[ast.expr]:
    if not isinstance(node, ast.Subscript):
        return []
    return node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and node.value is None:
        return NONE
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
