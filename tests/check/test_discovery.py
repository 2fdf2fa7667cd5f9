"""Which classes of a project are interfaces and gateways, and which files are parsed for that."""

from __future__ import annotations

import pytest

from gateway_builder.check.discovery import discover_codebase
from gateway_builder.check.layers import Layer
from gateway_builder.errors import Problem, UsageError
from tests.check.cases import check_files, read_project_text, real_models, real_technologies
from tests.check.projects import discover, gateways, interfaces
from tests.fakes.in_memory_source_tree import InMemorySourceTree

STANDARD = """
# src/app/gateways/interfaces.py
from typing import Protocol, runtime_checkable

@runtime_checkable
class ISimulationRunner(Protocol):
    def submit_run(self, run: str) -> None: ...
    def describe_run(self, run: str) -> str: ...

class _BatchClient(Protocol):
    def submit_job(self) -> None: ...

# src/app/gateways/aws_batch_simulation_runner.py
class AWSBatchSimulationRunner:
    def submit_run(self, run: str) -> None: ...
    def describe_run(self, run: str) -> str: ...
"""


def test_the_standard_layout() -> None:
    codebase = discover(STANDARD)
    assert interfaces(codebase) == ["ISimulationRunner"]
    assert gateways(codebase) == ["AWSBatchSimulationRunner structural:ISimulationRunner"]
    assert codebase.interfaces[0].in_place
    assert codebase.gateways[0].in_place
    assert codebase.package_of("src/app/gateways/interfaces.py").has_gateways


@pytest.mark.parametrize(
    ("interfaces_file", "gateway_file"),
    [
        ("app/ports.py", "app/adapters/ses.py"),
        ("app/ports/mail.py", "app/adapters/ses.py"),
        ("app/domain/ports.py", "app/infrastructure/ses.py"),
        ("src/app/application/interfaces/mail.py", "src/app/infrastructure/mail/ses.py"),
        ("app/protocols.py", "app/clients/ses.py"),
        ("app/ports.py", "app/gateways/ses.py"),
        ("gateways/interfaces.py", "gateways/ses.py"),
        ("ports.py", "adapters/ses.py"),
        ("protocols.py", "clients/ses.py"),
        ("app/core/interfaces.py", "app/gateways/ses.py"),
        ("app/gateways/ses.py", "app/gateways/ses.py"),
        ("app/domain/notifications.py", "app/gateways/ses.py"),
        ("app/gateways.py", "app/gateways.py"),
        ("packages/domain/src/domain/ports.py", "packages/infra/src/shop/adapters/ses.py"),
    ],
)
def test_layouts(interfaces_file: str, gateway_file: str) -> None:
    module = interfaces_file.removeprefix("src/").removesuffix(".py").replace("/", ".")
    module = module.removeprefix("packages.domain.src.")
    port = "from typing import Protocol\nclass IMailSender(Protocol):\n    def send(self, text: str) -> None: ...\n"
    adapter = (
        f"from {module} import IMailSender\nclass SESMailSender(IMailSender):\n    def send(self, text): ...\n"
        if interfaces_file != gateway_file
        else "class SESMailSender(IMailSender):\n    def send(self, text): ...\n"
    )
    if interfaces_file == gateway_file:
        codebase = discover(f"\n# {gateway_file}\n{port}{adapter}")
    else:
        codebase = discover(f"\n# {interfaces_file}\n{port}\n# {gateway_file}\n{adapter}")
    assert interfaces(codebase) == ["IMailSender"]
    assert gateways(codebase) == ["SESMailSender nominal:IMailSender"]
    assert codebase.layer(gateway_file) is Layer.GATEWAY
    assert codebase.package_of(gateway_file).has_gateways


