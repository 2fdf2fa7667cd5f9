"""Operations that the methods of a contract may mean, for somebody to confirm: never taken silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.errors import UsageError
from gateway_builder.model.interface import MethodKind
from gateway_builder.naming import split_words
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gateway_builder.bind.proposals import Proposal
    from gateway_builder.gateways.interfaces import IServiceCatalog
    from gateway_builder.model.interface import Interface
    from gateway_builder.model.service import ServiceModel
    from gateway_builder.plan.identity import Identity
    from gateway_builder.plan.overview import Overview
    from gateway_builder.plan.request import NewRequest
    from gateway_builder.plan.tools import Tools

_SHOWN = 3


@value
class MethodProposals:
    """A method without an operation, and those that it may mean, best first."""

    method: str
    proposals: tuple[Proposal, ...]

    @property
    def note(self) -> str:
        """What is near, as a sentence with the option that takes the best."""
        best, *others = (each.operation.method for each in self.proposals)
        more = f", or {', '.join(others)}" if others else ""
        return f"{self.method} may be {best}{more}: --op {self.method}={best}"


def propose(
    identity: Identity, interface: Interface, open_services: Callable[[], IServiceCatalog]
) -> tuple[MethodProposals, ...]:
    """What each method without an operation may mean; nothing where nobody knows the service."""
    service = identity.technology.service
    services = open_services() if service else None
    if service is None or services is None or services.find_source() is None:
        return ()
    try:
        return tuple(_propose(identity, interface, services.load_service(service)))
    except UsageError:
        return ()  # an SDK that does not know the service or can't be read matters only to what is asked of it


def _propose(identity: Identity, interface: Interface, model: ServiceModel) -> Iterator[MethodProposals]:
    from gateway_builder.bind.proposals import propose_operations

    words = split_words(identity.interface.purpose)
    for method in interface.methods:
        if method.kind is MethodKind.INSTANCE and method.name not in identity.operations:
            proposals = propose_operations(method, model, words)[:_SHOWN]
            if proposals:
                yield MethodProposals(method.name, proposals)


def propose_for_request(request: NewRequest, overview: Overview, tools: Tools) -> tuple[MethodProposals, ...]:
    """What the methods of a request may mean; nothing where the gateway is there.

    Raises:
        UsageError: If a name, a type or a method of the request is wrong.
        ConflictError: If the interface stands in more than one place.
    """
    from gateway_builder.plan.contract import agree_contract, read_methods
    from gateway_builder.plan.identity import identify

    identity = identify(request, overview.project.convention, overview.interfaces, tools.catalog)
    if identity.technology.service is None or overview.find_class(identity.gateway):
        return ()
    asked = read_methods(request, overview.project.convention.method_pattern)
    interface = agree_contract(request, asked, identity, overview).interface
    return propose(identity, interface, tools.open_services)
