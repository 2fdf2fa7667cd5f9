"""GW503: everything is caught around a call of a service."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.caught_errors import Caught
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.translations import Translations
from gateway_builder.check.vendor_handlers import vendor_handlers
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.caught_errors import CaughtErrors
    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.vendor_handlers import VendorHandler

_BASES = re.compile(
    r"(ClientError|BotoCoreError|RequestException|httpx\.HTTPError|SMTPException|A[Pp][Ii](Error|Exception)|BaseError"
    r"|\b(?P<sdk>[a-z]+)\w*\.(?:.*\.)?(?i:(?P=sdk))(Api)?(Error|Exception)|(GoogleAPI|Azure|AMQP|URL|Transport)\w*Error)$"
)

_HANDS_OVER = frozenset({"append", "put", "put_nowait", "set_exception"})


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    caught = Translations.of(codebase).caught
    for handler in vendor_handlers(codebase):
        if not handler.asks or Caught.EVERYTHING not in handler.kinds or handler.cleans_up or _passes_on(handler):
            continue
        if _is_last_resort(caught, handler):
            continue
        broad = next((each for each in handler.types if each.kind is Caught.EVERYTHING), None)
        what = f"`except {broad.name}`" if broad else "a bare `except`"
        message = (
            f"{what} around a call of a service also catches mistakes of the program, which look like outages then"
        )
        yield Violation(handler.module, broad.node if broad else handler.node, message, "name the errors of the SDK")


def _is_last_resort(caught: CaughtErrors, handler: VendorHandler) -> bool:
    """Whether the clause chains what clauses for all errors of the vendor above it have left."""
    above = [one for each in handler.earlier for one in caught.types(handler.module, each)]
    named = any(each.kind is Caught.VENDOR and _BASES.search(each.origin) for each in above)
    return named and any(each.exc and each.cause for each in handler.raises)


def _passes_on(handler: VendorHandler) -> bool:
    """Whether what was caught is raised again as it is, or handed over as it is to whoever waits for it."""
    name = handler.node.name
    if any(each.exc is None or (isinstance(each.exc, ast.Name) and each.exc.id == name) for each in handler.raises):
        return True
    return any(_hands_over(node, name) for statement in handler.node.body for node in walk(statement))


def _hands_over(node: ast.AST, name: str | None) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr=method), args=[ast.Name(id=given)]):
            return method in _HANDS_OVER and given == name
    return False


RULE = Rule(
    code="GW503",
    name="caught-everything",
    summary="`except Exception` or a bare `except` stands around a call of a service.",
    rationale="""
A misspelt attribute, a wrong type or a full disk is then treated as if the service had failed: it is retried,
reported as an outage or swallowed, and the mistake is found weeks later. Errors of an SDK have names and base
classes; only they mean that the service failed.

Raising the same error again after a clean-up is fine, handing it to another thread that raises it too, and so is a last
clause behind those that name the vendor's errors if it chains what it caught into an error of the application.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
import boto3

from app.gateways.errors import GatewayError

class AWSBatchRunCanceller:
    def __init__(self, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

    def cancel_run(self, run_id: str) -> None:
        try:
            self._batch_client.cancel_job(jobId=run_id, reason="cancelled")
        except Exception as error:  # GW503
            raise GatewayError("not cancelled") from error

# src/app/gateways/errors.py
class GatewayError(Exception):
    pass
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
import boto3
from botocore.exceptions import BotoCoreError, ClientError

from app.gateways.errors import GatewayError

class AWSBatchRunCanceller:
    def __init__(self, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

    def cancel_run(self, run_id: str) -> None:
        try:
            self._batch_client.cancel_job(jobId=run_id, reason="cancelled")
        except (BotoCoreError, ClientError) as error:
            raise GatewayError("not cancelled") from error

# src/app/gateways/errors.py
class GatewayError(Exception):
    pass
""",
    ),
    find=_find,
    recommended=True,
)
