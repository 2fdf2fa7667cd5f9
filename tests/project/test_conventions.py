"""Which convention a project shows, and when it shows none."""

from __future__ import annotations

import pytest

from gateway_builder.model.interface import Interface, InterfaceKind
from gateway_builder.model.project import Convention, Project
from gateway_builder.model.style import DocstringStyle
from gateway_builder.project.implementations import find_implementations
from tests.project.drawn import implementation, interface, origins, project

PORTS = "app/ports.py"
DRAWING = "app/\n  __init__.py\n  ports.py\n  gateways/\n    x.py\n"


def find(*interfaces: Interface, drawing: str = DRAWING, **options: object) -> Project:
    return project(drawing, interfaces=interfaces, **options)  # type: ignore[arg-type]  # passed through


def named(*names: str, path: str = PORTS, **options: object) -> list[Interface]:
    return [interface(path, name, **options) for name in names]  # type: ignore[arg-type]  # passed through


def test_without_evidence_the_standard_holds() -> None:
    found = find()
    assert found.convention == Convention()
    assert origins(found)["interface names"] == ("I<Purpose>", "standard")
    assert origins(found)["kind"] == ("protocol", "standard")


def test_two_interfaces_are_too_few_to_show_a_convention() -> None:
    found = find(*named("RunnerPort", "MailerPort", kind=InterfaceKind.ABC, runtime_checkable=False))
    assert found.convention == Convention()


@pytest.mark.parametrize(
    ("names", "prefix", "suffix", "shown"),
    [
        (["IRunner", "IMailer", "IClock"], "I", "", "I<Purpose>"),
        (["IRunnerService", "IMailService", "IClockService"], "I", "", "I<Purpose>"),
        (["RunnerPort", "MailerPort", "ClockPort"], "", "Port", "<Purpose>Port"),
        (["RunGateway", "MailGateway", "Clock"], "", "Gateway", "<Purpose>Gateway"),
        (["Runner", "Mailer", "Clock"], "", "", "<Purpose>"),
        (["AbstractRunner", "AbstractMailer", "AbstractClock"], "Abstract", "", "Abstract<Purpose>"),
        (["BaseRunner", "BaseMailer", "BaseClock"], "Base", "", "Base<Purpose>"),
        (["IOService", "IDProvider", "IPLookup"], "", "", "<Purpose>"),
        (["Item", "Iterator", "Image"], "", "", "<Purpose>"),
    ],
)
def test_names_show_prefix_and_suffix(names: list[str], prefix: str, suffix: str, shown: str) -> None:
    found = find(*named(*names))
    assert (found.convention.prefix, found.convention.suffix) == (prefix, suffix)
    assert origins(found)["interface names"][0] == shown
    assert origins(found)["interface names"][1].startswith("detected (")


def test_a_tie_shows_nothing() -> None:
    found = find(*named("IRunner", "IMailer", "Clock", "Sender"))
    assert origins(found)["interface names"] == ("I<Purpose>", "standard")


def test_sixty_per_cent_are_enough() -> None:
    found = find(*named("IRunner", "IMailer", "IClock", "Sender", "Loader"))
    assert origins(found)["interface names"] == ("I<Purpose>", "detected (3 of 5 interfaces)")


def test_the_target_file_is_asked_first_then_its_folder_then_its_package() -> None:
    drawing = "app/\n  __init__.py\n  gateways/\n    interfaces.py\n    legacy.py\n  other/\n    ports.py\n"
    target = named("IRunner", "IMailer", "IClock", path="app/gateways/interfaces.py")
    folder = named("AbstractOne", "AbstractTwo", "AbstractThree", "AbstractFour", path="app/gateways/legacy.py")
    package = named(*(f"Number{letter}Port" for letter in "ABCDEFGHIJKLM"), path="app/other/ports.py")
    assert find(*target, *folder, *package, drawing=drawing).convention.prefix == "I"
    assert find(*target[:1], *folder, *package, drawing=drawing).convention.prefix == "Abstract"
    assert find(*target[:1], *folder[:1], *package, drawing=drawing).convention.suffix == "Port"


