"""Everything generated is clean and passes at once: types, lint under every rule, format, and its own tests."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gateway_builder.gateways.ruff_code_formatter import RuffCodeFormatter
from gateway_builder.gateways.toml_technology_catalog import TomlTechnologyCatalog
from gateway_builder.model.documentation import MethodDoc
from gateway_builder.model.interface import (
    ImportedName,
    Interface,
    InterfaceKind,
    Method,
    MethodKind,
    Parameter,
    ParameterKind,
    Signature,
)
from gateway_builder.model.project import Convention
from gateway_builder.model.technology import ConstructorParameter, ErrorTranslation, Technology
from gateway_builder.render.application_errors import render_errors_module, render_package_init
from gateway_builder.render.interface_class import render_interfaces_module
from tests.render.drawn import ERRORS, FEED, RENDERER, RUNNER, STYLE, UNKNOWN, gateway_test_text, gateway_text

if TYPE_CHECKING:
    from pathlib import Path

    from gateway_builder.model.style import ClassStyle

CATALOG = TomlTechnologyCatalog()
DOZEN = (
    "AWSBatch",
    "SendGrid",
    "Slack",
    "Stripe",
    "Twilio",
    "SMTP",
    "Redis",
    "RabbitMQ",
    "Kafka",
    "GCS",
    "AzureBlob",
    "HTTP",
)
# Names that stand for no package: they test what a project configures itself, and what nobody knows.
TOOLS_ONLY = {"AcmePay", "Acme", "Umbrella"}
INSTALLED = {"AWSBatch", "AWSIoTManagedIntegrations", "SMTP", "AcmePay", "Acme", "Umbrella"}
OWN = Technology(
    "Acme",
    'Acme "Pay" {x} \\ é',
    "acme",
    "acme",
    family="sdk",
    imports=("import json",),
    build="json.JSONDecoder(strict=token == 'x')",
    parameters=(
        ConstructorParameter("token", "str", 'A "token"'),
        ConstructorParameter("depth", "int", "How deep.", "3"),
    ),
    errors=(ErrorTranslation(("json.JSONDecodeError", "LookupError"), "unexpected"),),
)
WITHOUT_BUILD = Technology(
    "Umbrella", "Umbrella", "umbrella", "umbrella", errors=(ErrorTranslation(("KeyError",), "not_found"),)
)
HARD_PORTS = '''"""Interfaces of every kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import Enum
from typing import Any, Protocol, TypeVar, overload

T = TypeVar("T")


class Generator(Enum):
    """A model whose name is taken elsewhere."""

    DIESEL = "diesel"


class IHard(Protocol[T]):
    """Hard to implement."""

    @property
    def size(self) -> int:
        """Size."""
        ...

    @size.setter
    def size(self, value: int) -> None: ...

    @overload
    def get(self, key: int) -> str: ...
    @overload
    def get(self, key: str) -> bytes: ...

    @classmethod
    def make(cls, kind: Generator = Generator.DIESEL) -> T:
        """Make."""
        ...

    @staticmethod
    def check(when: dt.datetime) -> bool:
        """Check."""
        ...

    def stream(self, item: T) -> Iterator[bytes]:
        """Stream."""
        ...

    async def put(self, item: T, /, *items: T, logger: str, **more: Any) -> None:
        """Put."""
        ...
