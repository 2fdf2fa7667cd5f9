"""GW701: an address, a resource or an account is written into a gateway's code."""

from __future__ import annotations

import ast
import re
from itertools import takewhile
from typing import TYPE_CHECKING

from gateway_builder.check.gateway_code import calls_of, gateway_classes, gateway_modules
from gateway_builder.check.literal_texts import literal_texts
from gateway_builder.check.log_calls import is_log_call
from gateway_builder.check.rule import Profile, Rule, RuleOption, Violation
from gateway_builder.source.bindings import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.gateway_code import GatewayClass
    from gateway_builder.check.literal_texts import LiteralText
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.values import Sent

_ARN = re.compile(r"arn:aws[\w-]*:[\w-]+:[\w-]*:(\d{12}|):[\w/*:.-]+$")
_ACCOUNT = re.compile(
    r"arn:aws[\w-]*:[\w-]*:[^:\s]*:(\d{12}):|sqs\.[^/\s]+/(\d{12})/|\b(\d{12})\.dkr\.ecr\.|queue\.amazonaws\.com/(\d{12})/"
)
_URL = re.compile(
    r"(?:https?|wss?|amqps?|rediss?|sftp|ftps?|smtps?)://(?:[\w.-]*:[^@/\s]*@)?([A-Za-z0-9][\w.-]*\.[a-z]{2,})(?=[/:?#{]|$)\S*$"
)
_NO_ADDRESS = re.compile(
    r"(^|\.)(localhost|example|test|invalid|local|w3\.org|json-schema\.org|xmlsoap\.org|oasis-open\.org|purl\.org"
    r"|openxmlformats\.org|schema\.org|xml\.org|ietf\.org|example\.(com|org|net))$|^(schemas|docs|wiki|readthedocs)\."
    r"|\.readthedocs\.|^0\.0\.0\.0|^127\."
)
_IDENTIFIERS = re.compile(r"/auth/|/\.default$|/oauth2?/scope|#|/scopes?/|/xmlschema|/schemas?/|/ns/|/docs?/|/help/")
_RESOURCES = re.compile(
    r"^(jobQueue|jobDefinition|Queue(Url|Name)|Bucket|TopicArn|TableName|StreamName|StreamARN|stateMachineArn|cluster"
    r"|taskDefinition|FunctionName|SecretId|KeyId|UserPoolId|EventBusName|DeliveryStreamName|TargetArn|queue)$"
)
_DUMMY_ACCOUNTS = frozenset({"000000000000"})
_FALLBACKS = frozenset({"get", "getenv", "setdefault", "pop", "getattr", "field", "Field"})
_COMPARISONS = frozenset(
    {"startswith", "endswith", "removeprefix", "removesuffix", "replace", "match", "search", "sub"}
)


def _find(codebase: Codebase, settings: Settings) -> Iterator[Violation]:
    constants = settings.text("constants") == "allow" or settings.profile is Profile.SEED
    told: set[ast.AST] = set()
    for each in gateway_classes(codebase):
        for method in each.methods:
            for node, what in _in_method(codebase, each, method):
                told.add(node)
                message = (
                    f"{what} stands in {each.view.name}.{method.name}, so another environment needs another program"
                )
                yield Violation(
                    each.module, node, message, "take it as a parameter of the constructor, or as configuration"
                )
    for module in gateway_modules(codebase):
        for literal in literal_texts(module.tree):
            account = _account(literal)
            if account and literal.node not in told and not (constants and _is_class_constant(module, literal.node)):
                message = f"the account {account} stands in the code, so the program works in one account only"
                yield Violation(module, literal.node, message, "take the name or ARN as a parameter of the constructor")


def _in_method(
    codebase: Codebase, owner: GatewayClass, method: ast.FunctionDef | ast.AsyncFunctionDef
) -> Iterator[tuple[ast.AST, str]]:
    """The places of a method that name something outside, and what they name."""
    for statement in method.body:
        for literal in literal_texts(statement):
            what = _named(literal.text)
            if what and not _is_default_or_message(owner.module, literal.node, method):
                yield literal.node, what
    for call in calls_of(codebase, owner.view):
        if call.function is method:
            for name, sent in call.arguments.entries or ():
                if _is_written(sent) and _RESOURCES.match(name) and not _named(sent.text or ""):
                    yield sent.node, f"the {name} {sent.text!r}"