@pytest.mark.parametrize(
    "base",
    [
        "from typing import Protocol\nclass IX(Protocol):",
        "import typing as t\nclass IX(t.Protocol):",
        "from typing_extensions import Protocol as P\nclass IX(P):",
        "from typing import *\nclass IX(Protocol):",
        "try:\n    from typing import Protocol\nexcept ImportError:\n    Protocol = 0\nclass IX(\n    Protocol,\n):",
        "from app.compat import Protocol\nclass IX(Protocol):",
        "from app.compat import Proto as Protocol\nclass IX(Protocol):",
        "from typing import Generic, Protocol, TypeVar\nT = TypeVar('T')\nclass IX(Protocol[T]):",
        "from app.gateways.base import IBase\nfrom typing import Protocol\nclass IX(IBase, Protocol):",
    ],
)
def test_protocols_count_by_origin(base: str) -> None:
    codebase = discover(f"""
# app/compat.py
from typing_extensions import Protocol
from typing_extensions import Protocol as Proto

# app/gateways/base.py
from typing import Protocol
class IBase(Protocol):
    def close(self) -> None: ...

# app/gateways/interfaces.py
{base}
    def send(self) -> None: ...
""")
    assert "IX" in interfaces(codebase)


@pytest.mark.parametrize(
    "base",
    [
        "class Protocol: ...\nclass IX(Protocol):",
        "from zope import Protocol\nclass IX(Protocol):",
        "class IX:",
        "from typing import Protocol\nclass _IX(Protocol):",
        "from typing import Protocol\nclass IX(Protocol):\n    name: str\nclass Other:",
        "from typing import Protocol\nclass IOrderRepository(Protocol):",
        "from abc import ABC\nclass IX(ABC):",
    ],
)
def test_what_is_no_interface(base: str) -> None:
    assert interfaces(discover(f"\n# app/gateways/interfaces.py\n{base}\n    def send(self) -> None: ...\n")) == []


def test_abstract_classes() -> None:
    codebase = discover("""
# app/gateways/interfaces.py
import abc
from abc import ABCMeta, abstractmethod

class MailPort(abc.ABC):
    @abc.abstractmethod
    def send(self) -> None: ...
    def close(self) -> None: ...

class ChatPort(metaclass=ABCMeta):
    @abstractmethod
    async def post(self) -> None: ...

class VoicePort(ChatPort):
    @abstractmethod
    def call(self) -> None: ...
""")
    assert interfaces(codebase) == ["MailPort", "ChatPort", "VoicePort"]
    assert [list(each.methods) for each in codebase.interfaces] == [["send"], ["post"], ["post", "call"]]


def test_a_library_with_protocols_has_no_interfaces_and_is_hardly_parsed() -> None:
    codebase = discover("""
# lib/protocols.py
from typing import Protocol
class SupportsClose(Protocol):
    def close(self) -> None: ...

# lib/streams.py
class Stream:
    def close(self) -> None: ...

# lib/models/base.py
class Base: ...

# tests/test_streams.py
from lib.streams import Stream
""")
    assert interfaces(codebase) == []
    assert gateways(codebase) == []
    assert codebase.modules == {}
    assert not codebase.package_of("lib/streams.py").has_gateways


def test_classes_among_gateways_that_are_none() -> None:
    codebase = discover(
        STANDARD
        + """
# src/app/gateways/others.py
import enum
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import NamedTuple, TypedDict
import pydantic

class Kind(enum.Enum):
    A = 1

class RunnerError(Exception): ...

class OtherError(RunnerError): ...

class Answer(TypedDict):
    status: str

class Pair(NamedTuple):
    one: str

class Row(pydantic.BaseModel):
    one: str

@dataclass
class Config:
    queue: str

class BaseRunner(ABC):
    @abstractmethod
    def _call(self) -> None: ...
    def submit_run(self, run: str) -> None: ...

class _Hidden:
    def submit_run(self, run: str) -> None: ...
    def describe_run(self, run: str) -> str: ...

class RunMapper:
    def to_run(self, answer: Answer) -> str: ...
"""
    )
    assert gateways(codebase) == ["AWSBatchSimulationRunner structural:ISimulationRunner"]


def test_a_gateway_known_by_most_methods_and_its_name() -> None:
    codebase = discover(
        STANDARD
        + """
# src/app/gateways/kubernetes_simulation_runner.py
class KubernetesSimulationRunner:
    def submit_run(self, run: str) -> None: ...
    def describe(self, run: str) -> str: ...

# src/app/gateways/slack.py
class SlackNotifier:
    def notify(self) -> None: ...
"""
    )
    assert gateways(codebase) == [
        "AWSBatchSimulationRunner structural:ISimulationRunner",
        "KubernetesSimulationRunner named:ISimulationRunner",
    ]


