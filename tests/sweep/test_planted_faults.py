"""What `make mutants` measures for ten gateways, for one: the generated tests notice faults in the gateway."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tools.mutant_faults import KINDS, plant
from tools.mutants import FAULTS, PROJECT, Gateway, choose_faults, generate, is_killed, require_green

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("mutants") / "studio"
    shutil.copytree(PROJECT, made)
    return made


@pytest.fixture(scope="module")
def gateway(project: Path) -> Gateway:
    made = generate(project, "batch")
    require_green(project)
    return made


def test_every_kind_of_fault_is_planted_in_the_worked_example_but_those_of_pages(gateway: Gateway) -> None:
    faults = choose_faults(gateway)

    assert len(faults) >= FAULTS
    assert {fault.kind for fault in faults} == set(KINDS) - {"page, token or waiter forgotten"}
    assert all(fault.text != gateway.text for fault in faults)


def test_the_generated_tests_of_the_worked_example_notice_each(project: Path, gateway: Gateway) -> None:
    survivors = [fault.kind for fault in choose_faults(gateway) if not is_killed(project, fault)]

    assert survivors == []


def test_a_fault_changes_one_place_at_a_time() -> None:
    text = 'STATE_MAP: dict[str, int] = {"A": 1, "B": 2}\n'

    forgotten = list(plant(text, KINDS["state forgotten"]))

    assert [each.strip() for each in forgotten] == [
        "STATE_MAP: dict[str, int] = {'B': 2}",
        "STATE_MAP: dict[str, int] = {'A': 1}",
    ]
