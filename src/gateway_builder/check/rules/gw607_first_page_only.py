"""GW607: one page of an answer that comes in pages."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from gateway_builder.check.absent_members import names_exactly
from gateway_builder.check.answer_places import find_asked
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.service_calls import asking_modules
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk
from gateway_builder.trace.parts import ELEMENT
from gateway_builder.trace.values import CallKind, EscapeKind, ReadKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gateway_builder.check.answer_places import Asked
    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.model.service import Paging
    from gateway_builder.trace.tracer import Trace
    from gateway_builder.trace.values import AnswerEscape, AnswerRead, ServiceCall

_USES = frozenset({ReadKind.ITERATION, ReadKind.INDEX})
_LIMITS = re.compile(r"^(?:max|limit|page_?size|top|count)", re.IGNORECASE)
_ORDERS = re.compile(r"order|sort|descending|ScanIndexForward|reverse|latest", re.IGNORECASE)
_LISTS = ("list_", "describe_", "get_", "scan", "query", "filter_")
_NEWEST = re.compile(
    r"reverse chronological|most recent|newest|latest|descending|ordered by|sorted by|sort order", re.IGNORECASE
)
# Answer everything at once where nobody asks for less: for accounts of the usual size, or because a quota of the
# service is smaller than a page. SQS gives a token only to who sets a limit, so there is none to follow.
_WHOLE = frozenset(
    {("s3", "list_buckets"), ("sqs", "list_queues"), ("events", "list_targets_by_rule")}
    | {("iam", "list_attached_role_policies"), ("iam", "list_role_tags"), ("iam", "list_user_tags")}
    | {("iam", "list_attached_user_policies"), ("iam", "list_attached_group_policies"), ("iam", "list_access_keys")}
    | {("iam", "list_policy_versions"), ("iam", "list_ssh_public_keys"), ("iam", "list_groups_for_user")}
    | {("iam", "list_account_aliases"), ("iam", "list_mfa_devices"), ("iam", "list_signing_certificates")}
    | {("guardduty", "list_detectors"), ("organizations", "list_roots"), ("organizations", "list_parents")}
    | {("logs", "describe_resource_policies")}
)
# Answer everything at once about what these parameters name.
_WHOLE_OF = {
    ("efs", "describe_mount_targets"): frozenset({"FileSystemId"}),
    ("ssm", "list_command_invocations"): frozenset({"CommandId", "InstanceId"}),
}
# Answer the newest first, though the model does not say so.
_NEWEST_FIRST = frozenset({("lambda", "list_layer_versions"), ("ecs", "list_task_definitions")})
# An account says whose a thing is, not which.
_IDENTIFIES = re.compile(r"(?<![Aa]ccount)(?:Id|ID|Arn|ARN)$")


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for module in asking_modules(codebase):
        trace = codebase.trace(module)
        reads, escapes = _by_call(trace)
        for call in trace.calls:
            asked = find_asked(codebase.models, call) if call.kind is CallKind.OPERATION else None
            paging = asked.operation.paging if asked else None
            if asked is None or paging is None or not _is_listing(asked) or _is_of_one(asked, call):
                continue
            lists = _lists(paging)
            kinds = _uses(lists, paging, reads[call.node], escapes[call.node])
            if not kinds or _asks_for_less(call, paging, lists):
                continue
            if kinds == {ReadKind.INDEX} and (_is_newest_first(asked) or _takes_one(call, reads[call.node], lists)):
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


def _is_listing(asked: Asked) -> bool:
    key = (asked.model.service, asked.operation.method)
    return asked.operation.method.startswith(_LISTS) and key not in _WHOLE


def _is_of_one(asked: Asked, call: ServiceCall) -> bool:
    """Whether the parameters name something of which a page holds all."""
    needed = _WHOLE_OF.get((asked.model.service, asked.operation.method))
    return needed is not None and needed <= {name for name, _ in call.arguments.entries or ()}


def _takes_one(call: ServiceCall, reads: Iterable[AnswerRead], lists: tuple[str, ...]) -> bool:
    """Whether the first element alone is meant: two identifiers name it, or the function asks if there are more."""
    found = (each for each in reads if each.path[0] in lists and each.path[1:] == (ELEMENT,))
    indexes = {each.index for each in found if each.kind is ReadKind.INDEX}
    identifiers = [name for name, _ in call.arguments.entries or () if _IDENTIFIES.search(name)]
    return indexes == {0} and (len(identifiers) > 1 or _asks_for_more(call, lists))


def _asks_for_more(call: ServiceCall, lists: tuple[str, ...]) -> bool:
    """Whether the function compares how many elements came, and not only with none."""
    nodes = list(walk(call.function)) if call.function else []
    held = set(_variables(nodes, lists))
    compared = (each for each in nodes if isinstance(each, ast.Compare) and not _asks_for_any(each))
    measured = (given for each in compared for side in (each.left, *each.comparators) for given in _measured(side))
    return any(_names_any(each, lists) or dotted_name(each) in held for each in measured)


def _variables(nodes: Iterable[ast.AST], lists: tuple[str, ...]) -> Iterator[str]:
    """The variables that hold a list of an answer."""
    for each in nodes:
        if isinstance(each, (ast.Assign, ast.AnnAssign)) and each.value and _names_any(each.value, lists):
            targets = each.targets if isinstance(each, ast.Assign) else [each.target]
            yield from filter(None, map(dotted_name, targets))


def _asks_for_any(node: ast.Compare) -> bool:
    """Whether a length is only compared with none: `len(x) == 0`, `len(x) >= 1`."""
    match node:
        case ast.Compare(left=ast.Constant(value=0)) | ast.Compare(comparators=[ast.Constant(value=0)]):
            return True
        case ast.Compare(ops=[ast.GtE() | ast.Lt()], comparators=[ast.Constant(value=1)]):
            return True
    return False


def _measured(node: ast.expr) -> list[ast.expr]:
    """What an expression is the length of."""
    return node.args if isinstance(node, ast.Call) and dotted_name(node.func) == "len" else []


def _names_any(node: ast.AST, texts: Iterable[str]) -> bool:
    return any(isinstance(each, ast.Constant) and each.value in {*texts} for each in walk(node))


def _is_newest_first(asked: Asked) -> bool:
    """Whether the first element is one that is asked for on purpose, since the service puts it there."""
    members = asked.model.members_of(asked.operation.output)
    texts = (asked.operation.documentation, *(each.documentation for each in members))
    key = (asked.model.service, asked.operation.method)
    is_log = re.search(r"event|history", asked.operation.method) is not None
    return is_log or key in _NEWEST_FIRST or any(_NEWEST.search(each) for each in texts)


def _uses(
    lists: tuple[str, ...], paging: Paging, reads: Iterable[AnswerRead], escapes: Iterable[AnswerEscape]
) -> set[ReadKind]:
    """How the elements of a list are used; not at all where somebody can look after the token, or the flag for more."""
    tokens = {part.partition("[")[0] for each in paging.output_tokens for part in each.split(" || ")}
    tells = {*tokens, paging.more_results} - {"", *lists}
    if any(read.path[0] in tells for read in reads) or any(not escape.path for escape in escapes):
        return set()
    found = {read.kind for read in reads if read.path[0] in lists and read.path[1:] == (ELEMENT,)} & _USES
    given = any(each.kind is not EscapeKind.PASS and each.path[0] in lists and each.path[1:] == () for each in escapes)
    return found | ({ReadKind.ITERATION} if given else set())


RULE = Rule(
    code="GW607",
    name="first-page-only",
    summary="An operation answers in pages, and only the first is read.",
    rationale="""
Lists that are longer than a page come with a token for the rest. Code that does not follow it works in every test and
in every small account, and loses what stands behind the first page once there is more: nothing fails, results are
wrong. A call that sets a limit, hands on a token, or names what it asks for is not reported, nor one whose answer fits
into a page by a quota of the service, nor one of which the first element alone is taken on purpose: the code asks
whether there are more, or two identifiers name it.
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
