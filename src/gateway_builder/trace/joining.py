"""What several ways of getting a value agree on, and what the attributes of clients are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.trace.clients import RESOURCE, SDK
from gateway_builder.trace.things import Member
from gateway_builder.trace.values import Client

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gateway_builder.trace.things import Thing

_HOLDERS = frozenset({"exceptions", "meta"})


def combine(found: Iterable[Thing | None]) -> Thing | None:
    """The thing that is known; where several are, the client that they agree on, its service unknown if they differ."""
    known = list(dict.fromkeys(each for each in found if each is not None))
    if len(known) < 2:  # noqa: PLR2004 -- one or none
        return known[0] if known else None
    clients = [each for each in known if isinstance(each, Client)]
    kinds = {each.kind for each in clients}
    if len(clients) < len(known) or len(kinds) > 1:
        return None
    services = {each.service for each in clients if each.service}
    sdks = [each.sdk for each in clients if each.sdk]
    return Client(sdks[0] if sdks else "", services.pop() if len(services) == 1 else "", kinds.pop())


def member_of(base: Client | Member, name: str) -> Thing | None:
    """An attribute of a client, or of one of its attributes."""
    if isinstance(base, Client):
        return Member(base, name)
    if base.name == "meta" and name == "client":
        return Client(base.client.sdk, base.client.service)
    is_dotted = base.client.kind in {SDK, RESOURCE} or base.name in _HOLDERS
    return Member(base.client, f"{base.name}.{name}") if is_dotted else None
