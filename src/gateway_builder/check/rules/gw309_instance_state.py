"""GW309: a gateway that remembers something between calls."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.building import building_methods
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.scopes import FunctionNode

_FAIR_STATE = re.compile(
    r"cache|token|client|session|lock|credential|expir|connection|memo|pool|channel|socket|semaphore|closed|started|open"
    r"|breaker|limiter|stack"
)
_LIFE = re.compile(
    r"_*(?:a?close|open|(?:dis)?connect|start(?:up)?|stop|shutdown|log_?in|log_?out|set_?up|init\w*|reset|set_\w+)"
    r"|__a?exit__|__del__"
)


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for gateway in codebase.gateways:
        allowed = building_methods(gateway.view)
        for name, method in gateway.view.own_methods.items():
            if name in allowed or gateway.is_fake or _LIFE.fullmatch(name) or _is_setter(method):
                continue
            for target in _kept(method):
                message = (
                    f"{name} of {gateway.name} keeps {target.attr} for later calls, so two callers disturb each other"
                )
                hint = f"return {target.attr}, or store it on the model that it belongs to"
                yield Violation(gateway.module, target, message, hint)


def _is_setter(method: FunctionNode) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr == "setter" for each in method.decorator_list)


def _kept(method: FunctionNode) -> Iterator[ast.Attribute]:
    """The attributes of `self` that a method sets, those that are fair to keep left out."""
    stored = (each for each in walk(method) if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store))
    for node in stored:
        is_fair = bool(_FAIR_STATE.search(node.attr)) or _is_memoized(method, node.attr)
        if dotted_name(node.value) == "self" and not is_fair:
            yield node


def _is_memoized(method: FunctionNode, name: str) -> bool:
    """Whether the method looks at the attribute before it sets it: `if self._queue_url is None`."""
    tests = (each.test for each in walk(method) if isinstance(each, (ast.If, ast.IfExp)))
    return any(isinstance(each, ast.Attribute) and each.attr == name for test in tests for each in walk(test))


RULE = Rule(
    code="GW309",
    name="instance-state",
    summary="A gateway keeps state beyond its configuration and its clients.",
    rationale="""
One gateway serves many callers, often from several threads. What one call leaves in `self` is what the next call
finds, of another run or another user. State belongs to models; caches and tokens are fair, and named so.
""",
    bad=(
        """
# src/app/gateways/aws_batch.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self._client = batch_client or boto3.client("batch")

    def cancel_run(self, run_id: str) -> None:
        self.last_run = run_id  # GW309
        self._client.cancel_job(jobId=run_id, reason="asked for")
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None, queue: str = "q") -> None:
        self._client = batch_client or boto3.client("batch")
        self._queue = queue

    def cancel_run(self, run_id: str) -> None:
        self._client.cancel_job(jobId=run_id, reason="asked for")
""",
    ),
    find=_find,
    seed=False,
)
