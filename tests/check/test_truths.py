"""What is known to be right is found clean, what is known to be wrong is found, and nothing else is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway_builder.check.rule import Profile
from tests.check.cases import check_files
from tests.check.truths.faults import FAULTS, Fault

TRUTHS = Path(__file__).parent / "truths"


CLEAN = TRUTHS / "clean"
NAIVE = TRUTHS.parents[2] / "examples" / "hand_written"


def read_project(root: Path) -> dict[str, str]:
    files = (path for path in sorted(root.rglob("*")) if path.suffix in {".py", ".toml"})
    return {path.relative_to(root).as_posix(): path.read_text() for path in files}


def _summary(files: dict[str, str], profile: Profile) -> list[str]:
    found = check_files(files, profile=profile).findings
    return [f"{each.path.rpartition('/')[2]}:{each.span.line} {each.code} {each.message}" for each in found]


@pytest.mark.parametrize("profile", Profile)
def test_a_clean_project_has_no_findings(profile: Profile) -> None:
    assert _summary(read_project(CLEAN), profile) == []


@pytest.mark.parametrize("profile", Profile)
def test_the_worked_example_in_its_naive_form_has_exactly_these_findings(profile: Profile) -> None:
    expected = (TRUTHS / "naive" / f"{profile.value}.txt").read_text().splitlines()
    assert _summary(read_project(NAIVE), profile) == expected


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}-{fault.name}")
def test_each_planted_fault_is_found(fault: Fault) -> None:
    files = read_project(CLEAN)
    assert fault.old in files[fault.path], "the fault no longer fits the project"
    files[fault.path] = files[fault.path].replace(fault.old, fault.new)
    if "os.environ" in fault.new:
        files[fault.path] = files[fault.path].replace("import logging\n", "import logging\nimport os\n", 1)
    if "(ABC)" in fault.new:
        files[fault.path] = files[fault.path].replace(
            "from typing", "from abc import ABC, abstractmethod\nfrom typing", 1
        )
    profile = Profile.STRICT if fault.strict else Profile.RECOMMENDED
    found = [(each.path, each.code) for each in check_files(files, profile=profile).findings]
    assert fault.code in {code for _, code in found}, found
