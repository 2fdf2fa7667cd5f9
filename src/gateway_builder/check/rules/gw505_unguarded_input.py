"""GW505: bad input is not refused with a `ValueError` before anything is sent."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.gateway_code import calls_of, gateway_classes, is_public_method
from gateway_builder.check.rule import Rule, RuleOption, Violation
from gateway_builder.check.vendor_handlers import vendor_handlers
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.gateway_code import GatewayClass
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.scopes import FunctionNode
    from gateway_builder.trace.values import Sent, ServiceCall

_PROGRAM_ERRORS = frozenset({"ParamValidationError", "ValidationError", "MissingParametersError"})
_NO_REFUSALS = frozenset(
    {"Exception", "RuntimeError", "KeyError", "AttributeError", "AssertionError", "LookupError", "IndexError"}
)


def _find(codebase: Codebase, settings: Settings) -> Iterator[Violation]:
    wanted = settings.text("error")
    for handler in vendor_handlers(codebase):
        for each in handler.types:
            if each.name in _PROGRAM_ERRORS and each.origin.startswith("botocore"):
                message = f"{each.name} is caught, so the SDK checks the input, and a mistake of the program is hidden"
                yield Violation(handler.module, each.node, message, f"refuse bad input with {wanted} before the call")
    for owner in gateway_classes(codebase):
        calls = calls_of(codebase, owner.view)
        for method in filter(is_public_method, owner.methods):
            asked = [each for each in calls if each.function is method]
            if asked:
                yield from _refusals(owner, method, asked, wanted)
                yield from _unguarded(codebase, owner, method, asked, wanted)


def _refusals(owner: GatewayClass, method: FunctionNode, asked: list[ServiceCall], wanted: str) -> Iterator[Violation]:
    """Guards above the first call that raise something else."""
    first = min(each.node.lineno for each in asked)
    parameters = _parameters(method)
    for node in method.body:
        if node.lineno >= first:
            return
        if isinstance(node, ast.Assert) and _roots(node.test) & parameters:
            message = f"{method.name} asserts its input, which `python -O` leaves out"
            yield Violation(owner.module, node, message, f"raise {wanted}")
        elif isinstance(node, ast.If) and _roots(node.test) & parameters:
            for each in node.body:
                raised = each.exc if isinstance(each, ast.Raise) else None
                name = dotted_name(raised.func if isinstance(raised, ast.Call) else raised)
                if name in _NO_REFUSALS:
                    message = f"{method.name} refuses bad input with {name}, which says nothing of whose mistake it is"
                    yield Violation(owner.module, raised, message, f"raise {wanted}")


def _unguarded(
    codebase: Codebase, owner: GatewayClass, method: FunctionNode, asked: list[ServiceCall], wanted: str
) -> Iterator[Violation]:
    """Values that may be None and are sent to AWS unlooked at, where the SDK refuses with an error of its own."""
    looked_at = _looked_at(method)
    for call in asked:
        if call.client.sdk in {"boto3", "botocore", "aioboto3", "aiobotocore"}:
            for node in _sent(call.arguments):
                chain = dotted_name(node)
                if chain and chain not in looked_at and _may_be_none(codebase, owner, method, chain):
                    message = (
                        f"{chain} may be None, and {method.name} sends it: the SDK then raises ParamValidationError"
                    )
                    yield Violation(
                        owner.module, node, message, f"raise {wanted} where {chain} is None, before the call"
                    )


def _sent(sent: Sent) -> Iterator[ast.expr]:
    for _, each in sent.entries or ():
        yield from _sent(each)
    for each in sent.items or ():
        yield from _sent(each)
    if sent.entries is None and sent.items is None:
        yield sent.node


def _looked_at(method: FunctionNode) -> frozenset[str]:
    """What a method tests, or assigns, somewhere."""
    tests = [each.test for each in walk(method) if isinstance(each, (ast.If, ast.IfExp, ast.Assert, ast.While))]
    tests += [each for each in walk(method) if isinstance(each, (ast.BoolOp, ast.Compare, ast.NamedExpr))]
    tests += [each.subject for each in walk(method) if isinstance(each, ast.Match)]
    called = [one for each in walk(method) if isinstance(each, ast.Call) for one in each.args if dotted_name(one)]
    stored = [
        each for each in walk(method) if isinstance(each, (ast.Name, ast.Attribute)) and isinstance(each.ctx, ast.Store)
    ]
    return frozenset(dotted_name(node) for test in (*tests, *called, *stored) for node in walk(test))


def _may_be_none(codebase: Codebase, owner: GatewayClass, method: FunctionNode, chain: str) -> bool:
    """Whether a parameter, or an attribute of one, is annotated as optional."""
    root, _, name = chain.partition(".")
    argument = next((each for each in _arguments(method) if each.arg == root), None)
    if argument is None or argument.annotation is None:
        return False
    if not name:
        return _is_optional(argument.annotation)
    annotation = argument.annotation
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        origin = owner.module.bindings.origin_of(annotation.value)
    else:
        origin = owner.module.origin(annotation)
    view = codebase.index.find_class(origin)
    for each in (view, *view.ancestors) if view else ():
        for statement in each.node.body:
            if isinstance(statement, ast.AnnAssign) and dotted_name(statement.target) == name:
                return _is_optional(statement.annotation)
    return False


def _is_optional(annotation: ast.expr) -> bool:
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        return annotation.value.replace(" ", "").endswith("|None") or annotation.value.startswith("Optional[")
    if isinstance(annotation, ast.BinOp):
        return any(
            isinstance(each, ast.Constant) and each.value is None for each in (annotation.left, annotation.right)
        )
    return isinstance(annotation, ast.Subscript) and dotted_name(annotation.value).rpartition(".")[2] == "Optional"


def _arguments(method: FunctionNode) -> list[ast.arg]:
    return [*method.args.posonlyargs, *method.args.args, *method.args.kwonlyargs]


def _parameters(method: FunctionNode) -> frozenset[str]:
    return frozenset(each.arg for each in _arguments(method)) - {"self"}


def _roots(node: ast.expr) -> frozenset[str]:
    return frozenset(each.id for each in walk(node) if isinstance(each, ast.Name))


RULE = Rule(
    code="GW505",
    name="unguarded-input",
    summary="Bad input is left for the SDK to refuse, or refused with something else than `ValueError`.",
    rationale="""
Input that can never work is the caller's mistake, and `ValueError` says so before anything is sent. Left to the SDK it
comes back as a `ParamValidationError`, which a use case can't name, or it reaches the service and comes back as a
refusal that looks like a failure of the service.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str | None) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
import boto3

class AWSBatchRunCanceller:
    def __init__(self, *, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

    def cancel_run(self, run_id: str | None) -> None:
        self._batch_client.cancel_job(jobId=run_id, reason="cancelled")  # GW505
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str | None) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
import boto3

class AWSBatchRunCanceller:
    def __init__(self, *, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

    def cancel_run(self, run_id: str | None) -> None:
        if run_id is None:
            raise ValueError("the run was not submitted yet")
        self._batch_client.cancel_job(jobId=run_id, reason="cancelled")
""",
    ),
    find=_find,
    options=(
        RuleOption("error", "ValueError", "The class that refuses bad input in this project, as messages name it."),
    ),
)
