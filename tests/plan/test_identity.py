"""Names are checked before anything else, and corrected in the user's own command."""

from __future__ import annotations

import pytest

from gateway_builder.errors import ConflictError, UsageError
from gateway_builder.model.interface import Interface
from gateway_builder.model.project import Convention
from gateway_builder.plan.identity import Identity, identify, read_operations
from gateway_builder.plan.request import NewRequest
from gateway_builder.wiring import open_catalog

CATALOG = open_catalog()


def identify_names(
    interface: str = "ISimulationRunner",
    technology: str = "AWSBatch",
    convention: Convention | None = None,
    interfaces: tuple[Interface, ...] = (),
    **request: object,
) -> Identity:
    """The names of a request."""
    asked = NewRequest(interface, technology, **request)  # type: ignore[arg-type]  # names of its own fields
    return identify(asked, convention or Convention(), interfaces, CATALOG)


@pytest.mark.parametrize(
    ("technology", "gateway", "module"),
    [
        ("AWSBatch", "AWSBatchSimulationRunner", "aws_batch_simulation_runner"),
        ("aws-batch", "AWSBatchSimulationRunner", "aws_batch_simulation_runner"),
        ("AWS Batch", "AWSBatchSimulationRunner", "aws_batch_simulation_runner"),
        ("aws:batch", "AWSBatchSimulationRunner", "aws_batch_simulation_runner"),
        ("aws:bedrock-runtime", "AWSBedrockRuntimeSimulationRunner", "aws_bedrock_runtime_simulation_runner"),
        ("SendGrid", "SendGridSimulationRunner", "sendgrid_simulation_runner"),
        ("sendgrid", "SendGridSimulationRunner", "sendgrid_simulation_runner"),
        ("GitHub", "GitHubSimulationRunner", "github_simulation_runner"),
        ("AcmeCompute", "AcmeComputeSimulationRunner", "acme_compute_simulation_runner"),
        ("OAuth2", "OAuth2SimulationRunner", "oauth2_simulation_runner"),
    ],
)
def test_a_gateway_is_named_by_technology_and_purpose(technology: str, gateway: str, module: str) -> None:
    named = identify_names(technology=technology)
    assert (named.gateway, named.module) == (gateway, module)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("", "the technology is empty"),
        ("acme", "is no PascalCase word"),
        ("A", "is no PascalCase word"),
        ("Acme/../x", "holds '/' (SOLIDUS)"),
        ("Acme\nx", "which no name can"),
        ("S\u0435ndGrid", "CYRILLIC SMALL LETTER IE"),
        ("X" * 61, "is no PascalCase word"),
        ("\u4e2d\u6587", "CJK UNIFIED IDEOGRAPH"),
    ],
)
def test_a_technology_that_can_be_no_name_is_refused(wrong: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        identify_names(technology=wrong)
    assert told in caught.value.problems[0].message
    assert caught.value.problems[0].hint


@pytest.mark.parametrize(
    ("wrong", "right"), [("SendGrdi", "SendGrid"), ("Redsi", "Redis"), ("AWSBtach", "AWSBatch"), ("AWSS4", "AWSS3")]
)
def test_an_unknown_name_near_a_known_one_is_refused_with_the_suggestion(wrong: str, right: str) -> None:
    with pytest.raises(UsageError) as caught:
        identify_names(technology=wrong)
    assert f"new ISimulationRunner --tech {right}" in caught.value.problems[0].hint


def test_an_unknown_service_of_aws_is_refused_even_when_meant_as_written() -> None:
    with pytest.raises(UsageError, match="is unknown"):
        identify_names(technology="AWSTeleport", new_technology=True)
    assert identify_names(technology="SendGrdi", new_technology=True).technology.known is False


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("IAWSBatchRunner", "IRunner"),
        ("IS3Storage", "IStorage"),
        ("IInvoiceSendGrid", "IInvoice"),
        ("IDynamoDBStore", "IStore"),
        ("IAmazonMailer", "IMailer"),
        ("IAWSBedrockChat", "IChat"),
        ("IRedis", "ISimulationRunner"),
    ],
)
def test_an_interface_that_names_a_technology_is_refused_without_it(name: str, better: str) -> None:
    with pytest.raises(UsageError, match="names the technology") as caught:
        identify_names(interface=name)
    assert caught.value.problems[0].hint == f"try: gateway-builder new {better} --tech AWSBatch"


