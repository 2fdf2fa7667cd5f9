"""GW501: a service is called outside any translation of its errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.gateway_code import calls_of, gateway_classes
from gateway_builder.check.rule import Rule, RuleOption, Violation
from gateway_builder.check.translations import Standing, Translations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, settings: Settings) -> Iterator[Violation]:
    translations = Translations(codebase, settings.words("translators"))
    for each in gateway_classes(codebase):
        for call in calls_of(codebase, each.view):
            if translations.standing(each.gateway.view, call) is Standing.OUTSIDE:
                asked = f"{call.client.service}.{call.operation}" if call.client.service else call.operation
                message = (
                    f"{asked} is called outside any translation, so errors of {call.client.sdk or 'the client'} leave "
                    f"{each.view.name} and use cases have to know them"
                )
                hint = "catch the vendor's errors around the call and raise one of the application, chained with `from`"
                yield Violation(call.module, call.node.func, message, hint)


RULE = Rule(
    code="GW501",
    name="untranslated-call",
    summary="A gateway calls a service where none of the service's errors are translated.",
    rationale="""
An error of the SDK that leaves a gateway has to be caught by a use case, which then knows the technology that the
interface was made to hide. Mostly nobody catches it: a throttled call ends the request that a retry would have saved.

A call counts as translated inside a `try` that names errors of the vendor, inside a context manager or a decorator of
the project that has such a `try`, and in a private method that is called only from such places.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
import boto3

class AWSBatchRunCanceller:
    def __init__(self, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id, reason="cancelled")  # GW501
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

from app.gateways.errors import GatewayUnavailableError

class AWSBatchRunCanceller:
    def __init__(self, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

    def cancel_run(self, run_id: str) -> None:
        try:
            self._batch_client.cancel_job(jobId=run_id, reason="cancelled")
        except (BotoCoreError, ClientError) as error:
            raise GatewayUnavailableError(f"{run_id} was not cancelled") from error

# src/app/gateways/errors.py
class GatewayUnavailableError(Exception):
    pass
""",
    ),
    find=_find,
    recommended=True,
    options=(
        RuleOption(
            "translators",
            (),
            "Names of context managers, decorators and helpers that translate errors and that can't be followed.",
        ),
    ),
)