def test_other_packages_repositories_tests_and_private_protocols_have_no_vote() -> None:
    others = [
        *named("APort", "BPort", "CPort", path="other/ports.py"),
        *named("RunRepository", "MailRepository", "ClockRepo"),
        *named("DPort", "EPort", "FPort", path="app/repositories/ports.py"),
        *named("GPort", "HPort", "KPort", path="app/tests/ports.py"),
        *named("_LPort", "_MPort", "_NPort"),
    ]
    found = find(*others, *named("Runner"), interfaces_path=PORTS)
    assert origins(found)["interface names"][1] == "standard"


def test_a_configured_pattern_alone_decides_names() -> None:
    found = find(pyproject_toml="[tool.gateway-builder]\ninterface-pattern = '[A-Z]\\w+Port'\n")
    assert found.convention.interface_pattern == r"[A-Z]\w+Port"
    assert origins(found)["interface-pattern"] == (r"[A-Z]\w+Port", "configured")


def test_abcs_are_detected_and_then_subclassed() -> None:
    found = find(*named("Runner", "Mailer", "Clock", kind=InterfaceKind.ABC))
    assert found.convention.kind is InterfaceKind.ABC
    assert found.convention.nominal
    assert origins(found)["kind"] == ("abc", "detected (3 of 3 interfaces)")
    assert origins(found)["implementation"] == ("nominal", "because of kind = abc")


def test_undecorated_protocols_are_detected_and_abcs_say_nothing_of_it() -> None:
    plain = named("Runner", "Mailer", "Clock", runtime_checkable=False)
    abcs = named("A", "B", "C", "D", "E", kind=InterfaceKind.ABC)
    found = find(*plain, *abcs)
    assert not found.convention.runtime_checkable
    assert origins(found)["runtime-checkable"] == ("false", "detected (3 of 3 interfaces)")


def test_configured_conventions_win() -> None:
    found = find(
        *named("Runner", "Mailer", "Clock", kind=InterfaceKind.ABC),
        pyproject_toml="""
[tool.gateway-builder]
kind = "protocol"
runtime-checkable = false
implementation = "structural"
gateway-pattern = "{purpose}With{technology}"
module-pattern = "{purpose}"
method-pattern = "[a-z]+"
docstrings = "sphinx"
vocabulary = ["AWSBatch"]
templates = "tools/templates"
technologies = { AcmePay = {} }
""",
    )
    convention = found.convention
    assert (convention.kind, convention.runtime_checkable, convention.nominal) == (InterfaceKind.PROTOCOL, False, False)
    assert (convention.gateway_pattern, convention.module_pattern) == ("{purpose}With{technology}", "{purpose}")
    assert (convention.method_pattern, convention.docstrings) == ("[a-z]+", DocstringStyle.SPHINX)
    assert (found.vocabulary, found.templates) == (("AWSBatch",), "tools/templates")
    assert [technology.name for technology in found.technologies] == ["AcmePay"]
    shown = origins(found)
    keys = (
        "kind",
        "runtime-checkable",
        "implementation",
        "gateway-pattern",
        "module-pattern",
        "method-pattern",
        "docstrings",
    )
    assert {shown[key][1] for key in keys} == {"configured"}


def test_the_module_follows_a_configured_name_of_the_gateway() -> None:
    found = find(pyproject_toml='[tool.gateway-builder]\ngateway-pattern = "{purpose}With{technology}Adapter"\n')
    assert found.convention.module_pattern == "{purpose}_with_{technology}_adapter"
    assert origins(found)["module-pattern"][1] == "follows gateway-pattern"


def gateways(*triples: tuple[str, str, str], nominal: bool = True, drawing: str = DRAWING) -> Project:
    """The project with gateways of an interface's name, their own name and their module's."""
    held = [
        interface(PORTS, name, f"do_{name.lower()}", "close") for name in dict.fromkeys(triple[0] for triple in triples)
    ]
    by_name = {each.name: each for each in held}
    classes = [
        implementation(
            f"app/gateways/{module}.py", name, f"do_{port.lower()}", "close", base=by_name[port] if nominal else ""
        )
        for port, name, module in triples
    ]
    return project(drawing, interfaces=held, classes=classes)


def test_gateways_that_subclass_make_subclassing_the_custom() -> None:
    found = gateways(("IRunner", "BatchRunner", "a"), ("IMailer", "SESMailer", "b"), ("IMailer", "SlackMailer", "c"))
    assert found.convention.nominal
    assert origins(found)["implementation"] == ("nominal", "detected (3 of 3 implementations)")