def test_a_gateway_that_inherits_its_methods_through_a_shared_base() -> None:
    codebase = discover(
        STANDARD
        + """
# src/app/gateways/base.py
class BaseRunner:
    def submit_run(self, run: str) -> None: ...

# src/app/gateways/local_simulation_runner.py
from .base import BaseRunner

class LocalSimulationRunner(BaseRunner):
    def describe_run(self, run: str) -> str: ...
"""
    )
    assert "LocalSimulationRunner structural:ISimulationRunner" in gateways(codebase)
    assert not any(each.startswith("BaseRunner") for each in gateways(codebase))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("InMemorySimulationRunner", "src/app/gateways/in_memory.py"),
        ("FakeSimulationRunner", "src/app/gateways/fake_runner.py"),
        ("LoggingSimulationRunner", "src/app/gateways/logging_runner.py"),
        ("LocalRunner", "src/app/gateways/fakes/local.py"),
        ("SimulationRunnerStub", "src/app/gateways/stub.py"),
    ],
)
def test_fakes(name: str, path: str) -> None:
    codebase = discover(
        f"{STANDARD}\n# {path}\nclass {name}:\n"
        "    def submit_run(self, run): ...\n    def describe_run(self, run): ...\n"
    )
    assert {each.name: each.is_fake for each in codebase.gateways} == {name: True, "AWSBatchSimulationRunner": False}


def test_repositories_are_no_gateways() -> None:
    codebase = discover("""
# app/ports.py
from typing import Protocol
class RunRepository(Protocol):
    def add(self, run: str) -> None: ...
class IMailSender(Protocol):
    def send(self) -> None: ...

# app/adapters/sql.py
from app.ports import RunRepository
class SQLRunRepository(RunRepository):
    def add(self, run: str) -> None: ...

# app/adapters/smtp.py
from app.ports import IMailSender
class SMTPMailSender(IMailSender):
    def send(self) -> None: ...

# app/repositories/interfaces.py
from typing import Protocol
class IRuns(Protocol):
    def add(self, run: str) -> None: ...
""")
    assert interfaces(codebase) == ["IMailSender"]
    assert gateways(codebase) == ["SMTPMailSender nominal:IMailSender"]


def test_ports_that_use_cases_offer_are_not_those_of_gateways() -> None:
    codebase = discover("""
# app/ports/mail.py
from typing import Protocol
class IMailSender(Protocol):
    def send(self) -> None: ...

# app/ports/unused.py
from typing import Protocol
class IChat(Protocol):
    def post(self) -> None: ...

# app/ports/inbound/orders.py
from typing import Protocol
class IPlaceOrder(Protocol):
    def place(self) -> None: ...

# app/ports/billing.py
from typing import Protocol
class ISendBill(Protocol):
    def send_bill(self) -> None: ...

# app/services/billing.py
from app.ports.billing import ISendBill
class SendBill(ISendBill):
    def send_bill(self) -> None: ...

# app/adapters/smtp.py
from app.ports.mail import IMailSender
class SMTPMailSender(IMailSender):
    def send(self) -> None: ...
""")
    assert interfaces(codebase) == ["IMailSender", "IChat"]


def test_the_files_that_are_parsed() -> None:
    codebase = discover(
        STANDARD
        + """
# src/app/use_cases/submit.py
class Submit: ...

# src/app/models/run.py
class Run: ...

# src/app/text.py
class Text: ...

# src/app/build.py
from app.gateways.aws_batch_simulation_runner import AWSBatchSimulationRunner

# src/app/ignoring.py
x = 1  # gw: ignore[GW101] -- why

# src/other/use_cases/x.py
class X: ...

# src/other/queue.py
import boto3

# tests/test_runner.py
from app.gateways.aws_batch_simulation_runner import AWSBatchSimulationRunner

# tests/test_text.py
from app.text import Text

# src/asked.py
def f(): ...
""",
        "src/asked.py",
        "src/nowhere.py",
    )
    assert list(codebase.modules) == [
        "src/app/build.py",
        "src/app/gateways/aws_batch_simulation_runner.py",
        "src/app/gateways/interfaces.py",
        "src/app/ignoring.py",
        "src/app/models/run.py",
        "src/app/use_cases/submit.py",
        "src/asked.py",
        "src/other/queue.py",
        "tests/test_runner.py",
    ]


