"""What is known of clients by dotted names, by annotations, and by the names of variables."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from gateway_builder.naming import fold, snake_case
from gateway_builder.trace.things import External, Member, Paged, Waiting
from gateway_builder.trace.values import Client

if TYPE_CHECKING:
    from gateway_builder.trace.things import Thing

AWS_SDKS = frozenset({"boto3", "aioboto3", "botocore", "aiobotocore"})
SESSION, RESOURCE, HTTP, SDK = "session", "resource", "http", "sdk"

_SESSIONS = {
    "boto3.Session": "boto3",
    "boto3.session.Session": "boto3",
    "boto3._get_default_session": "boto3",
    "boto3.DEFAULT_SESSION": "boto3",
    "aioboto3.Session": "aioboto3",
    "aioboto3.session.Session": "aioboto3",
    "botocore.session.Session": "botocore",
    "botocore.session.get_session": "botocore",
    "aiobotocore.session.AioSession": "aiobotocore",
    "aiobotocore.session.get_session": "aiobotocore",
    "aiobotocore.get_session": "aiobotocore",
}
_MODULE_SESSIONS = frozenset({"boto3", "aioboto3"})
_FACTORIES = {"client": "client", "create_client": "client", "resource": RESOURCE}
_BASE_CLIENTS = frozenset({
    "botocore.client.BaseClient", "botocore.client.Client", "aiobotocore.client.AioBaseClient", "boto3.client",
})  # fmt: skip
_HTTP_CLIENTS = {
    "requests.Session": "requests",
    "requests.session": "requests",
    "requests.sessions.Session": "requests",
    "httpx.Client": "httpx",
    "httpx.AsyncClient": "httpx",
    "aiohttp.ClientSession": "aiohttp",
    "aiohttp.client.ClientSession": "aiohttp",
    "urllib3.PoolManager": "urllib3",
}
_HTTP_METHODS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "request"})
_HTTP_SENDING = {
    "requests": _HTTP_METHODS | {"send"},
    "httpx": _HTTP_METHODS | {"send", "stream"},
    "aiohttp": _HTTP_METHODS | {"ws_connect"},
    "urllib3": frozenset({"request", "urlopen", "request_encode_url", "request_encode_body"}),
}
_HTTP_FUNCTIONS = {
    "requests": _HTTP_METHODS,
    "httpx": _HTTP_METHODS | {"stream"},
    "aiohttp": frozenset({"request"}),
    "urllib3": frozenset({"request"}),
}
_OPENERS = frozenset({"urllib.request.urlopen"})
_STUBS = re.compile(r"(?:mypy_boto3|types_boto3|types_aiobotocore|types_aioboto3)_(?P<service>\w+)")
_ASYNC_STUBS = ("types_aiobotocore", "types_aioboto3")
_CLIENT_ENDS = ("Client", "Connection", "API", "Api")
_SDK_CLIENTS = frozenset(
    {"Anthropic", "AsyncAnthropic", "AsyncElasticsearch", "AsyncOpenAI", "AsyncRedis", "AzureOpenAI", "Consumer"}
    | {"Elasticsearch", "Github", "Gitlab", "KafkaConsumer", "KafkaProducer", "Minio", "OpenAI", "OpenSearch"}
    | {"Producer", "Redis", "RedisCluster", "Salesforce", "StrictRedis"}
)
_SDK_MAKERS = frozenset({"from_url"})
_EVERYDAY = {
    "dynamo": "dynamodb",
    "ddb": "dynamodb",
    "sfn": "stepfunctions",
    "statemachine": "stepfunctions",
    "eventbridge": "events",
    "cloudwatchlogs": "logs",
    "secrets": "secretsmanager",
    "parameterstore": "ssm",
    "systemsmanager": "ssm",
    "elasticloadbalancing": "elb",
    "cognito": "cognito-idp",
    "cognitoidentityprovider": "cognito-idp",
}


def find_sdk(origin: str, sdks: frozenset[str]) -> str:
    """The module of an SDK that a dotted name begins with, or ""; those of AWS and of HTTP have rules of their own."""
    parts = origin.split(".")
    starts = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    found = next((start for start in starts if start in sdks), "")
    return "" if found in AWS_SDKS or found in _HTTP_SENDING else found


def find_sdk_client(origin: str, sdks: frozenset[str]) -> Client | None:
    """The client of another SDK that calling a dotted name gives."""
    sdk, name = find_sdk(origin, sdks), origin.rpartition(".")[2]
    is_client = name[:1].isupper() and (name.endswith(_CLIENT_ENDS) or name in _SDK_CLIENTS)
    return Client(sdk, kind=SDK) if sdk and (is_client or name in _SDK_MAKERS) else None


def find_session(origin: str) -> Client | None:
    """The session that calling a dotted name gives."""
    return Client(_SESSIONS[origin], kind=SESSION) if origin in _SESSIONS else None


def find_module_factory(origin: str) -> Member | None:
    """`boto3.client` and `boto3.resource` as members of the SDK's default session."""
    module, _, name = origin.rpartition(".")
    return Member(Client(module, kind=SESSION), name) if module in _MODULE_SESSIONS and name in _FACTORIES else None


