"""How `if`, conditional expressions and `match` translate one value after the other."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.trace.values import MapForm, StateKey

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gateway_builder.trace.texts import Text

    FindText = Callable[[ast.expr], str | None]
    FindTexts = Callable[[ast.expr], tuple[Text, ...] | None]

_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)


class Condition(NamedTuple):
    """A test of one value against texts.

    Attributes:
        subject: The value.
        texts: What it is compared with, each with its expression.
        is_negated: Whether it is `!=` or `not in`.
        is_partial: Whether something else must hold, too.
    """

    subject: ast.expr
    texts: tuple[tuple[str, ast.expr], ...]
    is_negated: bool = False
    is_partial: bool = False

    @property
    def key(self) -> str:
        """Equal for two conditions on the same value."""
        subject = self.subject.target if isinstance(self.subject, ast.NamedExpr) else self.subject
        return ast.unparse(subject)


class Outcome(NamedTuple):
    """What a branch does: the expression that it returns or assigns, or that it raises."""

    result: ast.expr | None = None
    raises: bool = False


class Chain(NamedTuple):
    """Branches on one value.

    Attributes:
        node: The first `if`, the outermost conditional expression, or the `match`.
        form: How it is written.
        subject: The value.
        keys: What it is compared with.
        default: What the last branch does, None where there is none.
        is_complete: Whether all conditions could be read.
    """

    node: ast.AST
    form: MapForm
    subject: ast.expr
    keys: tuple[StateKey, ...]
    default: Outcome | None
    is_complete: bool


class Chains:
    """Reads chains; each `if` belongs to one."""

    def __init__(self, find_text: FindText, find_texts: FindTexts) -> None:
        self._find_text = find_text
        self._find_texts = find_texts
        self._read: set[ast.AST] = set()

    def of_if(self, node: ast.If, following: Sequence[ast.stmt]) -> Chain | None:
        """The chain that an `if` begins, with what follows it where its branches leave; None where it begins none."""
        first = None if node in self._read else self.condition(node.test)
        if first is None:
            return None
        links = _Links(first)
        rest = list(following)
        branch = node
        while True:
            self._read.add(branch)
            links.add(branch, self.condition(branch.test), outcome_of(branch.body))
            further = branch.orelse or (rest[:1] if links.leaves else [])
            rest = rest if branch.orelse else rest[1:]
            nearest = further[0] if len(further) == 1 else None
            if not isinstance(nearest, ast.If) or not (branch.orelse or self._continues(nearest, first)):
                break
            branch = nearest
        is_last = bool(branch.orelse) or isinstance(nearest, (ast.Return, ast.Raise))
        default = outcome_of(further) if is_last else None
        is_complete = links.is_complete and not isinstance(nearest, ast.If)
        return Chain(node, MapForm.IF_CHAIN, first.subject, tuple(links.keys), default, is_complete)

    def of_expression(self, node: ast.IfExp) -> Chain | None:
        """The chain that a conditional expression begins."""
        first = None if node in self._read else self.condition(node.test)
        if first is None:
            return None
        links = _Links(first)
        each: ast.expr = node
        while isinstance(each, ast.IfExp):
            self._read.add(each)
            links.add(each, self.condition(each.test), Outcome(each.body))
            each = each.orelse
        default = Outcome(each)
        return Chain(node, MapForm.IF_CHAIN, first.subject, tuple(links.keys), default, links.is_complete)

    def of_match(self, node: ast.Match) -> Chain | None:
        """The branches of a `match` on texts; None where it matches none."""
        keys: list[StateKey] = []
        default: Outcome | None = None
        is_complete = True
        for case in node.cases:
            outcome = outcome_of(case.body)
            if _is_wildcard(case.pattern):
                default, is_complete = outcome, is_complete and case.guard is None
                continue
            texts = self._pattern_texts(case.pattern)
            is_complete = is_complete and texts is not None
            keys += [StateKey(text, held, outcome.result) for text, held in texts or ()]
        if not keys:
            return None
        return Chain(node, MapForm.MATCH, node.subject, tuple(keys), default, is_complete)

    def condition(self, test: ast.expr) -> Condition | None:
        """What a test compares with texts, None where it is anything else."""
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            found = self.condition(test.operand)
            return found._replace(is_negated=not found.is_negated) if found else None
        if isinstance(test, ast.BoolOp):
            return self._joined(test)
        if not isinstance(test, ast.Compare) or len(test.ops) != 1:
            return None
        operator, left, right = test.ops[0], test.left, test.comparators[0]
        if isinstance(operator, (ast.Eq, ast.NotEq, ast.Is)):
            return self._equal(left, right, is_negated=isinstance(operator, ast.NotEq))
        if isinstance(operator, (ast.In, ast.NotIn)):
            texts = self._find_texts(right)
            pairs = tuple((each.text, each.node) for each in texts or ())
            return Condition(left, pairs, isinstance(operator, ast.NotIn)) if pairs else None
        return None

    def _equal(self, left: ast.expr, right: ast.expr, *, is_negated: bool) -> Condition | None:
        for subject, other in ((left, right), (right, left)):
            text = self._find_text(other)
            if text is not None and not isinstance(subject, ast.Constant):
                return Condition(subject, ((text, other),), is_negated)
        return None

    def _joined(self, test: ast.BoolOp) -> Condition | None:
        found = [self.condition(each) for each in test.values]
        known = [each for each in found if each]
        if isinstance(test.op, ast.And):
            return known[0]._replace(is_partial=True) if known else None
        if not known or len({each.key for each in known}) > 1 or len({each.is_negated for each in known}) > 1:
            return None
        texts = tuple(pair for each in known for pair in each.texts)
        return Condition(known[0].subject, texts, known[0].is_negated, len(known) < len(found))

    def _continues(self, branch: ast.If, first: Condition) -> bool:
        condition = self.condition(branch.test)
        return condition is not None and condition.key == first.key

    def _pattern_texts(self, pattern: ast.pattern) -> tuple[tuple[str, ast.expr], ...] | None:
        if isinstance(pattern, ast.MatchAs) and pattern.pattern is not None:
            return self._pattern_texts(pattern.pattern)
        if isinstance(pattern, ast.MatchOr):
            several = [self._pattern_texts(each) for each in pattern.patterns]
            return None if None in several else tuple(pair for each in several for pair in each or ())
        text = self._find_text(pattern.value) if isinstance(pattern, ast.MatchValue) else None
        return ((text, pattern.value),) if text is not None and isinstance(pattern, ast.MatchValue) else None


class _Links:
    """The branches of a chain so far."""

    def __init__(self, first: Condition) -> None:
        self.keys: list[StateKey] = []
        self.is_complete = True
        self.leaves = True
        self._key = first.key

    def add(self, node: ast.If | ast.IfExp, condition: Condition | None, outcome: Outcome) -> None:
        """One more branch."""
        if condition is None or condition.key != self._key or condition.is_negated:
            self.is_complete = False
        if condition is not None and condition.key == self._key:
            result = None if condition.is_negated else outcome.result
            self.keys += [StateKey(text, held, result) for text, held in condition.texts]
        if isinstance(node, ast.If):
            self.leaves = self.leaves and isinstance(node.body[-1], _LEAVING)


def outcome_of(body: Sequence[ast.stmt]) -> Outcome:
    """What a branch does in the end."""
    last = body[-1]
    if isinstance(last, ast.Raise):
        return Outcome(raises=True)
    if isinstance(last, (ast.Return, ast.Assign, ast.AnnAssign)):
        return Outcome(last.value)
    return Outcome()


def _is_wildcard(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None
