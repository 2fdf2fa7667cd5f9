"""What is known of an SDK, as one interface needs it: its asynchronous client for async methods, botocore for AWS."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.model.technology import ClientTest, ErrorTranslation
from gateway_builder.render.text import string_literal

if TYPE_CHECKING:
    from gateway_builder.model.interface import Interface
    from gateway_builder.model.technology import Technology

_IMPORTS = ("import boto3", "import botocore.config", "import botocore.exceptions", "import botocore.parsers")
_CONFIG = (
    'botocore.config.Config(connect_timeout=5, read_timeout=60, retries={"mode": "standard", "total_max_attempts": 3})'
)
_EXCEPTIONS = "botocore.exceptions."
_CONFIGURATION_ERRORS = (
    "NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError", "TokenRetrievalError", "SSOError",
    "BaseEndpointResolverError", "EndpointProviderError", "UnknownRegionError", "InvalidRegionError", "ProfileNotFound",
    "ConfigNotFound", "ConfigParseError", "InvalidConfigError",
)  # fmt: skip
_BROKEN_ANSWERS = ("ConnectionError", "HTTPClientError", "IncompleteReadError", "ChecksumError")
# Not `BotoCoreError`: that also holds invalid parameters, which are a mistake of the program and stay loud.
_TRANSLATIONS = (
    ErrorTranslation(
        (*(_EXCEPTIONS + name for name in _BROKEN_ANSWERS), "botocore.parsers.ResponseParserError"),
        key="unavailable",
        example=f'{_EXCEPTIONS}ConnectTimeoutError(endpoint_url="https://example.invalid")',
    ),
    ErrorTranslation(
        tuple(_EXCEPTIONS + name for name in _CONFIGURATION_ERRORS),
        key="configuration",
        example=f"{_EXCEPTIONS}NoCredentialsError()",
    ),
    ErrorTranslation(
        (f"{_EXCEPTIONS}WaiterError", f"{_EXCEPTIONS}PaginationError"),
        key="unexpected",
        example=f'{_EXCEPTIONS}WaiterError(name="ready", reason="failed", last_response={{}})',
    ),
)
_TEST = ClientTest(
    setup=(
        'monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")',
        'monkeypatch.setenv("AWS_ACCESS_KEY_ID", "example")',
        'monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "example")',
    ),
    asserts=(
        "client.meta.config.connect_timeout == 5",
        "client.meta.config.read_timeout == 60",
        'client.meta.config.retries["total_max_attempts"] == 3',
    ),
)
_ASYNC_PACKAGE = "aioboto3"
_ASYNC_TEST = replace(
    _TEST,
    setup=(
        *_TEST.setup,
        """async def read_bounds(opening: Any) -> tuple[Any, ...]:
    async with opening as opened:
        config = opened.meta.config
        return config.connect_timeout, config.read_timeout, config.retries["total_max_attempts"]
""",
    ),
    asserts=("asyncio.run(read_bounds(client)) == (5, 60, 3)",),
)


def is_aws(technology: Technology) -> bool:
    """Whether the service is reached through botocore."""
    return technology.family == "aws"


def opens_client(technology: Technology) -> bool:
    """Whether what is built is an asynchronous context manager that gives the client."""
    return is_aws(technology) and technology.package == _ASYNC_PACKAGE


def is_asynchronous(interface: Interface) -> bool:
    """Whether any method is async."""
    return any(method.signature.is_async for method in interface.methods)


def choose_facts(technology: Technology, interface: Interface) -> Technology:
    """The technology with the client that fits the interface.

    Args:
        technology: What the catalogue or the project's configuration says.
        interface: What is implemented with it.
    """
    if is_aws(technology) and is_asynchronous(interface):
        return replace(
            technology,
            package=_ASYNC_PACKAGE,
            import_check=_ASYNC_PACKAGE,
            imports=(f"import {_ASYNC_PACKAGE}", *_IMPORTS[1:]),
            build=f"{_ASYNC_PACKAGE}.Session().client({string_literal(technology.service or '')}, config=config)",
            setup=(f"config = {_CONFIG}",),
            errors=_TRANSLATIONS,
            test=_ASYNC_TEST,
        )
    if is_aws(technology):
        return replace(
            technology,
            imports=_IMPORTS,
            build=f"boto3.client({string_literal(technology.service or '')}, config=config)",
            setup=(f"config = {_CONFIG}",),
            errors=_TRANSLATIONS,
            test=_TEST,
        )
    client = technology.asynchronous
    if client is None or not is_asynchronous(interface):
        return technology
    return replace(
        technology,
        package=client.package,
        import_check=client.import_check,
        imports=client.imports,
        client_type=client.client_type,
        build=client.build,
        setup=(),
        test=client.test,
    )


def name_sdk_module(technology: Technology) -> str:
    """The module whose absence skips tests; "" where nothing is known."""
    first = technology.imports[0].split()[1] if technology.imports else ""
    return technology.import_check or first
