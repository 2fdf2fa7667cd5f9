"""Types as annotations mean them, and what can be proven of two of them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gateway_builder.source.code_index import ClassView, CodeIndex
    from gateway_builder.source.code_module import CodeModule

_TYPING = ("typing", "typing_extensions")
_ABC = "collections.abc"
_ALIASES = {
    **{name: name.lower() for name in ("List", "Dict", "Set", "FrozenSet", "Tuple", "Type")},
    "Text": "str", "AbstractSet": f"{_ABC}.Set", "ContextManager": "contextlib.AbstractContextManager",
    "AsyncContextManager": "contextlib.AbstractAsyncContextManager",
    **{name: f"{_ABC}.{name}" for name in (
        "Iterable", "Iterator", "Generator", "Collection", "Container", "Sequence", "MutableSequence", "Mapping",
        "MutableMapping", "MutableSet", "Awaitable", "Coroutine", "AsyncIterable", "AsyncIterator", "AsyncGenerator",
        "Callable", "Hashable", "Sized", "Reversible",
    )},
}  # fmt: skip
_ABOVE = {
    "bool": ("int",),
    "int": ("float",),
    "float": ("complex",),
    "complex": (),
    "str": (f"{_ABC}.Sequence", f"{_ABC}.Hashable"),
    "bytes": (f"{_ABC}.Sequence", "bytearray", f"{_ABC}.Hashable"),
    "bytearray": (f"{_ABC}.MutableSequence",),
    "list": (f"{_ABC}.MutableSequence",),
    "tuple": (f"{_ABC}.Sequence", f"{_ABC}.Hashable"),
    "dict": (f"{_ABC}.MutableMapping",),
    "set": (f"{_ABC}.MutableSet",),
    "frozenset": (f"{_ABC}.Set", f"{_ABC}.Hashable"),
    "None": (f"{_ABC}.Hashable",),
    "datetime.datetime": ("datetime.date",),
    "datetime.date": (),
    "datetime.timedelta": (),
    "datetime.time": (),
    "decimal.Decimal": (),
    "uuid.UUID": (),
    "pathlib.Path": ("pathlib.PurePath",),
    "pathlib.PurePath": (),
    f"{_ABC}.MutableSequence": (f"{_ABC}.Sequence",),
    f"{_ABC}.Sequence": (f"{_ABC}.Collection", f"{_ABC}.Reversible"),
    f"{_ABC}.MutableMapping": (f"{_ABC}.Mapping",),
    f"{_ABC}.Mapping": (f"{_ABC}.Collection",),
    f"{_ABC}.MutableSet": (f"{_ABC}.Set",),
    f"{_ABC}.Set": (f"{_ABC}.Collection",),
    f"{_ABC}.Collection": (f"{_ABC}.Iterable", f"{_ABC}.Container", f"{_ABC}.Sized"),
    f"{_ABC}.Generator": (f"{_ABC}.Iterator",),
    f"{_ABC}.Iterator": (f"{_ABC}.Iterable",),
    f"{_ABC}.Iterable": (),
    f"{_ABC}.AsyncGenerator": (f"{_ABC}.AsyncIterator",),
    f"{_ABC}.AsyncIterator": (f"{_ABC}.AsyncIterable",),
    f"{_ABC}.AsyncIterable": (),
    f"{_ABC}.Coroutine": (f"{_ABC}.Awaitable",),
    "asyncio.Task": ("asyncio.Future",),
    "asyncio.Future": (f"{_ABC}.Awaitable",),
    f"{_ABC}.Awaitable": (),
    f"{_ABC}.Callable": (),
}
"""What is known of builtins and the standard library; of everything else nothing is."""
_COVARIANT = frozenset({"list", "tuple", "set", "frozenset", "type"}) | {
    f"{_ABC}.{name}"
    for name in (
        *("Sequence", "MutableSequence", "Collection", "Iterable", "Iterator", "Set", "MutableSet", "Awaitable"),
        *("AsyncIterable", "AsyncIterator"),
    )
}
_MAPPINGS = frozenset({"dict", f"{_ABC}.Mapping", f"{_ABC}.MutableMapping"})
_WRAPPERS = frozenset(f"{module}.{name}" for module in _TYPING for name in ("Annotated", "Final", "ClassVar"))
_ANYTHING = frozenset({"object", *(f"{module}.Any" for module in _TYPING)})
_NEVER = frozenset(f"{module}.{name}" for module in _TYPING for name in ("NoReturn", "Never"))
_AWAITABLES = frozenset({f"{_ABC}.Awaitable", f"{_ABC}.Coroutine", "asyncio.Future", "asyncio.Task"})
_ITERATORS = frozenset(
    f"{_ABC}.{name}"
    for name in ("AsyncIterator", "AsyncIterable", "AsyncGenerator", "Iterator", "Iterable", "Generator")
)
_KNOWN_BASES = frozenset({"object", "abc.ABC", "enum.Enum", "Exception"})
_PLAIN_BASES = {"enum.StrEnum": "str", "enum.IntEnum": "int"}
_PROTOCOL_METHODS = frozenset(
    {
        "__iter__",
        "__next__",
        "__aiter__",
        "__anext__",
        "__await__",
        "__getitem__",
        "__len__",
        "__contains__",
        "__hash__",
    }
    | {"__call__"}
)
_DEEPEST = 12


@value
class TypeForm:
    """A type: its dotted origin and what stands between its brackets.

    `origin` is "" for what is not known (a type variable, a computed type), `|` for a union of `arguments`, `None`, the
    name of a builtin, and the dotted name of anything else, a class of the project through its re-exports.
    """

    origin: str
    arguments: tuple[TypeForm, ...] = ()

    @property
    def is_anything(self) -> bool:
        """Whether it is `Any` or `object`."""
        return self.origin in _ANYTHING

    @property
    def is_any(self) -> bool:
        """Whether it is `Any`."""
        return self.is_anything and self.origin != "object"

    @property
    def is_never(self) -> bool:
        """Whether no value is of it."""
        return self.origin in _NEVER

    @property
    def is_awaitable(self) -> bool:
        """Whether it is surely awaited."""
        return self.origin in _AWAITABLES

    @property
    def is_sequence(self) -> bool:
        """Whether it holds many of its first argument."""
        return self.origin in _COVARIANT and not self.is_awaitable

    @property
    def is_iterator(self) -> bool:
        """Whether a generator may give it."""
        return self.origin in _ITERATORS

    @property
    def members(self) -> tuple[TypeForm, ...]:
        """The members of a union, or itself."""
        return self.arguments if self.origin == "|" else (self,)

    @property
    def awaited(self) -> TypeForm:
        """What awaiting it gives."""
        return self.arguments[-1] if self.arguments else UNKNOWN


UNKNOWN = TypeForm("")
NONE = TypeForm("None")


def union_of(forms: tuple[TypeForm, ...]) -> TypeForm:
    """The union of some types, each once."""
    members = tuple(dict.fromkeys(member for form in forms for member in form.members))
    return members[0] if len(members) == 1 else TypeForm("|", members)


class TypeReader:
    """Reads annotations; aliases, strings, `Optional` and the old names of `typing` are seen through."""

    def __init__(self, index: CodeIndex) -> None:
        self._index = index

    def read(self, module: CodeModule, node: ast.expr | None, depth: int = _DEEPEST) -> TypeForm:
        """The type that an annotation means; unknown where there is none."""
        if node is None or not depth:
            return UNKNOWN
        if isinstance(node, ast.Constant):
            return self._read_constant(module, node, depth)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return union_of((self.read(module, node.left, depth - 1), self.read(module, node.right, depth - 1)))
        if isinstance(node, ast.Subscript):
            return self._read_subscript(module, node, depth)
        return self._read_name(module, node, depth)

    def _read_constant(self, module: CodeModule, node: ast.Constant, depth: int) -> TypeForm:
        if node.value is None:
            return NONE
        if not isinstance(node.value, str):
            return UNKNOWN
        try:
            parsed = ast.parse(node.value.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return UNKNOWN
        return self.read(module, parsed, depth - 1)

    def _read_name(self, module: CodeModule, node: ast.expr, depth: int) -> TypeForm:
        origin = module.origin(node)
        place, _, name = origin.rpartition(".")
        if place in _TYPING and name in _ALIASES:
            return TypeForm(_ALIASES[name])
        if view := self._index.find_class(origin):
            return TypeForm(view.origin)
        if alias := self._index.find_value(origin):
            return self._read_alias(*alias, depth)
        if origin == "Any":  # by a star, or forgotten
            return TypeForm("typing.Any")
        is_known = origin in _ABOVE or origin in _ANYTHING or "." in origin or origin in {"type", "object"}
        return TypeForm(origin) if is_known and not self._index.is_own(origin) else UNKNOWN

    def _read_alias(self, module: CodeModule, node: ast.expr, depth: int) -> TypeForm:
        """What an alias stands for; a call makes a type of its own (`NewType`, `TypeVar`)."""
        return UNKNOWN if isinstance(node, ast.Call) else self.read(module, node, depth - 1)

    def _read_subscript(self, module: CodeModule, node: ast.Subscript, depth: int) -> TypeForm:
        origin = module.origin(node.value)
        place, _, name = origin.rpartition(".")
        given = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if origin in _WRAPPERS:
            return self.read(module, given[0], depth - 1)
        if place in _TYPING and name == "Literal":
            return UNKNOWN
        arguments = tuple(self.read(module, each, depth - 1) for each in given)
        if place in _TYPING and name == "Optional":
            return union_of((*arguments, NONE))
        if place in _TYPING and name == "Union":
            return union_of(arguments)
        return TypeForm(self._read_name(module, node.value, depth).origin, arguments)


class TypeRelations:
    """Tells whether a value of one type can stand where another is wanted; None where that can't be proven."""

    def __init__(self, index: CodeIndex) -> None:
        self._index = index

    def fits(self, given: TypeForm, wanted: TypeForm) -> bool | None:
        """Whether `given` is assignable to `wanted`."""
        if wanted.is_anything or given.is_any or given == wanted or given.is_never:
            return True
        if given.origin == "|":
            return _all(self.fits(each, wanted) for each in given.arguments)
        if wanted.origin == "|":
            return _any(self.fits(given, each) for each in wanted.arguments)
        if not given.origin or not wanted.origin:
            return None
        return self._compare(given, wanted)

    def _compare(self, given: TypeForm, wanted: TypeForm) -> bool | None:
        above, is_complete = self._above(given.origin)
        if given.origin == wanted.origin or wanted.origin in above:
            return self._compare_arguments(given, wanted)
        if view := self._index.find_class(wanted.origin):
            is_refused = not _is_protocol(view) and self._has_foreign_bases_only(given.origin)
            return False if is_refused else None
        return False if is_complete and wanted.origin in _ABOVE and not self._answers(given, wanted) else None

    def _compare_arguments(self, given: TypeForm, wanted: TypeForm) -> bool | None:
        """Covariance only: what a stricter reading refuses may still work."""
        if not given.arguments or not wanted.arguments:
            return True
        is_plain = len(given.arguments) == len(wanted.arguments) == 1
        if is_plain and {given.origin, wanted.origin} <= _COVARIANT:
            return self.fits(given.arguments[0], wanted.arguments[0])
        if {given.origin, wanted.origin} <= _MAPPINGS and len(given.arguments) == len(wanted.arguments):
            return _all(self.fits(*pair) for pair in zip(given.arguments, wanted.arguments, strict=True))
        return None

    def _above(self, origin: str) -> tuple[frozenset[str], bool]:
        """The classes above one, and whether these are all."""
        view = self._index.find_class(origin)
        if view is None:
            return _known_above(origin), origin in _ABOVE
        found = {each.origin for each in view.ancestors}
        for base in view.foreign_bases:
            plain = _PLAIN_BASES.get(base, base)
            found |= {plain, *_known_above(plain)}
        known = _KNOWN_BASES | _PLAIN_BASES.keys() | _ABOVE.keys()
        return frozenset(found), known.issuperset(view.foreign_bases)

    def _has_foreign_bases_only(self, origin: str) -> bool:
        """Whether nothing of the project that could not be read stands above a type."""
        view = self._index.find_class(origin)
        if view is None:
            return origin in _ABOVE
        return not any(not base or self._index.is_own(base) for base in view.foreign_bases)

    def _answers(self, given: TypeForm, wanted: TypeForm) -> bool:
        """Whether a class of the project may be what an abstract class of the standard library asks for."""
        view = self._index.find_class(given.origin)
        return bool(view and wanted.origin.startswith(_ABC) and _PROTOCOL_METHODS.intersection(view.methods))


def _is_protocol(view: ClassView) -> bool:
    return any(base.rpartition(".")[2] == "Protocol" for base in view.base_origins)


def _known_above(origin: str) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(_ABOVE.get(origin, ()))
    while waiting:
        each = waiting.pop()
        found.add(each)
        waiting += _ABOVE.get(each, ())
    return frozenset(found)


def _all(answers: Iterable[bool | None]) -> bool | None:
    given = list(answers)
    return False if False in given else None if None in given else True


def _any(answers: Iterable[bool | None]) -> bool | None:
    given = list(answers)
    return True if True in given else None if None in given else False
