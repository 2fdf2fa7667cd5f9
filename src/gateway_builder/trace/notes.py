"""Notes of what is read of answers, what leaves functions, and what translates states, while code is followed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.trace.parts import Part, parts_of
from gateway_builder.trace.values import AnswerEscape, AnswerRead, EscapeKind, ReadKind, StateMap

if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping

    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.parts import Values
    from gateway_builder.trace.values import ServiceCall


class Notes:
    """What was found so far; the same thing found again is kept once, and guarded if it was guarded any time."""

    def __init__(self, calls: Mapping[ast.Call, ServiceCall]) -> None:
        self.calls = calls
        self._reads: dict[tuple[ast.AST, ast.Call, tuple[str, ...]], AnswerRead] = {}
        self._escapes: dict[tuple[ast.AST, ast.Call, tuple[str, ...]], AnswerEscape] = {}
        self._maps: dict[tuple[ast.AST, ast.AST | None], StateMap] = {}

    @property
    def reads(self) -> tuple[AnswerRead, ...]:
        """What is read of answers."""
        return tuple(self._reads.values())

    @property
    def escapes(self) -> tuple[AnswerEscape, ...]:
        """What leaves functions."""
        return tuple(self._escapes.values())

    @property
    def maps(self) -> tuple[StateMap, ...]:
        """The translations."""
        return tuple(self._maps.values())

    def add_read(
        self,
        module: CodeModule,
        node: ast.expr,
        part: Part,
        kind: ReadKind,
        *,
        is_guarded: bool,
        index: int | None = None,
    ) -> None:
        """Note that a part of an answer is read by an expression."""
        key = (node, part.call, part.path)
        known = self._reads.get(key)
        guarded = is_guarded or (known is not None and known.is_guarded)
        self._reads[key] = AnswerRead(self.calls[part.call], part.path, node, kind, guarded, module, index)

    def add_escapes(self, module: CodeModule, node: ast.AST, values: Values, kind: EscapeKind) -> None:
        """Note that parts of answers leave the function that holds them."""
        direct = tuple(each for each in values if not isinstance(each, Part) or not each.fold)
        for part in parts_of(direct, with_facts=False):
            key = (node, part.call, part.path)
            self._escapes[key] = AnswerEscape(self.calls[part.call], part.path, node, kind, module)

    def add_map(self, found: StateMap, values: Values, lookup: ast.AST | None = None) -> None:
        """Note a translation of what values hold; places that are found later are added to those known."""
        key = (found.node, lookup)
        parts = [each for each in values if isinstance(each, Part)]
        places = [(self.calls[each.call], each.path) for each in parts]
        known = self._maps.get(key)
        before = [(call, path) for call, path in (known.sources if known else ())]
        added = [each for each in places if not any(each[0] is call and each[1] == path for call, path in before)]
        fold = known.fold if known and before else next((each.fold for each in parts if each.fold), "")
        self._maps[key] = replace(found, sources=(*before, *added), fold=fold)
