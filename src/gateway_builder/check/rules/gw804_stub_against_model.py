"""GW804: a test lets a service answer what its model does not know."""

from __future__ import annotations

import ast
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from gateway_builder.bind.suggestions import list_names
from gateway_builder.check.layers import Layer
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.check.spelling_fixes import meant, near_names, spelling_fix
from gateway_builder.check.stub_data import StubbedAnswer, StubReader
from gateway_builder.model.service import ShapeKind
from gateway_builder.naming import fold
from gateway_builder.render.aws_codes import AWS_CODES
from gateway_builder.trace.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.stub_data import StubbedError
    from gateway_builder.model.service import ServiceModel, Shape
    from gateway_builder.source.code_module import CodeModule

_OF_EVERY_ANSWER = frozenset({"ResponseMetadata", "$metadata"})
_COMMON = frozenset(code for _, codes in AWS_CODES for code in codes)
_CLOSE = 0.85
_DEEPEST = 12
_HOLDING = frozenset({ShapeKind.STRUCTURE, ShapeKind.LIST, ShapeKind.MAP})
_TYPES: dict[ShapeKind, tuple[type, ...]] = {
    ShapeKind.STRING: (str,),
    ShapeKind.INTEGER: (int, float),
    ShapeKind.NUMBER: (int, float),
    ShapeKind.BOOLEAN: (bool,),
}


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    texts = Texts(codebase.index)
    for module in codebase.modules_in(Layer.TEST):
        for stub in StubReader(codebase, module).read():
            if isinstance(stub, StubbedAnswer):
                if stub.operation.output:
                    output = stub.model.shapes[stub.operation.output]
                    yield from _Answer(stub, texts).check(stub.module, stub.node, output, _DEEPEST)
            else:
                yield from _check_error(stub)


class _Answer:
    """Holds one stubbed answer against the model."""

    def __init__(self, stub: StubbedAnswer, texts: Texts) -> None:
        self._stub = stub
        self._model: ServiceModel = stub.model
        self._texts = texts

    def check(self, module: CodeModule, node: ast.expr, shape: Shape, steps: int) -> Iterator[Violation]:
        """What does not fit in an expression that stands for a shape; what can't be read fits."""
        if not steps:
            return
        if isinstance(node, (ast.Name, ast.Attribute)):
            found = self._texts.find_expression(module, node)
            if found and found[1] is not node:
                yield from self.check(*found, shape, steps - 1)
        elif isinstance(node, ast.Dict):
            yield from self._check_entries(module, node, shape, steps)
        elif isinstance(node, (ast.List, ast.Tuple)):
            yield from self._check_items(module, node, shape, steps)
        elif isinstance(node, ast.ListComp) and shape.kind is ShapeKind.LIST:
            yield from self.check(module, node.elt, self._model.shapes[shape.element], steps - 1)
        elif isinstance(node, ast.Constant) and node.value is not None:
            yield from self._check_value(module, node, shape)

    def _check_entries(self, module: CodeModule, node: ast.Dict, shape: Shape, steps: int) -> Iterator[Violation]:
        if shape.kind.is_scalar or shape.kind is ShapeKind.LIST:
            yield self._wrong_type(module, node, shape, "a dictionary")
            return
        for key, held in zip(node.keys, node.values, strict=True):
            if shape.kind is ShapeKind.MAP:
                yield from self.check(module, held, self._model.shapes[shape.element], steps - 1)
                continue
            name = self._texts.find(module, key) if key is not None else None
            member = shape.find_member(name) if name is not None else None
            if member:
                yield from self.check(module, held, self._model.shapes[member.shape], steps - 1)
            elif key is not None and name is not None and shape.members and not self._may_hold(name):
                yield self._unknown_key(module, key, name, shape)

    def _may_hold(self, name: str) -> bool:
        codes = {error.code for error in self._stub.operation.errors or ()}
        return name in _OF_EVERY_ANSWER or name in codes or self._stub.is_on_purpose

    def _check_items(
        self, module: CodeModule, node: ast.List | ast.Tuple, shape: Shape, steps: int
    ) -> Iterator[Violation]:
        if shape.kind is ShapeKind.LIST:
            for each in node.elts:
                yield from self.check(module, each, self._model.shapes[shape.element], steps - 1)
        elif (shape.kind.is_scalar or shape.kind is ShapeKind.STRUCTURE) and not shape.is_event_stream:
            yield self._wrong_type(module, node, shape, "a list")

    def _check_value(self, module: CodeModule, node: ast.Constant, shape: Shape) -> Iterator[Violation]:
        held = node.value
        if shape.enum and isinstance(held, str) and held not in shape.enum:
            near = near_names(held, shape.enum)
            if near or not self._stub.is_on_purpose:
                told = meant(near) or f": it has {list_names(shape.enum)}"
                message = f"{shape.name} has no {held!r}{told}, so the test proves nothing of the real service"
                yield Violation(module, node, message, _use(near), spelling_fix(module, node, near, is_safe=True))
        elif not shape.enum and not shape.is_event_stream and not _fits(held, shape.kind):
            yield self._wrong_type(module, node, shape, repr(held))

    def _unknown_key(self, module: CodeModule, key: ast.expr, name: str, shape: Shape) -> Violation:
        names = [each.name for each in shape.members]
        near = near_names(name, names)
        told = meant(near) or f": it has {list_names(names)}"
        message = f"{self._stub.operation.method} never answers {name} here{told}"
        return Violation(module, key, message, _use(near), spelling_fix(module, key, near, is_safe=True))

    def _wrong_type(self, module: CodeModule, node: ast.expr, shape: Shape, what: str) -> Violation:
        message = f"{self._stub.operation.method} answers a {shape.kind.value} here ({shape.name}), never {what}"
        return Violation(module, node, message, f"let the stub answer a {shape.kind.value}")


