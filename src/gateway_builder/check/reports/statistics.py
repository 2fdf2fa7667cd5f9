"""How many findings there are of each rule and of each family."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gateway_builder.check.reports.report import Report
    from gateway_builder.model.finding import Finding

FAMILIES = {
    "GW0": "the tool",
    "GW1": "naming",
    "GW2": "interface",
    "GW3": "implementation",
    "GW4": "boundaries",
    "GW5": "errors",
    "GW6": "service model",
    "GW7": "configuration, resilience, logs",
    "GW8": "tests and fakes",
    "GW9": "ignores and baseline",
}
_FAMILY = 3


@value
class RuleCount:
    """How often one rule found something, and how much of that can be mended."""

    code: str
    name: str
    count: int
    safe: int
    unsafe: int


def count_rules(findings: Iterable[Finding]) -> tuple[RuleCount, ...]:
    """Each rule that found something, the most frequent first."""
    by_code: dict[str, list[Finding]] = {}
    for each in findings:
        by_code.setdefault(each.code, []).append(each)
    counts = [
        RuleCount(
            code=code,
            name=found[0].name,
            count=len(found),
            safe=sum(each.fix is not None and each.fix.is_safe for each in found),
            unsafe=sum(each.fix is not None and not each.fix.is_safe for each in found),
        )
        for code, found in by_code.items()
    ]
    return tuple(sorted(counts, key=lambda each: (-each.count, each.code)))


def count_families(findings: Iterable[Finding]) -> tuple[tuple[str, int], ...]:
    """Title and number of findings of each family that has any, in the families' order."""
    counts = Counter(each.code[:_FAMILY] for each in findings)
    return tuple((f"{code}xx {FAMILIES[code]}", counts[code]) for code in sorted(counts))


def write_statistics(report: Report) -> str:
    """The counts of rules as JSON."""
    data = [
        {
            "code": each.code,
            "name": each.name,
            "count": each.count,
            "fixable": each.safe,
            "unsafely_fixable": each.unsafe,
        }
        for each in count_rules(report.findings)
    ]
    return json.dumps(data, indent=2) + "\n"
