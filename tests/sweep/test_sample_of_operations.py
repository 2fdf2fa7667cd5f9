"""What `make sweep` holds every operation to, held for sixty of them."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog
from tools.sweep_generate import Generation, generate_services
from tools.sweep_project import ScratchProject
from tools.sweep_types import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.gateways.interfaces import IServiceCatalog

LINES = (Path(__file__).parent / "operations.txt").read_text(encoding="utf-8").splitlines()
OPERATIONS = tuple(line for line in LINES if not line.startswith("#"))


def by_service() -> Mapping[str, list[str]]:
    """The operations of each service of the sample."""
    found: dict[str, list[str]] = defaultdict(list)
    for service, operation in (name.split(".") for name in OPERATIONS):
        found[service].append(operation)
    return found


@pytest.fixture(scope="module")
def catalog() -> IServiceCatalog:
    return BotocoreServiceCatalog(())


@pytest.fixture(scope="module")
def generation(catalog: IServiceCatalog) -> Generation:
    chosen = by_service()
    return generate_services(catalog, sorted(chosen), chosen)


@pytest.fixture(scope="module")
def project(generation: Generation, tmp_path_factory: pytest.TempPathFactory) -> ScratchProject:
    made = ScratchProject(tmp_path_factory.mktemp("sweep"), generation.gateways)
    made.write()
    return made


def test_the_sample_holds_sixty_operations_of_every_protocol(catalog: IServiceCatalog) -> None:
    models = [catalog.load_service(name) for name in by_service()]

    assert len(OPERATIONS) == 60
    assert {"query", "ec2", "json", "rest-json", "rest-xml"} <= {model.protocol for model in models}
    assert all(operation in catalog.load_service(name).operations for name, _, operation in split_operations())


def split_operations() -> list[tuple[str, str, str]]:
    return [name.partition(".") for name in OPERATIONS]


def test_every_operation_gets_a_gateway_and_tests(generation: Generation) -> None:
    assert generation.refused == {}
    assert generation.crashed == {}
    assert generation.operations == len(OPERATIONS)


def test_what_is_generated_compiles_and_is_clean_under_every_rule(project: ScratchProject) -> None:
    project.findings.by_operation.clear()

    project.compile()
    project.lint()

    assert project.findings.by_operation == {}


def test_what_is_generated_type_checks_under_mypys_strict_mode(project: ScratchProject) -> None:
    project.findings.by_operation.clear()

    project.check_mypy("with boto3", Path(sys.executable))

    assert project.findings.by_operation == {}


def test_the_generated_tests_pass_at_once(project: ScratchProject) -> None:
    project.findings.by_operation.clear()

    passed = project.run_tests(workers=1)

    assert project.findings.by_operation == {}
    assert passed > 5 * len(OPERATIONS)


def test_an_operation_that_the_sdk_can_not_call_is_refused_with_the_reason(catalog: IServiceCatalog) -> None:
    generation = generate_services(catalog, ["polly"], {"polly": ["start_speech_synthesis_stream", "list_lexicons"]})

    assert list(generation.refused) == ["polly.start_speech_synthesis_stream"]
    assert "stream of events" in generation.refused["polly.start_speech_synthesis_stream"]
    assert generation.operations == 1


def test_the_services_whose_types_a_whole_sweep_checks_are_known(catalog: IServiceCatalog) -> None:
    assert len(SAMPLE) == 30
    assert set(SAMPLE) <= set(catalog.list_services())
