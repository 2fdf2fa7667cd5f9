"""Which rules are on, and what is set for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.request import ActiveRule, CheckRequest
from gateway_builder.check.rule import Profile, Settings
from gateway_builder.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gateway_builder.check.rule import Rule, RuleOption
    from gateway_builder.model.configuration import Configuration

_TABLE = "[tool.gateway-builder.rules.{code}]"


def select_rules(rules: Sequence[Rule], request: CheckRequest, configuration: Configuration) -> tuple[ActiveRule, ...]:
    """The rules that are on; flags win over the configuration.

    Raises:
        UsageError: If a code or an option is unknown, or an option's value is of the wrong type; all of them together.
    """
    profile = request.profile or Profile(configuration.profile or "recommended")
    select, ignore = request.select or configuration.select, (*configuration.ignore, *request.ignore)
    if request.select:
        ignore = request.ignore
    problems = [*_unknown_codes(rules, select, "select"), *_unknown_codes(rules, ignore, "ignore")]
    options = dict(configuration.rules)
    problems += _unknown_codes(rules, options, "rules")
    active = []
    for rule in rules:
        values, wrong = _read_options(rule, options.get(rule.code, {}))
        problems += wrong
        is_on = rule.code.startswith(tuple(select)) if select else rule.is_in(profile)
        if is_on and not (ignore and rule.code.startswith(tuple(ignore))):
            active.append(ActiveRule(rule, Settings(values, profile)))
    if problems:
        raise UsageError(problems)
    return tuple(active)


def _unknown_codes(rules: Sequence[Rule], codes: Iterable[str], place: str) -> list[Problem]:
    known = [rule.code for rule in rules]
    return [
        Problem(
            f"{code} is no rule, and no rule's code begins so",
            "`gateway-builder rule` lists them",
            place,
        )
        for code in codes
        if not any(each.startswith(code) for each in known)
    ]


def _read_options(rule: Rule, table: Mapping[str, object]) -> tuple[dict[str, object], list[Problem]]:
    options = {option.name: option for option in rule.options}
    values: dict[str, object] = {option.name: option.default for option in rule.options}
    problems = []
    for key, given in table.items():
        option = options.get(key)
        place = f"{_TABLE.format(code=rule.code)} {key}"
        if option is None:
            known = f"known are: {', '.join(options)}" if options else f"{rule.code} has no options"
            problems.append(Problem(f"{rule.code} has no option {key}", known, place))
        elif wrong := _wrong_value(option, given):
            problems.append(Problem(f"{key} of {rule.code} {wrong}", option.doc, place))
        else:
            values[key] = tuple(given) if isinstance(given, list) else given
    return values, problems


def _wrong_value(option: RuleOption, given: object) -> str:
    if option.choices and given not in option.choices:
        return f"must be one of {', '.join(option.choices)}"
    if isinstance(option.default, tuple):
        is_right = isinstance(given, list) and all(isinstance(each, str) for each in given)
        return "" if is_right else "must be an array of strings"
    kinds = {bool: "true or false", int: "a whole number", str: "a string"}
    return "" if type(given) is type(option.default) else f"must be {kinds[type(option.default)]}"
