"""Which words in names are those of a vendor or its product, and how technologies are spelt."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from gateway_builder.english import word_set
from gateway_builder.errors import GatewayBuilderError
from gateway_builder.naming import fold, split_words
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.gateways.interfaces import ITechnologyCatalog

_BRANDS = word_set(
    "AWS Azure GCP GCS SendGrid Mailgun Mailchimp Mailjet Twilio Vonage PayPal Adyen Braintree Salesforce HubSpot "
    "Zendesk Datadog PagerDuty OpsGenie GitHub GitLab Bitbucket Jira OpenAI Anthropic Kafka RabbitMQ Redis Memcached "
    "Elasticsearch OpenSearch MongoDB Mongo PostgreSQL Postgres MySQL MariaDB SQLite DynamoDB CosmosDB BigQuery "
    "Bigtable Firebase Firestore Supabase Kubernetes Algolia Auth0 Okta Keycloak Databricks Weaviate Qdrant Cloudinary "
    "Cloudflare CloudWatch CloudFront CloudFormation EventBridge SageMaker ElastiCache S3 SQS EC2 EKS RDS Route53 "
    "Fargate Cognito Redshift Rekognition Textract DocuSign QuickBooks MinIO Keyspaces"
)
_WHERE_USED = {"sns": "SNS", "ses": "SES", "ecs": "ECS", "kms": "KMS", "ssm": "SSM", "stripe": "Stripe"}
_ALSO_WORDS = ("Slack", "HTTP", "HTTPS", "SMTP", "SFTP", "FTP", "LDAP", "MQTT", "AMQP", "GRPC", "GraphQL")
_AMAZON = ("aws", "amazon")
_PRODUCTS = {
    "google": word_set("cloud maps drive sheets calendar analytics pubsub storage gemini vertex"),
    "microsoft": word_set("graph teams azure entra"),
    "apple": word_set("pay"),
}
_LONGEST = 4
_AWS_AND_MORE = re.compile(r"(?<=^AWS)(?=[A-Z0-9]+$)")


@value
class VendorWord:
    """A vendor's word in a name: its text, the characters that it takes, and how it is spelt right."""

    text: str
    start: int
    end: int
    spelling: str


class Vocabulary:
    """The words of vendors. Those that are also ordinary words (`Slack`, `Batch`) count only beside their vendor."""

    def __init__(self, catalog: ITechnologyCatalog, configured: Iterable[str] = ()) -> None:
        """Make a vocabulary.

        Args:
            catalog: What is known of technologies.
            configured: Spellings that win over ours.
        """
        self._catalog = catalog
        self._services: dict[str, str] = {}
        self._house = {fold(word): word for word in configured}
        self._brands = {fold(word): word for word in _BRANDS}
        self._spellings = {**{fold(w): w for w in _ALSO_WORDS}, **_WHERE_USED, **self._brands, **self._house}

    @classmethod
    def of(cls, codebase: Codebase) -> Vocabulary:
        """The vocabulary of a project, made once."""
        return codebase.once(cls._read)

    @classmethod
    def _read(cls, codebase: Codebase) -> Vocabulary:
        configuration = codebase.configuration
        own = (technology.name for technology in configuration.technologies)
        return cls(codebase.catalog, (*own, *configuration.vocabulary))

    def find_in(self, name: str, used: Iterable[str] = ()) -> tuple[VendorWord, ...]:
        """The vendors' words in a name that can mean nothing else, from left to right.

        Args:
            name: Name of a class, method, field or module.
            used: Services that the code behind the name talks to (`sns`), which make their acronyms certain.
        """
        certain = {**self._brands, **{key: _WHERE_USED[key] for key in used if key in _WHERE_USED}}
        return tuple(self._scan(name, certain))

    def spell(self, name: str) -> str:
        """The name with the technologies in it spelt right; the same where nothing is wrong."""
        for word in reversed([*self._scan(name, self._spellings)]):
            name = name[: word.start] + word.spelling + name[word.end :]
        return name

    def names_technology(self, name: str) -> bool:
        """Whether a whole name is that of a technology: `AWSBatch`, `SendGrid`, `Slack`."""
        return fold(name) in self._spellings or bool(self._pair([word for word, _ in _place_words(name)]))

    def begins_with_technology(self, name: str) -> bool:
        """Whether the first words of a name are those of a technology, one that is also an ordinary word included."""
        first = next(self._scan(name, self._spellings), None)
        return first is not None and first.start == 0

    def _scan(self, name: str, certain: Mapping[str, str]) -> Iterator[VendorWord]:
        words = _place_words(name)
        position = 0
        while position < len(words):
            found = next(filter(None, (self._match(name, run, certain) for run in _runs(words[position:]))), None)
            if found:
                yield found
            position += len(_place_words(found.text)) if found else 1

    def _match(self, name: str, run: Sequence[tuple[str, int]], certain: Mapping[str, str]) -> VendorWord | None:
        start, end = run[0][1], run[-1][1] + len(run[-1][0])
        key = fold(name[start:end])
        is_joined = all(before + len(word) == after for (word, before), (_, after) in pairwise(run))
        spelling = certain.get(key, "") if is_joined else ""
        spelling = spelling or self._pair([word for word, _ in run])
        return VendorWord(name[start:end], start, end, self._house.get(key, spelling)) if spelling else None

    def _pair(self, words: Sequence[str]) -> str:
        """How a vendor with one of its products is spelt; "" where the words are no such pair."""
        vendor, rest = fold(words[0]), "".join(words[1:])
        if vendor in _AMAZON and rest:
            found = self._find_service(rest)
            is_its_name = fold(found) == fold(vendor + rest)
            return found if is_its_name else found and f"{words[0]}{rest}"
        return f"{words[0]}{rest}" if fold(rest) in _PRODUCTS.get(vendor, ()) else ""

    def _find_service(self, name: str) -> str:
        if name not in self._services:
            try:
                found = self._catalog.find_technology(f"aws{fold(name)}")
                self._services[name] = found.name if found else ""
            except GatewayBuilderError:  # it means more than one, each of them a service
                self._services[name] = f"AWS{name}"
        return self._services[name]


def services_of(gateways: Iterable[GatewayView]) -> frozenset[str]:
    """What gateways talk to: machine names of services, and SDKs that are named after their service."""
    held = [attribute.client for gateway in gateways for attribute in gateway.clients]
    return frozenset(name for client in held for name in (client.service or client.sdk,))


def _place_words(name: str) -> list[tuple[str, int]]:
    """The words of a name, each with the place where it begins; AWS is a word of its own (`AWSSQS`)."""
    placed = []
    position = 0
    for word in (part for whole in split_words(name) for part in _AWS_AND_MORE.split(whole) if part):
        position = name.index(word, position)
        placed.append((word, position))
        position += len(word)
    return placed


def _runs(words: list[tuple[str, int]]) -> Iterator[list[tuple[str, int]]]:
    """The beginnings of a list of words, longest first."""
    return (words[:size] for size in range(min(len(words), _LONGEST), 0, -1))
