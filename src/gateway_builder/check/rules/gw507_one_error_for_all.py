"""GW507: errors that may pass and errors that never will share one class."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.vendor_handlers import vendor_handlers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.vendor_handlers import VendorHandler

_BOTH = re.compile(
    r"^(ClientError|RequestException|HTTPError|HTTPStatusError|ApiException|ApiError|APIError|StripeError|SlackApiError"
    r"|SMTPException|GoogleAPI\w*Error|AzureError|HttpResponseError|TwilioRestException|Exception)$"
)


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    by_place: dict[tuple[str, str], list[VendorHandler]] = {}
    for handler in vendor_handlers(codebase):
        owner = handler.owner.view.name if handler.owner else handler.function.name
        by_place.setdefault((handler.module.path, owner), []).append(handler)
    for (_, owner), handlers in by_place.items():
        raised = [_class(codebase, handler, each) for handler in handlers for each in handler.raises]
        names = set(raised)
        if len(names) == 1 and "" not in names and any(_catches_both(each) for each in handlers):
            first = next(each for handler in handlers for each in handler.raises)
            name = names.pop().rpartition(".")[2]
            message = f"{owner} makes a {name} of every failure, so nobody can tell a throttled call from a refused one"
            hint = "raise an error of its own for what asking again may help against (throttling, timeouts, outages)"
            yield Violation(handlers[0].module, first.exc, message, hint)


def _class(codebase: Codebase, handler: VendorHandler, raised: ast.Raise) -> str:
    """The class of the project that a statement raises; "" where that can't be seen."""
    exc = raised.exc.func if isinstance(raised.exc, ast.Call) else raised.exc
    origin = handler.module.origin(exc)
    view = codebase.index.find_class(origin)
    return view.origin if view else ""


def _catches_both(handler: VendorHandler) -> bool:
    """Whether a clause catches refusals and outages alike, and looks at neither status nor code."""
    looks = any(isinstance(each, (ast.If, ast.IfExp, ast.Match, ast.Subscript)) for each in handler.statements)
    names = [each.name for each in handler.types] or ["Exception"]
    return not looks and any(_BOTH.match(each) for each in names)


RULE = Rule(
    code="GW507",
    name="one-error-for-all",
    summary="All failures of a service become the same error of the application.",
    rationale="""
Whoever calls the gateway has to decide whether asking again makes sense. If a throttled call, a timeout and a refusal
are the same class, it either repeats what will never work, or gives up what would have worked a second later.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
from botocore.exceptions import BotoCoreError, ClientError

from app.gateways.errors import GatewayError

class AWSBatchRunCanceller:
    def __init__(self, *, batch_client) -> None:
        self._batch_client = batch_client

    def cancel_run(self, run_id: str) -> None:
        try:
            self._batch_client.cancel_job(jobId=run_id, reason="cancelled")
        except (BotoCoreError, ClientError) as error:
            raise GatewayError(run_id) from error  # GW507

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
from botocore.exceptions import BotoCoreError, ClientError

from app.gateways.errors import GatewayRejectedError, GatewayUnavailableError

class AWSBatchRunCanceller:
    def __init__(self, *, batch_client) -> None:
        self._batch_client = batch_client

    def cancel_run(self, run_id: str) -> None:
        try:
            self._batch_client.cancel_job(jobId=run_id, reason="cancelled")
        except ClientError as error:
            raise GatewayRejectedError(run_id) from error
        except BotoCoreError as error:
            raise GatewayUnavailableError(run_id) from error

# src/app/gateways/errors.py
class GatewayRejectedError(Exception):
    pass

class GatewayUnavailableError(Exception):
    pass
""",
    ),
    find=_find,
)
