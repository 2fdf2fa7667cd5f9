"""Comments that silence findings where they stand, and patterns of paths that do so in the configuration."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.project.paths import compile_patterns
from gateway_builder.source.ignore_comments import IgnoreComment, read_comments
from gateway_builder.source.nodes import children
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.model.configuration import Configuration
    from gateway_builder.model.finding import Finding
    from gateway_builder.source.code_module import CodeModule

_MARK = re.compile(rb"gw:\s*ignore")
_DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_BLANKET = ""
_META = "GW9"


@value
class IgnoreOutcome:
    """Findings that stay, those that something silences, and every comment with what of it is unused."""

    kept: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    comments: tuple[IgnoreComment, ...]


def apply_ignores(codebase: Codebase, findings: Sequence[Finding], active_codes: frozenset[str]) -> IgnoreOutcome:
    """Part the findings into those that stay and those that a comment or the configuration silences.

    Args:
        codebase: The project.
        findings: Everything that the rules found.
        active_codes: Codes of the rules that ran; a comment for another one is not called unused.
    """
    configured = _ConfiguredIgnores(codebase.configuration)
    by_path: dict[str, list[Finding]] = {}
    for each in findings:
        by_path.setdefault(each.path, []).append(each)
    suppressed = {each for each in findings if configured.silences(each.path, each.code)}
    comments: list[IgnoreComment] = []
    for path, module in codebase.modules.items():
        if _MARK.search(module.content):
            in_force = _FileIgnores(module)
            left = [each for each in by_path.get(path, ()) if each not in suppressed]
            suppressed.update(each for each in left if in_force.silences(each))
            on = frozenset(code for code in active_codes if not configured.silences(path, code))
            comments += in_force.with_unused(on)
    return IgnoreOutcome(
        tuple(each for each in findings if each not in suppressed),
        tuple(each for each in findings if each in suppressed),
        tuple(comments),
    )


def drop_configured(configuration: Configuration, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings without those that `per-file-ignores` silence."""
    configured = _ConfiguredIgnores(configuration)
    return tuple(each for each in findings if not configured.silences(each.path, each.code))


class _ConfiguredIgnores:
    """`per-file-ignores` of the configuration."""

    def __init__(self, configuration: Configuration) -> None:
        pairs = ((compile_patterns([pattern]), codes) for pattern, codes in configuration.per_file_ignores)
        self._patterns = [(pattern, codes) for pattern, codes in pairs if pattern]

    def silences(self, path: str, code: str) -> bool:
        """Whether a rule is off in a file."""
        return any(_covers(codes, code) and pattern.fullmatch(path) for pattern, codes in self._patterns)


class _FileIgnores:
    """The comments of one file and what each of them has silenced."""

    def __init__(self, module: CodeModule) -> None:
        self._module = module
        self._comments = read_comments(module)
        self._used: set[tuple[int, str]] = set()

    def silences(self, finding: Finding) -> bool:
        """Whether a comment speaks for a finding; it then counts as used."""
        lines = _lines_of(self._module, finding)
        matched = False
        for number, comment in enumerate(self._comments):
            if comment.is_file or comment.line in lines:
                for code in comment.codes or (_BLANKET,):
                    if finding.code.startswith(code.upper()):
                        self._used.add((number, code))
                        matched = True
        return matched

    def with_unused(self, active_codes: frozenset[str]) -> Iterator[IgnoreComment]:
        """The comments, each with those of its codes that silenced nothing although every rule of theirs ran."""
        from gateway_builder.check.registry import list_rules

        known = [rule.code for rule in list_rules() if not rule.code.startswith(_META)]
        for number, comment in enumerate(self._comments):
            unused = tuple(
                code
                for code in comment.codes or (_BLANKET,)
                if (number, code) not in self._used
                and all(each in active_codes for each in known if each.startswith(code.upper()))
            )
            yield replace(comment, unused=unused)


def _covers(codes: Sequence[str], code: str) -> bool:
    return code.startswith(tuple(each.upper() for each in codes))


def _lines_of(module: CodeModule, finding: Finding) -> set[int]:
    """The lines on which a comment speaks for a finding: its own, and the first and last of its statement."""
    span = finding.span
    lines = {span.line, span.end_line}
    statement = _statement_at(module, span.line)
    if statement is not None:
        lines |= {statement.lineno, *_last_lines(statement)}
        if isinstance(statement, _DEFINITIONS):
            lines.update(each.lineno for each in statement.decorator_list)
    return lines


def _last_lines(statement: ast.stmt) -> set[int]:
    """The last line of a simple statement; of one with a body, every line of its head."""
    body = getattr(statement, "body", getattr(statement, "cases", None))
    if not body:
        return {statement.end_lineno or statement.lineno}
    first = body[0].pattern.lineno if isinstance(body[0], ast.match_case) else _begin(body[0])
    return set(range(statement.lineno, max(first, statement.lineno + 1)))


def _statement_at(module: CodeModule, line: int) -> ast.stmt | None:
    """The innermost statement around a line."""
    found: ast.stmt | None = None
    inner: Iterator[ast.stmt] = _statements_in(module.tree)
    while around := next((each for each in inner if _begin(each) <= line <= (each.end_lineno or 0)), None):
        found, inner = around, _statements_in(around)
    return found


def _statements_in(node: ast.AST) -> Iterator[ast.stmt]:
    for each in children(node):
        if isinstance(each, ast.stmt):
            yield each
        elif isinstance(each, (ast.excepthandler, ast.match_case)):
            yield from _statements_in(each)


def _begin(node: ast.stmt) -> int:
    decorators = node.decorator_list if isinstance(node, _DEFINITIONS) else []
    return min([node.lineno, *(each.lineno for each in decorators)])
