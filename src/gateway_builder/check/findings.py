"""Makes findings of what rules tell: place, scope and fingerprint."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.model.finding import Finding, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gateway_builder.check.rule import Rule, Violation

_NAMED = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_ELSEWHERE = (ast.stmt, ast.excepthandler, ast.match_case, ast.expr_context)
_OF_ONE_PYTHON = frozenset({"kind", "type_comment", "type_params", "type_ignores"})


def make_finding(rule: Rule, violation: Violation) -> Finding:
    """The finding of one violation; its fingerprint is still that of every equal one."""
    module, node = violation.module, violation.node
    if module is None or node is None:
        span = Span(violation.line, violation.column, violation.line, violation.column)
        anchor = _line_anchor(violation)
    else:
        span = module.span(node)
        anchor = "\0".join(_node_anchor(node))
    path = module.path if module else violation.path
    scope = module.scope_name(node) if module and node is not None else ""
    return Finding(
        code=rule.code,
        name=rule.name,
        message=violation.message,
        severity=rule.severity,
        path=path,
        span=span,
        hint=violation.hint,
        fix=violation.fix,
        scope=scope,
        fingerprint=_digest(rule.code, path, scope, anchor),
    )


def number_fingerprints(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in order; of several with one fingerprint the second and later ones get others."""
    seen: Counter[str] = Counter()
    made = []
    for each in sorted(findings, key=lambda finding: finding.sort_key):
        seen[each.fingerprint] += 1
        count = seen[each.fingerprint]
        made.append(each if count == 1 else replace(each, fingerprint=_digest(each.fingerprint, str(count))))
    return tuple(made)


def _node_anchor(node: ast.AST) -> Iterator[str]:
    """What a node says, without how it is written: no layout, quotes, brackets or comments, no body of a statement."""
    waiting: list[ast.AST | str] = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        else:
            yield type(each).__name__
            waiting += reversed([each.name] if isinstance(each, _NAMED) else list(_parts(each)))


def _parts(node: ast.AST) -> Iterator[ast.AST | str]:
    for name, found in ast.iter_fields(node):
        if name in _OF_ONE_PYTHON:
            continue
        for each in found if isinstance(found, list) else [found]:
            if isinstance(each, ast.AST):
                if not isinstance(each, _ELSEWHERE):
                    yield each
            elif each is not None:
                yield hex(each) if isinstance(each, int) else repr(each)  # no limit on digits


def _line_anchor(violation: Violation) -> str:
    """The line that is meant, without its blanks; "" for the file as a whole."""
    if violation.module is None or violation.line == 1:
        return ""
    return "".join(violation.module.line(violation.line).split())


def _digest(*parts: str) -> str:
    from hashlib import sha256

    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
