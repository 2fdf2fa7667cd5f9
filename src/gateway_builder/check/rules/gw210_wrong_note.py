"""GW210: a note about external calls that does not name those that are made."""

from __future__ import annotations

import ast
import re
from functools import partial
from typing import TYPE_CHECKING

from gateway_builder.check.contracts import list_contracts, list_implementations
from gateway_builder.check.edits import attempt, end_of, start_of
from gateway_builder.check.raised_errors import Code, RaisedErrors
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.model.finding import Fix, TextEdit
from gateway_builder.source.nodes import walk
from gateway_builder.trace.values import CallKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.contracts import Contract
    from gateway_builder.check.rule import Settings
    from gateway_builder.trace.values import ServiceCall

_KINDS = frozenset({CallKind.OPERATION, CallKind.PAGINATOR})
_LISTED = re.compile(r"(?<![\w.])(?:([a-z][\w-]*)\.)?([a-z]+(?:_[a-z0-9]+)+)(?![\w.]*\w)")
_PLAIN = re.compile(r"External calls: (?:[a-z][\w-]*\.[a-z0-9_]+(?:, )?)+\.")
_DEEPEST = 3


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    helpers = RaisedErrors(codebase.index)
    for interface in codebase.interfaces:
        for contract in list_contracts(interface):
            made = {
                (call.client.service, call.operation)
                for gateway, method in list_implementations(codebase, contract)
                if not gateway.is_fake
                for call in _calls(codebase, Code(method.module, method.node, gateway.view), helpers, _DEEPEST)
            }
            if contract.doc and made:
                yield from _compare(codebase, contract, sorted(made))


def _calls(codebase: Codebase, code: Code, helpers: RaisedErrors, depth: int) -> Iterator[ServiceCall]:
    """The calls of known services that a method makes, itself or through helpers."""
    for call in codebase.trace(code.module).calls:
        if call.function is code.node and call.kind in _KINDS and call.client.service and call.operation:
            yield call
    for node in walk(code.node) if depth else ():
        helper = helpers.helper(code, node.func) if isinstance(node, ast.Call) else None
        if helper and helper.node is not code.node:
            yield from _calls(codebase, helper, helpers, depth - 1)


def _compare(codebase: Codebase, contract: Contract, made: list[tuple[str, str]]) -> Iterator[Violation]:
    doc = contract.doc
    assert doc
    names = _list(made)
    note = doc.section("note").text
    said = set(_said(codebase, note or doc.text, {service for service, _ in made}))
    operations = {operation for _, operation in made}
    forgotten = [each for each in made if each[1] not in said]
    invented = sorted(said - operations)
    fix = attempt(partial(_fix, contract, made))
    if not note and not said:
        message = f"{contract.name} has no Note, but an implementation calls {names}"
        hint = f"say under Note that an implementation calls {names}"
        yield Violation(contract.interface.module, contract.method.node, message, hint)
    elif forgotten:
        listed = _list(forgotten)
        message = f"the Note of {contract.name} leaves out {listed}, which an implementation calls"
        yield Violation(contract.interface.module, contract.method.node, message, f"add {listed} to the Note", fix)
    elif invented:
        message = f"the Note of {contract.name} names {' and '.join(invented)}, which no implementation calls"
        hint = f"name {names} in the Note"
        yield Violation(contract.interface.module, contract.method.node, message, hint, fix)


def _list(calls: list[tuple[str, str]]) -> str:
    return ", ".join(f"{service}.{operation}" for service, operation in calls)


def _said(codebase: Codebase, text: str, services: set[str]) -> Iterator[str]:
    """The operations of some services that a text names."""
    models = [model for service in services if (model := codebase.models.find(service))]
    known = {operation for model in models for operation in model.operations}
    for service, operation in _LISTED.findall(text):
        if service in services or (not service and operation in known):
            yield operation


def _fix(contract: Contract, made: list[tuple[str, str]]) -> Fix | None:
    """Writes the list anew where the note is the plain one: `External calls: batch.submit_job.`."""
    module, node = contract.interface.module, contract.method.node
    docstring = node.body[0]
    assert isinstance(docstring, ast.Expr)
    found = list(_PLAIN.finditer(module.source.text, start_of(module, docstring), end_of(module, docstring)))
    if len(found) != 1:
        return None
    edit = TextEdit(module.path, found[0].start(), found[0].end(), f"External calls: {_list(made)}.")
    return Fix("List the calls that are made", is_safe=True, edits=(edit,))


RULE = Rule(
    code="GW210",
    name="wrong-note",
    summary="The Note of an interface's method lacks an external call that an implementation makes, or names others.",
    rationale="""
The note is where somebody who plans permissions, quotas or an outage looks for what a method does to which service. One
that names last year's calls is worse than none. Calls are followed through the helpers of a gateway; where several
gateways implement a method, the note names the calls of all.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None:  # GW210
        \"\"\"Cancel a run.

        Args:
            run_id: The run.

        Note:
            External calls: batch.cancel_job.
        \"\"\"
        ...

# src/app/gateways/aws_batch_simulation_runner.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self) -> None:
        self._batch_client = boto3.client("batch")

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.terminate_job(jobId=run_id, reason="asked")
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None:
        \"\"\"Cancel a run.

        Args:
            run_id: The run.

        Note:
            External calls: batch.terminate_job.
        \"\"\"
        ...

# src/app/gateways/aws_batch_simulation_runner.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self) -> None:
        self._batch_client = boto3.client("batch")

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.terminate_job(jobId=run_id, reason="asked")
""",
    ),
    find=_find,
    fixable=Fixable.SAFE,
    fix_doc="Writes the list of calls anew, where the note is `External calls: service.operation, …`.",
)
