"""What is wrong with the name of a gateway, measured by the interfaces that it implements."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from gateway_builder.check.codebase import Link
from gateway_builder.check.interface_names import read_purposes
from gateway_builder.check.vocabulary import Vocabulary
from gateway_builder.english import singularize
from gateway_builder.errors import GatewayBuilderError
from gateway_builder.naming import STANDARD_RULE, split_words
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.check.codebase import Codebase, GatewayView, Implemented, InterfaceView

NOT_TECHNOLOGIES = frozenset({"Impl", "Implementation", "Default", "Concrete", "Real", "Actual", "My", "Main"})
_ROLES = frozenset({"Adapter", "Gateway", "Client", "Service", "Provider", "Backend", "Handler", "Driver"})
_STANDARD_PATTERN = "{technology}{purpose}"


class NameFault(Enum):
    """What can be wrong: no technology in front, another ending than the interface, or almost the same one."""

    TECHNOLOGY = "technology"
    ENDING = "ending"
    SLIP = "slip"


_WEIGHTS = {NameFault.SLIP: 1, NameFault.TECHNOLOGY: 2, NameFault.ENDING: 4}


@value
class JudgedName:
    """A gateway's name beside that of its interface.

    Attributes:
        interface: The interface.
        faults: What is wrong; empty where nothing is.
        technology: What the name says of the technology, or the client tells; "" where nobody knows.
        purpose: What the interface is for.
        proposal: The right name, "" where the technology is not known.
    """

    interface: InterfaceView
    faults: frozenset[NameFault]
    technology: str
    purpose: str
    proposal: str


def judge_gateway_name(codebase: Codebase, gateway: GatewayView) -> JudgedName | None:
    """How the name fits the interface that it fits best; None for fakes and bases, and where no interface is sure."""
    return codebase.once(_judge_all).get(gateway.view.origin)


def _judge_all(codebase: Codebase) -> Mapping[str, JudgedName]:
    judged = ((gateway.view.origin, _judge_gateway(codebase, gateway)) for gateway in codebase.gateways)
    return {origin: name for origin, name in judged if name}


def _judge_gateway(codebase: Codebase, gateway: GatewayView) -> JudgedName | None:
    if gateway.is_fake or gateway.name.startswith(("Base", "Abstract")) or gateway.name.endswith(("Base", "Mixin")):
        return None
    judged = [judged for each in gateway.implements if (judged := _judge_link(codebase, gateway, each))]
    right = [each for each in judged if not each.faults]
    unfinished = [each for each in judged if NameFault.ENDING not in each.faults]
    found = right or unfinished or judged
    return found[0] if found and (len(judged) == 1 or found is not judged) else None


def purposes_of(codebase: Codebase, gateway: GatewayView) -> tuple[str, ...]:
    """What the interfaces of a gateway say that they are for, each in all its readings."""
    interfaces = [each.interface for each in gateway.implements]
    return tuple(
        purpose
        for each in interfaces
        for purpose in read_purposes(each.name, codebase.package_of(each.view.path).convention)
    )


def normalized(name: str) -> str:
    """A name with its words in the singular and in one case, to tell slips from differences."""
    return "".join(singularize(word.lower()) for word in split_words(name))


def find_technology(codebase: Codebase, gateway: GatewayView) -> str:
    """How the technology that a gateway's clients belong to is spelt; "" where they are none, several or unknown."""
    clients = {(each.client.sdk, each.client.service) for each in gateway.clients}
    if len(clients) != 1:
        return ""
    ((sdk, service),) = clients
    try:
        found = codebase.catalog.find_technology(f"aws:{service}" if service else sdk.removesuffix("_sdk"))
    except GatewayBuilderError:
        return ""
    return found.name if found else ""


def _judge_link(codebase: Codebase, gateway: GatewayView, implemented: Implemented) -> JudgedName | None:
    """How the name fits one interface; None where nothing but the name ties them together."""
    judged = _judge(codebase, gateway, implemented.interface)
    return None if implemented.link is Link.NAMED and NameFault.ENDING in judged.faults else judged


def _judge(codebase: Codebase, gateway: GatewayView, interface: InterfaceView) -> JudgedName:
    package = codebase.package_of(gateway.view.path)
    own = package.convention.gateway_pattern
    patterns = [own] if package.origin("gateway-pattern") == "configured" else [own, _STANDARD_PATTERN]
    purposes = read_purposes(interface.name, codebase.package_of(interface.view.path).convention)
    is_plain = STANDARD_RULE.read(interface.name) is None
    found = [
        _find_faults(gateway.name, pattern, purpose, is_plain=is_plain) for pattern in patterns for purpose in purposes
    ]
    faults = min(found, key=lambda each: sum(_WEIGHTS[fault] for fault in each))
    if gateway.name in purposes and Vocabulary.of(codebase).begins_with_technology(gateway.name):
        faults = frozenset()  # the interface has the technology in its own name, which is another rule's business
    technology = _technology_of(codebase, gateway, purposes)
    proposal = own.format(technology=technology, purpose=purposes[0]) if technology else ""
    return JudgedName(interface, faults, technology, purposes[0], proposal)


def _find_faults(name: str, pattern: str, purpose: str, *, is_plain: bool) -> frozenset[NameFault]:
    """What is wrong by one pattern; `is_plain` allows a role behind the purpose of an interface without `I`."""
    form = pattern.replace("{technology}", "(?P<technology>.*)").replace("{purpose}", purpose)
    if fitting := re.fullmatch(form, name):
        return _find_faults_in_front(fitting["technology"])
    before, found, behind = name.partition(purpose)
    if found and behind[:1].isupper():
        if not before or behind in NOT_TECHNOLOGIES:
            return frozenset({NameFault.TECHNOLOGY})
        if is_plain and behind in _ROLES:
            return _find_faults_in_front(before)
    ending = normalized(pattern.format(technology="", purpose=purpose))
    if normalized(name).endswith(ending):
        bare = {NameFault.TECHNOLOGY} if normalized(name) == ending else set()
        return frozenset({NameFault.SLIP, *bare})
    return frozenset({NameFault.ENDING})


def _find_faults_in_front(technology: str) -> frozenset[NameFault]:
    return frozenset() if technology and technology not in NOT_TECHNOLOGIES else frozenset({NameFault.TECHNOLOGY})


def _technology_of(codebase: Codebase, gateway: GatewayView, purposes: tuple[str, ...]) -> str:
    """What stands before the purpose, else the vendor's word in the name, else what the client tells."""
    vocabulary = Vocabulary.of(codebase)
    front = vocabulary.spell(find_front(gateway.name, purposes))
    if front and front not in NOT_TECHNOLOGIES:
        return front
    vendors = vocabulary.find_in(gateway.name)
    return vendors[0].spelling if vendors else find_technology(codebase, gateway)


def find_front(name: str, purposes: tuple[str, ...]) -> str:
    """The part of a name before any of some purposes, told in singular or plural; "" where it ends in none."""
    words = split_words(name)
    endings = {normalized(purpose) for purpose in purposes}
    fronts = (words[:count] for count in range(1, len(words)) if normalized("".join(words[count:])) in endings)
    return next(("".join(each) for each in fronts), "")
