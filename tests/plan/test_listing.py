"""What `list` tells of a project."""

from __future__ import annotations

import json

from gateway_builder.model.interface import Interface, InterfaceKind, Method, MethodKind
from gateway_builder.plan.listing import InterfaceListing, list_gateways
from tests.project.drawn import implementation, interface

PORTS = "src/app/gateways/interfaces.py"
RUNNER = interface(PORTS, "ISimulationRunner", "submit_run", "describe_run")


def one(listings: tuple[InterfaceListing, ...]) -> InterfaceListing:
    (listing,) = listings
    return listing


def test_an_interface_is_listed_with_its_gateways_fakes_and_tests() -> None:
    classes = [
        implementation(
            "src/app/gateways/aws_batch_simulation_runner.py", "AWSBatchSimulationRunner", "submit_run", "describe_run"
        ),
        implementation("src/app/gateways/slurm.py", "SlurmSimulationRunner", base=RUNNER),
        implementation("src/app/gateways/memory.py", "InMemorySimulationRunner", base=RUNNER),
        implementation("tests/doubles.py", "RecordingRunner", base=RUNNER),
        implementation("src/app/gateways/other.py", "SlackNotifier", "send"),
    ]
    sources = [
        "tests/gateways/test_aws_batch_simulation_runner.py",
        "tests/gateways/slurm_test.py",
        "tests/gateways/test_simulation_runner_contract.py",
        "tests/gateways/test_other.py",
        "src/app/gateways/slurm.py",
    ]
    found = one(list_gateways([RUNNER], classes, sources))
    assert found.to_json() == {
        "name": "ISimulationRunner",
        "path": PORTS,
        "line": 1,
        "kind": "protocol",
        "methods": ["submit_run", "describe_run"],
        "gateways": [
            {
                "name": "AWSBatchSimulationRunner",
                "path": "src/app/gateways/aws_batch_simulation_runner.py",
                "line": 1,
                "technology": "AWSBatch",
            },
            {"name": "SlurmSimulationRunner", "path": "src/app/gateways/slurm.py", "line": 1, "technology": "Slurm"},
        ],
        "fakes": [
            {"name": "InMemorySimulationRunner", "path": "src/app/gateways/memory.py", "line": 1},
            {"name": "RecordingRunner", "path": "tests/doubles.py", "line": 1},
        ],
        "tests": [
            "tests/gateways/test_aws_batch_simulation_runner.py",
            "tests/gateways/slurm_test.py",
            "tests/gateways/test_simulation_runner_contract.py",
        ],
    }
    assert json.loads(json.dumps(found.to_json())) == found.to_json()


def test_an_interface_without_gateways_is_listed_where_interfaces_stand() -> None:
    found = one(list_gateways([RUNNER], [], []))
    assert (found.gateways, found.fakes, found.tests) == ((), (), ())


def test_elsewhere_only_what_is_implemented_is_an_interface() -> None:
    beside = interface("src/app/use_cases/notify.py", "Notifier", "send", "close")
    assert list_gateways([beside], [], []) == ()
    gateway = implementation("src/app/outside/slack.py", "SlackNotifier", "send", "close")
    assert one(list_gateways([beside], [gateway], [])).gateways[0].technology == "Slack"


def test_private_ones_repositories_and_those_of_tests_are_not_listed() -> None:
    others = [
        interface(PORTS, "_BatchClient"),
        interface(PORTS, "RunRepository"),
        interface("src/app/repositories/interfaces.py", "IRuns"),
        interface("tests/interfaces.py", "IFake"),
    ]
    assert list_gateways(others, [], []) == ()


def test_a_role_s_suffix_is_no_part_of_the_purpose() -> None:
    port = interface(PORTS, "NotifierPort", "send", "close", kind=InterfaceKind.ABC)
    classes = [
        implementation("src/app/gateways/slack.py", "SlackNotifierAdapter", base=port),
        implementation("src/app/gateways/plain.py", "Plain", base=port),
    ]
    found = one(list_gateways([port], classes, ["tests/test_notifier.py"]))
    assert [gateway.technology for gateway in found.gateways] == ["Slack", ""]
    assert (found.kind, found.tests) == ("abc", ("tests/test_notifier.py",))


def test_a_property_and_its_setter_are_one_method() -> None:
    held = Interface(
        "IClock", PORTS, "app", methods=(Method("now", kind=MethodKind.PROPERTY), Method("now", kind=MethodKind.SETTER))
    )
    assert one(list_gateways([held], [], [])).methods == ("now",)


def test_interfaces_of_one_name_in_two_packages_keep_their_own_gateways() -> None:
    first, second = interface("one/ports.py", "IRunner"), interface("two/ports.py", "IRunner")
    classes = [
        implementation("one/a.py", "BatchRunner", base=first),
        implementation("two/b.py", "SlurmRunner", base=second),
    ]
    found = list_gateways([second, first], classes, [])
    assert [(each.path, [gateway.name for gateway in each.gateways]) for each in found] == [
        ("one/ports.py", ["BatchRunner"]),
        ("two/ports.py", ["SlurmRunner"]),
    ]
