"""Every name that a service of AWS goes by finds it, or is refused with all that it may mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gateway_builder.errors import UsageError
from gateway_builder.gateways.aws_service_table import AwsService, read_services
from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog
from gateway_builder.gateways.toml_technology_catalog import TomlTechnologyCatalog
from tests.fakes.in_memory_service_catalog import InMemoryServiceCatalog

if TYPE_CHECKING:
    from collections.abc import Iterator

CATALOG = TomlTechnologyCatalog()
SERVICES = read_services()
SEVERAL = {
    "API Gateway": {"apigateway", "apigatewayv2"},
    "Bedrock": {"bedrock", "bedrock-runtime"},
    "CloudHSM": {"cloudhsm", "cloudhsmv2"},
    "Elastic Load Balancing": {"elb", "elbv2"},
    "ELB": {"elb", "elbv2"},
    "Greengrass": {"greengrass", "greengrassv2"},
    "Inspector": {"inspector", "inspector2"},
    "Kinesis Analytics": {"kinesisanalytics", "kinesisanalyticsv2"},
    "Lex": {"lex-runtime", "lexv2-models", "lexv2-runtime"},
    "Lex V2": {"lexv2-models", "lexv2-runtime"},
    "Pinpoint SMS Voice": {"pinpoint-sms-voice", "sms-voice"},
    "Pinpoint SMS and Voice": {"pinpoint-sms-voice", "sms-voice"},
    "Pinpoint SMS and Voice Service": {"pinpoint-sms-voice", "sms-voice"},
    "Redshift": {"redshift", "redshift-data"},
    "SageMaker": {"sagemaker", "sagemaker-runtime"},
    "SES": {"ses", "sesv2"},
    "Simple Email": {"ses", "sesv2"},
    "Simple Email Service": {"ses", "sesv2"},
    "SSO": {"sso", "sso-admin", "sso-oidc"},
    "Timestream": {"timestream-query", "timestream-write"},
    "WAF": {"waf", "wafv2"},
}
"""The words that mean more than one service, without AWS and Amazon; every other name means one."""


def fold(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^(aws|amazon)", "", name.strip().lower()))


AMBIGUOUS = {fold(name): clients for name, clients in SEVERAL.items()}


def spell(service: AwsService) -> Iterator[str]:
    """What people may write for a service."""
    for name in (service.client, service.service_id, service.full_name, service.words, *service.aliases):
        bare = re.sub(r"^(AWS|Amazon)\s*", "", name)
        yield from (
            f"AWS {bare}",
            f"AWS{bare}",
            f"Amazon {bare}",
            f"aws-{bare.lower()}",
            f"aws_{bare.replace(' ', '_')}",
        )


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.client)
def test_every_name_of_a_service_finds_it_or_is_refused_with_all_that_it_may_mean(service: AwsService) -> None:
    for name in spell(service):
        clients = AMBIGUOUS.get(fold(name))
        if clients is None:
            found = CATALOG.find_technology(name)
            assert found is not None, name
            assert found.service == service.client, name
        else:
            with pytest.raises(UsageError) as refused:
                CATALOG.find_technology(name)
            assert set(re.findall(r"aws:([a-z0-9-]+)", refused.value.problems[0].message)) == clients
            assert service.client in clients


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.client)
def test_a_client_named_exactly_is_always_found(service: AwsService) -> None:
    found = CATALOG.find_technology(f"aws:{service.client}")

    assert found is not None
    assert found.service == service.client


@pytest.mark.parametrize(("word", "clients"), SEVERAL.items())
def test_a_word_for_several_services_lists_them(word: str, clients: set[str]) -> None:
    with pytest.raises(UsageError) as refused:
        CATALOG.find_technology(f"AWS {word}")

    assert set(re.findall(r"aws:([a-z0-9-]+)", refused.value.problems[0].message)) == clients


@pytest.mark.parametrize(
    ("alias", "client"),
    [
        ("Dynamo", "dynamodb"), ("ParameterStore", "ssm"), ("SystemsManager", "ssm"), ("SessionManager", "ssm"),
        ("Fargate", "ecs"), ("Aurora", "rds"), ("Cognito", "cognito-idp"), ("CognitoIdentityPools", "cognito-identity"),
        ("ALB", "elbv2"), ("NLB", "elbv2"), ("DocumentDB", "docdb"), ("IdentityCenter", "sso-admin"), ("MSK", "kafka"),
        ("Airflow", "mwaa"), ("EventBridge", "events"), ("EventBridgeScheduler", "scheduler"), ("SFN", "stepfunctions"),
        ("CloudWatchLogs", "logs"), ("CertificateManager", "acm"), ("PrivateCA", "acm-pca"), ("CostExplorer", "ce"),
        ("Beanstalk", "elasticbeanstalk"), ("S3Glacier", "glacier"), ("Macie", "macie2"), ("VPC", "ec2"),
        ("ElasticMapReduce", "emr"), ("KinesisDataStreams", "kinesis"), ("DataFirehose", "firehose"), ("XRay", "xray"),
        ("SimpleQueueService", "sqs"), ("KeyManagementService", "kms"), ("IdentityAndAccessManagement", "iam"),
        ("ElasticContainerRegistry", "ecr"), ("RelationalDatabaseService", "rds"), ("CloudMap", "servicediscovery"),
    ],
)  # fmt: skip
def test_everyday_names_are_known(alias: str, client: str) -> None:
    found = CATALOG.find_technology(f"AWS{alias}")

    assert found is not None
    assert found.service == client


def test_the_table_holds_every_service_of_the_installed_botocore() -> None:
    assert {service.client for service in SERVICES} >= set(BotocoreServiceCatalog([]).list_services())


@pytest.mark.parametrize("name", ["AWSParcels", "aws:parcels", "Amazon Parcels", "aws-parcels"])
def test_a_service_that_only_the_projects_sdk_knows_is_found_by_its_client(name: str) -> None:
    found = TomlTechnologyCatalog(open_services=InMemoryServiceCatalog).find_technology(name)

    assert found is not None
    assert (found.name, found.label, found.module, found.client) == (
        "AWSParcels",
        "AWS Parcels",
        "aws_parcels",
        "parcels",
    )
    assert (found.service, found.family, found.package, found.notes) == ("parcels", "aws", "boto3", "ACME Parcels")


@pytest.mark.parametrize("name", ["AWSLetters", "aws:letters", "Parcels"])
def test_what_no_sdk_knows_is_not_found(name: str) -> None:
    assert TomlTechnologyCatalog(open_services=InMemoryServiceCatalog).find_technology(name) is None
