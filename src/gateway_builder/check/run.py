"""One run of `check`: from the files of a project to findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.baseline import compare_baseline, read_baseline
from gateway_builder.check.discovery import discover_codebase
from gateway_builder.check.engine import run_rules
from gateway_builder.check.ignores import apply_ignores, drop_configured
from gateway_builder.check.outcome import CheckOutcome
from gateway_builder.check.registry import list_rules
from gateway_builder.check.selection import select_rules
from gateway_builder.errors import Problem, UsageError
from gateway_builder.source.parse import room_for_nesting
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.check.baseline import Baseline, BaselineOutcome, StaleEntry
    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.request import ActiveRule, CheckRequest
    from gateway_builder.gateways.interfaces import ISourceTree, ITechnologyCatalog, IWorkers
    from gateway_builder.model.finding import Finding
    from gateway_builder.trace.service_models import ServiceModels

_META = "GW9"
_STALE = "GW903"
_NO_MODELS = (
    "no SDK is installed, so rules that read the models of services did not run: pip install 'gateway-builder[aws]'"
)


@value
class Coverage:
    """What a run could have found.

    Attributes:
        request: What it was asked for.
        codes: The rules that ran.
        unreadable: Files that could not be read.
    """

    request: CheckRequest
    codes: frozenset[str]
    unreadable: frozenset[str]

    def covers(self, code: str, path: str) -> bool:
        """Whether the run would have found something, had it been there."""
        return code in self.codes and self.request.covers_path(path) and path not in self.unreadable


@value
class CheckResult:
    """What a run found.

    Attributes:
        codebase: The project as it was read.
        coverage: What could have been found.
        findings: By file and place; what is silenced or known is not among them.
        warnings: What could not be checked and why, one sentence each.
        known: Findings that the baseline knows.
        stale: Entries of the baseline that match nothing.
        suppressed: How many findings comments and the configuration silence.
        baseline: The baseline that was compared with; None where there is none.
    """

    codebase: Codebase
    coverage: Coverage
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...] = ()
    known: tuple[Finding, ...] = ()
    stale: tuple[StaleEntry, ...] = ()
    suppressed: int = 0
    baseline: Baseline | None = None

    @property
    def outcome(self) -> CheckOutcome:
        """What was found, without the project."""
        return CheckOutcome(self.findings, self.warnings, self.known, self.stale, self.suppressed, self.baseline)


@room_for_nesting()
def check_project(
    tree: ISourceTree,
    request: CheckRequest,
    models: ServiceModels,
    catalog: ITechnologyCatalog,
    workers: IWorkers | None = None,
) -> CheckResult:
    """Hold a project to the rules.

    Args:
        tree: Its files.
        request: What is wanted.
        models: The models of services.
        catalog: What is known of technologies.
        workers: Who shares in reading the files; None for this process alone.

    Raises:
        UsageError: If the configuration, the request or the baseline is wrong.
    """
    wanted = [path for path in request.paths if path.endswith((".py", ".pyi"))]
    codebase = discover_codebase(tree, models, catalog, wanted, workers)
    active = select_rules(list_rules(), request, codebase.configuration)
    baseline = find_baseline(tree, request, codebase.configuration.baseline)
    found = run_rules(codebase, [each for each in active if not each.rule.code.startswith(_META)])
    lacks_models = models.was_asked and models.source is None
    codes = frozenset(each.rule.code for each in active if not (lacks_models and each.rule.reads_models))
    silenced = apply_ignores(codebase, found, codes)
    codebase.ignores = silenced.comments
    kept = (*silenced.kept, *_run_meta(codebase, active, stale=False))
    covered = tuple(each for each in kept if request.covers_path(each.path))
    coverage = Coverage(request, codes, frozenset(codebase.index.unreadable))
    outcome = compare_baseline(covered, baseline, coverage.covers)
    return CheckResult(
        codebase=codebase,
        coverage=coverage,
        findings=_with_stale(codebase, active, outcome, request),
        warnings=(_NO_MODELS,) if lacks_models and _uses_aws(codebase) else (),
        known=outcome.known,
        stale=outcome.stale,
        suppressed=sum(request.covers_path(each.path) for each in silenced.suppressed),
        baseline=baseline,
    )


def _uses_aws(codebase: Codebase) -> bool:
    """Whether any file that can matter names an SDK of AWS; only then are models missed."""
    return any(b"boto" in module.content for module in codebase.modules.values())


def find_baseline(tree: ISourceTree, request: CheckRequest, configured: str) -> Baseline | None:
    """The baseline that a run is compared with.

    Raises:
        UsageError: If it is no baseline, or absent although it is asked for and is not about to be written.
    """
    path = configured if request.baseline is None else request.baseline
    baseline = read_baseline(tree, path) if path else None
    if path and baseline is None and not request.writes_baseline:
        raise UsageError(Problem(f"the baseline {path} is not there", "write it with --write-baseline", path))
    return baseline


def _run_meta(codebase: Codebase, active: Sequence[ActiveRule], *, stale: bool) -> tuple[Finding, ...]:
    """What rules about ignores and the baseline find; no comment silences them."""
    rules = [e for e in active if e.rule.code.startswith(_META) and (e.rule.code == _STALE) is stale]
    return drop_configured(codebase.configuration, run_rules(codebase, rules))


def _with_stale(
    codebase: Codebase, active: Sequence[ActiveRule], outcome: BaselineOutcome, request: CheckRequest
) -> tuple[Finding, ...]:
    codebase.stale = outcome.stale if request.strict_baseline else ()
    found = (*outcome.new, *_run_meta(codebase, active, stale=True))
    return tuple(sorted(found, key=lambda finding: finding.sort_key))
