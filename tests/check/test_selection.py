"""What the configuration and the flags say of rules, and what is wrong in it, all told together."""

from __future__ import annotations

import pytest

from gateway_builder.check.registry import find_rule, list_rules
from gateway_builder.check.request import CheckRequest
from gateway_builder.check.rule import Profile
from gateway_builder.check.selection import select_rules
from gateway_builder.errors import UsageError
from gateway_builder.model.configuration import Configuration

OPTIONS = {rule.code: {option.name: option for option in rule.options} for rule in list_rules()}


def codes(request: CheckRequest, **configured: object) -> set[str]:
    configuration = Configuration(**configured)  # type: ignore[arg-type]
    return {active.rule.code for active in select_rules(list_rules(), request, configuration)}


def test_a_profile_holds_its_rules() -> None:
    recommended = codes(CheckRequest())
    assert recommended < codes(CheckRequest(profile=Profile.STRICT))
    assert "GW406" not in codes(CheckRequest(profile=Profile.SEED))
    assert recommended == {rule.code for rule in list_rules() if rule.recommended}


def test_flags_win_over_the_configuration() -> None:
    assert codes(CheckRequest(select=("GW6",)), select=("GW1",), ignore=("GW601",)) == {
        rule.code for rule in list_rules() if rule.code.startswith("GW6")
    }
    assert codes(CheckRequest(), select=("GW501", "GW502"), ignore=("GW502",)) == {"GW501"}
    assert codes(CheckRequest(profile=Profile.RECOMMENDED), profile="strict") == codes(CheckRequest())


def test_everything_that_is_wrong_is_told_together() -> None:
    number, words = _rule_with(int), _rule_with(tuple)
    choice, chosen = next((code, each.name) for code, held in OPTIONS.items() for each in held.values() if each.choices)
    rules: tuple[tuple[str, dict[str, object]], ...] = (
        ("GW999", {}),
        ("GW601", {"nothing": 1}),
        (number, {_option(number, int): "many"}),
        (words, {_option(words, tuple): [1]}),
        (choice, {"nothing": 1, chosen: "neither"}),
    )
    with pytest.raises(UsageError) as raised:
        codes(CheckRequest(select=("GX1",), ignore=("GW7777",)), rules=rules)
    text = "\n".join(problem.message for problem in raised.value.problems)
    for part in ("GX1", "GW7777", "GW999", "GW601 has no option", "whole number", "array of strings", "must be one of"):
        assert part in text


def test_a_list_is_taken_as_the_option_says() -> None:
    code = _rule_with(tuple)
    name = _option(code, tuple)
    configuration = Configuration(rules=((code, {name: ["a", "b"]}),))
    active = select_rules(list_rules(), CheckRequest(select=(code,)), configuration)
    assert active[0].settings.words(name) == ("a", "b")


def _rule_with(kind: type) -> str:
    return next(code for code, held in OPTIONS.items() if any(type(each.default) is kind for each in held.values()))


def _option(code: str, kind: type) -> str:
    return next(option.name for option in OPTIONS[code].values() if type(option.default) is kind)


def test_a_rule_is_found_by_code_and_by_name() -> None:
    found = find_rule("gw202")
    assert found
    assert find_rule(found.name) is found
    assert find_rule("GW999") is None
