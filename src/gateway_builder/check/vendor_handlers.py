"""The except clauses of gateways that stand between a vendor's errors and the application."""

from __future__ import annotations

import ast
from itertools import takewhile
from typing import TYPE_CHECKING

from gateway_builder.check.caught_errors import Caught
from gateway_builder.check.gateway_code import calls_of, gateway_classes, gateway_modules, private_helpers
from gateway_builder.check.translations import Translations
from gateway_builder.source.nodes import walk
from gateway_builder.source.scopes import walk_scope
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.caught_errors import CaughtType
    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.gateway_code import GatewayClass
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode

_TRIES = (ast.Try, ast.TryStar)


@value
class VendorHandler:
    """An except clause that catches what a service's SDK raises.

    Attributes:
        module: The file.
        owner: The gateway's class around it; None in a function beside the class.
        function: The function around it.
        attempt: The `try`.
        node: The except clause.
        types: What it names; empty for a bare `except:`.
        kinds: What these stand for.
        asks: Whether a service is certainly asked inside the `try`.
        earlier: The clauses of the same `try` above it.
    """

    module: CodeModule
    owner: GatewayClass | None
    function: FunctionNode
    attempt: ast.Try | ast.TryStar
    node: ast.ExceptHandler
    types: tuple[CaughtType, ...]
    kinds: frozenset[Caught]
    asks: bool
    earlier: tuple[ast.ExceptHandler, ...]

    @property
    def cleans_up(self) -> bool:
        """Whether the `try` stands in another except clause or a `finally`, and must not hide a first failure."""
        child: ast.AST = self.attempt
        for around in takewhile(lambda each: each is not self.function, self.module.ancestors(child)):
            if isinstance(around, ast.ExceptHandler) or (isinstance(around, _TRIES) and child in around.finalbody):
                return True
            child = around
        return False

    @property
    def raises(self) -> tuple[ast.Raise, ...]:
        """The `raise` statements of the clause; those of a function or another clause inside it are not its own."""
        return tuple(each for each in self.statements if isinstance(each, ast.Raise))

    @property
    def statements(self) -> tuple[ast.AST, ...]:
        """The nodes of the clause without those of functions and of except clauses inside it."""
        inner = [each for each in walk_scope(self.node) if isinstance(each, ast.ExceptHandler)]
        foreign = {below for each in inner for below in walk(each)}
        return tuple(each for each in walk_scope(self.node) if each not in foreign)


def vendor_handlers(codebase: Codebase) -> tuple[VendorHandler, ...]:
    """The clauses in gateways' classes, and in functions beside them, that catch errors of a vendor.

    One that catches everything, errors of the system or of a library that is not known counts where the `try` certainly
    asks a service, or is a context manager's.
    """
    return codebase.once(_find)


def _find(codebase: Codebase) -> tuple[VendorHandler, ...]:
    return tuple(_handlers(codebase))


def _handlers(codebase: Codebase) -> Iterator[VendorHandler]:
    caught = Translations.of(codebase).caught
    classes = {each.view.node: each for each in gateway_classes(codebase)}
    for module in gateway_modules(codebase):
        for attempt in _attempts(module):
            function, owner = module.function_of(attempt), module.class_of(attempt)
            if function is None or (owner and owner not in classes):
                continue
            asks = _asks(codebase, module, classes.get(owner) if owner else None, attempt, function)
            for number, handler in enumerate(attempt.handlers):
                kinds = caught.kinds(module, handler)
                if Caught.VENDOR in kinds or (asks and kinds & {Caught.EVERYTHING, Caught.SYSTEM, Caught.LIBRARY}):
                    around = classes.get(owner) if owner else None
                    types = caught.types(module, handler)
                    earlier = tuple(attempt.handlers[:number])
                    yield VendorHandler(module, around, function, attempt, handler, types, kinds, asks, earlier)


def _attempts(module: CodeModule) -> tuple[ast.Try | ast.TryStar, ...]:
    return tuple(each for each in module.nodes if isinstance(each, _TRIES))


def _asks(
    codebase: Codebase,
    module: CodeModule,
    owner: GatewayClass | None,
    attempt: ast.Try | ast.TryStar,
    function: FunctionNode,
) -> bool:
    """Whether a service is asked inside a `try`: there, in a method that is called there, or where it yields."""
    inside = {node for statement in attempt.body for node in walk(statement)}
    if any(each.node in inside for each in codebase.trace(module).calls):
        return True
    if owner is None:
        managers = {"contextlib.contextmanager", "contextlib.asynccontextmanager"}
        is_manager = any(module.origin(each) in managers for each in function.decorator_list)
        return is_manager and any(isinstance(each, ast.Yield) for each in inside)
    called = {node for _, node in private_helpers(owner.view, attempt.body)}
    return any(
        each.function in called for view in (owner.view, *owner.view.ancestors) for each in calls_of(codebase, view)
    )
