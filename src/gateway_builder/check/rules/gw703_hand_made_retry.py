"""GW703: a failed call is repeated by hand."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.vendor_handlers import vendor_handlers
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.vendor_handlers import VendorHandler

_SLEEPS = frozenset({"time.sleep", "asyncio.sleep", "anyio.sleep", "trio.sleep", "gevent.sleep"})
_LOOPS = (ast.For, ast.AsyncFor, ast.While)


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    told: set[ast.AST] = set()
    for handler in vendor_handlers(codebase):
        sleep = _sleep(handler)
        if sleep is not None and handler.asks and sleep not in told:
            told.add(sleep)
            message = f"{handler.function.name} repeats a failed call by hand, on top of the client's own retries"
            hint = 'set retries on the client (`Config(retries={"mode": "standard"})`, a transport), or use tenacity'
            yield Violation(handler.module, sleep.func, message, hint)


def _sleep(handler: VendorHandler) -> ast.Call | None:
    """The sleep between two attempts: in the clause, or in the loop behind the `try` where the clause falls through."""
    module = handler.module
    inside = [each for each in module.ancestors(handler.attempt) if isinstance(each, _LOOPS)]
    if not inside or module.function_of(inside[0]) is not handler.function:
        return None
    falls_through = (
        not any(isinstance(each, (ast.Return, ast.Break)) for each in handler.statements) and not handler.raises
    )
    leaves = any(isinstance(each, ast.Return) for statement in handler.attempt.body for each in walk(statement))
    places: list[ast.AST] = [*handler.node.body]
    if falls_through and (
        leaves or any(isinstance(each, (ast.Return, ast.Break)) for s in handler.attempt.orelse for each in walk(s))
    ):
        places += [each for each in getattr(inside[0], "body", []) if each is not handler.attempt]
    calls = (each for place in places for each in walk(place) if isinstance(each, ast.Call))
    return next((each for each in calls if module.origin(each.func) in _SLEEPS), None)


RULE = Rule(
    code="GW703",
    name="hand-made-retry",
    summary="A loop with `sleep` repeats a failed call of a service.",
    rationale="""
SDKs retry already: a loop around them multiplies the attempts, and a service that is down is asked by all callers at
the same moments, because nothing is random. The loop also rarely tells errors that may pass from those that never
will. The client's configuration, a transport or a library does all of this in one line.

Waiting for a state (asking until a job is done) is no retry and is left alone.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
import time

from botocore.exceptions import ClientError

class AWSBatchRunCanceller:
    def __init__(self, *, batch_client) -> None:
        self._batch_client = batch_client

    def cancel_run(self, run_id: str) -> None:
        for attempt in range(3):
            try:
                self._batch_client.cancel_job(jobId=run_id, reason="cancelled")
                return
            except ClientError:
                time.sleep(2**attempt)  # GW703
        raise RuntimeError(run_id)
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
from botocore.config import Config

class AWSBatchRunCanceller:
    def __init__(self, batch_client=None) -> None:
        config = Config(connect_timeout=5, read_timeout=60, retries={"mode": "standard", "total_max_attempts": 4})
        self._batch_client = batch_client or boto3.client("batch", config=config)

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id, reason="cancelled")
""",
    ),
    find=_find,
)
