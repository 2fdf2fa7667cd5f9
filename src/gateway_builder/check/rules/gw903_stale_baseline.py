"""GW903: an entry of the baseline that matches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.rule import Rule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for each in codebase.stale:
        yield Violation(
            None,
            None,
            f"this entry of the baseline matches nothing any more: {each.code} {each.message}",
            "write the baseline anew: gateway-builder check --write-baseline",
            path=each.path,
            line=each.line,
        )


RULE = Rule(
    code="GW903",
    name="stale-baseline",
    summary="An entry of the baseline matches no finding any more.",
    rationale="""
A baseline is a list of debts, and may only grow shorter. An entry that is left when its fault is mended lets the same
fault come back unseen.
""",
    bad=(
        """
# pyproject.toml
[tool.gateway-builder]
baseline = "baseline.json"

# baseline.json
{
  "version": 1,
  "findings": [
    {
      "path": "src/app/gateways/interfaces.py", "code": "GW101", "scope": "SimulationRunner",
      "fingerprint": "305db7e6d8add58b",  # GW903
      "message": "an old name"
    }
  ]
}

# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    good=(
        """
# pyproject.toml
[tool.gateway-builder]
baseline = "baseline.json"

# baseline.json
{
  "version": 1,
  "findings": [
    {
      "path": "src/app/gateways/interfaces.py", "code": "GW101", "scope": "SimulationRunner",
      "fingerprint": "305db7e6d8add58b",
      "message": "an old name"
    }
  ]
}

# src/app/gateways/interfaces.py
from typing import Protocol

class SimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    find=_find,
    recommended=True,
)
