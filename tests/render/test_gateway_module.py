"""What a generated gateway says; that it type-checks, lints and runs is tested in tests/templates."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from gateway_builder.gateways.toml_technology_catalog import TomlTechnologyCatalog
from gateway_builder.model.changes import Decision
from gateway_builder.model.interface import (
    ImportedName,
    InterfaceKind,
    Method,
    MethodKind,
    Parameter,
    Signature,
)
from gateway_builder.model.project import Convention, ErrorClasses
from gateway_builder.model.technology import ConstructorParameter, ErrorTranslation, Technology
from gateway_builder.render.gateway_module import render_gateway_module
from tests.render.drawn import (
    ERRORS,
    FEED,
    PORTS,
    RENDERER,
    RUNNER,
    STYLE,
    UNKNOWN,
    gateway_test_text,
    gateway_text,
)

CATALOG = TomlTechnologyCatalog()
NOMINAL = Convention(nominal=True)


def technology(name: str) -> Technology:
    found = CATALOG.find_technology(name)
    assert found is not None
    return found


BATCH = technology("AWSBatch")


def class_line(text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith("class ") and "Gateway" in line)


def test_signatures_are_the_interfaces_own() -> None:
    text = gateway_text(RUNNER, BATCH)

    assert "    def submit_run(self, run_id: str) -> str:\n" in text
    assert "    def describe_run(self, run_id: str, *, at: datetime | None = None) -> str:\n" in text
    assert "\n    from datetime import datetime\n" in text.partition("if TYPE_CHECKING:\n")[2]


def test_methods_say_what_the_interface_says_of_them() -> None:
    text = gateway_text(RUNNER, BATCH)

    assert '"""Submit a run."""' in text
    assert '"""Describe run."""' in text


def test_the_class_is_structural_unless_the_project_subclasses() -> None:
    assert class_line(gateway_text(RUNNER, BATCH)) == "class AWSBatchGateway:"
    assert class_line(gateway_text(RUNNER, BATCH, convention=NOMINAL)) == "class AWSBatchGateway(ISimulationRunner):"
    assert f"from {PORTS} import ISimulationRunner\n" in gateway_text(RUNNER, BATCH, convention=NOMINAL)


def test_an_abc_is_always_subclassed() -> None:
    assert (
        class_line(gateway_text(replace(RUNNER, kind=InterfaceKind.ABC), BATCH))
        == "class AWSBatchGateway(ISimulationRunner):"
    )


@pytest.mark.parametrize(
    ("parameters", "imports", "convention", "expected"),
    [
        ("T", (ImportedName(PORTS, "T"),), Convention(), "class AWSBatchGateway(Generic[T]):"),
        ("T", (ImportedName(PORTS, "T"),), NOMINAL, "class AWSBatchGateway(ISimulationRunner[T]):"),
        ("K: int, V = str", (), Convention(), "class AWSBatchGateway[K: int, V = str]:"),
        ("K: int, V = str", (), NOMINAL, "class AWSBatchGateway[K: int, V = str](ISimulationRunner[K, V]):"),
    ],
)
def test_a_generic_interface_makes_a_generic_gateway(
    parameters: str, imports: tuple[ImportedName, ...], convention: Convention, expected: str
) -> None:
    interface = replace(RUNNER, type_parameters=parameters, imports=imports, methods=RUNNER.methods[:1])

    text = gateway_text(interface, BATCH, convention=convention)

    assert class_line(text) == expected
    found = next((line for line in text.splitlines() if line.startswith(f"from {PORTS} import ")), "")
    assert all(each.name in found.split(" import ")[1].split(", ") for each in imports)


def test_what_is_left_to_decide_is_listed_for_each_method() -> None:
    _, decisions = render_gateway_module(
        RENDERER,
        RUNNER,
        BATCH,
        gateway_name="X",
        interface_origin=ImportedName(PORTS, "ISimulationRunner"),
        errors=ERRORS,
        operations={"submit_run": "submit_job"},
        convention=Convention(),
        style=STYLE,
    )

    assert decisions == (
        Decision(
            "submit_run", "submit_run calls submit_job of AWS Batch: decide what is sent and what the answer means"
        ),
        Decision("describe_run", "decide how AWS Batch does describe_run (--op describe_run=OPERATION)"),
    )


def test_a_recorded_operation_stands_in_docstring_and_decision() -> None:
    text = gateway_text(RUNNER, BATCH, operations={"submit_run": "submit_job"})

    assert '"""Submit a run.\n\n        Calls `submit_job` of AWS Batch.\n        """' in text
    assert '"submit_run calls submit_job of AWS Batch: decide what is "\n' in text


def test_every_method_stands_inside_the_translation() -> None:
    tree = ast.parse(gateway_text(RUNNER, BATCH))

    gateway = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "AWSBatchGateway")
    for method in gateway.body[2:]:
        assert isinstance(method, ast.FunctionDef)
        assert isinstance(method.body[-1], ast.With)


def test_an_unknown_technology_needs_its_client_and_decides_nothing() -> None:
    text = gateway_text(RUNNER, UNKNOWN)

    assert "def __init__(self, *, acme_pay_client: _AcmePayClient) -> None:" in text
    assert "class _AcmePayClient(Protocol):" in text
    assert "translated_errors" not in text
    assert "build_client" not in text
    assert "pyright" not in text
    decision = render_gateway_module(
        RENDERER,
        RUNNER,
        UNKNOWN,
        gateway_name="X",
        interface_origin=ImportedName(PORTS, "ISimulationRunner"),
        errors=ERRORS,
        operations={},
        convention=Convention(),
        style=STYLE,
    )[1][-1]
    assert decision.text == "decide which failures of AcmePay become which of the application's errors"


def test_errors_of_the_project_are_imported_from_where_they_are() -> None:
    classes = {
        "base": "shop.failures.ShopError",
        "not_found": "shop.lost.Missing",
        "denied": "builtins.PermissionError",
    }

    text = gateway_text(RUNNER, technology("HTTP"), errors=ErrorClasses("", "shop.failures", classes))

    assert "from shop.failures import ShopError\n" in text
    assert "from shop.lost import Missing\n" in text
    assert "404: Missing," in text
    assert "429: ShopError," in text
    assert "403: PermissionError," in text
    assert "import PermissionError" not in text


def test_errors_without_a_module_are_builtins() -> None:
    text = gateway_text(RUNNER, technology("HTTP"), errors=ErrorClasses("", "", {"base": "Exception"}))

    assert "def meaning_of_status(status: int | None) -> type[Exception]:" in text
    assert "import Exception" not in text


def test_async_interfaces_get_the_asynchronous_client_where_there_is_one() -> None:
    assert "redis_client: redis.asyncio.Redis | None = None" in gateway_text(FEED, technology("Redis"))
    assert "redis_client: redis.Redis | None = None" in gateway_text(RUNNER, technology("Redis"))
    assert "asyncio.to_thread" in gateway_text(FEED, technology("Stripe"))
    assert "asyncio.to_thread" not in gateway_text(FEED, technology("Redis"))
    assert "asyncio.to_thread" not in gateway_text(FEED, UNKNOWN)


def test_a_service_of_aws_says_which_one_it_is() -> None:
    text = gateway_text(RUNNER, technology("AWSEventBridge"))

    assert "Service `events` of botocore (Amazon EventBridge)." in text
    assert 'boto3.client("events", config=config)' in text
    assert "events_client: _EventsClient | None = None" in text


def test_overloads_without_an_implementation_get_one_that_takes_everything() -> None:
    overloads = (Signature((Parameter("key", "int"),), "str"), Signature((Parameter("key", "str"),), "bytes"))
    alone = replace(RUNNER, methods=(Method("get", overloads[1], overloads=overloads),))
    implemented = replace(
        RUNNER, methods=(Method("get", Signature((Parameter("key", "object"),), "object"), overloads=overloads),)
    )

    text = gateway_text(alone, BATCH)
    assert "    @overload\n    def get(self, key: int) -> str: ...\n" in text
    assert "    def get(self, *args: Any, **kwargs: Any) -> Any:\n" in text
    assert "    def get(self, key: object) -> object:\n" in gateway_text(implemented, BATCH)


def test_a_name_of_the_interface_is_never_taken_by_ours() -> None:
    interface = replace(
        RUNNER,
        methods=(Method("run", Signature((Parameter("by", "Generator"), Parameter("of", "Protocol")), "Any")),),
        imports=tuple(ImportedName("models", name) for name in ("Generator", "Protocol", "Any", "cast", "Mapping")),
    )

    text = gateway_text(interface, BATCH)

    assert "from collections.abc import Generator as _Generator\n" in text
    assert "class _BatchClient(_Protocol):" in text
    assert "-> _Generator[None]:" in text


def test_hostile_names_and_texts_stay_texts() -> None:
    evil = '"""\nimport os  # \\ {x} {{ 7 * 7 }} {% raise %}'
    own = Technology(
        "Acme",
        evil,
        "acme",
        "acme",
        family="sdk",
        build="object()",
        notes=evil,
        parameters=(ConstructorParameter("token", "str", evil),),
        errors=(ErrorTranslation(("KeyError",), "not_found"),),
    )
    interface = replace(RUNNER, methods=tuple(replace(method, docstring=evil) for method in RUNNER.methods))

    for text in (
        gateway_text(interface, own, operations={"submit_run": evil}),
        gateway_test_text(interface, own, operations={"submit_run": evil}),
    ):
        imported = {
            alias.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import) for alias in node.names
        }
        assert imported <= {"logging", "pytest"}
        assert "49" not in text


def test_the_same_input_gives_the_same_bytes() -> None:
    assert gateway_text(RUNNER, BATCH) == gateway_text(RUNNER, BATCH)
    assert gateway_test_text(RUNNER, BATCH) == gateway_test_text(RUNNER, BATCH)


def test_setters_keep_their_property() -> None:
    size = (
        Method("size", Signature((), "int"), MethodKind.PROPERTY),
        Method("size", Signature((Parameter("value", "int"),), "None"), MethodKind.SETTER),
    )

    assert "    @size.setter\n    def size(self, value: int) -> None:\n" in gateway_text(
        replace(RUNNER, methods=size), BATCH
    )
