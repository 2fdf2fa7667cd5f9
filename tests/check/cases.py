"""Cases of rules: small projects drawn as text, with the findings that they must give."""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from gateway_builder.check.request import CheckRequest
from gateway_builder.check.rule import Profile
from gateway_builder.check.run import CheckResult, check_project
from gateway_builder.gateways.botocore_environments import find_environments
from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog
from gateway_builder.gateways.toml_technology_catalog import TomlTechnologyCatalog
from gateway_builder.trace.service_models import ServiceModels
from tests.fakes.in_memory_source_tree import InMemorySourceTree

CASES = Path(__file__).parent / "cases"
_CASE = re.compile(r"^=== (bad|good|fix|unsafe fix): (.+)$", re.MULTILINE)
_FILE = re.compile(r"^# (\S+\.(?:pyi?|toml|cfg|md|txt|json))$", re.MULTILINE)
_MARKS = re.compile(r"\s*# GW\d{3}$", re.MULTILINE)  # JSON has no comments
_MARK = re.compile(r"#\s*(GW\d{3}(?:[ ,]+GW\d{3})*)\s*$")


class Case(NamedTuple):
    """One case: `after` holds the files as a fix must leave them."""

    code: str
    kind: str
    title: str
    files: dict[str, str]
    after: dict[str, str]

    @property
    def expected(self) -> list[tuple[str, int, str]]:
        """Path, line and code of every finding that a mark asks for."""
        return [
            (path, number, code)
            for path, text in sorted(self.files.items())
            for number, line in enumerate(text.split("\n"), 1)
            if (mark := _MARK.search(line))
            for code in re.findall(r"GW\d{3}", mark[1])
        ]


def read_project_text(text: str) -> dict[str, str]:
    """The files of a project drawn as text."""
    parts = _FILE.split(text.strip("\n") + "\n")
    if parts[0].strip():
        raise ValueError(f"text before the first file: {parts[0]!r}")
    return {path: content.lstrip("\n") for path, content in zip(parts[1::2], parts[2::2], strict=True)}


def read_cases(path: Path) -> list[Case]:
    """The cases of one file."""
    parts = _CASE.split(path.read_text())
    found = []
    for kind, title, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        before, _, after = text.partition("\n--- after\n")
        found.append(Case(path.stem, kind, title, read_project_text(before), read_project_text(after) if after else {}))
    return found


def list_cases() -> list[Case]:
    """Every case of every rule, examples in the rules' own files included."""
    from gateway_builder.check.registry import list_rules

    found = [case for path in sorted(CASES.glob("*.txt")) for case in read_cases(path)]
    for rule in list_rules():
        for kind, texts in (("bad", rule.bad), ("good", rule.good)):
            found += [Case(rule.code, kind, f"example {n}", read_project_text(t), {}) for n, t in enumerate(texts, 1)]
    return found


@cache
def real_models() -> ServiceModels:
    """The models of the installed botocore."""
    return ServiceModels(partial(BotocoreServiceCatalog, find_environments(Path(__file__).parents[2], {})))


@cache
def real_technologies() -> TomlTechnologyCatalog:
    """The catalogue of technologies."""
    return TomlTechnologyCatalog()


def check_files(
    files: dict[str, str], *, select: tuple[str, ...] = (), profile: Profile = Profile.STRICT
) -> CheckResult:
    """Check a project that stands in memory."""
    plain = {path: _MARKS.sub("", text) if path.endswith(".json") else text for path, text in files.items()}
    tree = InMemorySourceTree({"pyproject.toml": "", **plain})
    request = CheckRequest(profile=profile, select=select, strict_baseline=True)
    return check_project(tree, request, real_models(), real_technologies())
