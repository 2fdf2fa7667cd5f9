"""Any spelling finds its technology, and nothing is guessed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from gateway_builder.errors import UsageError
from gateway_builder.gateways import toml_technology_catalog
from gateway_builder.gateways.interfaces import ITechnologyCatalog
from gateway_builder.gateways.toml_technology_catalog import TomlTechnologyCatalog
from gateway_builder.model.technology import Technology

FILE = Path(toml_technology_catalog.__file__).parent / "technologies.toml"
CATALOG = TomlTechnologyCatalog()


def found(name: str) -> Technology:
    technology = CATALOG.find_technology(name)
    assert technology is not None
    return technology


def test_it_satisfies_the_interface() -> None:
    assert isinstance(CATALOG, ITechnologyCatalog)


@pytest.mark.parametrize(
    "spelling", ["AWSBatch", "aws-batch", "AWS Batch", "awsbatch", "aws_batch", "aws:batch", "Amazon Batch"]
)
def test_every_spelling_of_an_aws_service_is_the_same(spelling: str) -> None:
    batch = found(spelling)

    assert (batch.name, batch.label, batch.module, batch.client) == ("AWSBatch", "AWS Batch", "aws_batch", "batch")
    assert (batch.service, batch.package, batch.family) == ("batch", "boto3", "aws")


@pytest.mark.parametrize(
    ("spelling", "name", "module", "client", "service"),
    [
        ("AWSSNS", "AWSSNS", "aws_sns", "sns", "sns"),
        ("AWSEventBridge", "AWSEventBridge", "aws_eventbridge", "events", "events"),
        ("AWSStepFunctions", "AWSStepFunctions", "aws_step_functions", "stepfunctions", "stepfunctions"),
        ("AWS SES v2", "AWSSESv2", "aws_ses_v2", "sesv2", "sesv2"),
        ("AWSSecretsManager", "AWSSecretsManager", "aws_secrets_manager", "secretsmanager", "secretsmanager"),
        ("aws:cognito-idp", "AWSCognito", "aws_cognito", "cognito_idp", "cognito-idp"),
    ],
)
def test_aws_services_are_spelled_as_people_say_them(
    spelling: str, name: str, module: str, client: str, service: str
) -> None:
    technology = found(spelling)

    assert (technology.name, technology.module, technology.client, technology.service) == (
        name,
        module,
        client,
        service,
    )


@pytest.mark.parametrize(
    ("alias", "service"),
    [
        ("Dynamo", "dynamodb"), ("ParameterStore", "ssm"), ("SystemsManager", "ssm"), ("Fargate", "ecs"),
        ("Aurora", "rds"), ("Cognito", "cognito-idp"), ("ALB", "elbv2"), ("DocumentDB", "docdb"), ("S3", "s3"),
        ("AWSIdentityCenter", "sso-admin"), ("AWSMSK", "kafka"), ("AWSKafka", "kafka"),
    ],
)  # fmt: skip
def test_everyday_names_are_aliases(alias: str, service: str) -> None:
    assert found(alias).service == service


@pytest.mark.parametrize(
    ("word", "clients"),
    [
        ("AWSBedrock", ["bedrock", "bedrock-runtime"]), ("AWSSageMaker", ["sagemaker", "sagemaker-runtime"]),
        ("AWSRedshift", ["redshift", "redshift-data"]), ("AWSSES", ["ses", "sesv2"]), ("AWSWAF", ["waf", "wafv2"]),
        ("AWSELB", ["elb", "elbv2"]), ("AWSAPIGateway", ["apigateway", "apigatewayv2"]),
        ("AWSSSO", ["sso", "sso-admin", "sso-oidc"]), ("AWSTimestream", ["timestream-query", "timestream-write"]),
        ("AWSLex", ["lex-runtime", "lexv2-models", "lexv2-runtime"]),
    ],
)  # fmt: skip
def test_a_word_for_several_services_is_refused_with_all_of_them(word: str, clients: list[str]) -> None:
    with pytest.raises(UsageError) as refused:
        CATALOG.find_technology(word)

    problem = refused.value.problems[0]
    assert re.findall(r"aws:([a-z0-9-]+)", problem.message) == clients
    assert problem.hint.endswith(f"--tech aws:{clients[-1]}")


@pytest.mark.parametrize("client", ["bedrock", "ses", "waf", "elb", "sso"])
def test_a_client_named_exactly_is_never_ambiguous(client: str) -> None:
    assert found(f"aws:{client}").service == client


@pytest.mark.parametrize("word", ["Config", "Connect", "Salesforce", "AWSNothing", "aws:nothing", "", "--", "AWS"])
def test_what_might_be_anything_is_not_found(word: str) -> None:
    assert CATALOG.find_technology(word) is None


@pytest.mark.parametrize(
    ("spelling", "name", "module", "client", "package"),
    [
        ("SendGrid", "SendGrid", "sendgrid", "sendgrid", "sendgrid"),
        ("send-grid", "SendGrid", "sendgrid", "sendgrid", "sendgrid"),
        ("slack", "Slack", "slack", "slack", "slack_sdk"),
        ("Stripe", "Stripe", "stripe", "stripe", "stripe"),
        ("twilio", "Twilio", "twilio", "twilio", "twilio"),
        ("smtp", "SMTP", "smtp", "smtp", ""),
        ("redis", "Redis", "redis", "redis", "redis"),
        ("Rabbit MQ", "RabbitMQ", "rabbitmq", "rabbitmq", "pika"),
        ("kafka", "Kafka", "kafka", "kafka", "confluent-kafka"),
        ("Google Cloud Storage", "GCS", "gcs", "storage", "google-cloud-storage"),
        ("azure_blob", "AzureBlob", "azure_blob", "blob", "azure-storage-blob"),
        ("REST", "HTTP", "http", "http", "httpx"),
    ],
)
def test_the_first_dozen(spelling: str, name: str, module: str, client: str, package: str) -> None:
    technology = found(spelling)

    assert (technology.name, technology.module, technology.client, technology.package) == (
        name,
        module,
        client,
        package,
    )
    assert technology.known
    assert technology.build
    assert technology.errors


def test_every_service_of_botocore_is_listed_once_under_a_name_that_code_can_hold() -> None:
    listed = CATALOG.list_technologies()
    names = [technology.name for technology in listed]

    assert len([technology for technology in listed if technology.family == "aws"]) == 439
    assert len(set(names)) == len(names) == len({technology.module for technology in listed})
    assert names == sorted(names, key=str.lower)
    assert all(re.fullmatch(r"[A-Z][A-Za-z0-9]*", name) for name in names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", technology.module + technology.client) for technology in listed)


def test_every_listed_technology_is_found_by_its_name_or_is_refused_as_ambiguous() -> None:
    ambiguous = 0
    for technology in CATALOG.list_technologies():
        try:
            assert CATALOG.find_technology(technology.name) == technology
        except UsageError:
            ambiguous += 1
            assert CATALOG.find_technology(f"aws:{technology.service}") == technology

    assert ambiguous < 20


@pytest.mark.parametrize(
    ("typo", "near"),
    [
        ("SendGrdi", "SendGrid"),
        ("AWSBatsh", "AWSBatch"),
        ("AWSStepFunction", "AWSStepFunctions"),
        ("Sripe", "Stripe"),
        ("AWSSQSS", "AWSSQS"),
    ],
)
def test_a_typo_is_answered_with_the_near_name(typo: str, near: str) -> None:
    assert near in CATALOG.suggest_technologies(typo)


def test_an_unknown_service_of_aws_is_always_answered() -> None:
    assert CATALOG.suggest_technologies("AWSXyzzy")
    assert CATALOG.suggest_technologies("AWSSystemsManagr")[0] == "AWSSSM"


def test_what_is_like_nothing_gets_no_suggestion() -> None:
    assert CATALOG.suggest_technologies("Zyxwvu") == ()


def test_the_projects_own_technologies_come_first() -> None:
    own = Technology("SendGrid", "Our SendGrid", "our_sendgrid", "mail")
    catalog = TomlTechnologyCatalog(
        extra=[own, Technology("AcmePay", "Acme Pay", "acme_pay", "acme", aliases=("Acme",))]
    )

    assert catalog.find_technology("sendgrid") == own
    assert [each for each in catalog.list_technologies() if each.name == "SendGrid"] == [own]
    assert getattr(catalog.find_technology("acme"), "name", "") == "AcmePay"
    assert catalog.suggest_technologies("AcmePya") == ("AcmePay",)


def test_the_asynchronous_client_of_an_sdk_is_known() -> None:
    redis = found("Redis").asynchronous

    assert redis is not None
    assert redis.client_type == "redis.asyncio.Redis"
    assert found("Stripe").asynchronous is None


def test_what_is_scanned_of_the_file_is_what_it_says() -> None:
    """Only the section that is asked for is parsed; names are found in its text."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for entry in entries["technology"]:
        for spelling in (entry["name"], entry["label"], entry["module"], *entry.get("aliases", ())):
            assert (found(spelling).name, list(found(spelling).imports)) == (entry["name"], entry["imports"])
    assert [found(client).service for client in entries["aws"]["everyday"]] == entries["aws"]["everyday"]


@pytest.mark.parametrize(
    "name", ["AWS Simple Queue Service", "Amazon Simple Queue Service", "AWSSQS", "aws-sqs", "aws:sqs"]
)
def test_a_service_is_found_by_its_full_name_whoever_stands_before_it(name: str) -> None:
    found = TomlTechnologyCatalog().find_technology(name)
    assert found is not None
    assert (found.name, found.service) == ("AWSSQS", "sqs")
