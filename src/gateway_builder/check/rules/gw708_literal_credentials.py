"""GW708: a credential stands in the code."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.gateway_code import gateway_modules
from gateway_builder.check.layers import Layer
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.timeouts import keyword
from gateway_builder.source.bindings import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import CodeModule

_NAMES = re.compile(
    r"(^|_)(password|passwd|secret|api_?key|auth_?token|access_?token|secret_?key|private_?key|client_secret|api_?token"
    r"|aws_access_key_id|aws_secret_access_key|aws_session_token|bearer_token|refresh_token|account_key)$|^token$",
    re.IGNORECASE,
)
_CERTAIN = re.compile(
    r"(AKIA|ASIA)[0-9A-Z]{16}|sk_live_\w{10,}|rk_live_\w{10,}|gh[pousr]_\w{30,}|xox[abprs]-[\w-]{10,}|SG\.[\w-]{16,}\.[\w-]{16,}"
    r"|AIza[\w-]{30,}|-----BEGIN [A-Z ]*PRIVATE KEY"
)
_PLACEHOLDER = re.compile(
    r"^$|\s|^(test|testing|fake|dummy|example|mock|stub|none|null|local|localstack|changeme|change-me|placeholder|secret"
    r"|password|token|key|guest|minio\w*|root|admin|user|x+|\*+|\.+|-+|anonymous|foo|bar|string|str)(\b|_|\d|$)"
    r"|^[<{$%]|^your|^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$|/|^[a-z]+(_[a-z]+)+$|^(Bearer|Basic|Token)$",
    re.IGNORECASE,
)
_SHORTEST = 6
_VARIABLE = re.compile(r"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$")


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    found = {module.path: module for module in (*gateway_modules(codebase), *codebase.modules_in(Layer.CONTROLLER))}
    for path in sorted(path for path in found if codebase.package_of(path).has_gateways):
        for node, name in _literals(found[path]):
            message = f"{name} is written into the code, where whoever sees the repository has it"
            hint = "revoke it, and take it from the environment or a store of secrets"
            yield Violation(found[path], node, message, hint)


def _literals(module: CodeModule) -> Iterator[tuple[ast.expr, str]]:
    for node in module.nodes:
        if isinstance(node, ast.Call) and not _is_local(node):
            for each in node.keywords:
                if each.arg and _NAMES.search(each.arg) and _is_credential(each.value):
                    yield each.value, each.arg
            auth = keyword(node, "auth")
            if isinstance(auth, ast.Tuple) and len(auth.elts) > 1 and _is_credential(auth.elts[-1]):
                yield auth.elts[-1], "the password"
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value and _is_credential(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = (dotted_name(each).rpartition(".")[2] for each in targets)
            yield from ((node.value, name) for name in names if _NAMES.search(name))
        elif isinstance(node, ast.Constant) and _CERTAIN.match(str(node.value)) and not _is_told(module, node):
            yield node, "a key"


def _is_told(module: CodeModule, node: ast.AST) -> bool:
    """Whether the place says itself that it holds a credential."""
    parent = module.parent(node)
    if isinstance(parent, ast.keyword):
        return bool(parent.arg and _NAMES.search(parent.arg))
    targets = (
        parent.targets
        if isinstance(parent, ast.Assign)
        else [parent.target]
        if isinstance(parent, ast.AnnAssign)
        else []
    )
    return any(_NAMES.search(dotted_name(each).rpartition(".")[2]) for each in targets) or isinstance(parent, ast.Expr)


def _is_local(call: ast.Call) -> bool:
    """Whether the client is one of an emulator on this machine."""
    address = keyword(call, "endpoint_url")
    return isinstance(address, ast.Constant) and any(
        each in str(address.value) for each in ("localhost", "127.0.0.1", "localstack")
    )


def _is_credential(node: ast.expr) -> bool:
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return False
    text = node.value
    return bool(_CERTAIN.match(text)) or (
        len(text) >= _SHORTEST and not _PLACEHOLDER.search(text) and not _VARIABLE.match(text)
    )


RULE = Rule(
    code="GW708",
    name="literal-credentials",
    summary="A password, key or token is written into the code of a gateway.",
    rationale="""
A credential in the code is in every clone, every image and every backup, and stays in the history when the line is
deleted. It can't be changed without a release, and is the same for all environments. SDKs find credentials by
themselves (the chain of AWS); everything else comes through the constructor.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
import boto3

class AWSBatchRunCanceller:
    def __init__(self) -> None:
        self._batch_client = boto3.client(
            "batch",
            aws_access_key_id="AKIAIOSFODNN7EXAMPLE",  # GW708
            aws_secret_access_key="wJalrXUtnFEMIbPxRfiCYzKq8Lm2",  # GW708
        )

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id, reason="cancelled")
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_run_canceller.py
import boto3

class AWSBatchRunCanceller:
    def __init__(self) -> None:
        self._batch_client = boto3.client("batch")

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id, reason="cancelled")
""",
    ),
    find=_find,
)
