"""GW504: an error of a service silently becomes an ordinary value."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.log_calls import is_log_call
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.vendor_handlers import vendor_handlers
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.gateway_code import GatewayClass
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.vendor_handlers import VendorHandler

_EXPECTED = re.compile(
    r"NotFound|NoSuch|DoesNotExist|DoesntExist|Missing|AlreadyExists|AlreadyOwned|Conflict|Duplicate|InUse"
    r"|ConditionalCheckFailed|NotModified|404|409|Unknown(Job|Resource|Key)|ResourceExists"
)
_DOCUMENTED = re.compile(
    r"\b(fail\w*|errors?|unavailable|unreachable|out of reach|cannot|can't|could not|couldn't|does not exist|not found"
    r"|not reachable|missing|absent|unknown|default|fallback|falls? back|best[- ]effort|swallow\w*|ignor\w*"
    r"|None (if|when)"
    r"|False (if|when)|empty (if|when|list if)|if not|otherwise|unless|never raises?|healthy|success\w*)\b",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"^[ \t]*:?(Args|Arguments|Parameters|Params|param|Returns?|Yields?|Raises?|Notes?|Side Effects|Examples?"
    r"|See Also)\b",
    re.MULTILINE | re.IGNORECASE,
)
_READS = frozenset({"str", "repr", "type", "getattr", "isinstance", "format", "print"})
_MAY_RAISE = re.compile(r"rais|abort|fail|exit|retry|handle|translat")
_TELLING = frozenset({"return", "returns", "yield", "yields", "note", "notes"})
_OUTCOMES = re.compile(r"Result|Either|Outcome|Failure|Maybe|Err$|Error|Exception")
_EXEMPT = re.compile(r"^__\w+__$|^_?(close|aclose|shutdown|stop|disconnect|cleanup|teardown|delete_temp\w*)$")


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for handler in vendor_handlers(codebase):
        node = None if _is_fine(handler) else _ordinary(handler)
        if node is not None:
            caught = ", ".join(each.name for each in handler.types) or "whatever goes wrong"
            message = f"{caught} is turned into {_told(handler, node)}, so that a failure looks like an answer"
            hint = (
                "raise an error of the application, or log it and say in the docstring's Returns what comes back then"
            )
            yield Violation(handler.module, node, message, hint)


def _is_fine(handler: VendorHandler) -> bool:
    """Whether the clause may go on: it raises, hands the error on, expects it, retries, or says so in a docstring."""
    if handler.raises or handler.cleans_up or _EXEMPT.match(handler.function.name):
        return True
    if handler.types and all(_EXPECTED.search(each.name) for each in handler.types):
        return True
    return _hands_on(handler) or _retries(handler) or _is_outcome(handler) or _is_documented(handler)


def _ordinary(handler: VendorHandler) -> ast.AST | None:
    """What makes an ordinary value of the error: a `return`, `pass`, `continue`, an assignment, or only a log."""
    returned = [each for each in handler.statements if isinstance(each, ast.Return)]
    last = handler.node.body[-1]
    if returned:
        return returned[0]
    is_end = isinstance(last, (ast.Pass, ast.Continue, ast.Break, ast.Assign, ast.AnnAssign))
    is_logged = isinstance(last, ast.Expr) and (
        is_log_call(handler.module, last.value) or isinstance(last.value, ast.Constant) or _prints(last.value)
    )
    return last if is_end or is_logged else None


def _prints(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and dotted_name(node.func) == "print"


def _told(handler: VendorHandler, node: ast.AST) -> str:
    if isinstance(node, ast.Return):
        return f"`{handler.module.text_of(node.value)}`" if node.value else "a plain return"
    if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value:
        return f"`{handler.module.text_of(node.value)}`"
    return "nothing"


def _hands_on(handler: VendorHandler) -> bool:
    """Whether the error is given to somebody else, kept, or a helper that may raise is called."""
    for node in handler.statements:
        if isinstance(node, (ast.Assign, ast.Yield, ast.Return)) and _is_caught(handler, node.value):
            return True
        if isinstance(node, ast.Call) and not is_log_call(handler.module, node):
            name = dotted_name(node.func)
            given = [*node.args, *(each.value for each in node.keywords)]
            is_given = name not in _READS and any(_is_caught(handler, each) for each in given)
            if is_given or _MAY_RAISE.search(name.rpartition(".")[2]):
                return True
    return False


def _is_caught(handler: VendorHandler, node: ast.expr | None) -> bool:
    return isinstance(node, ast.Name) and node.id == handler.node.name


def _retries(handler: VendorHandler) -> bool:
    """Whether the clause ends one attempt of a loop that raises when all have failed."""
    loops = (ast.For, ast.AsyncFor, ast.While)
    loop = next((each for each in handler.module.ancestors(handler.attempt) if isinstance(each, loops)), None)
    if loop is None:
        return False
    inside = set(walk(loop)) - {below for each in loop.orelse for below in walk(each)}
    return any(isinstance(each, ast.Raise) and each not in inside for each in walk(handler.function))


def _is_outcome(handler: VendorHandler) -> bool:
    """Whether the method's result type, or what is returned, is one that says that something failed."""
    returned = [each.value for each in handler.statements if isinstance(each, ast.Return)]
    made = [dotted_name(each.func).rpartition(".")[2] for each in returned if isinstance(each, ast.Call)]
    annotation = handler.function.returns
    said = handler.module.text_of(annotation) if annotation else ""
    return bool(re.search(r"\b\w*(Result|Either|Outcome|Maybe)\b", said)) or any(map(_OUTCOMES.search, made))