def test_an_interface_among_gateways_counts_where_it_means_to_be_one() -> None:
    codebase = discover("""
# app/gateways/aws_batch.py
from typing import Protocol

class BatchClient(Protocol):
    def submit_job(self, **arguments: str) -> object: ...

class IRunner(Protocol):
    def run(self) -> None: ...
""")
    assert interfaces(codebase) == ["IRunner"]
    assert not codebase.interfaces[0].in_place


def test_a_class_does_not_implement_what_stands_in_another_package() -> None:
    codebase = discover("""
# src/a/gateways/interfaces.py
from typing import Protocol
class IMailSender(Protocol):
    def send(self) -> None: ...
    def close(self) -> None: ...

# src/b/gateways/ses_mail_sender.py
class SESMailSender:
    def send(self) -> None: ...
    def close(self) -> None: ...
""")
    assert gateways(codebase) == []


def test_the_interface_that_the_name_says_wins_over_one_of_the_same_methods() -> None:
    codebase = discover("""
# app/gateways/interfaces.py
from typing import Protocol
class IMailSender(Protocol):
    def send(self) -> None: ...
    def check(self) -> None: ...
class ISmsSender(Protocol):
    def send(self) -> None: ...
    def check(self) -> None: ...
class IRunner(Protocol):
    def run(self) -> None: ...
class ISimulationRunner(IRunner, Protocol):
    def stop(self) -> None: ...

# app/gateways/twilio.py
class TwilioSmsSender:
    def send(self) -> None: ...
    def check(self) -> None: ...

# app/gateways/batch.py
class BatchSimulationRunner:
    def run(self) -> None: ...
    def stop(self) -> None: ...
""")
    assert gateways(codebase) == [
        "BatchSimulationRunner structural:ISimulationRunner",
        "TwilioSmsSender structural:ISmsSender",
    ]


SENDER = """
# src/app/mail.py
from abc import ABC, abstractmethod
class MailSender(ABC):
    @abstractmethod
    def send_mail(self, text: str) -> None: ...

class Template(ABC):
    @abstractmethod
    def render(self, text: str) -> str: ...
    def send_twice(self, text: str) -> None: ...
"""


def test_a_class_elsewhere_that_holds_a_client_is_a_gateway() -> None:
    codebase = discover(
        SENDER
        + """
# src/app/ses.py
import json, boto3
from app.mail import MailSender, Template

class SESMailSender(MailSender):
    def __init__(self):
        self._ses_client = boto3.client("ses")
    def send_mail(self, text):
        self._ses_client.send_email(Message=text)

class SESTemplate(Template):
    def __init__(self):
        self._ses_client = boto3.client("ses")
    def render(self, text): ...
"""
    )
    assert gateways(codebase) == ["SESMailSender nominal:MailSender"]
    assert codebase.layer("src/app/ses.py") is Layer.GATEWAY
    assert codebase.layer("src/app/mail.py") is Layer.INTERFACES
    assert not codebase.package_of("src/app/ses.py").has_gateways


@pytest.mark.parametrize(
    ("methods", "found"),
    [
        ("def send_mail(self, text): ...", ["SESMailSender structural:MailSender"]),
        ("def send_mail(self, message): ...", []),
        ("def send_mail(self): ...", ["SESMailSender structural:MailSender"]),
    ],
)
def test_methods_of_the_same_name_by_chance(methods: str, found: list[str]) -> None:
    codebase = discover(f"""{SENDER}
# src/app/ses.py
import boto3
class SESMailSender:
    def __init__(self):
        self._ses_client = boto3.client("ses")
    {methods}
""")
    assert gateways(codebase) == found


def test_one_method_is_enough_where_nothing_else_is_meant() -> None:
    codebase = discover("""
# app/gateways/interfaces.py
from typing import Protocol
class IMailSender(Protocol):
    def send(self) -> None: ...
class IRunner(Protocol):
    def run(self) -> None: ...

# app/gateways/ses.py
import boto3
class SESMailer:
    def __init__(self):
        self._ses_client = boto3.client("ses")
    def send(self): ...

# app/gateways/named.py
class AWSMailSender:
    def deliver(self): ...

# app/gateways/repository.py
class RunRepository:
    def run(self): ...

# app/gateways/factory.py
import boto3
class Clients:
    def make(self):
        return boto3.client("ses")
""")
    assert gateways(codebase) == [
        "Clients",
        "AWSMailSender named:IMailSender",
        "SESMailer structural:IMailSender",
    ]


