"""Which imported names belong to the SDK of a service, to an HTTP client, or to a database driver.

The tables name what is certain; a test holds them to the catalogue of technologies. Nothing is loaded for them: what a
project adds to the catalogue is read from its configuration.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway_builder.check.codebase import Codebase
    from gateway_builder.project.survey import Survey

HTTP_MODULES = frozenset(
    {"aiohttp", "httpcore", "httplib2", "httpx", "niquests", "pycurl", "requests", "requests_toolbelt"}
    | {"treq", "urllib3"}
)
AWS_MODULES = frozenset({"aioboto3", "aiobotocore", "boto", "boto3", "botocore", "s3transfer"})
_SERVICE_MODULES = frozenset(
    {"aio_pika", "aiokafka", "aiosmtplib", "algoliasearch", "anthropic", "asyncssh", "atlassian", "auth0", "azure"}
    | {"boxsdk", "braintree", "cloudinary", "cohere", "confluent_kafka", "consul", "datadog", "datadog_api_client"}
    | {"docker", "dropbox", "elasticsearch", "fabric", "firebase_admin", "github", "gitlab", "googleapiclient"}
    | {"google.api_core", "google.auth", "google.cloud", "google.generativeai", "google.genai", "google.oauth2"}
    | {"hubspot", "hvac", "influxdb", "influxdb_client", "intercom", "jira"}
    | {"kafka", "kubernetes", "kubernetes_asyncio", "launchdarkly", "ldclient", "ldap3", "mailchimp_marketing"}
    | {"mailjet_rest", "minio", "mistralai", "msal", "msgraph", "nats", "notion_client", "okta", "openai", "openstack"}
    | {"opensearchpy", "ovh", "pagerduty", "paho", "paramiko", "paypalrestsdk", "pika", "pinecone", "plaid"}
    | {"postmarker", "pulsar", "pusher", "pymemcache", "python_http_client", "qdrant_client"}
    | {"redis", "resend", "sendgrid", "shopify", "simple_salesforce", "slack", "slack_sdk"}
    | {"slackclient", "snowflake", "sparkpost", "square", "stripe", "telegram", "telethon", "temporalio", "tweepy"}
    | {"twilio", "weaviate", "zeep", "zenpy"}
)
_STUB_PREFIXES = (
    ("mypy_boto3", "boto3"),
    ("types_boto3", "boto3"),
    ("types_aioboto3", "aioboto3"),
    ("types_aiobotocore", "aiobotocore"),
    ("boto3_stubs", "boto3"),
    ("botocore_stubs", "botocore"),
    ("types_botocore", "botocore"),
)
DATABASE_MODULES = frozenset(
    {
        "MySQLdb",
        "aiomysql",
        "aiopg",
        "aiosqlite",
        "asyncpg",
        "cx_Oracle",
        "databases",
        "django.db",
        "oracledb",
        "peewee",
    }
    | {"piccolo", "pony", "psycopg", "psycopg2", "psycopg_pool", "pymssql", "pymysql", "pyodbc", "sqlalchemy"}
    | {"sqlite3", "sqlmodel", "tortoise"}
)
OUTSIDE_MODULES = frozenset(
    {"ftplib", "http.client", "imaplib", "nntplib", "poplib", "smtplib", "socket", "subprocess", "telnetlib"}
    | {"urllib.request", "xmlrpc.client"}
)
SDK_MODULES = HTTP_MODULES | AWS_MODULES | _SERVICE_MODULES
"""Modules whose calls go to a service that the application does not own; type stubs left out (see `sdk_of`)."""

_ERROR_ENDINGS = ("Error", "Exception", "Timeout", "Failure", "Fault")
_ERRORS_BY_OTHER_NAMES = frozenset(
    {"httpx.InvalidURL", "httpx.TooManyRedirects", "httpx.UnsupportedProtocol", "requests.TooManyRedirects"}
    | {"requests.Timeout"}
)
_SETTINGS = frozenset({"ClientTimeout", "Timeout"})
_ERROR_PLACES = frozenset({"error", "errors", "exceptions"})
_ERROR_NAMES = frozenset(
    {"ApiTelegramException", "BotoCoreError", "ClientError", "EndpointConnectionError", "GoogleAPICallError"}
    | {"GoogleAPIError", "HttpResponseError", "NoCredentialsError", "ParamValidationError", "SlackApiError"}
    | {"StripeError", "TwilioRestException", "AzureError", "KafkaException", "AMQPError", "HTTPStatusError"}
    | {"RequestException", "ConnectTimeoutError", "ReadTimeoutError"}
)


def sdk_of(origin: str, own: frozenset[str] = frozenset()) -> str | None:
    """The SDK or HTTP client that a dotted name belongs to: `boto3` for `boto3.client`, None for any other.

    Type stubs count as what they describe (`mypy_boto3_batch.BatchClient` as `boto3`); `google.cloud.storage` is of
    `google.cloud`, and `google.protobuf` is of none.

    Args:
        origin: Where a name comes from, as `CodeModule.origin` or `ImportUse.target` tell it.
        own: What the project adds, see `own_sdks`.
    """
    if not origin:
        return None
    found = _longest(origin, SDK_MODULES) or _longest(origin, own)
    if found:
        return found
    top = origin.partition(".")[0]
    return next((sdk for prefix, sdk in _STUB_PREFIXES if top == prefix or top.startswith(f"{prefix}_")), None)


def own_sdks(project: Survey | Codebase) -> frozenset[str]:
    """The modules of SDKs that the project's configuration adds to the catalogue."""
    found = {
        module
        for technology in project.configuration.technologies
        for module in (technology.import_check, *(each.split()[1] for each in technology.imports))
    }
    return frozenset(each for each in found if each and each.partition(".")[0] not in sys.stdlib_module_names)


def is_http(origin: str) -> bool:
    """Whether a dotted name belongs to a client of plain HTTP."""
    return _longest(origin, HTTP_MODULES) is not None


def is_database(origin: str) -> bool:
    """Whether a dotted name belongs to a database driver or an object-relational mapper."""
    return _longest(origin, DATABASE_MODULES) is not None


def is_outside_world(origin: str) -> bool:
    """Whether a dotted name belongs to a module of the standard library that reaches beyond the process."""
    return _longest(origin, OUTSIDE_MODULES) is not None


def is_vendor_error(origin: str, own: frozenset[str] = frozenset()) -> bool:
    """Whether a dotted name is an exception of an SDK or HTTP client (`botocore.exceptions.ClientError`)."""
    *modules, name = origin.split(".")
    is_named = (name.endswith(_ERROR_ENDINGS) and name not in _SETTINGS) or origin in _ERRORS_BY_OTHER_NAMES
    is_error = name[:1].isupper() and (is_named or not _ERROR_PLACES.isdisjoint(modules))
    return is_error and sdk_of(origin, own) is not None


def is_vendor_error_name(text: str) -> bool:
    """Whether a bare class name is certainly that of an SDK's exception (`ClientError`, `SlackApiError`)."""
    return text in _ERROR_NAMES


def _longest(origin: str, modules: frozenset[str]) -> str | None:
    parts = origin.split(".")
    prefixes = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((prefix for prefix in prefixes if prefix in modules), None)