def _is_documented(handler: VendorHandler) -> bool:
    """Whether a docstring of the method, of its interface's, or of its caller's says what a failure becomes."""
    names = {handler.function.name}
    owner = handler.owner
    if owner is None:
        return _says_so(handler.function)
    if handler.function.name.startswith("_"):
        names |= {each.name for each in owner.methods if _mentions(each, handler.function.name)}
    return any(_says_so(each) for each in _documents(owner, names))


def _mentions(method: ast.AST, name: str) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr == name for each in walk(method))


def _documents(owner: GatewayClass, names: set[str]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (owner.view.methods[name][1] for name in names & set(owner.view.methods))
    for each in owner.gateway.implements:
        yield from (each.interface.methods[name] for name in names & set(each.interface.methods))


def _says_so(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    parts = _SECTION.split(ast.get_docstring(node) or "")
    told = [parts[0], *(text for name, text in zip(parts[1::2], parts[2::2], strict=True) if name.lower() in _TELLING)]
    return any(_DOCUMENTED.search(each) for each in told)


RULE = Rule(
    code="GW504",
    name="swallowed-error",
    summary="An error of a service is turned into an ordinary value, or into nothing, without a word.",
    rationale="""
`return RunStatusDetail(RunStatus.ERROR, "")` tells a user that the run has failed when in truth the network was gone
for a second; `return []` makes a clean-up job delete what it could not see. Whoever calls the gateway can't tell an
answer from an outage any more.

Expected errors (not found, exists already), retries that raise in the end, results that carry failures, and
degradation that the docstring promises are fine.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunLister(Protocol):
    def list_runs(self, queue: str) -> list[str]: ...

# src/app/gateways/aws_batch_run_lister.py
from botocore.exceptions import ClientError

class AWSBatchRunLister:
    def __init__(self, *, batch_client) -> None:
        self._batch_client = batch_client

    def list_runs(self, queue: str) -> list[str]:
        try:
            pages = self._batch_client.get_paginator("list_jobs").paginate(jobQueue=queue)
            return [job["jobId"] for page in pages for job in page["jobSummaryList"]]
        except ClientError:
            return []  # GW504
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunLister(Protocol):
    def list_runs(self, queue: str) -> list[str]: ...

# src/app/gateways/aws_batch_run_lister.py
from botocore.exceptions import ClientError

from app.gateways.errors import GatewayUnavailableError

class AWSBatchRunLister:
    def __init__(self, *, batch_client) -> None:
        self._batch_client = batch_client

    def list_runs(self, queue: str) -> list[str]:
        try:
            pages = self._batch_client.get_paginator("list_jobs").paginate(jobQueue=queue)
            return [job["jobId"] for page in pages for job in page["jobSummaryList"]]
        except ClientError as error:
            raise GatewayUnavailableError("runs can't be listed") from error

# src/app/gateways/errors.py
class GatewayUnavailableError(Exception):
    pass
""",
    ),
    find=_find,
    recommended=True,
)