'''
_KINDS = ParameterKind
_PUT = (
    Parameter("item", "T", kind=_KINDS.POSITIONAL_ONLY),
    Parameter("items", "T", kind=_KINDS.VAR_POSITIONAL),
    Parameter("logger", "str", kind=_KINDS.KEYWORD_ONLY),
    Parameter("more", "Any", kind=_KINDS.VAR_KEYWORD),
)
_GET = (Signature((Parameter("key", "int"),), "str"), Signature((Parameter("key", "str"),), "bytes"))
HARD = Interface(
    name="IHard",
    path="gateways/hard.py",
    module="gateways.hard",
    runtime_checkable=False,
    type_parameters="T",
    methods=(
        Method("size", Signature((), "int"), MethodKind.PROPERTY, docstring="Size."),
        Method("size", Signature((Parameter("value", "int"),), "None"), MethodKind.SETTER),
        Method("get", _GET[1], overloads=_GET),
        Method("make", Signature((Parameter("kind", "Generator", "Generator.DIESEL"),), "T"), MethodKind.CLASS),
        Method("check", Signature((Parameter("when", "dt.datetime"),), "bool"), MethodKind.STATIC, docstring="Check."),
        Method("stream", Signature((Parameter("item", "T"),), "Iterator[bytes]"), docstring="Stream."),
        Method("put", Signature(_PUT, "None", is_async=True), docstring="Put."),
    ),
    imports=(
        ImportedName("gateways.hard", "Generator"),
        ImportedName("gateways.hard", "T"),
        ImportedName("datetime", "", "dt"),
        ImportedName("collections.abc", "Iterator"),
        ImportedName("typing", "Any"),
    ),
)
ORDERS = Interface(
    name="OrderPort",
    path="gateways/orders.py",
    module="gateways.orders",
    kind=InterfaceKind.ABC,
    methods=(
        Method("place", Signature((Parameter("order", "str"),), "int"), docstring="Place an order."),
        Method("name", Signature((), "str"), MethodKind.PROPERTY, docstring="Name of the shop."),
    ),
)
DOCS = {
    name: MethodDoc(f"Do what {name} says.") for name in ("submit_run", "describe_run", "read_feed", "name", "place")
}


def technologies() -> list[Technology]:
    found = [CATALOG.find_technology(name) for name in (*DOZEN, "AWS IoT Managed Integrations")]
    return [*(each for each in found if each), UNKNOWN, OWN, WITHOUT_BUILD]


def generate(root: Path, chosen: list[Technology], style: ClassStyle, configuration: str) -> None:
    """Write a project that has a gateway and a test for every technology and every kind of interface."""
    (root / "ruff.toml").write_text(f"line-length = {style.line_length}\n{configuration}", encoding="utf-8")
    packages = ("gateways", "tests", "tests/gateways")
    files = {f"{name}/__init__.py": render_package_init(RENDERER, name.title()) for name in packages}
    files["gateways/errors.py"] = render_errors_module(RENDERER)
    for path, interface in (
        ("interfaces", RUNNER),
        ("feeds", replace(FEED, module="gateways.feeds")),
        ("orders", ORDERS),
    ):
        files[f"gateways/{path}.py"] = render_interfaces_module(RENDERER, interface, DOCS, style)
    for technology in chosen:
        for purpose, interface in (
            ("runner", RUNNER),
            ("feed", replace(FEED, module="gateways.feeds")),
            ("orders", ORDERS),
            ("hard", HARD),
        ):
            module, name = f"{technology.module}_{purpose}", f"{technology.name}{purpose.title()}"
            shared = {
                "gateway_name": name,
                "operations": {"submit_run": "submit_job"},
                "style": style,
                "errors": ERRORS,
            }
            convention = Convention(nominal=purpose == "feed")
            files[f"gateways/{module}.py"] = gateway_text(interface, technology, convention=convention, **shared)
            tests = gateway_test_text(interface, technology, gateway_module=f"gateways.{module}", **shared)
            files[f"tests/gateways/test_{module}.py"] = tests
    done = {
        **RuffCodeFormatter(root=root, first_party=("gateways",)).format_files(files),
        "gateways/hard.py": HARD_PORTS,
    }
    for path, text in done.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], cwd=root, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module", params=["every rule", "narrow lines"])
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root: Path = tmp_path_factory.mktemp("generated")
    if request.param == "every rule":
        generate(root, technologies(), STYLE, 'lint.select = ["ALL"]\n')
    else:
        generate(root, [each for each in technologies() if each.name in INSTALLED], replace(STYLE, line_length=79), "")
    return root


def test_it_is_clean_under_the_projects_linter_and_formatter(project: Path) -> None:
    checked = run(project, "ruff", "check", "--no-cache", "--exclude", "hard.py", ".")
    formatted = run(project, "ruff", "format", "--check", "--no-cache", "--exclude", "hard.py", ".")

    assert checked.returncode == 0, checked.stdout
    assert formatted.returncode == 0, formatted.stdout


def test_no_line_is_longer_than_the_project_allows(project: Path) -> None:
    checked = run(project, "ruff", "check", "--no-cache", "--select", "E501", "--exclude", "hard.py", ".")

    assert checked.returncode == 0, checked.stdout


def test_it_type_checks_under_the_strictest_settings_with_and_without_sdks(project: Path) -> None:
    checked = run(project, "mypy", "--strict", "--cache-dir", str(project / ".mypy"), ".")

    assert checked.returncode == 0, checked.stdout


def test_pyright_strict_is_content_too(project: Path) -> None:
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "exclude": ["gateways/hard.py"]}
    (project / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")

    checked = run(project, "pyright", "--pythonpath", sys.executable)

    assert checked.returncode == 0, checked.stdout


def test_its_tests_pass_or_say_what_to_install(project: Path) -> None:
    missing = [
        each
        for each in technologies()
        if each.name not in INSTALLED and (project / f"gateways/{each.module}_feed.py").exists()
    ]
    tested = run(project, "pytest", "-q", "-rs", "-W", "error", "-p", "no:cacheprovider", "-p", "no:xdist", ".")

    skipped = [line for line in tested.stdout.splitlines() if line.startswith("SKIPPED")]
    asynchronous = [line for line in skipped if line.endswith("pip install aioboto3")]
    assert tested.returncode == 0, tested.stdout
    assert len(skipped) == 4 * len(missing) + len(asynchronous)
    assert {line.partition(".py")[0].rpartition("_")[2] for line in asynchronous} == {"feed", "hard"}
    assert all("pip install " in line for line in skipped)


def test_every_test_that_runs_tells_something(project: Path) -> None:
    tested = run(
        project,
        "pytest",
        "-q",
        "-rA",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "tests/gateways/test_aws_batch_runner.py",
    )

    passed = [line for line in tested.stdout.splitlines() if line.startswith("PASSED")]
    expected = [line for line in tested.stdout.splitlines() if line.startswith("XFAIL")]
    assert len(passed) > 15
    assert len(expected) == len(RUNNER.methods)
    assert all("decide" in line for line in expected)


def test_a_decision_that_is_made_turns_its_test_red(project: Path) -> None:
    gateway = project / "gateways/smtp_runner.py"
    text = gateway.read_text(encoding="utf-8")
    gateway.write_text(text.replace("raise NotImplementedError(decision)", "return decision"), encoding="utf-8")

    tested = run(
        project, "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "tests/gateways/test_smtp_runner.py"
    )

    gateway.write_text(text, encoding="utf-8")
    assert tested.returncode == 1
    red = [line for line in tested.stdout.splitlines() if line.startswith("FAILED")]
    assert len(red) == 2
    assert all("XPASS" in line for line in red)


def test_a_translation_that_is_lost_turns_a_test_red(project: Path) -> None:
    gateway = project / "gateways/smtp_runner.py"
    text = gateway.read_text(encoding="utf-8")
    gateway.write_text(text.replace("GatewayDeniedError", "GatewayError"), encoding="utf-8")

    tested = run(
        project, "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "tests/gateways/test_smtp_runner.py"
    )

    gateway.write_text(text, encoding="utf-8")
    assert tested.returncode == 1
    assert "test_failures_become_errors_of_the_application" in tested.stdout
