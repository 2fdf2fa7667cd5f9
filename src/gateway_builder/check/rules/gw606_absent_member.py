"""GW606: a member of an answer that is not there, or need not be."""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING

from gateway_builder.bind.suggestions import list_names
from gateway_builder.check.absent_members import may_be_empty, why_absent
from gateway_builder.check.answer_places import find_asked, find_place, spell_path
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.check.service_calls import asking_modules
from gateway_builder.check.spelling_fixes import meant, near_names, spelling_fix
from gateway_builder.model.service import ShapeKind
from gateway_builder.trace.values import ReadKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from gateway_builder.check.answer_places import Asked, Place
    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.trace.values import AnswerRead

_MEMBERS = frozenset({ReadKind.SUBSCRIPT, ReadKind.GET})


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for module in asking_modules(codebase):
        tested = {(read.call.node, read.path) for read in codebase.trace(module).reads if read.kind is ReadKind.TEST}
        places: dict[tuple[ast.expr, ReadKind], list[AnswerRead]] = defaultdict(list)
        for read in codebase.trace(module).reads:
            places[read.node, read.kind].append(read)
        for reads in places.values():
            found = [None if _is_optional(read, tested) else _check(codebase, read) for read in reads]
            if all(found) and found[0]:
                yield found[0]


def _is_optional(read: AnswerRead, tested: AbstractSet[tuple[ast.Call, tuple[str, ...]]]) -> bool:
    """Whether code asks whether a member is there, or has another where it is not: it knows of both."""
    holder = read.module.parent(read.node)
    return (read.call.node, read.path) in tested or (read.kind is ReadKind.GET and isinstance(holder, ast.BoolOp))


def _check(codebase: Codebase, read: AnswerRead) -> Violation | None:
    """What is wrong with one read; None where nothing is, or nothing is known of it."""
    asked = find_asked(codebase.models, read.call)
    if asked is None:
        return None
    if read.kind is ReadKind.INDEX:
        return _check_first(asked, read)
    place = find_place(asked, read.path)
    if read.kind in _MEMBERS and place.lacks == read.path[-1] and place.holder:
        is_own = not place.lacks.isidentifier() or place.lacks in codebase.once(_added_keys)
        return None if is_own else _check_name(asked, read, place)
    if read.kind is ReadKind.SUBSCRIPT and not read.is_guarded:
        return _check_presence(asked, read, place)
    return None


def _added_keys(codebase: Codebase) -> frozenset[str]:
    """The keys that code of the project puts into dictionaries, answers of services perhaps among them."""
    found: set[str] = set()
    for module in codebase.modules.values():
        for node in module.nodes:
            match node:
                case ast.Subscript(slice=ast.Constant(value=str() as key), ctx=ast.Store()):
                    found.add(key)
                case ast.Call(func=ast.Attribute(attr="setdefault"), args=[ast.Constant(value=str() as key), *_]):
                    found.add(key)
    return frozenset(found)


def _check_first(asked: Asked, read: AnswerRead) -> Violation | None:
    path = read.path[:-1]
    if read.is_guarded or not may_be_empty(asked, read.call, path, find_place(asked, path)):
        return None
    message = (
        f"{spell_path(path)} may be empty: {asked.operation.method} answers an empty list, and no error, "
        "where there is nothing"
    )
    return Violation(read.module, read.node, message, "say what happens when the list is empty before taking from it")


def _check_name(asked: Asked, read: AnswerRead, place: Place) -> Violation | None:
    name, holder = read.path[-1], place.holder
    assert holder is not None
    where = spell_path(read.path[:-1]) or f"the answer of {asked.operation.method}"
    if holder.kind is ShapeKind.LIST:
        message = f"{where} is a list, which has no member {name}"
        return Violation(read.module, read.node, message, "take an element of it first")
    names = [each.name for each in holder.members]
    near = near_names(name, names)
    told = meant(near) or f": it has {list_names(names) or 'none'}"
    hint = f"read {' or '.join(near)}" if near else "read a member that the service answers"
    node = _key_of(read.node)
    fix = spelling_fix(read.module, node, near, is_safe=False)
    return Violation(read.module, node, f"{where} has no member {name}{told}", hint, fix)


def _check_presence(asked: Asked, read: AnswerRead, place: Place) -> Violation | None:
    why = why_absent(asked, read.path, place)
    if not why:
        return None
    name = read.path[-1]
    message = f"{name} may be absent from the answer of {asked.operation.method}: {why}"
    return Violation(read.module, _key_of(read.node), message, f'use .get("{name}"), or test whether it is there')


def _key_of(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Subscript):
        return node.slice
    return node.args[0] if isinstance(node, ast.Call) and node.args else node


RULE = Rule(
    code="GW606",
    name="absent-member",
    summary="An answer is read as if a member or an element were always there, or has no such member.",
    rationale="""
Asked about an unknown id, many services answer an empty list and no error: `response["jobs"][0]` then raises an
`IndexError` far from its cause. Some members are there only at times (a reason, a token, the messages of an empty
queue). And a name that is spelled wrong is a `KeyError` in production, because doubles of clients answer what the
test wrote. What code makes sure of (a test, an early `raise`, a handler, a loop) is not reported.
""",
    bad=(
        """
# src/app/gateways/aws_batch_simulation_runner.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self) -> None:
        self._batch_client = boto3.client("batch")

    def submit_run(self, name: str) -> str:
        response = self._batch_client.submit_job(jobName=name, jobQueue="q", jobDefinition="d")
        return str(response["jobID"])  # GW606

    def describe_run(self, job_id: str) -> str:
        response = self._batch_client.describe_jobs(jobs=[job_id])
        job = response["jobs"][0]  # GW606
        return str(job["statusReason"])  # GW606
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch_simulation_runner.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self) -> None:
        self._batch_client = boto3.client("batch")

    def describe_run(self, job_id: str) -> str:
        jobs = self._batch_client.describe_jobs(jobs=[job_id])["jobs"]
        if not jobs:
            raise LookupError(f"there is no job {job_id}")
        return str(jobs[0].get("statusReason", ""))
""",
    ),
    find=_find,
    recommended=True,
    fixable=Fixable.UNSAFE,
    fix_doc="Reads the member whose name is near.",
    reads_models=True,
)
