"""Runs rules over a codebase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.findings import make_finding, number_fingerprints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.request import ActiveRule
    from gateway_builder.model.finding import Finding


def run_rules(codebase: Codebase, rules: Sequence[ActiveRule]) -> tuple[Finding, ...]:
    """Every finding of some rules, in order of file and place; ignores are not looked at."""
    found = {
        (each.path, each.span, each.code, each.message): each
        for active in rules
        for violation in active.rule.find(codebase, active.settings)
        for each in (make_finding(active.rule, violation),)
    }
    return number_fingerprints(found.values())
