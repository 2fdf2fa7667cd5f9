"""GW902: an ignore that matches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.errors import GatewayBuilderError
from gateway_builder.model.finding import Fix, TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.ignore_comments import IgnoreComment


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for each in codebase.ignores:
        if each.unused:
            codes = ", ".join(filter(None, each.unused)) or "everything"
            yield Violation(
                None,
                None,
                f"nothing here breaks {codes}, so this ignore only hides what comes later",
                "remove it" if set(each.unused) >= set(each.codes) else f"remove {codes} from it",
                _fix(codebase, each),
                path=each.path,
                line=each.line,
                column=each.column,
            )


def _fix(codebase: Codebase, comment: IgnoreComment) -> Fix | None:
    """The fix that removes what is not used of a comment, and no other comment's text."""
    try:
        text = codebase.modules[comment.path].source.text
    except GatewayBuilderError:
        return None
    start, end, kept = comment.start, comment.end, [code for code in comment.codes if code not in comment.unused]
    if kept:
        codes = text[start:end]
        opening, closing = start + codes.index("[") + 1, start + codes.index("]")
        edit = TextEdit(comment.path, opening, closing, ", ".join(kept))
        return Fix("Remove the codes that match nothing", is_safe=True, edits=(edit,))
    return Fix("Remove the ignore", is_safe=True, edits=(TextEdit(comment.path, *_widen(text, start, end), ""),))


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The range with the blanks that go with it: those before it, those up to another comment, or the whole line."""
    while text[end : end + 1] in {" ", "\t"}:
        end += 1
    if text[end : end + 1] not in {"", "\n", "\r"}:
        return start, end
    while text[start - 1 : start] in {" ", "\t"}:
        start -= 1
    if text[start - 1 : start] in {"", "\n", "\r"}:
        end += 2 if text[end : end + 2] == "\r\n" else len(text[end : end + 1])
    return start, end


RULE = Rule(
    code="GW902",
    name="unused-ignore",
    summary="A `gw: ignore` comment matches no finding.",
    rationale="""
The fault that it excused is gone, but the permission stays: the next one on that line passes in silence. Only rules
that were on are counted.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):  # gw: ignore[GW902] -- old name, #12  # GW902
    def cancel_run(self, run_id: str) -> None: ...
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
    fixable=Fixable.SAFE,
    fix_doc="Removes the comment, or the codes in it that match nothing; other comments on the line stay.",
)
