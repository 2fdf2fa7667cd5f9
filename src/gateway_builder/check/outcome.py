"""What a run of `check` says, without the project that it looked at: enough for every report, and fit to be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.baseline import Baseline, StaleEntry
from gateway_builder.model.finding import Finding, Fix, Severity, Span, TextEdit
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@value
class CheckOutcome:
    """What a run found.

    Attributes:
        findings: By file and place; what is silenced or known is not among them.
        warnings: What could not be checked and why, one sentence each.
        known: Findings that the baseline knows.
        stale: Entries of the baseline that match nothing.
        suppressed: How many findings comments and the configuration silence.
        baseline: The baseline that was compared with; None where there is none.
    """

    findings: tuple[Finding, ...]
    warnings: tuple[str, ...] = ()
    known: tuple[Finding, ...] = ()
    stale: tuple[StaleEntry, ...] = ()
    suppressed: int = 0
    baseline: Baseline | None = None


def keep_outcome(outcome: CheckOutcome) -> Mapping[str, object]:
    """An outcome as JSON can hold it; the entries of the baseline are left out."""
    return {
        "findings": [_keep_finding(each) for each in outcome.findings],
        "warnings": list(outcome.warnings),
        "known": [_keep_finding(each) for each in outcome.known],
        "stale": [[each.path, each.line, each.code, each.message] for each in outcome.stale],
        "suppressed": outcome.suppressed,
        "baseline": None if outcome.baseline is None else outcome.baseline.path,
    }


def restore_outcome(kept: Mapping[str, object]) -> CheckOutcome | None:
    """The outcome that was kept; None for anything else."""
    try:
        return _restore(kept)
    except (TypeError, ValueError, KeyError, IndexError):
        return None


def _keep_finding(finding: Finding) -> list[object]:
    fix = finding.fix
    kept_fix = fix and [fix.title, fix.is_safe, [[each.path, each.start, each.end, each.text] for each in fix.edits]]
    span = finding.span
    return [
        *(finding.code, finding.name, finding.message, finding.severity.value, finding.path),
        [span.line, span.column, span.end_line, span.end_column],
        *(finding.hint, kept_fix, finding.scope, finding.fingerprint),
    ]


def _restore(kept: Mapping[str, object]) -> CheckOutcome:
    baseline = kept["baseline"]
    return CheckOutcome(
        findings=tuple(map(_restore_finding, _items(kept["findings"]))),
        warnings=tuple(map(_text, _items(kept["warnings"]))),
        known=tuple(map(_restore_finding, _items(kept["known"]))),
        stale=tuple(
            StaleEntry(_text(path), _number(line), _text(code), _text(message))
            for path, line, code, message in map(_items, _items(kept["stale"]))
        ),
        suppressed=_number(kept["suppressed"]),
        baseline=None if baseline is None else Baseline(_text(baseline)),
    )


def _restore_finding(kept: object) -> Finding:
    code, name, message, severity, path, span, hint, fix, scope, fingerprint = _items(kept)
    line, column, end_line, end_column = map(_number, _items(span))
    return Finding(
        code=_text(code),
        name=_text(name),
        message=_text(message),
        severity=Severity(severity),
        path=_text(path),
        span=Span(line, column, end_line, end_column),
        hint=_text(hint),
        fix=None if fix is None else _restore_fix(fix),
        scope=_text(scope),
        fingerprint=_text(fingerprint),
    )


def _restore_fix(kept: object) -> Fix:
    title, is_safe, edits = _items(kept)
    return Fix(
        _text(title),
        is_safe is True,
        tuple(
            TextEdit(_text(path), _number(start), _number(end), _text(text))
            for path, start, end, text in map(_items, _items(edits))
        ),
    )


def _items(kept: object) -> Sequence[object]:
    if not isinstance(kept, list):
        raise TypeError
    return kept


def _text(kept: object) -> str:
    if not isinstance(kept, str):
        raise TypeError
    return kept


def _number(kept: object) -> int:
    if not isinstance(kept, int):
        raise TypeError
    return kept
