"""What the documents about `check` show can be used as it stands."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer.main

from gateway_builder.check.registry import list_rules
from gateway_builder.check.request import CheckRequest
from gateway_builder.check.selection import select_rules
from gateway_builder.cli.app import make_app
from gateway_builder.project.configuration import parse_configuration

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = ("check.md", "ci.md", "build-systems.md")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", (DOCS / page).read_text(), re.MULTILINE | re.DOTALL)


def test_the_configuration_that_is_shown_is_right() -> None:
    (text,) = blocks("check.md", "toml")
    configuration = parse_configuration(tomllib.loads(text))
    assert select_rules(list_rules(), CheckRequest(), configuration)


@pytest.mark.parametrize("page", PAGES)
def test_every_option_that_is_named_exists(page: str) -> None:
    group: Any = typer.main.get_command(make_app(rich_help=False))
    known = {option for parameter in group.commands["check"].params for option in parameter.opts}
    used = set(re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", (DOCS / page).read_text()))
    assert used <= known
    formats = set(re.findall(r"--output-format[ \",]+([a-z]+)", (DOCS / page).read_text()))
    choices = next(each.type.choices for each in group.commands["check"].params if each.name == "output_format")
    assert formats <= {str(getattr(choice, "value", choice)) for choice in choices}


@pytest.mark.parametrize("text", blocks("ci.md", "yaml"))
def test_recipes_are_yaml(text: str) -> None:
    assert import_module("yaml").safe_load(text)


def test_the_hooks_are_described_as_pre_commit_wants_them() -> None:
    (hook,) = import_module("yaml").safe_load((DOCS.parent / ".pre-commit-hooks.yaml").read_text())
    assert hook["id"] in (DOCS / "ci.md").read_text()


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", (DOCS / page).read_text())
    assert [target for target in targets if not (DOCS / target).exists()] == []


def test_every_rule_is_on_the_page_that_findings_point_to() -> None:
    page = (DOCS / "reference" / "rules.md").read_text()
    assert [rule.code for rule in list_rules() if f'<a id="{rule.code.lower()}"></a>' not in page] == []