def test_gateways_that_only_have_the_methods_make_that_the_custom() -> None:
    triples = [("IRunner", "BatchRunner", "a"), ("IMailer", "SESMailer", "b"), ("IMailer", "SlackMailer", "c")]
    found = gateways(*triples, nominal=False)
    assert origins(found)["implementation"] == ("structural", "detected (3 of 3 implementations)")


def test_abcs_that_are_never_subclassed_are_subclassed_all_the_same() -> None:
    held = named("Runner", "Mailer", "Clock", kind=InterfaceKind.ABC)
    classes = [implementation(f"app/gateways/{each.name}.py", f"Plain{each.name}", "run") for each in held]
    found = find(*held, classes=classes)
    assert found.convention.nominal


def test_abcs_that_are_subclassed_show_the_evidence() -> None:
    held = named("Runner", "Mailer", "Clock", kind=InterfaceKind.ABC)
    classes = [implementation(f"app/gateways/{each.name}.py", f"Plain{each.name}", "run", base=each) for each in held]
    assert origins(find(*held, classes=classes))["implementation"][1] == "detected (3 of 3 implementations)"


@pytest.mark.parametrize(
    ("triples", "gateway", "module"),
    [
        (
            [
                ("IRunner", "BatchRunner", "batch_runner"),
                ("IMailer", "SESMailer", "ses_mailer"),
                ("IMailer", "SlackMailer", "slack_mailer"),
            ],
            "{technology}{purpose}",
            "{technology}_{purpose}",
        ),
        (
            [("IRunner", "BatchRunner", "batch"), ("IMailer", "SESMailer", "ses"), ("IMailer", "SlackMailer", "slack")],
            "{technology}{purpose}",
            "{technology}",
        ),
        (
            [("IRunner", "BatchRunner", "runner"), ("IMailer", "SESMailer", "mailer"), ("IClock", "NtpClock", "clock")],
            "{technology}{purpose}",
            "{purpose}",
        ),
        (
            [
                ("IRunner", "BatchRunner", "batch_gateway"),
                ("IMailer", "SESMailer", "ses_gateway"),
                ("IClock", "NtpClock", "ntp_gateway"),
            ],
            "{technology}{purpose}",
            "{technology}_gateway",
        ),
        (
            [
                ("IRunner", "BatchRunnerAdapter", "batch_runner_adapter"),
                ("IMailer", "SESMailerAdapter", "ses_mailer_adapter"),
                ("IClock", "NtpClockAdapter", "ntp_clock_adapter"),
            ],
            "{technology}{purpose}Adapter",
            "{technology}_{purpose}_adapter",
        ),
        (
            [
                ("RunnerPort", "BatchRunner", "batch_runner"),
                ("MailerPort", "SESMailer", "ses_mailer"),
                ("ClockPort", "NtpClock", "ntp_clock"),
            ],
            "{technology}{purpose}",
            "{technology}_{purpose}",
        ),
        (
            [
                ("RunGateway", "BatchRunGateway", "batch_run_gateway"),
                ("MailGateway", "SESMailGateway", "ses_mail_gateway"),
                ("TimeGateway", "NtpTimeGateway", "ntp_time_gateway"),
            ],
            "{technology}{purpose}Gateway",
            "{technology}_{purpose}_gateway",
        ),
        (
            [
                ("IRunner", "BatchAdapter", "batch_adapter"),
                ("IMailer", "SESAdapter", "ses_adapter"),
                ("IClock", "NtpAdapter", "ntp_adapter"),
            ],
            "{technology}Adapter",
            "{technology}_adapter",
        ),
    ],
)
def test_names_of_gateways_and_their_modules_are_read_off(
    triples: list[tuple[str, str, str]], gateway: str, module: str
) -> None:
    found = gateways(*triples)
    assert (found.convention.gateway_pattern, found.convention.module_pattern) == (gateway, module)
    assert origins(found)["gateway-pattern"][1] == "detected (3 of 3 gateways)"
    assert origins(found)["module-pattern"][1] == "detected (3 of 3 gateways)"


def test_names_without_a_technology_show_no_pattern() -> None:
    found = gateways(("IRunner", "RunnerImpl", "impl"), ("IMailer", "MailerImpl", "impl"), ("IClock", "Ticker", "time"))
    assert found.convention.gateway_pattern == "{technology}{purpose}"
    assert found.convention.module_pattern == "{technology}_{purpose}"


