"""GW502: an error is translated without `from`."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.edits import end_of, insert_after
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.check.vendor_handlers import vendor_handlers
from gateway_builder.errors import ConflictError
from gateway_builder.model.finding import Fix
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.vendor_handlers import VendorHandler
    from gateway_builder.model.finding import TextEdit

_NAME = "error"
_REASON = re.compile(r"#\s*(?!noqa|type:|pylint|pragma|gw:|fmt|ruff|mypy|pyright|nosec)\w+\W+\w+")


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for handler in vendor_handlers(codebase):
        for each in handler.raises:
            if each.exc is None or _is_same(each.exc, handler):
                continue
            if each.cause is None:
                name = handler.node.name or _NAME
                message = (
                    f"{_raised(handler, each.exc)} is raised without `from`, so nothing tells that this is its cause"
                )
                yield Violation(handler.module, each, message, f"append `from {name}`", _chain(handler, each))
            elif _is_none(each.cause) and not _has_reason(handler, each):
                message = f"{_raised(handler, each.exc)} is raised `from None`, which hides what the service said"
                yield Violation(handler.module, each, message, "chain the error, or say why not in a comment beside it")


def _is_same(raised: ast.expr, handler: VendorHandler) -> bool:
    """Whether what is raised is what was caught, or a value that was made elsewhere."""
    root = raised.func if isinstance(raised, ast.Call) and isinstance(raised.func, ast.Attribute) else raised
    name = root.value if isinstance(root, ast.Attribute) and isinstance(raised, ast.Call) else root
    return isinstance(name, ast.Name) and name.id == handler.node.name


def _raised(handler: VendorHandler, raised: ast.expr) -> str:
    return handler.module.text_of(raised.func if isinstance(raised, ast.Call) else raised)


def _is_none(cause: ast.expr) -> bool:
    return isinstance(cause, ast.Constant) and cause.value is None


def _has_reason(handler: VendorHandler, raised: ast.Raise) -> bool:
    """Whether a comment stands beside the statement, or right above it."""
    module = handler.module
    above = module.line(raised.lineno - 1).strip()
    beside = [module.line(number) for number in range(raised.lineno, (raised.end_lineno or raised.lineno) + 1)]
    return any(_REASON.search(each) for each in ([above] if above.startswith("#") else []) + beside)


def _chain(handler: VendorHandler, raised: ast.Raise) -> Fix | None:
    """The fix: ` from error`, and the name where the clause has none."""
    clause = handler.node
    try:
        edits = [insert_after(handler.module, raised, f" from {clause.name or _NAME}")]
        if clause.name is None:
            edits += _named(handler)
    except ConflictError:
        return None
    is_whole = len(edits) == (1 if clause.name else 2)
    is_kept = all(
        each.name != clause.name for each in walk(clause) if isinstance(each, ast.ExceptHandler) and each is not clause
    )
    return Fix("Chain the error to its cause", is_safe=True, edits=tuple(edits)) if is_whole and is_kept else None


def _named(handler: VendorHandler) -> list[TextEdit]:
    """The edit that gives the clause a name, none where the name is taken or no place for it is found."""
    caught = handler.node.type
    taken = {each.id for each in walk(handler.function) if isinstance(each, ast.Name)}
    taken |= {each.arg for each in walk(handler.function) if isinstance(each, ast.arg)}
    if caught is None or _NAME in taken:
        return []
    following = handler.module.source.text[end_of(handler.module, caught) :].lstrip(" \t")
    return [insert_after(handler.module, caught, f" as {_NAME}")] if following.startswith(":") else []


RULE = Rule(
    code="GW502",
    name="unchained-translation",
    summary="An error of the application is raised in an except clause for a vendor's error, without `from`.",
    rationale="""
Without `from`, the traceback says "during handling of the above exception, another exception occurred", as if the
translation itself had failed, and `__cause__`, which error trackers and tests look at, is empty. `from None` drops what
the service said: whoever is woken by the error has nothing to go by.

`from None` with a comment beside it that says why is accepted.
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
        except requests.RequestException:
            raise GatewayUnavailableError("no price")  # GW502

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
import requests

from app.gateways.errors import GatewayUnavailableError

class HTTPPriceSource:
    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    def get_price(self, item: str) -> str:
        try:
            return requests.get(f"{self._base_url}/{item}", timeout=5).text
        except requests.RequestException as error:
            raise GatewayUnavailableError("no price") from error

# src/app/gateways/errors.py
class GatewayUnavailableError(Exception):
    pass
""",
    ),
    find=_find,
    recommended=True,
    fixable=Fixable.SAFE,
    fix_doc="Appends `from` and the name of the caught error; gives it the name `error` where it has none.",
)
