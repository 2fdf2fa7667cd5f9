"""GW607: one page of an answer that comes in pages."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from gateway_builder.check.absent_members import names_exactly
from gateway_builder.check.answer_places import find_asked, product_modules
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.trace.parts import ELEMENT
from gateway_builder.trace.values import CallKind, EscapeKind, ReadKind

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable, Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.model.service import Paging
    from gateway_builder.trace.values import AnswerEscape, AnswerRead, ServiceCall, Trace

_USES = frozenset({ReadKind.ITERATION, ReadKind.INDEX})
_LIMITS = re.compile(r"^(?:max|limit|page_?size|top|count)", re.IGNORECASE)
_ORDERS = re.compile(r"order|sort|descending|ScanIndexForward|reverse|latest", re.IGNORECASE)
# Answers everything at once where nobody asks for less, for accounts of the usual size.
_WHOLE = frozenset({("s3", "list_buckets")})


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for module in product_modules(codebase):
        trace = codebase.trace(module)
        reads, escapes = _by_call(trace)
        for call in trace.calls:
            asked = find_asked(codebase.models, call) if call.kind is CallKind.OPERATION else None
            paging = asked.operation.paging if asked else None
            if asked is None or paging is None or (asked.model.service, asked.operation.method) in _WHOLE:
                continue
            lists = _lists(paging)
            if _asks_for_less(call, paging, lists) or not _takes_whole(
                lists, paging, reads[call.node], escapes[call.node]
            ):
                continue
            message = (
                f"{call.operation} answers in pages and only the first is read, "
                f"so the rest of {' and '.join(lists)} is lost silently"
            )
            hint = f'follow get_paginator("{call.operation}"), or say with a limit that one page is meant'
            yield Violation(module, getattr(call.node, "func", call.node), message, hint)


def _by_call(trace: Trace) -> tuple[dict[ast.Call, list[AnswerRead]], dict[ast.Call, list[AnswerEscape]]]:
    reads: dict[ast.Call, list[AnswerRead]] = defaultdict(list)
    escapes: dict[ast.Call, list[AnswerEscape]] = defaultdict(list)
    for read in trace.reads:
        reads[read.call.node].append(read)
    for escape in trace.escapes:
        escapes[escape.call.node].append(escape)
    return reads, escapes


def _lists(paging: Paging) -> tuple[str, ...]:
    """The members of the answer that pages share out, those at its root."""
    return tuple(each for each in paging.result_keys if re.fullmatch(r"\w+", each))


def _asks_for_less(call: ServiceCall, paging: Paging, lists: Iterable[str]) -> bool:
    """Whether a call hands on a token, sets a limit or an order, or names what it wants; in doubt it does."""
    given = [name for name, _ in call.arguments.entries or ()]
    return (
        call.arguments.is_open
        or bool({*paging.input_tokens, paging.limit_key} & set(given))
        or any(_LIMITS.search(each) or _ORDERS.search(each) for each in given)
        or any(names_exactly(call, each) for each in lists)
    )


def _takes_whole(
    lists: tuple[str, ...], paging: Paging, reads: Iterable[AnswerRead], escapes: Iterable[AnswerEscape]
) -> bool:
    """Whether the elements of a list are used, and nobody can look after the token or the flag that tells of more."""
    tokens = {part.partition("[")[0] for each in paging.output_tokens for part in each.split(" || ")}
    tells = {*tokens, paging.more_results} - {"", *lists}
    if any(read.path[0] in tells for read in reads) or any(not escape.path for escape in escapes):
        return False
    used = any(read.kind in _USES and read.path[0] in lists and read.path[1:] == (ELEMENT,) for read in reads)
    given = any(each.kind is not EscapeKind.PASS and each.path[0] in lists and each.path[1:] == () for each in escapes)
    return used or given


RULE = Rule(
    code="GW607",
    name="first-page-only",
    summary="An operation answers in pages, and only the first is read.",
    rationale="""
Lists that are longer than a page come with a token for the rest. Code that does not follow it works in every test and in
every small account, and loses what stands behind the first page once there is more: nothing fails, results are wrong.
A call that sets a limit, hands on a token, or names what it asks for is not reported.
""",
    bad=(
        """
# src/app/gateways/aws_batch_simulation_runner.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self) -> None:
        self._batch_client = boto3.client("batch")

    def list_waiting(self) -> list[str]:
        response = self._batch_client.list_jobs(jobQueue="q", jobStatus="RUNNABLE")  # GW607
        return [each["jobId"] for each in response["jobSummaryList"]]
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch_simulation_runner.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self) -> None:
        self._batch_client = boto3.client("batch")

    def list_waiting(self) -> list[str]:
        pages = self._batch_client.get_paginator("list_jobs").paginate(jobQueue="q", jobStatus="RUNNABLE")
        return [each["jobId"] for page in pages for each in page["jobSummaryList"]]
""",
    ),
    find=_find,
    recommended=True,
    reads_models=True,
)
