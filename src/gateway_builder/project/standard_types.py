"""Types of the standard library that a signature may name without saying where they come from."""

from __future__ import annotations

import sys

_BARE = {
    "typing": "Annotated Any ClassVar Final Literal LiteralString NamedTuple Never NewType NoReturn Optional ParamSpec "
    "Required NotRequired Self SupportsFloat SupportsIndex SupportsInt TypeAlias TypeVar TypedDict Union AnyStr IO "
    "BinaryIO TextIO Concatenate TypeGuard Unpack",
    "collections.abc": "AsyncGenerator AsyncIterable AsyncIterator Awaitable Buffer Callable Collection Container "
    "Coroutine Generator Hashable ItemsView Iterable Iterator KeysView Mapping MutableMapping MutableSequence "
    "MutableSet Reversible Sequence Sized ValuesView",
    "collections": "ChainMap Counter OrderedDict defaultdict deque",
    "contextlib": "AbstractAsyncContextManager AbstractContextManager AsyncExitStack ExitStack",
    "dataclasses": "KW_ONLY",
    "datetime": "date datetime time timedelta timezone tzinfo",
    "decimal": "Decimal",
    "email.message": "EmailMessage",
    "enum": "Enum Flag IntEnum IntFlag StrEnum",
    "fractions": "Fraction",
    "http": "HTTPMethod HTTPStatus",
    "io": "BytesIO StringIO",
    "ipaddress": "IPv4Address IPv4Interface IPv4Network IPv6Address IPv6Interface IPv6Network",
    "logging": "Logger",
    "os": "PathLike",
    "pathlib": "Path PosixPath PurePath PurePosixPath PureWindowsPath WindowsPath",
    "re": "Match Pattern",
    "types": "MappingProxyType ModuleType SimpleNamespace TracebackType",
    "uuid": "UUID",
    "zoneinfo": "ZoneInfo",
}
_BY_NAME = {name: module for module, names in _BARE.items() for name in names.split()}
_COMPLETE = frozenset({"datetime", "decimal", "pathlib", "uuid"})
_BUILTIN_TWINS = {
    name: name.lower() for name in ("Dict", "FrozenSet", "List", "Set", "Tuple", "Type")
}  # typing's own spellings, deprecated since 3.9


def find_standard(name: str) -> str:
    """The module that a bare name stands for a type of, "" where none of the well-known ones has it."""
    return _BY_NAME.get(name, "")


def find_builtin_twin(name: str) -> str:
    """The builtin that replaces an old name of `typing` (`List` is `list`), or ""."""
    return _BUILTIN_TWINS.get(name, "")


def has_standard(module: str, name: str) -> bool:
    """Whether a dotted name can be a type of the standard library; nothing is imported to find out."""
    if _BY_NAME.get(name) == module:
        return True
    return module not in _COMPLETE and module.partition(".")[0] in sys.stdlib_module_names and name[:1].isupper()


def list_standard() -> tuple[str, ...]:
    """Every well-known name."""
    return tuple(sorted(_BY_NAME))
