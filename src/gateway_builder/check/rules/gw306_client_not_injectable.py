"""GW306: a client that can't be injected, or whose type nobody knows."""

from __future__ import annotations

import ast
from itertools import takewhile
from typing import TYPE_CHECKING

from gateway_builder.check.annotations import origins_of_annotation
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode
    from gateway_builder.trace.values import ClientAttribute

_UNTYPED = frozenset({"typing.Any", "typing_extensions.Any", "object"})
_NEUTRAL = _UNTYPED | {"None", "typing.Optional", "typing.Union", "typing_extensions.Optional"}
_CONSTRUCTOR = "__init__"


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for gateway in codebase.gateways:
        if gateway.is_fake:
            continue
        held = codebase.trace(gateway.module).attributes_of(gateway.name)
        given = {each.parameter for each in held if each.parameter}
        for parameter in sorted(given, key=lambda each: (each.lineno, each.col_offset)):
            if _is_untyped(gateway, parameter):
                message = (
                    f"the injected client {parameter.arg} of {gateway.name} has no type, so no checker sees wrong calls"
                )
                hint = f"annotate {parameter.arg} with the SDK's client type, or a narrow private Protocol"
                yield Violation(gateway.module, parameter, message, hint)
        for each in held:
            yield from _find_missing(gateway, each)


def _is_untyped(gateway: GatewayView, parameter: ast.arg) -> bool:
    if parameter.annotation is None:
        return True
    origins = set(origins_of_annotation(gateway.module, parameter.annotation))
    return bool(origins & _UNTYPED) and origins <= _NEUTRAL


def _find_missing(gateway: GatewayView, held: ClientAttribute) -> Iterator[Violation]:
    """The client that a constructor builds and nobody can replace."""
    if held.construction is None or held.parameter or held.client.kind == "session":
        return
    if held.function is None or held.function.name != _CONSTRUCTOR or _may_be_given(gateway.module, held):
        return
    name = (held.client.service or held.client.sdk).replace("-", "_").replace(".", "_")
    message = f"{gateway.name} builds its client {held.name} and can't be given one, so tests have to patch the SDK"
    hint = f"add a keyword parameter {name}_client to the constructor, and build one only where it is left out"
    yield Violation(gateway.module, held.construction.func, message, hint)


def _may_be_given(module: CodeModule, held: ClientAttribute) -> bool:
    """Whether something else than the construction may be the client, or an injected session or factory builds it."""
    assert held.construction is not None
    assert held.function is not None
    arguments = held.function.args
    given = {each.arg for each in walk(arguments) if isinstance(each, ast.arg)} - {"self"}
    root = dotted_name(held.construction.func).partition(".")[0]
    if root in given | {name for name, names in _assigned(held.function) if names & given}:
        return True
    around = takewhile(lambda each: each is not held.function, module.ancestors(held.construction))
    return any(isinstance(each, (ast.BoolOp, ast.IfExp, ast.If)) for each in around)


def _assigned(function: FunctionNode) -> Iterator[tuple[str, set[str]]]:
    """The local names that a function assigns, each with the names that its value is made of."""
    for node in walk(function):
        if isinstance(node, ast.Assign):
            names = {each.id for each in walk(node.value) if isinstance(each, ast.Name)}
            yield from ((target.id, names) for target in node.targets if isinstance(target, ast.Name))


RULE = Rule(
    code="GW306",
    name="client-not-injectable",
    summary="The constructor of a gateway takes no client, or one without a type.",
    rationale="""
A client that can be injected is what makes a gateway testable without a network, and its type is what lets a checker
see a misspelt operation. Without stubs of the SDK a private Protocol with the two or three methods that are called is
enough.
""",
    bad=(
        """
# src/app/gateways/aws_batch.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:  # GW306
        self._client = batch_client or boto3.client("batch")
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch.py
from __future__ import annotations
from typing import TYPE_CHECKING
import boto3

if TYPE_CHECKING:
    from mypy_boto3_batch import BatchClient

class AWSBatchSimulationRunner:
    def __init__(self, batch_client: BatchClient | None = None) -> None:
        self._client = batch_client or boto3.client("batch")
""",
    ),
    find=_find,
    recommended=True,
)
