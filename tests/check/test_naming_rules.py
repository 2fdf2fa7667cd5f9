"""What the rules about names know that no case can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gateway_builder.check.gateway_names import find_technology
from gateway_builder.check.request import CheckRequest
from gateway_builder.check.rule import Profile
from gateway_builder.check.run import check_project
from gateway_builder.check.vocabulary import Vocabulary
from gateway_builder.errors import AmbiguityError, Problem
from gateway_builder.gateways.toml_technology_catalog import TomlTechnologyCatalog
from gateway_builder.naming import fold
from tests.check.cases import check_files, real_models, real_technologies
from tests.fakes.in_memory_source_tree import InMemorySourceTree

if TYPE_CHECKING:
    from gateway_builder.model.technology import Technology

_GATEWAY = """
import boto3

class Runner:
    def __init__(self, client=None):
        self._client = client or boto3.client("{service}")

    def run(self):
        self._client.{operation}()
"""


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("AWSBatchRunner", ["AWSBatch"]),
        ("AwsSnsSender", ["AwsSns"]),
        ("AWSSQSQueue", ["AWSSQS"]),
        ("AWSThing", ["AWS"]),
        ("AWSAPIGatewayCaller", ["AWSAPIGateway"]),
        ("AmazonS3Store", ["AmazonS3"]),
        ("AmazonOrders", []),
        ("GoogleMapsGeocoder", ["GoogleMaps"]),
        ("GoogleUsers", []),
        ("DynamoDbToS3", ["DynamoDb", "S3"]),
        ("SlackBatchLambda", []),
        ("SNSPublisher", []),
        ("open_search", []),
        ("upload_to_s3", ["s3"]),
        ("send_via_aws_batch", ["aws_batch"]),
    ],
)
def test_vendors_in_names(name: str, found: list[str]) -> None:
    words = Vocabulary(real_technologies()).find_in(name)
    assert [word.text for word in words] == found
    assert [name[word.start : word.end] for word in words] == found


def test_an_acronym_is_certain_where_its_service_is_used() -> None:
    assert Vocabulary(real_technologies()).find_in("SNSPublisher", {"sns"})


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("AwsBatchRunner", "AWSBatchRunner"),
        ("AmazonS3Store", "AmazonS3Store"),
        ("SendgridToGithub", "SendGridToGitHub"),
        ("HttpSender", "HTTPSender"),
        ("SimulationRunner", "SimulationRunner"),
    ],
)
def test_spellings(name: str, spelling: str) -> None:
    assert Vocabulary(real_technologies()).spell(name) == spelling


def test_the_catalogue_is_spelt_as_the_vocabulary_spells() -> None:
    vocabulary = Vocabulary(real_technologies())
    shipped = [each.name for each in real_technologies().list_technologies() if each.service is None]
    assert [vocabulary.spell(name) for name in shipped] == shipped


def test_the_house_wins() -> None:
    vocabulary = Vocabulary(real_technologies(), ["Aws", "SendGRID"])
    assert vocabulary.spell("AWSMailer") == "AwsMailer"
    assert vocabulary.find_in("SendgridMailer")[0].spelling == "SendGRID"


@pytest.mark.parametrize(
    ("service", "operation", "technology"),
    [("batch", "list_jobs", "AWSBatch"), ("stepfunctions", "list_activities", "AWSStepFunctions")],
)
def test_the_client_tells_the_technology(service: str, operation: str, technology: str) -> None:
    text = _GATEWAY.format(service=service, operation=operation)
    codebase = check_files({"app/gateways/runner.py": text}, select=("GW103",)).codebase
    assert [find_technology(codebase, gateway) for gateway in codebase.gateways] == [technology]


def test_an_ambiguous_client_tells_nothing() -> None:
    class Catalog(TomlTechnologyCatalog):
        def find_technology(self, name: str) -> Technology | None:
            raise AmbiguityError(Problem(f"{name} means two"), ["a", "b"])

    text = _GATEWAY.format(service="batch", operation="list_jobs")
    codebase = check_files({"app/gateways/runner.py": text}, select=("GW103",)).codebase
    codebase.catalog = Catalog()
    assert [find_technology(codebase, gateway) for gateway in codebase.gateways] == [""]


def test_an_ignore_in_a_file_that_can_not_be_written_back_has_no_fix() -> None:
    content = b"# coding: iso2022_jp\nx = 1  # gw: ignore[GW902] -- \x1b(B text\n"
    tree = InMemorySourceTree({"pyproject.toml": "", "app/gateways/runner.py": content})
    request = CheckRequest(profile=Profile.STRICT, select=("GW902",))
    found = check_project(tree, request, real_models(), real_technologies()).findings
    assert [each.fix for each in found] == [None]


def test_two_clients_tell_nothing() -> None:
    text = _GATEWAY.format(service="batch", operation="list_jobs").replace(
        "    def run", '        self._s3 = boto3.client("s3")\n\n    def run'
    )
    codebase = check_files({"app/gateways/runner.py": text}, select=("GW103",)).codebase
    assert [find_technology(codebase, gateway) for gateway in codebase.gateways] == [""]


def test_the_right_spelling_of_every_service_is_right() -> None:
    vocabulary = Vocabulary(real_technologies())
    names = [each.name for each in real_technologies().list_technologies() if each.service]
    assert real_models().names
    assert [fold(vocabulary.spell(name)) for name in names] == [fold(name) for name in names]
