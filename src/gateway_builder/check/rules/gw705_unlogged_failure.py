"""GW705: a failed call of a service leaves no trace in the log, or only a `print`."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.edits import has_comment, replace_node
from gateway_builder.check.gateway_code import gateway_classes, gateway_modules, is_gateway_code
from gateway_builder.check.log_calls import is_log_call
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.check.vendor_handlers import vendor_handlers
from gateway_builder.errors import ConflictError
from gateway_builder.model.finding import Fix
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.vendor_handlers import VendorHandler
    from gateway_builder.source.code_module import CodeModule

_SAYS_LOG = ("Logging", "Logged", "Traced", "Tracing", "Instrumented", "Observed", "Monitored")
_PRINTERS = re.compile(r"Console|Stdout|Terminal|Print|Screen|Debug|Cli([A-Z]|$)|CLI")
_CONFIGURATION = frozenset(
    {"NoCredentialsError", "PartialCredentialsError", "NoRegionError", "ProfileNotFound", "ConfigNotFound"}
    | {"ConfigParseError", "NoAuthTokenError", "DefaultCredentialsError"}
)
_MOST_STEPS = 3


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    yield from _unlogged(codebase)
    for module in gateway_modules(codebase):
        for node in _prints(codebase, module):
            message = "print() has no level, no time and no logger, so nobody finds it among the logs of a service"
            yield Violation(module, node.func, message, "write it to the module's logger", _use_logger(module, node))


def _unlogged(codebase: Codebase) -> Iterator[Violation]:
    logged = {
        one.interface.view.origin
        for each in codebase.gateways
        if each.name.startswith(_SAYS_LOG)
        for one in each.implements
    }
    told: set[ast.AST] = set()
    for handler in vendor_handlers(codebase):
        if handler.attempt in told or not _translates(handler) or _is_wrapped(handler) or _is_unconfigured(handler):
            continue
        if handler.owner and any(one.interface.view.origin in logged for one in handler.owner.gateway.implements):
            continue
        if not _logs(codebase, handler):
            told.add(handler.attempt)
            message = (
                f"{handler.function.name} translates a failed call without a line in the log, which the operator needs"
            )
            hint = "log a warning with the operation and its identifiers before raising"
            yield Violation(handler.module, handler.types[0].node if handler.types else handler.node, message, hint)


def _translates(handler: VendorHandler) -> bool:
    """Whether the clause raises another error than the one that it caught."""
    name = handler.node.name
    same = [
        each for each in handler.raises if each.exc is None or (isinstance(each.exc, ast.Name) and each.exc.id == name)
    ]
    return bool(handler.raises) and not same


def _is_unconfigured(handler: VendorHandler) -> bool:
    """Whether the clause is for a client without configuration: no call failed, and who started the program is told."""
    return bool(handler.types) and all(each.name in _CONFIGURATION for each in handler.types)


def _is_wrapped(handler: VendorHandler) -> bool:
    """Whether a decorator stands around the function that may write the log."""
    harmless = {
        "staticmethod",
        "classmethod",
        "property",
        "contextlib.contextmanager",
        "contextlib.asynccontextmanager",
    }
    return any(
        handler.module.origin(each).removeprefix("builtins.") not in harmless
        and not handler.module.origin(each).startswith("typing")
        for each in handler.function.decorator_list
    )


def _logs(codebase: Codebase, handler: VendorHandler) -> bool:
    """Whether the clause, the `finally` behind it, or a function that it calls writes to a log."""
    nodes = [*handler.node.body, *handler.attempt.finalbody]
    return any(_writes(codebase, handler.module, each, handler, _MOST_STEPS) for each in nodes)


def _writes(codebase: Codebase, module: CodeModule, node: ast.AST, handler: VendorHandler, steps: int) -> bool:
    for each in walk(node):
        if not isinstance(each, ast.Call):
            continue
        if is_log_call(module, each) or dotted_name(each.func) == "print":
            return True
        found = _called(codebase, module, each, handler)
        if found and steps and _writes(codebase, *found, handler, steps - 1):
            return True
    return False


def _called(
    codebase: Codebase, module: CodeModule, call: ast.Call, handler: VendorHandler
) -> tuple[CodeModule, ast.AST] | None:
    """The function, method or class of the project that a call names."""
    chain = dotted_name(call.func)
    if handler.owner and chain.startswith(("self.", "cls.")):
        found = handler.owner.view.methods.get(chain.partition(".")[2])
        return (found[0].module, found[1]) if found else None
    origin = module.origin(call.func)
    if view := codebase.index.find_class(origin):
        return (view.module, view.constructor) if view.constructor else None
    return codebase.index.find_function(origin)


def _prints(codebase: Codebase, module: CodeModule) -> Iterator[ast.Call]:
    if b"print" not in module.content:
        return
    for node in module.nodes:
        if isinstance(node, ast.Call) and module.origin(node.func) in {"print", "builtins.print"}:
            is_main = any(
                isinstance(each, ast.If) and "__main__" in ast.dump(each.test) for each in module.ancestors(node)
            )
            owner = module.class_of(node)
            is_printer = owner is not None and bool(_PRINTERS.search(owner.name))
            is_aimed = any(each.arg in {"file", "end", None} for each in node.keywords)
            is_inside = module.function_of(node) is not None and is_gateway_code(codebase, module, node)
            if is_inside and not (is_main or is_printer or is_aimed) and gateway_classes(codebase):
                yield node


def _use_logger(module: CodeModule, node: ast.Call) -> Fix | None:
    """The fix, where the module has a logger and what is printed can be logged as it is."""
    logger = _logger(module)
    if not logger or node.keywords or not node.args or any(isinstance(each, ast.Starred) for each in node.args):
        return None
    level = "warning" if any(isinstance(each, ast.ExceptHandler) for each in module.ancestors(node)) else "info"
    given = [module.text_of(each) for each in node.args]
    is_text = len(given) == 1 and _is_text(node.args[0])
    arguments = given if is_text else [f'"{" ".join(["%s"] * len(given))}"', *given]
    try:
        if has_comment(module, node):
            return None
        edit = replace_node(module, node, f"{logger}.{level}({', '.join(arguments)})")
    except ConflictError:
        return None
    return Fix("Log it instead of printing it", is_safe=True, edits=(edit,))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _logger(module: CodeModule) -> str:
    """The name of the module's logger of the standard library, "" where it has none."""
    made = ((name, each) for name, each in module.bindings.aliases.items() if isinstance(each, ast.Call))
    return next((name for name, each in made if module.origin(each.func) == "logging.getLogger"), "")


