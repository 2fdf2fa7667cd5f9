"""The map shows who knows whom, the same for the same files."""

from __future__ import annotations

from gateway_builder.check.gateway_map import Column, GatewayMap, MapNode, draw_map
from gateway_builder.model.finding import Finding, Severity
from tests.check.projects import discover

PROJECT = """
# src/app/gateways/interfaces.py
from typing import Protocol, runtime_checkable

@runtime_checkable
class IMailer(Protocol):
    def send(self, text: str) -> None: ...

@runtime_checkable
class IRunner(Protocol):
    def run(self, name: str) -> None: ...

# src/app/gateways/aws_batch_runner.py
import boto3

class AWSBatchRunner:
    def __init__(self) -> None:
        self._batch_client = boto3.client("batch")

    def run(self, name: str) -> None:
        self._batch_client.submit_job(jobName=name, jobQueue="q", jobDefinition="d")

# src/app/gateways/stripe_mailer.py
import stripe

class StripeMailer:
    def __init__(self) -> None:
        self._client = stripe.StripeClient("key")

    def send(self, text: str) -> None:
        self._client.send(text)

class InMemoryMailer:
    def send(self, text: str) -> None:
        self._sent = text

# src/app/use_cases/start.py
import json

from app.gateways.interfaces import IMailer, IRunner

class Start:
    def __init__(self, runner: IRunner, mailer: IMailer) -> None:
        self._runner = runner

class _Step: ...

# src/app/use_cases/several.py
from app.gateways.interfaces import IMailer

class One: ...
class Two: ...

# src/app/use_cases/alone.py
class Alone: ...

# src/app/service.py
from app.gateways.interfaces import IMailer

class Greeting:
    def __init__(self, mailer: IMailer) -> None:
        self._mailer = mailer
"""


def drawn() -> GatewayMap:
    return draw_map(discover(PROJECT))


def titles(found: GatewayMap, column: Column) -> list[str]:
    return [each.title for each in found.column(column)]


def test_each_column_holds_what_it_is_for() -> None:
    found = drawn()
    assert set(titles(found, Column.USE_CASE)) == {"Start", "several", "Greeting"}
    assert set(titles(found, Column.INTERFACE)) == {"IMailer", "IRunner"}
    assert set(titles(found, Column.GATEWAY)) == {"AWSBatchRunner", "StripeMailer", "InMemoryMailer"}
    assert set(titles(found, Column.SERVICE)) == {"AWS Batch", "stripe"}
    assert [each.title for each in found.nodes if each.is_fake] == ["InMemoryMailer"]
    named = {each.key: each.title for each in found.nodes}
    edges = {(named[first], named[second]) for first, second in found.edges}
    assert {("Start", "IRunner"), ("IRunner", "AWSBatchRunner"), ("AWSBatchRunner", "AWS Batch")} <= edges


def test_it_is_drawn_the_same_each_time() -> None:
    assert drawn() == drawn()


def finding(path: str, scope: str) -> Finding:
    return Finding("GW501", "a-rule", "wrong", Severity.ERROR, path, scope=scope)


def test_a_finding_stands_in_its_class_or_file() -> None:
    of_class = MapNode("a", Column.GATEWAY, "A", "a.py", 1, "A")
    of_file = MapNode("b", Column.USE_CASE, "b", "b.py")
    assert of_class.holds(finding("a.py", "A"))
    assert of_class.holds(finding("a.py", "A.run"))
    assert not of_class.holds(finding("a.py", "AB.run"))
    assert not of_class.holds(finding("a.py", ""))
    assert not of_class.holds(finding("b.py", "A"))
    assert of_file.holds(finding("b.py", "anything"))
