"""GW609: an operation or parameter that the service's model calls deprecated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.sent_faults import SentFaultKind, sent_faults
from gateway_builder.check.service_calls import modelled_calls, name_node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings

_SENTENCE = re.compile(r"[^.!?]+[.!?]?")
_ADVICE = re.compile(r"\b(instead|replaced by|superseded|successor|recommend)", re.IGNORECASE)
_MOST_CHARACTERS = 200


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for asked in codebase.once(modelled_calls):
        operation = asked.operation
        if operation is not None and operation.is_deprecated:
            message = f"{asked.model.service}.{asked.call.operation} is deprecated{asked.source}"
            yield Violation(asked.module, name_node(asked.call), message, _advice(operation.documentation))
    for fault in sent_faults(codebase, SentFaultKind.DEPRECATED):
        message = f"{fault.place} of {fault.asked.model.service}.{fault.asked.call.operation} is deprecated"
        node = fault.sent.key or fault.sent.node
        yield Violation(fault.module, node, f"{message}{fault.asked.source}", _advice(fault.text))


def _advice(documentation: str) -> str:
    """What the model says to do instead."""
    plain = " ".join(documentation.split())
    found = next((each.strip() for each in _SENTENCE.findall(plain) if _ADVICE.search(each)), "")
    is_short = 0 < len(found) <= _MOST_CHARACTERS
    return f"the service says: {found}" if is_short else "look for its successor in the service's documentation"


RULE = Rule(
    code="GW609",
    name="deprecated-operation",
    summary="A call uses an operation or parameter that the service's model calls deprecated.",
    rationale="""
What the service itself advises against gets no new features and may stop working on a date that nobody in the project
has written down. The model of the installed SDK says which operations and members these are.
""",
    bad=(
        """
# src/app/gateways/aws_ecs_image_scanner.py
import boto3

class AWSCloudWatchLogsTrail:
    def __init__(self, logs_client=None) -> None:
        self._logs_client = logs_client or boto3.client("logs")

    def list_tags(self, group: str) -> dict[str, str]:
        return self._logs_client.list_tags_log_group(logGroupName=group)["tags"]  # GW609
""",
    ),
    good=(
        """
# src/app/gateways/aws_ecs_image_scanner.py
import boto3

class AWSCloudWatchLogsTrail:
    def __init__(self, logs_client=None) -> None:
        self._logs_client = logs_client or boto3.client("logs")

    def list_tags(self, group_arn: str) -> dict[str, str]:
        return self._logs_client.list_tags_for_resource(resourceArn=group_arn)["tags"]
""",
    ),
    find=_find,
    reads_models=True,
)
