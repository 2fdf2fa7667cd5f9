"""`rule` explains one rule, or lists all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gateway_builder.check.registry import list_rules
from gateway_builder.check.reports.report import rule_url
from gateway_builder.check.reports.statistics import FAMILIES
from gateway_builder.check.rule import Profile, Rule, RuleOption
from gateway_builder.cli import completion
from gateway_builder.cli import rule as rule_command

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


def test_all_rules_are_listed(cli: Cli) -> None:
    lines = cli("rule").out.splitlines()
    assert lines[0].split() == ["RULE", "NAME", "PROFILES", "FIX", "SEVERITY"]
    assert [line.split()[0] for line in lines[1:]] == [rule.code for rule in list_rules()]


def test_each_rule_has_a_family() -> None:
    assert {rule.code[:3] for rule in list_rules()} <= FAMILIES.keys()


@pytest.mark.parametrize("code", ["GW202", "gw202", "not-runtime-checkable"])
def test_one_rule_is_explained(cli: Cli, code: str) -> None:
    said = cli("rule", code).out
    for part in (
        "GW202 not-runtime-checkable",
        "Why\n",
        "Bad\n",
        "Good\n",
        "Fix (safe)\n",
        "    class ISimulationRunner",
    ):
        assert part in said
    assert "Profiles: recommended, strict, seed. Severity: error." in said
    assert "# gw: ignore[GW202] -- the reason" in said


@pytest.mark.parametrize("each", list_rules(), ids=lambda rule: rule.code)
def test_every_rule_can_be_explained_and_read_by_programs(cli: Cli, each: Rule) -> None:
    assert cli("rule", each.code).code == 0
    data = cli("rule", each.code, "--output-format", "json").json()
    assert data["code"] == each.code
    assert data["url"] == rule_url(each.code)
    assert data["profiles"] == [profile.value for profile in Profile if each.is_in(profile)]


def test_options_are_shown_as_toml(capsys: pytest.CaptureFixture[str]) -> None:
    options = (
        RuleOption("names", ("a", "b"), "Words."),
        RuleOption("style", "x", "A style.", ("x", "y")),
        RuleOption("on", default=True, doc="A switch."),
    )
    one = list_rules()[0]
    rule_command._explain(
        Rule(one.code, one.name, one.summary, one.rationale, one.bad, one.good, one.find, options=options)
    )
    said = capsys.readouterr().out
    assert f"Options, in [tool.gateway-builder.rules.{one.code}]" in said
    assert '    names = ["a", "b"]: Words.' in said
    assert '    style = "x" (x, y): A style.' in said
    assert "    on = true: A switch." in said


def test_all_rules_are_data(cli: Cli) -> None:
    data = cli("rule", "--output-format", "json").json()
    assert [each["code"] for each in data] == [rule.code for rule in list_rules()]


@pytest.mark.parametrize(
    ("code", "hint"),
    [("GW20", "GW202"), ("gw2021", "GW202"), ("not-runtime-checked", "not-runtime-checkable"), ("zzz", "lists them")],
)
def test_an_unknown_rule_is_2_and_suggests(cli: Cli, code: str, hint: str) -> None:
    result = cli("rule", code)
    assert result.code == 2
    assert f"there is no rule {code}" in result.err
    assert hint in result.err


def test_codes_are_completed() -> None:
    assert completion.complete_rule("gw20")[0] == "GW201"
    assert completion.complete_rule("x") == []
