"""GW402: a model that imports a gateway, a use case, or an SDK."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.boundaries import (
    alias_of,
    imported_path,
    interfaces_elsewhere,
    is_certain_controller,
    layered_modules,
)
from gateway_builder.check.layers import Layer
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.vendors import own_sdks, sdk_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import ImportUse

_OUTER = {
    Layer.GATEWAY: "the gateway module",
    Layer.INTERFACES: "the gateways' interfaces in",
    Layer.USE_CASE: "the use case module",
    Layer.CONTROLLER: "the controller module",
}


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    own = own_sdks(codebase)
    for module in layered_modules(codebase, Layer.MODEL):
        for use in module.imports:
            what = _outer_name(codebase, use, own)
            if what:
                message = f"a model imports {what}, so business data depends on how the outside world is reached"
                hint = f"move what needs {use.target} to a gateway or a mapper beside it"
                yield Violation(module, alias_of(use), message, hint)


def _outer_name(codebase: Codebase, use: ImportUse, own: frozenset[str]) -> str:
    """What an import of a model must not be, in words; "" where it is allowed."""
    if codebase.index.is_own(use.target):
        path = imported_path(codebase, use)
        layer = codebase.layer(path) if path else Layer.OTHER
        if path is None or layer not in _OUTER:
            return ""
        is_doubtful = layer is Layer.CONTROLLER and not is_certain_controller(codebase, path)
        return "" if is_doubtful or path in interfaces_elsewhere(codebase) else f"{_OUTER[layer]} {use.module}"
    sdk = sdk_of(use.target, own)
    return f"{use.module} of the SDK {sdk}" if sdk and sdk != use.module else sdk or ""


RULE = Rule(
    code="GW402",
    name="model-imports-outwards",
    summary="A model imports a gateway, a use case, a controller, or an SDK.",
    rationale="""
Models are plain business data, and every layer stands on them. One that imports an SDK or an outer layer makes all
others depend on that, too, and sooner or later closes a cycle of imports.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
# src/app/models/run.py
import boto3  # GW402
from dataclasses import dataclass

@dataclass
class Run:
    id: str
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
# src/app/models/run.py
from dataclasses import dataclass
from app.models.status import RunStatus

@dataclass
class Run:
    id: str
    status: RunStatus
# src/app/models/status.py
from enum import Enum

class RunStatus(Enum):
    DONE = "done"
""",
    ),
    find=_find,
    recommended=True,
)
