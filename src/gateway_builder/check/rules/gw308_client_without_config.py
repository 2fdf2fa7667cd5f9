"""GW308: a client of AWS that is built without any configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.rule import Rule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.trace.values import Construction


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for gateway in codebase.gateways:
        for made in codebase.trace(gateway.module).constructions:
            if made.owner is gateway.node and not gateway.is_fake and _is_bare(made):
                message = (
                    f"{gateway.name} builds its client without a config, so nobody knows how long it waits and retries"
                )
                hint = "pass config=Config(…) of botocore.config with connect_timeout, read_timeout and retries"
                yield Violation(made.module, made.node.func, message, hint)


def _is_bare(made: Construction) -> bool:
    """Whether `boto3.client(…)` says nothing of timeouts and retries."""
    is_global = made.module.origin(made.node.func) in {"boto3.client", "boto3.resource"}
    return is_global and not any(each.arg in {"config", None} for each in made.node.keywords)


RULE = Rule(
    code="GW308",
    name="client-without-config",
    summary="A gateway builds its client from boto3's global session without a config.",
    rationale="""
The global session takes retries and timeouts from whatever environment the process runs in. A gateway that builds its
own client says how long it waits and how often it asks again.
""",
    bad=(
        """
# src/app/gateways/aws_batch.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self._client = batch_client or boto3.client("batch")  # GW308
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch.py
import boto3
from botocore.config import Config

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        config = Config(connect_timeout=5, read_timeout=30, retries={"mode": "standard", "max_attempts": 3})
        self._client = batch_client or boto3.client("batch", config=config)
""",
    ),
    find=_find,
)
