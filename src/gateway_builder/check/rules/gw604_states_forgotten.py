"""GW604: a translation of states that leaves some out."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.bind.suggestions import list_names
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.state_translations import find_translations, is_sent_elsewhere, name_of
from gateway_builder.trace.values import MapForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.state_translations import Translation
    from gateway_builder.trace.values import StateMap


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    told: set[ast.AST] = set()
    for each in codebase.once(find_translations):
        found = each.map
        if found.node in told or not found.is_complete or not each.missing or not each.is_total:
            continue
        if any(is_sent_elsewhere(codebase, each, key.text) for key in found.keys if key.text not in each.values):
            continue
        told.add(found.node)
        message = f"{_name_of(found)} forgets {list_names(each.missing)} of {each.label}{_consequence(each)}"
        yield Violation(found.module, _node_of(found), message, f"say what {list_names(each.missing)} means")


def _name_of(found: StateMap) -> str:
    return name_of(found) or {MapForm.DICT: "this dictionary", MapForm.MATCH: "this match"}.get(
        found.form, "this chain of conditions"
    )


def _node_of(found: StateMap) -> ast.AST:
    """The narrowest node that stands for the translation."""
    node = found.node
    if isinstance(node, ast.Match):
        return node.subject
    return node.test if isinstance(node, (ast.If, ast.IfExp)) else node


def _consequence(each: Translation) -> str:
    found = each.map
    if found.raises:
        error = {MapForm.DICT: "a KeyError", MapForm.ENUM: "a ValueError"}.get(found.form, "an error")
        return f", which the service sends and which end in {error}"
    if found.default is None:
        return ", which the service sends, too"
    module = found.default_module or found.module
    text = module.text_of(found.default) if module.parent(found.default) else "None"
    return f", which become {text}"


RULE = Rule(
    code="GW604",
    name="states-forgotten",
    summary="A translation of a service's states leaves out values that the service sends.",
    rationale="""
A value that the service may return and the map forgets is a defect: it becomes whatever the default is, or an error.
The classic one tells users that a *starting* job has *failed*, because only five of the seven states were listed. The
values are read from the service's own model, and dictionaries, `match` statements, chains of conditions and enums are
held against it. Say of each value what it means, also where several mean the same. A value that is handed through as it
is (`.get(state, state)`) is not forgotten.
""",
    bad=(
        """
# src/app/gateways/aws_batch_simulation_runner.py
import boto3

from app.models import RunStatus

_STATUS = {  # GW604
    "SUBMITTED": RunStatus.QUEUED,
    "PENDING": RunStatus.QUEUED,
    "RUNNING": RunStatus.RUNNING,
    "SUCCEEDED": RunStatus.DONE,
    "FAILED": RunStatus.ERROR,
}

class AWSBatchSimulationRunner:
    def __init__(self) -> None:
        self._batch_client = boto3.client("batch")

    def get_status(self, job_id: str) -> RunStatus:
        for job in self._batch_client.describe_jobs(jobs=[job_id])["jobs"]:
            return _STATUS.get(job["status"], RunStatus.ERROR)
        raise KeyError(job_id)
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch_simulation_runner.py
import boto3

from app.models import RunStatus

_STATUS = {
    "SUBMITTED": RunStatus.QUEUED,
    "PENDING": RunStatus.QUEUED,
    "RUNNABLE": RunStatus.QUEUED,
    "STARTING": RunStatus.QUEUED,
    "RUNNING": RunStatus.RUNNING,
    "SUCCEEDED": RunStatus.DONE,
    "FAILED": RunStatus.ERROR,
}

class AWSBatchSimulationRunner:
    def __init__(self) -> None:
        self._batch_client = boto3.client("batch")

    def get_status(self, job_id: str) -> RunStatus:
        for job in self._batch_client.describe_jobs(jobs=[job_id])["jobs"]:
            return _STATUS.get(job["status"], RunStatus.UNKNOWN)
        raise KeyError(job_id)
""",
    ),
    find=_find,
    recommended=True,
    reads_models=True,
)