def _fits(held: object, kind: ShapeKind) -> bool:
    if kind in _HOLDING:
        return False
    types = _TYPES.get(kind, (object,))
    return isinstance(held, types) and (object in types or isinstance(held, bool) == (bool in types))


def _check_error(stub: StubbedError) -> Iterator[Violation]:
    declared = [error.code for error in stub.operation.errors or ()]
    known = {*declared, *_COMMON}
    if stub.code in known:
        return
    near = [each for each in declared if _is_close(each, stub.code)]
    if len(near) == 1:
        message = f"{stub.operation.method} never fails with {stub.code} (did you mean {near[0]}?)"
        yield Violation(
            stub.module, stub.node, message, _use(near), spelling_fix(stub.module, stub.node, near, is_safe=True)
        )


def _is_close(one: str, other: str) -> bool:
    return fold(one) == fold(other) or SequenceMatcher(None, one, other).ratio() >= _CLOSE


def _use(near: Iterable[str]) -> str:
    names = " or ".join(near)
    return f"use {names}" if names else "use what the service answers"


RULE = Rule(
    code="GW804",
    name="stub-against-model",
    summary="A test lets a service answer a value, member, type or error code that its model does not have.",
    rationale="""
A double answers whatever the test wrote. botocore's Stubber checks required members and types, but not states, error
codes or what a mock returns: a test that stubs a state `FINISHED`, which the service never sends, is green and proves
nothing. Tests whose name says that the value is unknown or invalid on purpose are left alone.
""",
    bad=(
        """
# src/app/gateways/aws_batch_simulation_runner.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

    def get_states(self, job_id: str) -> list[str]:
        return [job["status"] for job in self._batch_client.describe_jobs(jobs=[job_id])["jobs"]]

# tests/test_aws_batch_simulation_runner.py
import boto3
from botocore.stub import Stubber

from app.gateways.aws_batch_simulation_runner import AWSBatchSimulationRunner

def test_states() -> None:
    client = boto3.client("batch", region_name="eu-west-1")
    stubber = Stubber(client)
    stubber.add_response("describe_jobs", {"jobs": [{"status": "FINISHED"}]})  # GW804
    stubber.add_client_error("describe_jobs", service_error_code="ClientExeption")  # GW804
    with stubber:
        AWSBatchSimulationRunner(client).get_states("1")
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch_simulation_runner.py
import boto3

class AWSBatchSimulationRunner:
    def __init__(self, batch_client=None) -> None:
        self._batch_client = batch_client or boto3.client("batch")

    def get_states(self, job_id: str) -> list[str]:
        return [job["status"] for job in self._batch_client.describe_jobs(jobs=[job_id])["jobs"]]

# tests/test_aws_batch_simulation_runner.py
import boto3
from botocore.stub import Stubber

from app.gateways.aws_batch_simulation_runner import AWSBatchSimulationRunner

def test_states() -> None:
    client = boto3.client("batch", region_name="eu-west-1")
    stubber = Stubber(client)
    stubber.add_response("describe_jobs", {"jobs": [{"status": "SUCCEEDED"}]})
    stubber.add_client_error("describe_jobs", service_error_code="ClientException")
    with stubber:
        AWSBatchSimulationRunner(client).get_states("1")

def test_an_unknown_state_is_an_error() -> None:
    client = boto3.client("batch", region_name="eu-west-1")
    with Stubber(client) as stubber:
        stubber.add_response("describe_jobs", {"jobs": [{"status": "ZZZ"}]})
        AWSBatchSimulationRunner(client).get_states("1")
""",
    ),
    find=_find,
    recommended=True,
    fixable=Fixable.SAFE,
    fix_doc="Replaces the text by the one of the model, where a single one is near.",
    reads_models=True,
)
