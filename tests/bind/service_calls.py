"""Calls of real operations: arguments that the service takes, made from its model."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

from gateway_builder.bind.gateway import bind_gateway
from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog
from gateway_builder.model.interface import Interface, Method, Parameter, Signature
from gateway_builder.model.spec import GatewaySpec, MethodSpec, SpecArray, SpecExpression, SpecLiteral, SpecTable
from gateway_builder.render.sample_values import Code, Samples, Stream

if TYPE_CHECKING:
    from gateway_builder.errors import Problem
    from gateway_builder.model.binding import GatewayBinding
    from gateway_builder.model.service import Operation, ServiceModel
    from gateway_builder.model.spec import MapSpec, SpecNode, ValueSpec
    from gateway_builder.render.sample_values import Sample

CATALOG = BotocoreServiceCatalog(())
PLACE = "x.toml:1: x"


class Call(NamedTuple):
    """An operation, and something of unknown type for all that it demands."""

    model: ServiceModel
    operation: Operation
    arguments: tuple[tuple[str, SpecNode], ...]


@lru_cache(16)
def load(service: str) -> ServiceModel:
    """The model of one service."""
    return CATALOG.load_service(service)


@st.composite
def calls(draw: st.DrawFn) -> Call:
    """Any operation of any service that the SDK can call."""
    model = load(draw(st.sampled_from(CATALOG.list_services())))
    operation = model.operations[draw(st.sampled_from(sorted(model.operations)))]
    if operation.unsupported:
        return draw(calls())
    members = [member for member in model.members_of(operation.input) if member.required and not member.is_token]
    arguments = tuple((member.name, SpecExpression(f"given[{at}]", PLACE)) for at, member in enumerate(members))
    return Call(model, operation, arguments)


def with_literals(call: Call) -> Call:
    """The call with literals that the service takes."""
    samples, members = Samples(call.model), call.model.members_of(call.operation.input)
    shapes = {member.name: member.shape for member in members}
    arguments = tuple((name, _node(samples.make_sample(shapes[name], 1))) for name, _ in call.arguments)
    return call._replace(arguments=arguments)


def bind_call(
    call: Call,
    returns: ValueSpec | None = None,
    *,
    annotation: str = "None",
    maps: tuple[MapSpec, ...] = (),
) -> GatewayBinding:
    """The binding of a method that makes the call."""
    arguments = SpecTable(call.arguments, PLACE)
    spec = MethodSpec("call", PLACE, operation=call.operation.method, arguments=arguments, returns=returns)
    method = Method("call", Signature((Parameter("given"), Parameter("wait", "timedelta")), annotation))
    interface = Interface("ICaller", "gateways/interfaces.py", "gateways.interfaces", methods=(method,))
    return bind_gateway(GatewaySpec("x.toml", methods=(spec,), maps=maps), interface, call.model, lambda _: None)


def messages(problems: tuple[Problem, ...]) -> list[str]:
    """What is wrong, without the place."""
    return [problem.message for problem in problems]


def _node(sample: Sample) -> SpecNode:
    if isinstance(sample, dict):
        return SpecTable(tuple((name, _node(each)) for name, each in sample.items()), PLACE)
    if isinstance(sample, list):
        return SpecArray(tuple(map(_node, sample)), PLACE)
    if isinstance(sample, Code):
        return SpecLiteral("2026-01-01T00:00:00Z", PLACE)
    if isinstance(sample, (bytes, Stream)):
        content = sample if isinstance(sample, bytes) else sample.content
        return SpecLiteral(content.decode(), PLACE)
    return SpecExpression("None", PLACE) if sample is None else SpecLiteral(sample, PLACE)