def find_made_kind(factory: Member) -> str:
    """What a method of a session makes: `client`, `resource`, or ""."""
    return _FACTORIES.get(factory.name, "") if factory.client.kind == SESSION else ""


def find_http_client(origin: str) -> Client | None:
    """The HTTP client that calling a dotted name gives."""
    return Client(_HTTP_CLIENTS[origin], kind=HTTP) if origin in _HTTP_CLIENTS else None


def find_http_function(origin: str) -> Member | None:
    """A function that sends a request by itself: `requests.get`, `urllib.request.urlopen`."""
    module, _, name = origin.rpartition(".")
    if name in _HTTP_FUNCTIONS.get(module, ()):
        return Member(Client(module, kind=HTTP), name)
    return Member(Client("urllib", kind=HTTP), name) if origin in _OPENERS else None


def sends_request(member: Member) -> bool:
    """Whether a method of an HTTP client, or a function of its module, sends a request."""
    return member.client.sdk == "urllib" or member.name in _HTTP_SENDING.get(member.client.sdk, ())


def find_annotated(origin: str, sdks: frozenset[str]) -> Thing | None:
    """What a dotted name says as an annotation: types of stub packages, of botocore, of HTTP clients and SDKs."""
    if match := _STUBS.match(origin):
        sdk = "aiobotocore" if origin.startswith(_ASYNC_STUBS) else "boto3"
        return _find_stubbed(Client(sdk, match["service"].replace("_", "-")), origin.rpartition(".")[2])
    if origin in _BASE_CLIENTS:
        return Client(origin.partition(".")[0])
    return find_session(origin) or find_http_client(origin) or find_sdk_client(origin, sdks)


def _find_stubbed(client: Client, name: str) -> Thing | None:
    if name.endswith("Paginator"):
        return Paged(client, snake_case(name.removesuffix("Paginator")))
    if name.endswith("Waiter"):
        return Waiting(client, snake_case(name.removesuffix("Waiter")))
    if name.endswith("Client"):
        return client
    return Client(client.sdk, client.service, RESOURCE) if name.endswith("Resource") else None


def service_candidates(name: str, services: frozenset[str]) -> tuple[str, ...]:
    """Services that a variable's name may mean (`batch_client`, `_batch`, `BatchClient`); none for most names."""
    word = fold(name).removeprefix("boto3").removeprefix("aws").removesuffix("boto3")
    word = word.removesuffix("client") or word
    known = _fold_services(services)
    found = [known[word]] if word in known else []
    everyday = _EVERYDAY.get(word)
    if everyday in services and everyday is not None:
        found.append(everyday)
    found += [each for each in services if found and _is_sibling(each, found[0])]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4)
def _fold_services(services: frozenset[str]) -> dict[str, str]:
    return {fold(each): each for each in services}


def _is_sibling(service: str, other: str) -> bool:
    """Whether everyday speech calls both by the same name (`sesv2` for `ses`, `bedrock-runtime` for `bedrock`)."""
    return service in {f"{other}v2", f"{other}-v2", f"{other}-runtime", f"{other}-data", f"runtime.{other}"}


def is_client_name(name: str) -> bool:
    """Whether a variable's name says that it is a client."""
    return fold(name).endswith("client")


def as_external(origin: str) -> Thing:
    """What a dotted name from outside the project is."""
    return find_module_factory(origin) or find_http_function(origin) or External(origin)
