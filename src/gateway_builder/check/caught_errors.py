"""What an except clause catches: errors of a vendor, of the system, everything, or something that is no vendor's."""

from __future__ import annotations

import ast
import builtins
import sys
from enum import Enum
from typing import TYPE_CHECKING

from gateway_builder.check.vendors import own_sdks, sdk_of
from gateway_builder.source.bindings import dotted_name
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.source.code_module import CodeModule

_SYSTEM = frozenset(
    {"OSError", "IOError", "EnvironmentError", "TimeoutError", "ConnectionError", "ConnectionRefusedError"}
    | {"ConnectionResetError", "ConnectionAbortedError", "BrokenPipeError", "asyncio.TimeoutError"}
    | {"asyncio.exceptions.TimeoutError", "concurrent.futures.TimeoutError"}
)
_EVERYTHING = frozenset({"Exception", "BaseException"})
_NETWORK_MODULES = ("smtplib", "ftplib", "imaplib", "poplib", "urllib", "http", "socket", "ssl", "xmlrpc", "subprocess")
_DATA_MODULES = frozenset(
    {"pydantic", "pydantic_core", "jsonschema", "marshmallow", "yaml", "attr", "attrs", "cattrs", "msgspec", "orjson"}
    | {
        "dateutil",
        "jinja2",
        "simplejson",
        "ujson",
        "tomli",
        "tomlkit",
        "lxml",
        "defusedxml",
        "anyio",
        "typing_extensions",
    }
)
_MOST_STEPS = 5


class Caught(Enum):
    """What a type in an except clause stands for.

    `LIBRARY` is of a library that may or may not reach a service, `OTHER` is certainly no vendor's, of `UNKNOWN` nobody
    can tell.
    """

    VENDOR = "vendor"
    LIBRARY = "library"
    SYSTEM = "system"
    EVERYTHING = "everything"
    OTHER = "other"
    UNKNOWN = "unknown"


@value
class CaughtType:
    """One type of an except clause: the expression that names it, where it comes from, and what it stands for."""

    node: ast.expr
    origin: str
    kind: Caught

    @property
    def name(self) -> str:
        """The last part of its name."""
        return (self.origin or dotted_name(self.node)).rpartition(".")[2]


class CaughtErrors:
    """Tells what except clauses of a project catch."""

    def __init__(self, codebase: Codebase) -> None:
        self._index = codebase.index
        self._own_sdks = own_sdks(codebase)

    def types(self, module: CodeModule, handler: ast.ExceptHandler) -> tuple[CaughtType, ...]:
        """The types of an except clause; empty for a bare one."""
        return tuple(self._read(module, handler.type, _MOST_STEPS)) if handler.type else ()

    def kinds(self, module: CodeModule, handler: ast.ExceptHandler) -> frozenset[Caught]:
        """What an except clause catches."""
        if handler.type is None:
            return frozenset({Caught.EVERYTHING})
        return frozenset(each.kind for each in self.types(module, handler))

    def may_translate(self, module: CodeModule, handlers: list[ast.ExceptHandler]) -> bool:
        """Whether one of some clauses may catch what a vendor raises."""
        return any(self.kinds(module, each) - {Caught.OTHER} for each in handlers)

    def kind_of(self, origin: str) -> Caught:
        """What an exception stands for by its dotted name."""
        if not origin:
            return Caught.UNKNOWN
        if origin.removeprefix("builtins.") in _EVERYTHING:
            return Caught.EVERYTHING
        if origin in _SYSTEM:
            return Caught.SYSTEM
        if (view := self._index.find_class(origin)) is not None:
            above = {self.kind_of(base) for base in view.foreign_bases if base not in _EVERYTHING}
            return next((each for each in (Caught.VENDOR, Caught.LIBRARY) if each in above), Caught.OTHER)
        if self._index.is_own(origin):
            return Caught.UNKNOWN
        return self._foreign(origin)

    def _foreign(self, origin: str) -> Caught:
        top = origin.partition(".")[0]
        if sdk_of(origin, self._own_sdks) or top in _NETWORK_MODULES:
            return Caught.VENDOR
        if top in sys.stdlib_module_names or top in _DATA_MODULES or hasattr(builtins, origin):
            return Caught.OTHER
        return Caught.LIBRARY if "." in origin else Caught.UNKNOWN

    def _read(self, module: CodeModule, node: ast.expr, steps: int) -> Iterator[CaughtType]:
        if isinstance(node, ast.Tuple):
            for each in node.elts:
                yield from self._read(module, each, steps)
            return
        if isinstance(node, ast.Starred):
            yield from self._read(module, node.value, steps)
            return
        origin = module.origin(node)
        found = self._index.find_value(origin) if origin and steps else None
        if found and isinstance(found[1], ast.Tuple):
            yield from self._read(*found, steps - 1)
        elif not origin and ".exceptions." in dotted_name(node):
            yield CaughtType(node, "", Caught.VENDOR)
        else:
            yield CaughtType(node, origin, self.kind_of(origin))
