"""GW211: an interface that stands among concrete gateways instead of with the other interfaces."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.layers import GATEWAY_WORDS, Layer
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.vendors import own_sdks, sdk_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for interface in codebase.interfaces:
        if not interface.in_place and not _is_deprecated(interface) and _has_place(codebase, interface):
            message = f"{interface.name} is defined beside gateways, so importing it imports their technology as well"
            hint = f"move {interface.name} to where the interfaces stand"
            yield Violation(interface.module, interface.node, message, hint)


def _is_deprecated(interface: InterfaceView) -> bool:
    """Whether it is kept for old callers alone, so that it stays where it is."""
    documented = ast.get_docstring(interface.node) or ""
    decorators = {origin.rpartition(".")[2] for origin in interface.view.decorator_origins}
    return ".. deprecated::" in documented or "deprecated" in decorators


def _imports_sdk(codebase: Codebase, interface: InterfaceView) -> bool:
    """Whether importing its file imports an SDK."""
    own = own_sdks(codebase)
    uses = (each for each in interface.module.imports if not (each.typing_only or each.in_function))
    return any(sdk_of(each.target, own) for each in uses)


def _has_place(codebase: Codebase, interface: InterfaceView) -> bool:
    """Whether interfaces of its package stand elsewhere, or a gateway stands in the same file."""
    if codebase.layer(interface.view.path) is not Layer.GATEWAY:
        return False
    package = codebase.package_of(interface.view.path).folder
    siblings = [each for each in codebase.interfaces if codebase.package_of(each.view.path).folder == package]
    is_beside = any(each.view.path == interface.view.path for each in codebase.gateways)
    if GATEWAY_WORDS.isdisjoint(interface.view.path.split("/")) and not _imports_sdk(codebase, interface):
        return False
    return is_beside or 2 * sum(each.in_place for each in siblings) >= len(siblings)


RULE = Rule(
    code="GW211",
    name="interface-out-of-place",
    summary="An interface is defined among concrete gateways.",
    rationale="""
A use case that imports the interface from `gateways/aws.py` imports boto3 with it, and the file can't be read without
the technology that the interface is there to hide. Interfaces stand in `gateways/interfaces.py`, or where the project
keeps them (`interfaces = "…"`, a pattern for several modules).
""",
    bad=(
        """
# src/app/gateways/aws_batch_simulation_runner.py
from typing import Protocol
import boto3

class ISimulationRunner(Protocol):  # GW211
    def cancel_run(self, run_id: str) -> None: ...

class AWSBatchSimulationRunner:
    def __init__(self) -> None:
        self._batch_client = boto3.client("batch")

    def cancel_run(self, run_id: str) -> None:
        self._batch_client.cancel_job(jobId=run_id, reason="asked")
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    find=_find,
    recommended=True,
)
