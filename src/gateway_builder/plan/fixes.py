"""What `check --fix` would write: the fixes of findings, made round by round, each proven before it counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from gateway_builder.model.changes import FileEdit, Plan
from gateway_builder.plan.edited_tree import EditedTree
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from gateway_builder.check.run import CheckResult
    from gateway_builder.gateways.interfaces import ICodeFormatter, ISourceTree
    from gateway_builder.model.finding import Finding, Fix, TextEdit

_MOST_ROUNDS = 20
_RULES = ("E9", "F", "I", "E302", "E303", "E305", "E402")
"""What ruff must not find more often behind a fix: broken names, unsorted imports, lost blank lines."""


@value
class FixPlan:
    """What would be mended.

    Attributes:
        plan: The files as they would be.
        mended: The findings that are gone then, in the order in which they were mended.
        refused: Findings whose fix could not be proven, each with the reason.
        result: What `check` would find behind it.
    """

    plan: Plan
    mended: tuple[Finding, ...]
    refused: tuple[tuple[Finding, str], ...]
    result: CheckResult


def plan_fixes(
    tree: ISourceTree, check: Callable[[ISourceTree], CheckResult], formatter: ICodeFormatter, *, unsafe: bool
) -> FixPlan:
    """Make every fix that there is until nothing is left to mend.

    Args:
        tree: The project's files.
        check: What finds; called once for every round.
        formatter: What judges the result.
        unsafe: Whether fixes count that may change what the program does.
    """
    rounds = _Rounds(tree, formatter, unsafe=unsafe)
    result = check(tree)
    for _ in range(_MOST_ROUNDS):
        if not rounds.mend(result.findings):
            break
        result = check(rounds.tree)
    return FixPlan(rounds.plan(), tuple(rounds.mended), tuple(rounds.refused), result)


class _Rounds:
    """The files as they are after the fixes so far."""

    def __init__(self, tree: ISourceTree, formatter: ICodeFormatter, *, unsafe: bool) -> None:
        self.mended: list[Finding] = []
        self.refused: list[tuple[Finding, str]] = []
        self._original = tree
        self._formatter = formatter
        self._unsafe = unsafe
        self._contents: dict[str, bytes] = {}
        self._tried: set[tuple[str, str, str]] = set()

    @property
    def tree(self) -> EditedTree:
        """The project with the fixes so far."""
        return EditedTree(self._original, self._contents)

    def plan(self) -> Plan:
        """The files that differ from those on the disk, by path."""
        edits = (
            FileEdit(path, self._original.read_file(path), after) for path, after in sorted(self._contents.items())
        )
        return Plan(tuple(edit for edit in edits if edit.before != edit.after))

    def mend(self, findings: Iterable[Finding]) -> bool:
        """Make the fixes that don't stand in each other's way; whether any was made."""
        chosen = self._choose(findings)
        if not chosen:
            return False
        return self._make(chosen) or (len(chosen) > 1 and self._make_singly(chosen))

    def _make_singly(self, chosen: Iterable[Finding]) -> bool:
        """Make fixes one by one, at most one in a file, since each moves what stands behind it; the rest waits."""
        moved: set[str] = set()
        for each in chosen:
            paths = {edit.path for edit in each.fix.edits} if each.fix else set()
            if paths & moved:
                self._tried.discard(_identity(each))
            elif self._make([each]):
                moved |= paths
        return bool(moved)

    def _choose(self, findings: Iterable[Finding]) -> list[Finding]:
        chosen: list[Finding] = []
        taken: dict[str, set[TextEdit]] = defaultdict(set)
        for each in findings:
            offered = each.fix if each.fix and (each.fix.is_safe or self._unsafe) else None
            if offered is None or _identity(each) in self._tried:
                continue
            if not any(_collides(edit, taken[edit.path]) for edit in offered.edits):
                chosen.append(each)
                self._tried.add(_identity(each))
                for edit in offered.edits:
                    taken[edit.path].add(edit)
        return chosen

    def _make(self, chosen: Sequence[Finding]) -> bool:
        """Make fixes together if the result is proven; the reason is kept where a single one is not."""
        contents = _apply(self.tree, [each.fix for each in chosen if each.fix])
        reasons = self._doubts(contents)
        if reasons:
            if len(chosen) == 1:
                self.refused.append((chosen[0], "; ".join(reasons)))
            return False
        self._contents |= contents
        self.mended += chosen
        return True

    def _doubts(self, contents: Mapping[str, bytes]) -> list[str]:
        from gateway_builder.source.fix_proof import prove_fix

        tree = self.tree
        before = {path: tree.read_file(path) or b"" for path in contents}
        reasons = [why for path, after in contents.items() for why in prove_fix(before[path], after, path=path)]
        if reasons:
            return reasons
        keyed = {
            f"{when}:{path}": content
            for when, each in (("before", before), ("after", contents))
            for path, content in each.items()
        }
        found = self._formatter.list_findings(keyed, _RULES)
        more = sum((Counter(found[f"after:{path}"]) - Counter(found[f"before:{path}"]) for path in contents), Counter())
        return [f"ruff would find {code} {count} times more" for code, count in sorted(more.items())]


def _identity(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.path, finding.fingerprint


def _collides(edit: TextEdit, taken: Iterable[TextEdit]) -> bool:
    """Whether an edit overlaps another, or puts something else at the same place; the same edit twice is one."""
    return any(other != edit and edit.start <= other.end and other.start <= edit.end for other in taken)


def _apply(tree: ISourceTree, fixes: Iterable[Fix]) -> dict[str, bytes]:
    """The files that some fixes change, as they would be."""
    from gateway_builder.source.text import Splice, apply_splices, read_text

    by_path: dict[str, set[TextEdit]] = defaultdict(set)
    for fix in fixes:
        for edit in fix.edits:
            by_path[edit.path].add(edit)
    changed = {}
    for path, edits in by_path.items():
        source = read_text(tree.read_file(path) or b"", path)
        splices = [Splice(edit.start, edit.end, edit.text) for edit in sorted(edits)]
        changed[path] = source.encode(apply_splices(source.text, splices))
    return changed