def test_a_suffix_that_names_what_gateways_are_is_kept_in_their_names() -> None:
    found = find(*named("RunGateway", "MailGateway", "TimeGateway"))
    assert found.convention.gateway_pattern == "{technology}{purpose}Gateway"
    assert origins(found)["gateway-pattern"][1] == "follows the interfaces' names"
    ports = find(*named("RunPort", "MailPort", "TimePort"))
    assert ports.convention.gateway_pattern == "{technology}{purpose}"


def test_fakes_show_no_pattern() -> None:
    found = gateways(
        ("IRunner", "FakeRunner", "fake"), ("IMailer", "InMemoryMailer", "memory"), ("IClock", "StubClock", "stub")
    )
    assert origins(found)["gateway-pattern"][1] == "standard"


def test_an_interface_whose_name_breaks_the_rule_still_lends_its_name() -> None:
    found = gateways(
        ("IRunner", "BatchRunner", "batch"),
        ("IMailer", "SESMailer", "ses"),
        ("IClock", "NtpClock", "ntp"),
        ("Sender", "SQSSender", "sqs"),
    )
    assert origins(found)["gateway-pattern"] == ("{technology}{purpose}", "detected (4 of 4 gateways)")


@pytest.mark.parametrize(
    ("files", "pattern"),
    [
        ({"runner_port": "RunnerPort", "mailer_port": "MailerPort", "clock_port": "ClockPort"}, "{interface}"),
        ({"runner": "RunnerPort", "mailer": "MailerPort", "clock": "ClockPort"}, "{purpose}"),
        ({"i_runner": "IRunner", "i_mailer": "IMailer", "i_clock": "IClock"}, "{interface}"),
        ({"one": "IRunner", "two": "IMailer", "three": "IClock"}, "{purpose}"),
        ({"runner_port": "RunnerPort"}, "{purpose}"),
    ],
)
def test_modules_of_interfaces_are_named_as_they_are(files: dict[str, str], pattern: str) -> None:
    drawing = "app/\n  __init__.py\n  ports/\n" + "".join(f"    {name}.py\n" for name in files)
    held = [interface(f"app/ports/{name}.py", named) for name, named in files.items()]
    found = find(*held, drawing=drawing).convention
    assert (found.one_per_file, found.interface_module_pattern) == (True, pattern)


RUNNER = interface(PORTS, "IRunner", "submit", "describe")


@pytest.mark.parametrize(
    ("summary", "nominal"),
    [
        (implementation("app/a.py", "Anything", base=RUNNER), True),
        (implementation("app/a.py", "Anything", base="app.IRunner"), True),
        (implementation("app/a.py", "Anything", base="IRunner"), True),
        (implementation("app/a.py", "Anything", "submit", "describe", "more"), False),
        (implementation("app/a.py", "Anything", "submit"), None),
        (implementation("app/a.py", "Anything", "submit", "describe", base="elsewhere.IRunner"), None),
        (implementation("app/a.py", "Anything", "submit", "describe", base="app.other.Base"), None),
        (implementation(PORTS, "IRunner", "submit", "describe"), None),
        (implementation("tests/a.py", "Anything", base=RUNNER), None),
    ],
)
def test_a_class_implements_by_its_base_or_by_its_methods(summary: object, *, nominal: bool | None) -> None:
    found = find_implementations([RUNNER], [summary])  # type: ignore[list-item]  # a ClassSummary
    assert [each.nominal for each in found] == ([] if nominal is None else [nominal])


def test_a_class_implements_through_a_base_of_the_project() -> None:
    middle = implementation("app/base.py", "CloudRunner", base=RUNNER)
    leaf = implementation("app/batch.py", "BatchRunner", base="app.base.CloudRunner")
    assert [each.summary.name for each in find_implementations([RUNNER], [middle, leaf])] == [
        "CloudRunner",
        "BatchRunner",
    ]


def test_classes_that_are_their_own_ancestors_do_no_harm() -> None:
    circle = [implementation("app/a.py", "A", base="app.b.B"), implementation("app/b.py", "B", base="app.a.A")]
    assert find_implementations([RUNNER], circle) == ()


def test_a_line_of_ancestors_without_end_is_given_up() -> None:
    line = [implementation("app/a.py", f"C{number}", base=f"app.a.C{number + 1}") for number in range(2000)]
    line.append(implementation("app/a.py", "C2000", base=RUNNER))
    assert find_implementations([RUNNER], line)


