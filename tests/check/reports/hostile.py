"""Findings whose texts try to break out of every format."""

from __future__ import annotations

from gateway_builder.check.reports.report import Report, Sources
from gateway_builder.model.finding import Finding, Fix, Severity, Span, TextEdit
from tests.fakes.in_memory_source_tree import InMemorySourceTree

PATH = "src/a b/ü,:%]]>|`\x1b[31m;.py"
TEXT = "import os\r\nname = '\U0001f600é'; call(x)\r\n\tlast = 1"
MESSAGE = "]]> </failure> <b>\n::error::x\r`a`|b **c** \x1b[31m\u202e ]]] %0A @team [x](y) \ud800 \x00 \uffff ##vso[x]"
OFFSET = TEXT.index("call")

HOSTILE = Finding(
    code="GW501",
    name="untranslated-call",
    message=MESSAGE,
    severity=Severity.ERROR,
    path=PATH,
    span=Span(2, 14, 2, 18),
    hint="do\n| this `|`",
    fix=Fix("Rename\nit", is_safe=True, edits=(TextEdit(PATH, OFFSET, OFFSET + 4, "]]>\n"),)),
    fingerprint="0123456789abcdef",
)
PLAIN = Finding(
    code="GW604",
    name="states-forgotten",
    message="a map forgets RUNNABLE",
    severity=Severity.WARNING,
    path="src/b.py",
    span=Span(3, 1, 5, 2),
    fix=Fix("Move it", is_safe=False, edits=(TextEdit("src/b.py", 0, 0, "a"), TextEdit(PATH, 0, 0, "b"))),
    fingerprint="fedcba9876543210",
)
HINT = Finding("GW108", "query-or-command", "told", Severity.INFO, "src/c.py", fingerprint="00")


def report(*findings: Finding) -> Report:
    """A report of some findings, on files of which one is not there."""
    files = {PATH: TEXT, "src/b.py": "one\ntwo\nthree = {\n\n}\n"}
    return Report(findings, Sources(InMemorySourceTree(files)), "1.2.3")


EVERYTHING = report(HOSTILE, PLAIN, HINT)
NOTHING = report()