def _is_written(sent: Sent) -> bool:
    return (
        isinstance(sent.node, ast.Constant) and bool(sent.text) and not str(sent.text).startswith(("alias/aws/", "$"))
    )


def _named(text: str) -> str:
    """What a text names: an ARN or the address of a host; "" for anything else."""
    if _ARN.match(text) and ":aws:policy/" not in text:
        return f"the ARN {text}"
    found = _URL.match(text)
    if not found or _NO_ADDRESS.search(found[1].lower()) or _IDENTIFIERS.search(text.lower()):
        return ""
    return f"the address {text}"


def _account(literal: LiteralText) -> str:
    found = _ACCOUNT.search(literal.text)
    account = next(filter(None, found.groups()), "") if found else ""
    return "" if account in _DUMMY_ACCOUNTS else account


def _is_default_or_message(module: CodeModule, node: ast.AST, method: ast.AST) -> bool:
    """Whether a text is what is taken where nothing is given, or part of a message for people."""
    child = node
    for around in takewhile(lambda each: each is not method, module.ancestors(node)):
        if isinstance(around, ast.BoolOp) and isinstance(around.op, ast.Or) and around.values[0] is not child:
            return True
        if (
            isinstance(around, (ast.IfExp, ast.Raise, ast.Assert, ast.Compare))
            and getattr(around, "test", None) is not child
        ):
            return True
        if isinstance(around, ast.If) and child in around.body and _is_none_test(around.test):
            return True
        if isinstance(around, ast.Call) and (is_log_call(module, around) or _is_fallback(around, child)):
            return True
        child = around
    return False


def _is_fallback(call: ast.Call, child: ast.AST) -> bool:
    """Whether an argument is only compared with, or is what is taken where there is nothing else."""
    name = _last(call)
    is_first = bool(call.args) and call.args[0] is child
    return name in _COMPARISONS or (name in _FALLBACKS and not is_first)


def _is_none_test(test: ast.expr) -> bool:
    is_none = isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Is)
    return is_none or (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not))


def _is_class_constant(module: CodeModule, node: ast.AST) -> bool:
    return module.function_of(node) is None and module.class_of(node) is not None


def _last(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else dotted_name(node.func)


RULE = Rule(
    code="GW701",
    name="literal-address",
    summary="An ARN, an account id, a URL or a queue's name is written into a gateway's method.",
    rationale="""
The literal is right in one environment. Staging then submits to the queue of production, a test reaches a real host,
and moving to another account means a release. What differs between environments comes through the constructor, from a
config object, or from the environment through a factory; a class constant may hold a default that names no account.

Defaults behind `or`, messages, XML namespaces, scopes of OAuth, `localhost` and addresses of documentation are left
alone.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunQueue(Protocol):
    def describe_queue(self) -> str: ...

# src/app/gateways/aws_batch_run_queue.py
class AWSBatchRunQueue:
    def __init__(self, *, batch_client) -> None:
        self._batch_client = batch_client

    def describe_queue(self) -> str:
        queue = "arn:aws:batch:eu-west-1:123456789012:job-queue/simulation"  # GW701
        return str(self._batch_client.describe_job_queues(jobQueues=[queue])["jobQueues"])
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunQueue(Protocol):
    def describe_queue(self) -> str: ...

# src/app/gateways/aws_batch_run_queue.py
class AWSBatchRunQueue:
    def __init__(self, *, job_queue: str, batch_client) -> None:
        self._job_queue = job_queue
        self._batch_client = batch_client

    def describe_queue(self) -> str:
        return str(self._batch_client.describe_job_queues(jobQueues=[self._job_queue])["jobQueues"])
""",
    ),
    find=_find,
    recommended=True,
    options=(
        RuleOption(
            "constants",
            "no-account",
            "Whether class constants may hold an account's id: `no-account` or `allow`.",
            ("no-account", "allow"),
        ),
    ),
)
