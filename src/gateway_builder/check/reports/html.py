"""Findings as one self-contained page: a map of the project, and every finding with its lines."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from gateway_builder.check.gateway_map import GatewayMap
from gateway_builder.check.registry import find_rule
from gateway_builder.check.reports.html_map import draw_svg
from gateway_builder.check.reports.html_script import SCRIPT
from gateway_builder.check.reports.html_style import STYLE
from gateway_builder.model.printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gateway_builder.check.reports.report import Report
    from gateway_builder.model.finding import Finding, Span

_AROUND = 2
_MOST_LINES = 12


def write_html(report: Report) -> str:
    """The page; it loads nothing, and runs nothing but the script that stands in it."""
    drawn = report.map or GatewayMap((), ())
    held = {id(each): [n for n, node in enumerate(drawn.nodes) if node.holds(each)] for each in report.findings}
    counts = Counter(drawn.nodes[number].key for numbers in held.values() for number in numbers)
    policy = (
        f"default-src 'none'; style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)}; base-uri 'none'; form-action 'none'"
    )
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<title>gateway-builder check</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#findings">To the findings</a>',
        *_header(report),
        "<main>",
        *_map_section(drawn, counts),
        *_findings_section(report, held),
        "</main>",
        f"<script>{SCRIPT}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _header(report: Report) -> Iterator[str]:
    kinds = Counter(each.severity.value for each in report.findings)
    yield "<header><h1>gateway-builder check</h1>"
    yield f'<p class="dim">gateway-builder {escape(report.version)}</p><ul class="counts">'
    yield f"<li>{_count(len(report.findings), 'finding')}</li>"
    yield from (f"<li>{_count(number, kind)}</li>" for kind, number in sorted(kinds.items()))
    yield "</ul></header>"


def _map_section(drawn: GatewayMap, counts: Counter[str]) -> Iterator[str]:
    if drawn.nodes:
        yield "<section><h2>Map</h2>"
        yield '<p class="dim">A thing with findings can be chosen: only they are listed then.</p>'
        yield '<div class="scroll" tabindex="0" role="region" aria-label="Map">'
        yield f"{draw_svg(drawn, counts)}</div></section>"


def _findings_section(report: Report, held: dict[int, list[int]]) -> Iterator[str]:
    yield '<section id="findings"><h2>Findings</h2>'
    yield from _form(report.findings)
    yield '<p id="told" role="status" class="dim"></p>'
    for each in report.findings:
        yield from _article(each, report, held[id(each)])
    if not report.findings:
        yield "<p>No findings.</p>"
    yield "</section>"


def _form(findings: Sequence[Finding]) -> Iterator[str]:
    codes = sorted({(each.code, each.name) for each in findings})
    severities = sorted({each.severity.value for each in findings})
    yield f"<form{'' if findings else ' hidden'}>"
    yield _select("code", "Rule", [(code, f"{code} {name}") for code, name in codes])
    yield _select("severity", "Severity", [(each, each) for each in severities])
    yield '<label>File contains <input name="file" type="search" autocomplete="off"></label>'
    yield '<button type="reset">Show all</button></form>'


def _select(name: str, title: str, options: Iterable[tuple[str, str]]) -> str:
    listed = "".join(f'<option value="{_text(key)}">{_text(shown)}</option>' for key, shown in options)
    return f'<label>{title} <select name="{name}"><option value="">all</option>{listed}</select></label>'


def _article(finding: Finding, report: Report, nodes: Sequence[int]) -> Iterator[str]:
    severity, span = finding.severity.value, finding.span
    yield (
        f'<article class="{severity}" data-code="{_text(finding.code)}" data-severity="{severity}" '
        f'data-file="{_text(finding.path)}" data-nodes="{" ".join(map(str, nodes))}">'
    )
    yield f'<p class="dim">{_text(finding.path)}:{span.line}:{span.column}</p>'
    yield f'<h3><span class="code">{_text(finding.code)}</span> {_text(finding.message)}</h3>'
    yield from _excerpt(finding, report)
    if finding.hint:
        yield f"<p>Next: {_text(finding.hint)}</p>"
    if finding.fix:
        flags = "--fix" if finding.fix.is_safe else "--fix --unsafe-fixes"
        yield f"<p>Fix: {_text(finding.fix.title)} <code>{flags}</code></p>"
    rule = find_rule(finding.code)
    if rule:
        rationale = _text(" ".join(rule.rationale.split()))
        yield f"<details><summary>Why {_text(rule.name)}?</summary><p>{rationale}</p></details>"
    yield "</article>"


def _excerpt(finding: Finding, report: Report) -> Iterator[str]:
    """The lines around a finding, what is meant marked."""
    span = finding.span
    last = min(span.end_line, span.line + _MOST_LINES)
    lines = [
        (number, text)
        for number in range(max(span.line - _AROUND, 1), last + _AROUND + 1)
        if (text := report.sources.line(finding.path, number)) is not None
    ]
    if any(text.strip() for number, text in lines if number == span.line):
        wide = len(str(lines[-1][0]))
        shown = "\n".join(
            f'<span class="number">{number:>{wide}} </span>{_marked(text, number, span)}' for number, text in lines
        )
        yield f'<pre tabindex="0">{shown}</pre>'


def _marked(text: str, number: int, span: Span) -> str:
    if not span.line <= number <= span.end_line:
        return _text(text, tabs=True)
    start = span.column - 1 if number == span.line else len(text) - len(text.lstrip())
    end = span.end_column - 1 if number == span.end_line else len(text)
    end = max(end, start + 1)
    before, meant, after = (_text(part, tabs=True) for part in (text[:start], text[start:end], text[end:]))
    return f"{before}<mark>{meant}</mark>{after}"


def _text(text: str, *, tabs: bool = False) -> str:
    """Text without any meaning in HTML, in an attribute too."""
    shown = printable(text).encode("utf-8", "backslashreplace").decode() if tabs else one_line(text)
    return escape(shown)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
