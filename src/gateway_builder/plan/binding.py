"""The methods of a contract bound to operations of the service, as far as a spec file and `--op` decide them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, ProblemCollector, UsageError
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gateway_builder.bind.automatic import Automatic
    from gateway_builder.gateways.interfaces import IServiceCatalog
    from gateway_builder.model.binding import GatewayBinding, Undecided
    from gateway_builder.model.interface import Interface
    from gateway_builder.model.service import ServiceModel
    from gateway_builder.model.spec import GatewaySpec
    from gateway_builder.plan.identity import Identity
    from gateway_builder.plan.overview import Overview
    from gateway_builder.plan.request import NewRequest
    from gateway_builder.project.business_models import BusinessModels

_NO_SDK = "no botocore is installed, so that --op is only recorded: pip install 'gateway-builder[aws]'"


@value
class BoundMethods:
    """What is decided; `binding` is None where no service was asked for, or nobody knows its operations."""

    binding: GatewayBinding | None = None
    notes: tuple[str, ...] = ()

    @property
    def decided(self) -> frozenset[str]:
        """Names of the methods that are decided."""
        return frozenset(self.binding.methods) if self.binding else frozenset()

    def spell_operations(self, operations: Mapping[str, str]) -> Mapping[str, str]:
        """The operation of each method as the client spells it, where the service is known."""
        if self.binding is None:
            return operations
        found = {method: self.binding.model.find_operation(name) for method, name in operations.items()}
        return {method: each.method if each else operations[method] for method, each in found.items()}


def bind_methods(
    request: NewRequest,
    identity: Identity,
    interface: Interface,
    overview: Overview,
    open_services: Callable[[], IServiceCatalog],
) -> BoundMethods:
    """What the request decides of an interface's methods.

    Raises:
        UsageError: If the spec file or an operation is wrong, all mistakes together; if a spec file names operations
            and nobody knows them.
    """
    spec, technology = request.spec, identity.technology
    if technology.service is None:
        return BoundMethods() if spec is None else _refuse_calls(spec, technology.label)
    if not identity.operations:
        return BoundMethods()
    services = open_services()
    if spec is None and services.find_source() is None:
        return BoundMethods(notes=(_NO_SDK,))
    model = services.load_service(technology.service)
    return _bind(_wanted_spec(request, identity), identity, interface, model, _models(interface, overview))


def _wanted_spec(request: NewRequest, identity: Identity) -> GatewaySpec:
    """The spec file with the operations of the flags, which win; a method that it only describes is the flags' own."""
    from gateway_builder.model.spec import GatewaySpec

    spec = request.spec or GatewaySpec(path="")
    methods = tuple(
        replace(each, operation=identity.operations[each.name]) if each.name in identity.operations else each
        for each in spec.methods
        if each.operation or each.require or each.name not in identity.operations
    )
    return replace(spec, methods=methods)


def _bind(
    spec: GatewaySpec,
    identity: Identity,
    interface: Interface,
    model: ServiceModel,
    models: BusinessModels,
) -> BoundMethods:
    from gateway_builder.bind.automatic import bind_operations
    from gateway_builder.bind.gateway import bind_gateway

    specified = {each.name for each in spec.methods}
    flagged = {method: name for method, name in identity.operations.items() if method not in specified}
    collector = ProblemCollector()
    automatic = collector.attempt(lambda: bind_operations(flagged, interface, model, models))
    whole, undecided = (_join(spec, automatic), automatic.undecided) if automatic else (spec, _leave(flagged))
    binding = collector.attempt(
        lambda: bind_gateway(whole, interface, model, models, undecided=undecided, list_models=models.list_names)
    )
    collector.raise_together()
    assert automatic  # what is None left a problem
    assert binding
    found = f'{identity.technology.name} is the service "{model.service}" of {model.source.text}'
    return BoundMethods(binding, (found, *automatic.notes))


def _join(spec: GatewaySpec, automatic: Automatic) -> GatewaySpec:
    """The spec file with the methods that the rules decided; configuration that both name is the file's."""
    named = {each.name for each in spec.config}
    added = tuple(each for each in automatic.spec.config if each.name not in named)
    return replace(spec, config=(*spec.config, *added), methods=(*spec.methods, *automatic.spec.methods))


def _leave(operations: Mapping[str, str]) -> Mapping[str, Undecided]:
    from gateway_builder.model.binding import Undecided

    return {method: Undecided(method, (), operation) for method, operation in operations.items()}


def _models(interface: Interface, overview: Overview) -> BusinessModels:
    from gateway_builder.plan.contract import open_type_index
    from gateway_builder.project.business_models import BusinessModels

    return BusinessModels(open_type_index(overview), {each.bound: each for each in interface.imports})


def _refuse_calls(spec: GatewaySpec, label: str) -> BoundMethods:
    """Nothing, where the file only describes the contract.

    Raises:
        UsageError: If it says how methods call a service whose operations nobody knows.
    """
    calls = [
        Problem(
            f"{method.name} names an operation, and the operations of {label} are not known",
            "leave operation, arguments and results out: the file then describes the contract alone",
            method.place,
        )
        for method in spec.methods
        if method.operation or method.arguments or method.returns or method.assign
    ]
    if calls:
        raise UsageError(calls)
    return BoundMethods()
