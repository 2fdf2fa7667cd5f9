"""Names are valid by construction, and a bad one is answered with the command that would work."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.errors import UsageError
from gateway_builder.naming import (
    STANDARD_RULE,
    InterfaceName,
    NamingRule,
    ascii_letters,
    describe_bad_character,
    fold,
    is_class_name,
    is_module_name,
    pascal_case,
    read_interface_name,
    snake_case,
    split_words,
)

COMMAND = "gateway-builder new {} --tech AWSBatch"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("AWSBatchSimulationRunner", ("AWS", "Batch", "Simulation", "Runner")),
        ("S3Storage", ("S3", "Storage")),
        ("OAuth2Provider", ("OAuth2", "Provider")),
        ("GitHubClient", ("GitHub", "Client")),
        ("K8sJobRunner", ("K8s", "Job", "Runner")),
        ("IPv4Lookup", ("IPv4", "Lookup")),
        ("simulation_runner", ("simulation", "runner")),
        ("simulation runner", ("simulation", "runner")),
        ("", ()),
    ],
)
def test_a_name_is_split_where_a_reader_would(name: str, words: tuple[str, ...]) -> None:
    assert split_words(name) == words


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("SimulationRunner", "simulation_runner"),
        ("OAuth2Provider", "oauth2_provider"),
        ("GitHubIssueTracker", "github_issue_tracker"),
        ("HTTPServer", "http_server"),
        ("EC2Fleet", "ec2_fleet"),
    ],
)
def test_a_module_is_named_in_snake_case_with_acronyms_whole(name: str, module: str) -> None:
    assert snake_case(name) == module
    assert is_module_name(module)


def test_pascal_case_keeps_acronyms() -> None:
    assert pascal_case("send SMS_message") == "SendSMSMessage"


def test_spellings_of_one_name_fold_to_the_same() -> None:
    assert fold("AWS Batch") == fold("aws-batch") == fold("AWSBatch") == "awsbatch"


@pytest.mark.parametrize("name", ["ISimulationRunner", "IOAuth2Provider", "IDocs", "IIAMService", "IS3"])
def test_a_name_by_the_standard_gives_its_purpose(name: str) -> None:
    assert read_interface_name(name, (STANDARD_RULE,), COMMAND) == InterfaceName(name, name[1:])


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("SimulationRunner", "ISimulationRunner"),
        ("simulation_runner", "ISimulationRunner"),
        ("simulation runner", "ISimulationRunner"),
        ("InvoiceService", "IInvoiceService"),
        ("IAMService", "IIAMService"),
        ("ISimul\u0430tionRunner", "ISimulationRunner"),  # a Cyrillic letter
        ("\uff29SimulationRunner", "ISimulationRunner"),  # a full-width letter
        ("ISimulation\nRunner", "ISimulationRunner"),
        ("../ISimulationRunner", "ISimulationRunner"),
        ("ISimulationRunner; rm -rf /", "ISimulationRunnerRmRf"),
        ("class", "IClass"),
    ],
)
def test_a_wrong_name_is_answered_with_the_corrected_command(wrong: str, right: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_interface_name(wrong, (STANDARD_RULE,), COMMAND)
    (problem,) = caught.value.problems
    assert problem.hint == f"try: {COMMAND.format(right)}"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("wrong", ["", "I", "IX", "123", "_", "\u0130"])
def test_a_name_that_holds_no_purpose_is_answered_with_an_example(wrong: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_interface_name(wrong, (STANDARD_RULE,), COMMAND)
    assert caught.value.problems[0].hint == "name what the business wants: ISimulationRunner"


def test_a_look_alike_is_named_by_its_unicode_name() -> None:
    assert describe_bad_character("ISimul\u0430tion") == "'\u0430' (CYRILLIC SMALL LETTER A)"
    assert describe_bad_character("fine_1") == ""
    assert ascii_letters("\u0421al\u0435nd\u0430r/..") == "Calendar"


def test_a_projects_own_convention_is_followed_and_the_standard_still_accepted() -> None:
    rules = (NamingRule(prefix="", suffix="Port"), STANDARD_RULE)
    assert read_interface_name("PaymentPort", rules, COMMAND).purpose == "Payment"
    assert read_interface_name("IPayment", rules, COMMAND).purpose == "Payment"
    with pytest.raises(UsageError, match="is not <ServicePurpose>Port in PascalCase") as caught:
        read_interface_name("payment", rules, COMMAND)
    assert caught.value.problems[0].hint == f"try: {COMMAND.format('PaymentPort')}"


def test_a_configured_pattern_alone_decides() -> None:
    rule = NamingRule(pattern=r"(?P<purpose>[A-Z][A-Za-z]+)Gateway")
    assert read_interface_name("PaymentGateway", (rule,), COMMAND).purpose == "Payment"
    with pytest.raises(UsageError, match="does not match interface-pattern"):
        read_interface_name("IPayment", (rule,), COMMAND)


def test_a_pattern_without_a_named_purpose_takes_the_name_without_its_prefix() -> None:
    rule = NamingRule(pattern=r"I[A-Z]\w+")
    assert read_interface_name("IPayment", (rule,), COMMAND).purpose == "Payment"
    assert NamingRule(suffix="Port", pattern=r"\w+Port").read("PaymentPort") == InterfaceName("PaymentPort", "Payment")


@given(st.text())
def test_whatever_is_typed_is_a_valid_name_or_a_user_error(text: str) -> None:
    try:
        name = read_interface_name(text, (STANDARD_RULE,), COMMAND)
    except UsageError as error:
        assert all(problem.message and problem.hint for problem in error.problems)
        assert "\n" not in error.problems[0].message
    else:
        assert name.name == text == f"I{name.purpose}"
        assert is_class_name(name.purpose)
        assert is_module_name(f"x_{snake_case(name.purpose)}")


@given(st.from_regex(r"[A-Z][A-Za-z0-9]{0,30}", fullmatch=True))
def test_no_character_of_a_name_is_lost_in_its_words(name: str) -> None:
    assert "".join(split_words(name)) == name


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_a_module_name_is_never_a_reserved_word(text: str) -> None:
    assert not (is_module_name(text) and keyword.iskeyword(text))


def test_a_name_longer_than_any_is_cut_in_the_answer() -> None:
    with pytest.raises(UsageError, match="is longer than 100 characters") as caught:
        read_interface_name("IRunner" * 1000, (STANDARD_RULE,), COMMAND)
    assert len(str(caught.value)) < 300
