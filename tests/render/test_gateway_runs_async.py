"""Decided asynchronous gateways run: with a client of their own for each call, and with one that is shared."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import IncompleteReadError, NoRegionError  # type: ignore[import-untyped]

from tests.render.running import Loaded, load, run_project

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator


@pytest.fixture(scope="module", autouse=True)
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    yield from run_project(tmp_path_factory.mktemp("bound"))


class Client:
    """Answers each operation as told, and keeps what was asked."""

    def __init__(self, **answers: object) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.opened = self.closed = 0
        self._answers = answers

    def __getattr__(self, name: str) -> Loaded:
        async def call(**sent: object) -> object:
            self.asked.append((name, sent))
            return self._answers[name]

        return call

    def get_waiter(self, name: str) -> Loaded:
        return SimpleNamespace(wait=getattr(self, name))

    def get_paginator(self, name: str) -> Loaded:
        def paginate(**sent: object) -> Loaded:
            return SimpleNamespace(build_full_result=lambda: getattr(self, name)(**sent))

        return SimpleNamespace(paginate=paginate)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Client]:
        self.opened += 1
        try:
            yield self
        finally:
            self.closed += 1


class Body:
    """A body in two pieces; it breaks in the middle where told to."""

    def __init__(self, *, breaks: bool = False) -> None:
        self._breaks = breaks
        self.closed = False

    async def read(self) -> bytes:
        return b"abcd"

    async def iter_chunks(self, size: int) -> AsyncIterator[bytes]:
        assert size > 1000
        yield b"ab"
        if self._breaks:
            raise IncompleteReadError(actual_bytes=2, expected_bytes=4)
        yield b"cd"

    def close(self) -> None:
        self.closed = True


class Events:
    """Events of a stream that has to be closed."""

    def __init__(self, *events: object) -> None:
        self._events = events
        self.closed = False

    async def __aiter__(self) -> AsyncIterator[object]:
        for event in self._events:
            yield event

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Loaded:
    """Let gateways open this client when none is injected."""

    def offered(client: Client) -> Client:
        session = SimpleNamespace(client=lambda *_, **__: client.open())
        monkeypatch.setattr(sys.modules["aioboto3"], "Session", lambda: session, raising=False)
        return client

    return offered


def error(name: str) -> type[Exception]:
    found: type[Exception] = getattr(load("gateways.errors"), f"Gateway{name}Error")
    return found


def store(client: Client | None = None) -> Loaded:
    return load("gateways.async_s3").Depot(bucket="b", depot_client=client)


async def collect(pieces: Loaded) -> list[bytes]:
    return [piece async for piece in await pieces]


def test_each_call_opens_and_closes_a_client_of_its_own(offer: Loaded) -> None:
    client = offer(Client(list_objects_v2={"Contents": [{"Key": "a"}]}))
    gateway = store()

    for _ in range(2):
        found = asyncio.run(gateway.list_entries("p"))

    assert found == [load("depot.models").Entry("a", 0)]
    assert (client.opened, client.closed) == (2, 2)


def test_an_injected_client_is_used_as_it_is() -> None:
    client = Client(head_object={})

    assert asyncio.run(store(client).exists("k")) is True
    assert (client.opened, client.closed) == (0, 0)
    assert client.asked == [("head_object", {"Bucket": "b", "Key": "k"})]


def test_a_client_that_can_not_be_opened_is_a_mistake_of_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise NoRegionError

    monkeypatch.setattr(sys.modules["aioboto3"], "Session", refuse, raising=False)

    with pytest.raises(error("Configuration")):
        asyncio.run(store().exists("k"))


def test_waiters_are_awaited() -> None:
    client = Client(put_object={}, object_exists=None)

    asyncio.run(store(client).write("k", b"x"))

    assert [name for name, _ in client.asked] == ["put_object", "object_exists"]


def test_bodies_and_events_are_read_while_the_client_is_open(offer: Loaded) -> None:
    events = Events({"Records": {"Payload": b"1"}}, {"End": {}})
    client = offer(Client(get_object={"Body": Body()}, select_object_content={"Payload": events}))

    assert asyncio.run(store().read("k")) == b"abcd"
    assert asyncio.run(store().select("k", "q")) == [b"1"]
    assert events.closed
    assert client.closed == 2


def test_a_stream_that_breaks_between_events_is_a_failure_of_the_service() -> None:
    class Broken(Events):
        async def __aiter__(self) -> AsyncIterator[object]:
            yield {"Records": {"Payload": b"1"}}
            raise sys.modules["aiohttp"].ClientError

    events = Broken()

    with pytest.raises(error("Unavailable")):
        asyncio.run(store(Client(select_object_content={"Payload": events})).select("k", "q"))
    assert events.closed


def test_the_client_stays_open_while_a_body_is_handed_on(offer: Loaded) -> None:
    body = Body()
    client = offer(Client(get_object={"Body": body}))

    async def follow() -> list[int]:
        pieces = await store().stream("k")
        before = client.closed
        during = [client.closed async for _ in pieces]
        return [before, *during, client.closed]

    assert asyncio.run(follow()) == [0, 0, 0, 1]
    assert body.closed


def test_a_body_that_breaks_off_is_a_failure_of_the_service_and_closes_the_client(offer: Loaded) -> None:
    client = offer(Client(get_object={"Body": Body(breaks=True)}))

    with pytest.raises(error("Unavailable")):
        asyncio.run(collect(store().stream("k")))

    assert client.closed == 1


def test_an_answer_without_its_body_closes_the_client(offer: Loaded) -> None:
    client = offer(Client(get_object={}))

    with pytest.raises(error("UnexpectedAnswer")):
        asyncio.run(collect(store().stream("k")))

    assert client.closed == 1
