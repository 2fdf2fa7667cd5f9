"""GW305: a client that belongs to the module or the class."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.building import method_around
from gateway_builder.check.layers import Layer
from gateway_builder.check.rule import Rule, RuleOption, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.values import Construction

_ALLOW = "allow-module-client"


def _find(codebase: Codebase, settings: Settings) -> Iterator[Violation]:
    if settings.flag(_ALLOW):
        return
    for module in _gateway_modules(codebase):
        for made in codebase.trace(module).constructions:
            if _is_shared(made):
                where = f"the class {made.owner.name}" if made.owner else "the module"
                what = f"client of {made.client.service or made.client.sdk}"
                message = f"the {what} is built when {where} is loaded, before any test or configuration has a say"
                hint = "build it in the gateway's constructor, where a parameter can replace it"
                yield Violation(module, made.node.func, message, hint)


def _gateway_modules(codebase: Codebase) -> Iterator[CodeModule]:
    """The files of gateways, by path; those among controllers or alike only where they define a gateway."""
    defining = {each.path for each in (gateway.view for gateway in codebase.gateways if not gateway.is_fake)}
    places = {each.path for each in codebase.modules_in(Layer.GATEWAY)}
    return (module for path, module in codebase.modules.items() if path in defining | places)


def _is_shared(made: Construction) -> bool:
    """Whether a client is built when the file is loaded, and not only when it is run as a program."""
    around = list(made.module.ancestors(made.node))
    if made.function is not None or any(isinstance(each, ast.Lambda) for each in around):
        return False
    if method_around(made.module, made.node) or made.client.kind == "session":
        return False
    return not any(isinstance(each, ast.If) and "__name__" in ast.dump(each.test) for each in around)


RULE = Rule(
    code="GW305",
    name="shared-client",
    summary="A client is built at module or class level.",
    rationale="""
A client that is built when its module is imported needs credentials and a region to import the code at all, ignores
every configuration that comes later, and is shared by all tests. Where a Lambda function keeps clients warm on
purpose, allow it.
""",
    bad=(
        """
# src/app/gateways/aws_batch.py
import boto3

BATCH = boto3.client("batch")  # GW305

class AWSBatchSimulationRunner:
    def cancel_run(self, run_id: str) -> None:
        BATCH.cancel_job(jobId=run_id, reason="asked for")
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self._client = batch_client or boto3.client("batch")
""",
    ),
    find=_find,
    recommended=True,
    options=(RuleOption(_ALLOW, default=False, doc="Allow clients of modules and classes, as Lambda functions keep."),),
)
