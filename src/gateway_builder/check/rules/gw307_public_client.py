"""GW307: a client in a public attribute."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.edits import replace_node
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.errors import ConflictError
from gateway_builder.model.finding import Fix
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.values import ClientAttribute


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for gateway in codebase.gateways:
        if gateway.is_fake:
            continue
        for held in codebase.trace(gateway.module).attributes_of(gateway.name):
            target = _target(held)
            if target is not None and not held.name.startswith("_"):
                message = (
                    f"{gateway.name} holds its client in the public attribute {held.name}, so callers can go round it"
                )
                yield Violation(
                    gateway.module, target, message, f"rename it to _{held.name}", _fix(codebase, gateway, held.name)
                )


def _target(held: ClientAttribute) -> ast.Attribute | None:
    """`self.client` on the left of the assignment that sets a client."""
    statement = held.statement
    if held.function is None:
        return None
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    found = (part for each in targets if each is not None for part in walk(each))
    return next((each for each in found if isinstance(each, ast.Attribute) and each.attr == held.name), None)


def _fix(codebase: Codebase, gateway: GatewayView, name: str) -> Fix | None:
    """The attribute renamed in the class; None where something else may use it, or the new name is taken."""
    own = [each for each in walk(gateway.node) if isinstance(each, ast.Attribute) and dotted_name(each.value) == "self"]
    named = [each for each in own if each.attr == name]
    if any(each.attr == f"_{name}" for each in own):
        return None
    if any(_is_used(codebase, module, name, set(named)) for module in codebase.modules.values()):
        return None
    try:
        edits = tuple(replace_node(gateway.module, each, f"self._{name}") for each in named)
    except ConflictError:
        return None
    return Fix(f"Rename {name} to _{name}", is_safe=False, edits=edits)


def _is_used(codebase: Codebase, module: CodeModule, name: str, known: set[ast.Attribute]) -> bool:
    """Whether an attribute of that name of something of the project, or the name as a text, stands in a file."""
    for node in module.nodes:
        if isinstance(node, ast.Constant) and node.value == name:
            return True
        if isinstance(node, ast.Attribute) and node.attr == name and node not in known:
            origin = module.origin(node)
            if not origin or codebase.index.is_own(origin):
                return True
    return False


RULE = Rule(
    code="GW307",
    name="public-client",
    summary="A gateway holds its client in a public attribute.",
    rationale="""
A public client is an invitation: soon something calls `runner.client.list_jobs()` past the interface, and the
technology can't be replaced any more.
""",
    bad=(
        """
# src/app/gateways/aws_batch.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self.client = batch_client or boto3.client("batch")  # GW307
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self._client = batch_client or boto3.client("batch")
""",
    ),
    find=_find,
    recommended=True,
    fixable=Fixable.UNSAFE,
    fix_doc="Renames the attribute in the class where nothing else uses one of that name.",
)
