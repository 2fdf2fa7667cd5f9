"""Rules as data, for the list of them and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.reports.report import rule_url
from gateway_builder.check.rule import Fixable, Profile

if TYPE_CHECKING:
    from gateway_builder.check.rule import Rule

FIX_WORDS = {Fixable.NO: "-", Fixable.SAFE: "safe", Fixable.UNSAFE: "unsafe"}


def profiles_of(rule: Rule) -> list[str]:
    """The profiles that a rule is in."""
    return [each.value for each in Profile if rule.is_in(each)]


def rule_as_data(rule: Rule) -> dict[str, object]:
    """Everything that is known of a rule."""
    return {
        "code": rule.code,
        "name": rule.name,
        "summary": rule.summary,
        "rationale": rule.rationale.strip(),
        "severity": rule.severity.value,
        "profiles": profiles_of(rule),
        "fix": rule.fixable.value,
        "fix_doc": rule.fix_doc,
        "bad": [each.strip("\n") for each in rule.bad],
        "good": [each.strip("\n") for each in rule.good],
        "options": [
            {
                "name": each.name,
                "default": list(each.default) if isinstance(each.default, tuple) else each.default,
                "choices": list(each.choices),
                "doc": each.doc,
            }
            for each in rule.options
        ],
        "reads_models": rule.reads_models,
        "url": rule_url(rule.code),
    }