def test_properties_alone_are_no_interface() -> None:
    codebase = discover("""
# app/gateways/interfaces.py
from typing import Protocol
class IState(Protocol):
    @property
    def name(self) -> str: ...
""")
    assert interfaces(codebase) == []


def test_stubs_count_where_they_stand_alone() -> None:
    codebase = discover("""
# app/gateways/interfaces.pyi
from typing import Protocol
class IRunner(Protocol):
    def run(self) -> None: ...

# app/gateways/aws.py
class AWSRunner:
    def run(self): ...

# app/gateways/aws.pyi
class AWSRunner:
    def run(self) -> None: ...
""")
    assert interfaces(codebase) == ["IRunner"]
    assert codebase.paths == ("app/gateways/aws.py", "app/gateways/interfaces.pyi")


def test_a_file_that_can_not_be_read_does_not_stop_the_others() -> None:
    codebase = discover(
        STANDARD + "\n# src/app/gateways/broken.py\ndef f(:\n\n# src/app/gateways/deep.py\nx = " + "-" * 9000 + "1\n"
    )
    assert set(codebase.index.unreadable) == {"src/app/gateways/broken.py", "src/app/gateways/deep.py"}
    assert interfaces(codebase) == ["ISimulationRunner"]


def test_a_file_that_is_too_large_to_be_read_is_left_out() -> None:
    class Refusing(InMemorySourceTree):
        def read_file(self, path: str) -> bytes | None:
            if path.endswith("large.py"):
                raise UsageError(Problem("too large"))
            return super().read_file(path)

    files = {"pyproject.toml": "", **read_project_text(STANDARD), "src/app/gateways/large.py": ""}
    codebase = discover_codebase(Refusing(files), real_models(), real_technologies())
    assert set(codebase.index.unreadable) == {"src/app/gateways/large.py"}
    assert interfaces(codebase) == ["ISimulationRunner"]


def test_bases_that_go_round_in_circles() -> None:
    codebase = discover("""
# app/ports.py
from typing import Protocol
class IMailSender(Protocol):
    def send_mail(self) -> None: ...

# app/adapters/ses.py
from app.ports import IMailSender
class One(Two): ...
class Two(One, Two): ...
class SESMailSender(One, IMailSender):
    def send_mail(self): ...
""")
    assert gateways(codebase) == ["SESMailSender nominal:IMailSender"]


def test_most_methods_and_the_whole_name_are_enough_for_a_class_with_a_client() -> None:
    codebase = discover("""
# app/contracts.py
from typing import Protocol
class MailSender(Protocol):
    def send_mail(self, text: str) -> None: ...
    def check_mail(self, text: str) -> None: ...
    def stop(self) -> None: ...

# app/ses.py
import boto3
class SESMailSender:
    def __init__(self):
        self._ses_client = boto3.client("ses")
    def send_mail(self, text): ...
    def check_mail(self, text): ...
""")
    assert gateways(codebase) == ["SESMailSender named:MailSender"]


