"""GW605: a translation of a value that the service never sends, or of unknown values to a real state."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.check.spelling_fixes import meant, near_names, spelling_fix
from gateway_builder.check.state_translations import (
    find_translations,
    is_sent_elsewhere,
    is_unknown,
    place_of_key,
    states_in,
)
from gateway_builder.trace.values import MapForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.state_translations import Translation
    from gateway_builder.trace.values import StateKey

_OPEN = frozenset({MapForm.COMPARISON, MapForm.ENUM})


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for each in codebase.once(find_translations):
        if each.map.form is not MapForm.IF_CHAIN:
            yield from _never_sent(codebase, each)
        default = each.map.default
        if default is not None and each.is_total and _is_real_state(each, default):
            module = each.map.default_module or each.map.module
            text = module.text_of(default)
            message = f"a value that {each.label} gets later becomes {text}, a state that nobody knows it to mean"
            yield Violation(module, default, message, "raise an error for unknown values, or give them a state UNKNOWN")


def _never_sent(codebase: Codebase, each: Translation) -> Iterator[Violation]:
    found = each.map
    for key in found.keys:
        if key.text in each.values:
            continue
        near = near_names(key.text, each.missing if found.form is not MapForm.COMPARISON else each.values)
        if not near and (found.form in _OPEN or not each.is_traced or not each.is_total or _is_own(key)):
            continue
        if is_sent_elsewhere(codebase, each, key.text):
            continue
        message = f"the service never sends {key.text!r}: {each.label} has no such value{meant(near)}"
        hint = f"name it {' or '.join(near)}" if near else "delete it"
        node = place_of_key(found.module, found, key)
        yield Violation(found.module, node, message, hint, spelling_fix(found.module, node, near, is_safe=True))


def _is_own(key: StateKey) -> bool:
    return is_unknown(ast.Constant(key.text))


def _is_real_state(each: Translation, default: ast.expr) -> bool:
    """Whether a default is a state that others become, or one of the same kind, and does not say that it is unknown."""
    module = each.map.default_module or each.map.module
    if is_unknown(default) or module.parent(default) is None:
        return False
    states = {state for key in each.map.keys for state in states_in(key.result)}
    own = states_in(default)
    kinds = {state.rpartition(".")[0] for state in states} - {""}
    return bool(own & states) or any(state.rpartition(".")[0] in kinds for state in own)


RULE = Rule(
    code="GW605",
    name="state-never-sent",
    summary="A translation names a value that the service never sends, or takes unknown values for a real state.",
    rationale="""
A key that is spelled wrong never matches, and what it stands for ends up in the default. A default that is a real
state (`.get(status, RunStatus.ERROR)`) makes a claim about values that nobody has seen yet: services add states, and
then healthy jobs are reported as failed. An unknown value is an error, or a state of its own that says so.
""",
    bad=(
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
    "SUCCESS": RunStatus.DONE,  # GW605
    "FAILED": RunStatus.ERROR,
}

class AWSBatchSimulationRunner:
    def __init__(self) -> None:
        self._batch_client = boto3.client("batch")

    def get_status(self, job_id: str) -> RunStatus:
        for job in self._batch_client.describe_jobs(jobs=[job_id])["jobs"]:
            return _STATUS.get(job["status"], RunStatus.ERROR)  # GW605
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
            return _STATUS[job["status"]]
        raise KeyError(job_id)
""",
    ),
    find=_find,
    recommended=True,
    fixable=Fixable.SAFE,
    fix_doc="Spells the value as the service does, where a single one is near.",
    reads_models=True,
)
