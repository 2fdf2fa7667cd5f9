"""GW109: a gateway's file that is not named after its technology or purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.gateway_names import judge_gateway_name, normalized, purposes_of
from gateway_builder.check.interface_names import named_gateways
from gateway_builder.check.rule import Rule, RuleOption, Violation
from gateway_builder.check.vocabulary import services_of
from gateway_builder.naming import fold, snake_case
from gateway_builder.project.paths import base_name, parent, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.rule import Settings

_FEWEST_LETTERS = 2


def _find(codebase: Codebase, settings: Settings) -> Iterator[Violation]:
    shared = {each.view.path for each in codebase.interfaces}
    by_path: dict[str, list[GatewayView]] = {}
    for gateway in named_gateways(codebase):
        if gateway.in_place and not gateway.is_fake and gateway.view.path not in shared:
            by_path.setdefault(gateway.view.path, []).append(gateway)
    for path, gateways in by_path.items():
        wanted = settings.text("purpose")
        if "{technology}" not in codebase.package_of(path).convention.module_pattern:
            wanted = "purpose" if wanted == "technology" else wanted
        proposals = [_propose(codebase, each) for each in gateways]
        if stem(path).strip("_") == "init" or not all(proposals) or _is_named(codebase, path, gateways, wanted):
            continue
        yield Violation(
            gateways[0].module,
            gateways[0].node,
            f"{path} is not named after the {_DESCRIPTIONS[wanted]} of {gateways[0].name}, so a file list hides it",
            f"move it: git mv {path} {parent(path)}/{proposals[0]}.py",
        )


_DESCRIPTIONS = {"technology": "technology", "purpose": "purpose", "either": "technology or purpose"}


def _propose(codebase: Codebase, gateway: GatewayView) -> str:
    """The name that the module should have; "" where the technology is not known."""
    judged = judge_gateway_name(codebase, gateway)
    if judged is None or not judged.technology:
        return ""
    pattern = codebase.package_of(gateway.view.path).convention.module_pattern
    return pattern.format(technology=snake_case(judged.technology), purpose=snake_case(judged.purpose))


def _is_named(codebase: Codebase, path: str, gateways: Sequence[GatewayView], wanted: str) -> bool:
    """Whether the file, or the folder around it, is named after one of the gateways that stand in it."""
    folder = base_name(parent(path))
    technologies = {fold(judged.technology) for each in gateways if (judged := judge_gateway_name(codebase, each))}
    technologies |= {fold(service) for service in services_of(gateways)}
    purposes = {normalized(purpose) for each in gateways for purpose in purposes_of(codebase, each)}
    has_technology = any(_share(fold(name), technologies) for name in (stem(path), folder, folder + stem(path)))
    has_purpose = _share(normalized(stem(path)), purposes)
    return {"technology": has_technology, "purpose": has_purpose, "either": has_technology or has_purpose}[wanted]


def _share(name: str, words: set[str]) -> bool:
    """Whether a name holds one of some words, or is a part of one."""
    return len(name) >= _FEWEST_LETTERS and any(word in name or name in word for word in words if word)


RULE = Rule(
    code="GW109",
    name="module-name",
    summary="A gateway's file is named neither after its technology nor, where that is wanted, after its purpose.",
    rationale="""
The list of files in `gateways/` is the list of what the application depends on. `aws_batch_simulation_runner.py` can be
found by whoever knows the service and by whoever knows the purpose, `g1.py` by nobody.
Renaming a file is left to you and `git mv`.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def submit_run(self, run_id: str) -> None: ...
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/g1.py
class AWSBatchSimulationRunner:  # GW109
    def submit_run(self, run_id: str) -> None: ...
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def submit_run(self, run_id: str) -> None: ...
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/aws_batch_simulation_runner.py
class AWSBatchSimulationRunner:
    def submit_run(self, run_id: str) -> None: ...
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    find=_find,
    seed=False,
    options=(
        RuleOption(
            "purpose",
            "technology",
            "What a file must be named after: the technology, the purpose, or either.",
            ("technology", "purpose", "either"),
        ),
    ),
)
