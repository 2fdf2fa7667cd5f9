"""Fixtures and stand-ins of the tests of a bound gateway, as text; only those that are used are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.render.text import string_literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.render.bound_test_setting import BoundSetting

_ABSTRACT = re.compile(r"\b(AsyncIterator|Awaitable|Generator|Iterator)(?=\[)")
# Their endpoints take signatures of version 4A alone, which botocore leaves to an extra of its own.
_SIGNED_BY_CRT = frozenset({"cloudfront-keyvaluestore"})
_STUBBER = '''@pytest.fixture
def stubber(client: Any) -> Generator[Stubber]:
    """Answer what a test expects to be asked, and nothing else."""
    with Stubber(client) as made:
        yield made
        made.assert_no_pending_responses()
'''
_WAITER = '''class StubWaiter:
    """Records what is waited for, and is content at once."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.name = ""

    def get_waiter(self, name: str) -> StubWaiter:
        """Give the only waiter there is."""
        self.name = name
        return self

    {def_} wait(self, **sent: Any) -> None:
        """Record what is asked."""
        self.asked.append((self.name, sent))


@pytest.fixture(autouse=True)
def waiter(client: Any, monkeypatch: pytest.MonkeyPatch) -> StubWaiter:
    """Let nothing be waited for in earnest."""
    made = StubWaiter()
    monkeypatch.setattr(client, "get_waiter", made.get_waiter)
    return made
'''
_ALTER = '''def alter(answer: Any, path: tuple[str | int, ...], to: object) -> None:
    """Put something else into an answer; None takes away what is there."""
    *steps, last = path
    for step in steps:
        answer = answer[step]
    if to is None:
        del answer[last]
    else:
        answer[last] = to
'''
_EVENTS = '''class StubEvents:
    """Gives the events of a stream, once."""

    def __init__(self, events: list[Any]) -> None:
        """Keep the events."""
        self._events = iter(events)

    def __iter__(self) -> Iterator[Any]:
        """Give each event."""
        return self._events

    def close(self) -> None:
        """Let go of nothing."""
'''
_ASYNC_EVENTS = '''class StubEvents:
    """Gives the events of a stream, once."""

    def __init__(self, events: list[Any]) -> None:
        """Keep the events."""
        self._events = events

    async def __aiter__(self) -> AsyncIterator[Any]:
        """Give each event."""
        for event in self._events:
            yield event

    def close(self) -> None:
        """Let go of nothing."""
'''
_ASYNC_BODY = '''class StreamingBody:
    """Gives streamed bytes as an asynchronous client does."""

    def __init__(self, content: io.BytesIO, length: int) -> None:
        """Keep the bytes, and how many were promised."""
        self._content = content.getvalue()
        self._length = length

    async def read(self) -> bytes:
        """Give all."""
        lengths = {"actual_bytes": len(self._content), "expected_bytes": self._length}
        if len(self._content) != self._length:
            raise cast("Any", botocore.exceptions.IncompleteReadError)(**lengths)
        return self._content

    async def iter_chunks(self, size: int) -> AsyncIterator[bytes]:
        """Give some at a time."""
        content = await self.read()
        for begin in range(0, len(content), size):
            yield content[begin : begin + size]

    def close(self) -> None:
        """Let go of nothing."""
'''
_GATHER = '''async def gather(coming: Awaitable[AsyncIterator[bytes]]) -> list[bytes]:
    """Collect what comes bit by bit."""
    return [each async for each in await coming]
'''
_ASYNC_CLIENT = '''class StubPages:
    """Gives pages as an asynchronous client does."""

    def __init__(self, paginator: Any) -> None:
        """Keep the real paginator."""
        self._paginator = paginator

    def paginate(self, **sent: Any) -> StubPages:
        """Begin to ask."""
        self._pages = self._paginator.paginate(**sent)
        return self

    async def build_full_result(self) -> Any:
        """Read every page."""
        return self._pages.build_full_result()


class StubClient:
    """Answers as an asynchronous client does, by asking a real one."""

    def __init__(self, client: Any) -> None:
        """Keep the real client."""
        self._client = client

    def __getattr__(self, name: str) -> Any:
        """Call what the real client has of that name."""
        operation = getattr(self._client, name)

        async def call(**sent: Any) -> Any:
            return operation(**sent)

        return call

    def get_paginator(self, name: str) -> StubPages:
        """Give the pages of an operation."""
        return StubPages(self._client.get_paginator(name))

    def get_waiter(self, name: str) -> Any:
        """Give what is waited for."""
        return self._client.get_waiter(name)
'''


def write_fixtures(setting: BoundSetting, client_parameter: str) -> Iterator[str]:
    """The client, the Stubber and the gateway.

    Args:
        setting: What tests share.
        client_parameter: Name of the constructor's parameter for the client.
    """
    doc = "Make a real client; tests let it ask nobody."
    credentials = 'region_name="us-east-1", aws_access_key_id="example", aws_secret_access_key="example"'
    service = setting.binding.model.service
    if service in _SIGNED_BY_CRT:
        credentials += ", config=botocore.config.Config(signature_version=botocore.UNSIGNED)"
    yield (
        f'@pytest.fixture(scope="module")\ndef client() -> Any:\n    """{doc}"""\n'
        f"    return boto3.client({string_literal(service)}, {credentials},)\n"
    )
    yield _spell_types(_STUBBER, setting)
    given = setting.write_config()
    client = 'cast("Any", stubber).client'
    injected = f'cast("Any", StubClient({client}))' if setting.is_async else client
    yield (
        f"@pytest.fixture\ndef gateway(stubber: Stubber) -> {setting.gateway}:\n"
        '    """Make a gateway whose client is stubbed."""\n'
        f"    return {setting.gateway_name}({given}{client_parameter}={injected})\n"
    )


def write_doubles(setting: BoundSetting) -> Iterator[str]:
    """What stands in for parts of the SDK, as far as tests use it; written last, for then that is known.

    Args:
        setting: What tests share.
    """
    uses, is_async = setting.uses, setting.is_async
    if is_async:
        yield _ASYNC_CLIENT
    if "StubWaiter" in uses:
        yield _WAITER.replace("{def_}", "async def" if is_async else "def")
    if "StubEvents" in uses:
        yield _spell_types(_ASYNC_EVENTS if is_async else _EVENTS, setting)
    if "StreamingBody" in uses and is_async:
        yield _spell_types(_ASYNC_BODY, setting)
    if "gather" in uses:
        yield _spell_types(_GATHER, setting)
    if "alter" in uses:
        yield _ALTER


def _spell_types(text: str, setting: BoundSetting) -> str:
    """The text with the names that its types are imported by."""
    return _ABSTRACT.sub(lambda found: setting.use(found[1]), text)


def write_factories(setting: BoundSetting) -> Iterator[str]:
    """Functions that make examples of the application's models.

    Args:
        setting: What tests share.
    """
    for factory in setting.book.factories:
        yield f'def {factory.name}() -> {factory.returns}:\n    """Make an example."""\n    return {factory.code}\n'
