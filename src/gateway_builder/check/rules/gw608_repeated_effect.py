"""GW608: a call that may take effect twice when it is repeated."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.service_calls import modelled_calls, name_node, product_modules
from gateway_builder.naming import split_words
from gateway_builder.trace.values import CallKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.service_calls import ModelledCall
    from gateway_builder.model.service import Operation
    from gateway_builder.trace.values import Construction

_ADDING = frozenset(
    {
        "Add",
        "Allocate",
        "Copy",
        "Create",
        "Execute",
        "Import",
        "Invoke",
        "Publish",
        "Purchase",
        "Request",
        "Run",
        "Send",
    }
    | {"Start", "Submit"}
)
_REFUSALS = ("AlreadyExists", "Conflict", "Duplicate", "InUse")
_USUAL_ATTEMPTS = 5
_ATTEMPTS = frozenset({"max_attempts", "total_max_attempts"})
_CONFIGS = frozenset({"botocore.config.Config", "botocore.client.Config", "aiobotocore.config.AioConfig"})


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for asked in codebase.once(modelled_calls):
        token = _missing_token(asked)
        if token:
            name = asked.call.operation
            message = f"{asked.model.service}.{name} is sent without {token}, so repeating it takes effect twice"
            hint = f"send a {token} that is made of the business key"
            yield Violation(asked.module, name_node(asked.call), message, hint)
    yield from _raised_retries(codebase)


def _missing_token(asked: ModelledCall) -> str:
    """The idempotency token that a call that changes something leaves to the SDK."""
    operation, sent = asked.operation, asked.call.arguments
    if operation is None or asked.call.kind is not CallKind.OPERATION or sent.is_open or not _adds(operation):
        return ""
    given = {name for name, _ in sent.entries or ()}
    tokens = [member.name for member in asked.model.members_of(operation.input) if member.is_token]
    return tokens[0] if tokens and not given.intersection(tokens) else ""


def _raised_retries(codebase: Codebase) -> Iterator[Violation]:
    """Clients that repeat more often than usual and are asked to add something that has no token."""
    risky: dict[str, ModelledCall] = {}
    for asked in codebase.once(modelled_calls):
        operation = asked.operation
        if operation and _adds(operation) and not _has_token(asked):
            risky.setdefault(asked.model.service, asked)
    for module in product_modules(codebase):
        for made in codebase.trace(module).constructions:
            attempts = _raised_attempts(made)
            asked_for = risky.get(made.client.service)
            if attempts is not None and asked_for is not None and asked_for.module.path == module.path:
                name = f"{asked_for.model.service}.{asked_for.call.operation}"
                message = f"this client tries a call {ast.unparse(attempts)} times, and {name} has no token against it"
                yield Violation(
                    module, attempts, message, f"keep the SDK's usual retries, or make sure that {name} may run twice"
                )


def _has_token(asked: ModelledCall) -> bool:
    operation = asked.operation
    return operation is None or any(member.is_token for member in asked.model.members_of(operation.input))


def _raised_attempts(made: Construction) -> ast.Constant | None:
    """The number of attempts in the client's configuration, if it is more than usual."""
    config = next((each.value for each in made.node.keywords if each.arg == "config"), None)
    if not isinstance(config, ast.Call) or made.module.origin(config.func) not in _CONFIGS:
        return None
    retries = next((each.value for each in config.keywords if each.arg == "retries"), None)
    for key, held in zip(retries.keys, retries.values, strict=True) if isinstance(retries, ast.Dict) else ():
        is_attempts = isinstance(key, ast.Constant) and key.value in _ATTEMPTS
        if (
            is_attempts
            and isinstance(held, ast.Constant)
            and isinstance(held.value, int)
            and held.value > _USUAL_ATTEMPTS
        ):
            return held
    return None


def _adds(operation: Operation) -> bool:
    """Whether an operation adds something each time that it is asked; what exists already is refused by some."""
    verb = next(iter(split_words(operation.name)), "")
    codes = [error.code for error in operation.errors or ()]
    is_refused = verb == "Create" and any(each in code for each in _REFUSALS for code in codes)
    return verb in _ADDING and not is_refused


RULE = Rule(
    code="GW608",
    name="repeated-effect",
    summary="A call that adds something leaves out its idempotency token, or has none and is retried too often.",
    rationale="""
When the token is left out, the SDK makes a new one for every call: its own retries are safe, but a use case that runs
again, a message that is delivered twice, or a user who presses the button again starts the job a second time. A token
that is made of the business key makes the service answer with the first result. Operations without such a token
should not be repeated more often than the SDK does by itself.
""",
    bad=(
        """
# src/app/gateways/aws_step_functions_order_flow.py
import boto3

class AWSECSImportRunner:
    def __init__(self, ecs_client=None) -> None:
        self._ecs_client = ecs_client or boto3.client("ecs")

    def start_import(self, import_id: str) -> None:
        self._ecs_client.run_task(taskDefinition="import", startedBy=import_id)  # GW608
""",
    ),
    good=(
        """
# src/app/gateways/aws_step_functions_order_flow.py
import boto3

class AWSECSImportRunner:
    def __init__(self, ecs_client=None) -> None:
        self._ecs_client = ecs_client or boto3.client("ecs")

    def start_import(self, import_id: str) -> None:
        self._ecs_client.run_task(taskDefinition="import", startedBy=import_id, clientToken=import_id)
""",
    ),
    find=_find,
    reads_models=True,
)