RULE = Rule(
    code="GW705",
    name="unlogged-failure",
    summary="A gateway translates a failed call without logging it, or prints.",
    rationale="""
The gateway is the last place that knows which operation failed, for which resource, and what the service said. If it
does not write that down, the operator sees an error of the application and has to guess. `print` has no level and no
logger: it can't be filtered, and is often lost.

A log line in a helper or in a translator that the gateway uses counts, and so does a decorator around the gateway. A
clause for a client without configuration alone (`NoCredentialsError`) needs none: no call failed, and whoever started
the program is told.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IPriceSource(Protocol):
    def get_price(self, item: str) -> str: ...

# src/app/gateways/http_price_source.py
import requests

from app.gateways.errors import GatewayUnavailableError

class HTTPPriceSource:
    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    def get_price(self, item: str) -> str:
        try:
            return requests.get(f"{self._base_url}/{item}", timeout=5).text
        except requests.RequestException as error:  # GW705
            raise GatewayUnavailableError("no price") from error

# src/app/gateways/errors.py
class GatewayUnavailableError(Exception):
    pass
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IPriceSource(Protocol):
    def get_price(self, item: str) -> str: ...

# src/app/gateways/http_price_source.py
import logging

import requests

from app.gateways.errors import GatewayUnavailableError

logger = logging.getLogger(__name__)

class HTTPPriceSource:
    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    def get_price(self, item: str) -> str:
        try:
            return requests.get(f"{self._base_url}/{item}", timeout=5).text
        except requests.RequestException as error:
            logger.warning("no price of %s: %s", item, type(error).__name__)
            raise GatewayUnavailableError("no price") from error

# src/app/gateways/errors.py
class GatewayUnavailableError(Exception):
    pass
""",
    ),
    find=_find,
    recommended=True,
    fixable=Fixable.SAFE,
    fix_doc="Turns `print(…)` into a call of the module's logger, where there is one.",
)