@pytest.mark.parametrize("depth", [300, 850])
def test_deeply_nested_code_is_checked_like_any_other(depth: int) -> None:
    text = " + ".join(["'a'"] * depth)
    chain = "".join(f"        elif run == {text[:3]}: pass\n" for _ in range(depth // 4))
    files = read_project_text(STANDARD)
    files["src/app/gateways/deep.py"] = (
        "import boto3\nclass AWSSimulationRunner:\n"
        "    def __init__(self):\n        self._batch_client = boto3.client('batch')\n"
        f"    def submit_run(self, run):\n        x = {text}\n        self._batch_client.submit_job(jobName={text})\n"
        f"        if run{'.a' * depth}: pass\n{chain}"
    )
    result = check_files(files)
    assert not result.codebase.index.unreadable
    assert "src/app/gateways/deep.py" in {each.path for each in result.findings}


def test_code_that_is_too_deep_to_be_followed_is_said_to_be_unreadable() -> None:
    files = {**read_project_text(STANDARD), "src/app/gateways/deep.py": "x = " + " + ".join(["'a'"] * 2000)}
    assert set(check_files(files).codebase.index.unreadable) == {"src/app/gateways/deep.py"}


NARROW = """
# src/app/ui/login.py
from typing import Protocol
class Http(Protocol):
    def get(self, url: str) -> str: ...
    def post(self, url: str) -> str: ...
# src/app/{place}.py
import requests
class Handler:
    def __init__(self):
        self._session = requests.Session()
    def get(self, url: str) -> str: return self._session.get(url).text
    def post(self, url: str) -> str: return self._session.post(url).text
"""


@pytest.mark.parametrize(("place", "found"), [("ui/handler", ["Handler structural:Http"]), ("net/handler", [])])
def test_what_one_part_asks_for_by_itself_is_no_interface_of_classes_elsewhere(place: str, found: list[str]) -> None:
    assert gateways(discover(NARROW.replace("{place}", place))) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("def seek(self, to: int) -> None: ...", []),
        ("async def seek(self, to: int) -> None: ...", ["Consumer structural:IConsumer"]),
        ("def seek(self, to: int) -> Awaitable[None]: ...", ["Consumer structural:IConsumer"]),
    ],
)
def test_a_method_that_is_awaited_satisfies_none_that_is_not(asked: str, found: list[str]) -> None:
    codebase = discover(f"""
# src/app/ports.py
from collections.abc import Awaitable
from typing import Protocol
class IConsumer(Protocol):
    {asked}
# src/app/adapters/kafka.py
import confluent_kafka
class Consumer:
    def __init__(self):
        self._client = confluent_kafka.Consumer()
    async def seek(self, to: int) -> None: ...
""")
    assert gateways(codebase) == found


@pytest.mark.parametrize("methods", ["", "def run(self, state): ..."])
def test_serialization_makes_no_gateway(methods: str) -> None:
    codebase = discover(f"""
# src/app/ports.py
from typing import Protocol
class Hook(Protocol):
    def to_dict(self): ...
    def from_dict(self, data): ...
    {methods}
# src/app/adapters/images.py
import openai
class OpenAIImages:
    def __init__(self):
        self._client = openai.OpenAI()
    def run(self, prompt): ...
    def to_dict(self): ...
    def from_dict(self, data): ...
""")
    assert gateways(codebase) == []
    assert interfaces(codebase) == []


def test_a_base_that_stands_in_a_file_of_its_own_leads_to_the_interface() -> None:
    codebase = discover("""
# src/app/contracts.py
from typing import Protocol
class IMailSender(Protocol):
    def send_mail(self, text: str) -> None: ...
# src/app/shared.py
from app.contracts import IMailSender
class Logged(IMailSender):
    name = "mail"
# src/app/lower.py
from app.shared import Logged
class Sending(Logged):
    retries = 3
# src/app/ses.py
import boto3
from app.lower import Sending
class Mails(Sending):
    def __init__(self):
        self._ses_client = boto3.client("ses")
    def send_mail(self, text: str) -> None: ...
""")
    assert gateways(codebase) == ["Mails nominal:IMailSender"]


def test_the_narrow_type_of_a_client_beside_a_port_is_no_interface() -> None:
    codebase = discover("""
# src/app/ports.py
from typing import Protocol
class Producer(Protocol):
    def produce(self, topic: str, text: str) -> None: ...
class MessageBroker(Protocol):
    def send(self, text: str) -> None: ...
class Clock(Protocol):
    def tell(self) -> str: ...
# src/app/adapters/kafka.py
from app.ports import MessageBroker, Producer
class KafkaMessageBroker(MessageBroker):
    def __init__(self, producer: "Producer | None", wait: Producer) -> None:
        self._producer = producer
    def send(self, text: str) -> None:
        self._producer.produce("t", text)
""")
    assert interfaces(codebase) == ["MessageBroker", "Clock"]


def test_an_sdk_that_the_project_adds_makes_gateways_too() -> None:
    codebase = discover("""
# pyproject.toml
[tool.gateway-builder.technologies.AcmePay]
import_check = "acme_pay"
imports = ["import acme_pay"]
# src/app/ports.py
from typing import Protocol
class IPayments(Protocol):
    def pay(self, amount: int) -> None: ...
    def refund(self, amount: int) -> None: ...
# src/app/pay.py
import acme_pay
class AcmePayments:
    def __init__(self):
        self._client = acme_pay.PayClient()
    def pay(self, amount: int) -> None: ...
    def refund(self, amount: int) -> None: ...
""")
    assert gateways(codebase) == ["AcmePayments structural:IPayments"]
