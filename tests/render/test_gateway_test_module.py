"""What the generated tests say; that they pass and type-check is tested in tests/templates."""

from __future__ import annotations

from dataclasses import replace

from gateway_builder.gateways.toml_technology_catalog import TomlTechnologyCatalog
from gateway_builder.model.interface import ImportedName, Method, MethodKind, Parameter, ParameterKind, Signature
from gateway_builder.model.technology import ErrorTranslation, Technology
from tests.render.drawn import FEED, RUNNER, UNKNOWN, gateway_test_text

CATALOG = TomlTechnologyCatalog()


def technology(name: str) -> Technology:
    found = CATALOG.find_technology(name)
    assert found is not None
    return found


def test_every_method_left_to_decide_is_a_strict_expected_failure() -> None:
    text = gateway_test_text(RUNNER, technology("AWSBatch"), operations={"submit_run": "submit_job"})

    assert text.count("@pytest.mark.xfail(raises=NotImplementedError, strict=True, reason=") == 2
    assert "    gateway.submit_run(anything)\n" in text
    assert (
        'reason=(\n"submit_run calls submit_job of AWS Batch: decide what is sent and what "\n"the answer means"\n)'
        in text
    )


def test_calls_pass_what_the_signature_needs() -> None:
    kinds = ParameterKind
    needed = (
        Parameter("a", kind=kinds.POSITIONAL_ONLY),
        Parameter("b", default="1"),
        Parameter("rest", kind=kinds.VAR_POSITIONAL),
        Parameter("c", kind=kinds.KEYWORD_ONLY),
        Parameter("more", kind=kinds.VAR_KEYWORD),
    )
    overloaded = Method("get", Signature(), overloads=(Signature((Parameter("key"),)),))
    interface = replace(RUNNER, methods=(Method("run", Signature(needed)), Method("ping"), overloaded))

    text = gateway_test_text(interface, technology("SMTP"))

    assert "    gateway.run(anything, c=anything)\n" in text
    assert "    gateway.ping()\n" in text
    assert "    gateway.get(anything)\n" in text


def test_async_methods_are_awaited_and_properties_read() -> None:
    text = gateway_test_text(FEED, technology("SMTP"))

    assert "    asyncio.run(gateway.read_feed(anything))\n" in text
    assert "    str(gateway.name)\n" in text


def test_setters_are_left_to_their_property() -> None:
    setter = Method("size", Signature((Parameter("value"),)), MethodKind.SETTER)

    assert "xfail" not in gateway_test_text(replace(RUNNER, methods=(setter,)), technology("SMTP"))


def test_instances_are_checked_only_where_that_is_safe() -> None:
    plain = replace(RUNNER, runtime_checkable=False)

    assert "isinstance(gateway, ISimulationRunner)" in gateway_test_text(RUNNER, technology("SMTP"))
    assert "isinstance" not in gateway_test_text(plain, technology("SMTP"))
    assert "isinstance" not in gateway_test_text(FEED, technology("SMTP"))
    assert "    from gateways.interfaces import ISimulationRunner\n" in gateway_test_text(plain, technology("SMTP"))


def test_without_the_sdk_the_module_says_what_to_install() -> None:
    assert 'pytest.importorskip("boto3", reason="pip install boto3")' in gateway_test_text(
        RUNNER, technology("AWSBatch")
    )
    assert 'importorskip("google.cloud.storage", reason="pip install google-cloud-storage")' in gateway_test_text(
        RUNNER, technology("GCS")
    )
    assert 'importorskip("slack_sdk.web.async_client", reason="pip install slack_sdk aiohttp")' in gateway_test_text(
        FEED, technology("Slack")
    )
    assert "importorskip" not in gateway_test_text(RUNNER, technology("SMTP"))
    assert "importorskip" not in gateway_test_text(RUNNER, UNKNOWN)


def test_a_technology_of_the_project_is_tested_as_far_as_it_is_known() -> None:
    failures = (ErrorTranslation(("acme.Refused", "acme.Lost"), "not_found"),)
    own = Technology("Acme", "Acme", "acme", "acme", package="acme-sdk", imports=("import acme",), errors=failures)

    text = gateway_test_text(RUNNER, own)

    assert 'pytest.importorskip("acme", reason="pip install acme-sdk")' in text
    assert "        (acme.Refused.__new__(acme.Refused), GatewayNotFoundError),\n" in text
    assert "build_client" not in text


def test_an_unknown_technology_is_tested_for_its_contract_alone() -> None:
    text = gateway_test_text(RUNNER, UNKNOWN)

    assert "AcmePayGateway(acme_pay_client=cast(" in text
    assert "parametrize" not in text
    assert "build_client" not in text


def test_only_used_errors_are_imported() -> None:
    text = gateway_test_text(RUNNER, technology("SMTP"))

    errors = next(line for line in text.splitlines() if line.startswith("from gateways.errors import "))
    assert "GatewayNotFoundError" in errors
    assert "GatewayConflictError" not in errors


def test_a_generic_gateway_is_tested_for_any_type() -> None:
    generic = replace(
        RUNNER,
        type_parameters="K, V",
        imports=(ImportedName("gateways.interfaces", "K"), ImportedName("gateways.interfaces", "V")),
    )

    text = gateway_test_text(generic, technology("SMTP"))

    assert "def gateway() -> SMTPGateway[Any, Any]:" in text
    assert "    accepted: ISimulationRunner[Any, Any] = gateway\n" in text