@pytest.mark.parametrize(
    "name",
    [
        "INotificationService",
        "IBatchProcessor",
        "IEventPublisher",
        "IConfigProvider",
        "ITranslator",
        "IBackupStore",
        "ILexParser",
    ],
)
def test_a_word_that_is_a_service_too_is_no_technology(name: str) -> None:
    assert identify_names(interface=name).interface.name == name


def test_a_corrected_command_keeps_what_the_user_asked_for() -> None:
    with pytest.raises(UsageError) as caught:
        identify_names("Runner", methods=("go(x: dict[str, int]) -> None",), operations=("go=submit_job",), strict=True)
    hint = caught.value.problems[0].hint
    assert "--method 'go(x: dict[str, int]) -> None' --op go=submit_job --strict" in hint
    assert "new IRunner " in hint


def test_an_interface_that_is_there_keeps_its_name_whatever_the_convention() -> None:
    there = Interface("NotificationPort", "app/ports.py", "app.ports", line=3)
    named = identify_names("NotificationPort", convention=Convention(prefix="", suffix="Port"), interfaces=(there,))
    assert (named.gateway, named.existing) == ("AWSBatchNotification", there)
    odd = Interface("Notifications", "app/ports.py", "app.ports", line=3)
    assert identify_names("Notifications", interfaces=(odd,)).gateway == "AWSBatchNotifications"


@pytest.mark.parametrize(("suffix", "name"), [("", "IReportArchive"), ("Port", "IReportArchivePort")])
def test_where_interfaces_have_no_prefix_one_that_has_is_read_by_the_standard(suffix: str, name: str) -> None:
    named = identify_names(name, convention=Convention(prefix="", suffix=suffix))
    assert (named.interface.purpose, named.module) == ("ReportArchive", "aws_batch_report_archive")


def test_a_detected_ending_is_not_asked_for_but_missed() -> None:
    named = identify_names("InvoiceStorage", convention=Convention(prefix="", suffix="Provider"))
    assert named.interface.purpose == "InvoiceStorage"
    assert named.warnings == ("InvoiceStorage does not end in Provider, as the project's other interfaces do",)
    assert identify_names("RateProvider", convention=Convention(prefix="", suffix="Provider")).warnings == ()


def test_an_interface_in_two_places_is_a_conflict_until_one_is_named() -> None:
    both = (
        Interface("IRunner", "a/interfaces.py", "a.interfaces", line=1),
        Interface("IRunner", "b/interfaces.py", "b.interfaces", line=2),
    )
    with pytest.raises(ConflictError, match=r"is defined in 2 places: a/interfaces\.py:1, b/interfaces\.py:2"):
        identify_names("IRunner", interfaces=both)
    assert identify_names("IRunner", interfaces=both, interfaces_path="b/interfaces.py").existing == both[1]


def test_an_interface_that_is_there_is_not_made_again_elsewhere() -> None:
    there = Interface("IRunner", "a/interfaces.py", "a.interfaces", line=1)
    with pytest.raises(ConflictError, match="is there already, in another file"):
        identify_names("IRunner", interfaces=(there,), interfaces_path="c/interfaces.py")


def test_a_configured_pattern_that_gives_no_name_is_refused() -> None:
    with pytest.raises(UsageError, match="patterns of the configuration"):
        identify_names("IRunner", convention=Convention(gateway_pattern="IRunner", module_pattern="{technology}"))


@pytest.mark.parametrize("text", ["submit", "=x", "submit=", "a b=c", "submit=sub mit", "submit=s\u0443bmit"])
def test_an_operation_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not METHOD=OPERATION"):
        read_operations((text,))


def test_one_method_has_one_operation() -> None:
    assert read_operations(("submit=submit_job", "submit = submit_job", "a=b.c")) == {
        "submit": "submit_job",
        "a": "b.c",
    }
    with pytest.raises(UsageError, match="submit has two operations: one and two"):
        read_operations(("submit=one", "submit=two"))
