"""GW403: an SDK or HTTP client that is imported where application logic stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.annotations import origins_of_annotation
from gateway_builder.check.boundaries import alias_of, interfaces_elsewhere, layered_modules
from gateway_builder.check.layers import Layer
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.signatures import MethodView
from gateway_builder.check.use_cases import list_inner_logic
from gateway_builder.check.vendors import own_sdks, sdk_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import CodeModule


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    own = own_sdks(codebase)
    told = frozenset(_told_types(codebase, own))
    for module, place in _places(codebase).values():
        for use in module.imports:
            sdk = None if codebase.index.is_own(use.target) else sdk_of(use.target, own)
            if sdk and not (use.typing_only and (module.path, sdk) in told):
                needs = "be type-checked" if use.typing_only else "be used or tested"
                message = f"{place} imports {use.target}, so it can't {needs} without the SDK {sdk}"
                yield Violation(
                    module, alias_of(use), message, "reach the service through an interface of the gateways"
                )


def _told_types(codebase: Codebase, own: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The files and SDKs whose types stand in signatures of interfaces: GW205 tells them there."""
    for interface in codebase.interfaces:
        for node in interface.view.own_methods.values():
            arguments = MethodView(interface.view, node).arguments
            for annotation in filter(None, (*(each.node.annotation for each in arguments), node.returns)):
                found = (sdk_of(origin, own) for origin in origins_of_annotation(interface.module, annotation))
                yield from ((interface.view.path, sdk) for sdk in found if sdk)


def _places(codebase: Codebase) -> dict[str, tuple[CodeModule, str]]:
    """The files that must know no SDK, each with its role in words."""
    elsewhere = interfaces_elsewhere(codebase)
    modules = (each for each in layered_modules(codebase, Layer.INTERFACES) if each.path not in elsewhere)
    interfaces = {each.path: (each, "an interface module") for each in modules}
    return interfaces | {each.module.path: (each.module, "a use case") for each in list_inner_logic(codebase)}


RULE = Rule(
    code="GW403",
    name="sdk-outside-gateways",
    summary="A use case or an interface imports an SDK or HTTP client.",
    rationale="""
Gateways exist so that one place alone knows how a service is reached. An SDK that is imported by application logic
spreads its types, its exceptions and its configuration over code that should outlive it. An import for type checkers
alone is left to GW205 where the signature of an interface names the type.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
# src/app/use_cases/start_run.py
import boto3  # GW403

def start_run(run_id: str) -> None:
    boto3.client("batch").submit_job(jobName=run_id, jobQueue="q", jobDefinition="d")
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def submit_run(self, run_id: str) -> None: ...
# src/app/use_cases/start_run.py
from app.gateways.interfaces import ISimulationRunner

def start_run(run_id: str, runner: ISimulationRunner) -> None:
    runner.submit_run(run_id)
""",
    ),
    find=_find,
    recommended=True,
)
