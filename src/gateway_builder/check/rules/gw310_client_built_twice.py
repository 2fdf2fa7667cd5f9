"""GW310: the same client, or its configuration, built in the constructor and in a factory."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.building import building_methods
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.vendors import sdk_of
from gateway_builder.source.nodes import children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for gateway in codebase.gateways:
        seen: dict[str, str] = {}
        for name in sorted(building_methods(gateway.view), key=lambda each: gateway.view.own_methods[each].lineno):
            calls = list(_constructions(gateway, gateway.view.own_methods[name]))
            for node in calls:
                first = seen.get(ast.dump(node), name)
                if first != name:
                    message = (
                        f"{name} builds the same {ast.unparse(node.func)} as {first}, so one of them will be forgotten"
                    )
                    yield Violation(gateway.module, node.func, message, "build it in one helper that both call")
            seen = {ast.dump(node): name for node in calls} | seen


def _constructions(gateway: GatewayView, method: ast.AST) -> Iterator[ast.Call]:
    """The outermost calls with arguments that build something of an SDK."""
    waiting = [method]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and node.keywords and sdk_of(gateway.module.origin(node.func)):
            yield node
        else:
            waiting.extend(children(node))


RULE = Rule(
    code="GW310",
    name="client-built-twice",
    summary="The constructor and a factory of a gateway build the same client or configuration.",
    rationale="""
Two copies of the same timeouts and retries drift apart: the one that production uses is changed, the one that tests
or jobs use is not.
""",
    bad=(
        """
# src/app/gateways/aws_batch.py
import boto3
from botocore.config import Config

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self._client = batch_client or boto3.client("batch", config=Config(read_timeout=30))

    @classmethod
    def create(cls) -> "AWSBatchSimulationRunner":
        return cls(boto3.client("batch", config=Config(read_timeout=30)))  # GW310
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch.py
import boto3
from botocore.config import Config

def _build_client():
    return boto3.client("batch", config=Config(read_timeout=30))

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self._client = batch_client or _build_client()

    @classmethod
    def create(cls) -> "AWSBatchSimulationRunner":
        return cls(_build_client())
""",
    ),
    find=_find,
    seed=False,
)