def test_tests_count_where_fakes_are_wanted() -> None:
    fake = implementation("tests/fakes.py", "FakeRunner", base=RUNNER)
    assert find_implementations([RUNNER], [fake], with_tests=True)


@pytest.mark.parametrize(
    ("name", "implements"),
    [
        ("AWSBatchRunner", True),
        ("RunnerOnBatch", True),
        ("SimulationRunner", True),
        ("Task", False),
        ("AnyOther", False),
    ],
)
def test_one_method_of_a_common_name_proves_nothing_alone(name: str, *, implements: bool) -> None:
    one = interface(PORTS, "IRunner", "run")
    assert bool(find_implementations([one], [implementation("app/a.py", name, "run")])) == implements


def test_an_interface_of_two_words_may_lose_its_last_in_the_gateway() -> None:
    one = interface(PORTS, "NotificationService", "send")
    assert find_implementations([one], [implementation("app/a.py", "SlackNotification", "send")])


def test_an_interface_without_methods_is_implemented_by_bases_only() -> None:
    marker = Interface("IMarker", PORTS, "app.ports")
    assert not find_implementations([marker], [implementation("app/a.py", "Marker")])


def exported(content: str, option: str = "") -> tuple[bool, bool, str]:
    drawing = f"app/\n  __init__.py\n  gateways/\n    __init__.py = {content}\n    interfaces.py\n    slack.py\n"
    held = interface("app/gateways/interfaces.py", "INotifier")
    concrete = [implementation("app/gateways/slack.py", "SlackNotifier", base=held)]
    configured = {"pyproject_toml": f"[tool.gateway-builder]\n{option}\n"} if option else {}
    found = project(drawing, interfaces=[held], classes=concrete, **configured)
    convention = found.convention
    return convention.export_interfaces, convention.export_gateways, " ".join(origins(found)["exports"])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", (False, False)),
        ("from app.gateways.interfaces import INotifier", (True, False)),
        ("from .interfaces import INotifier as INotifier", (True, False)),
        ("from .slack import SlackNotifier", (False, True)),
        ("from .interfaces import INotifier; from .slack import SlackNotifier", (True, True)),
        ("from .interfaces import *", (False, False)),
        ("import app.gateways.interfaces", (False, False)),
        ("from .interfaces import (", (False, False)),
    ],
)
def test_exports_are_those_that_exist(content: str, expected: tuple[bool, bool]) -> None:
    assert exported(content)[:2] == expected


def test_exports_show_their_evidence() -> None:
    shown = exported("from .interfaces import INotifier")[2]
    assert shown == "interfaces detected (1 of 1 in app/gateways/__init__.py)"
    assert exported("from .slack import SlackNotifier")[2].startswith("all detected")


@pytest.mark.parametrize(
    ("word", "expected"), [("none", (False, False)), ("interfaces", (True, False)), ("all", (True, True))]
)
def test_configured_exports_win(word: str, expected: tuple[bool, bool]) -> None:
    assert exported("from .interfaces import INotifier", f'exports = "{word}"')[:2] == expected


def test_exports_of_a_folder_of_interfaces() -> None:
    drawing = (
        "app/\n  __init__.py\n  ports/\n    __init__.py = from .runner import Runner\n    runner.py\n    mailer.py\n"
    )
    found = project(drawing, interfaces=[interface("app/ports/runner.py", "Runner")])
    assert found.convention.export_interfaces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[project]\nrequires-python = ">=3.12"', (3, 12)),
        ('[project]\nrequires-python = "~=3.13.1"', (3, 13)),
        ('[project]\nrequires-python = "<4,>= 3.9"', (3, 9)),
        ('[tool.poetry.dependencies]\npython = "^3.10"', (3, 10)),
        ('[project]\nrequires-python = "*"', (3, 11)),
        ("[project]\nrequires-python = 3", (3, 11)),
        ("", (3, 11)),
    ],
)
def test_the_oldest_python_of_the_project(text: str, expected: tuple[int, int]) -> None:
    found = project("", pyproject_toml=text)
    assert found.python == expected
    origin = "standard" if expected == (3, 11) else "configured"
    assert origins(found)["python"] == (f"{expected[0]}.{expected[1]}", origin)
