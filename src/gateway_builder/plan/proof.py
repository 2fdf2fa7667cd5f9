"""The proof that an edit of somebody's file changes nothing of theirs; without it the edit is not made."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError, Problem
from gateway_builder.model.changes import FileEdit
from gateway_builder.plan.diff import unified_diff

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gateway_builder.gateways.interfaces import ICodeFormatter
    from gateway_builder.plan.changes import PythonEdit

RULES = ("I", "F811", "E302", "E305", "E402")


def prove_edits(edits: Sequence[PythonEdit], formatter: ICodeFormatter) -> None:
    """Prove every edit.

    Raises:
        ConflictError: If one can't be proven; with the reasons and the patch that was not made, all of them together.
    """
    if not edits:
        return
    from gateway_builder.source.proof import prove_edit

    before = {f"before:{edit.path}": edit.before for edit in edits}
    after = {f"after:{edit.path}": edit.after for edit in edits}
    findings = formatter.list_findings({**before, **after}, RULES)
    problems = []
    for edit in edits:
        reasons = (*prove_edit(edit.before, edit.after, path=edit.path, added=edit.added), *_worse(edit.path, findings))
        if reasons:
            problems.append(
                Problem(
                    message=f"{edit.path} was not changed, since the change can't be proven safe: {'; '.join(reasons)}",
                    hint="make the change by hand, from the patch below",
                    place=edit.path,
                    patch=unified_diff(FileEdit(edit.path, edit.before, edit.after)),
                )
            )
    if problems:
        raise ConflictError(problems)


def _worse(path: str, findings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    before, after = Counter(findings[f"before:{path}"]), Counter(findings[f"after:{path}"])
    return tuple(f"ruff would find {code} {count} times more" for code, count in sorted((after - before).items()))
