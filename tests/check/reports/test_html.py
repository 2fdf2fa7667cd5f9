"""The page holds everything itself, and text from outside has no meaning in it."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

from gateway_builder.check.gateway_map import Column, GatewayMap, MapNode
from gateway_builder.check.reports.formats import write_report
from gateway_builder.model.finding import Span
from tests.check.reports.hostile import EVERYTHING, HOSTILE, NOTHING, PATH, PLAIN, report

MAP = GatewayMap(
    (
        MapNode("u", Column.USE_CASE, "Use", "u.py"),
        MapNode("i", Column.INTERFACE, "IOne", "src/b.py"),
        MapNode("g", Column.GATEWAY, "G" * 60, PATH, 7, is_fake=True),
        MapNode("s", Column.SERVICE, "<svc>"),
    ),
    (("u", "i"), ("i", "g"), ("s", "g")),
)
VOID = frozenset({"meta", "input", "rect", "path", "circle", "br"})


class Balance(HTMLParser):
    """Whether what is opened is closed, and what there is."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def read(page: str) -> Balance:
    reader = Balance()
    reader.feed(page)
    assert reader.open == []
    return reader


def test_the_page_is_whole_and_loads_nothing() -> None:
    page = write_report("html", replace(EVERYTHING, map=MAP))
    seen = read(page).seen
    assert seen.count("article") == 3
    assert not {"img", "link", "iframe"} & set(seen)
    assert "http" not in page.replace('http-equiv="Content-Security-Policy"', "")
    assert page == write_report("html", replace(EVERYTHING, map=MAP))


def test_nothing_but_its_own_style_and_script_may_run() -> None:
    page = write_report("html", EVERYTHING)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    for name in ("style", "script"):
        (text,) = re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy[1]
    assert "default-src 'none'" in policy[1]


def test_the_map_counts_findings_and_cuts_long_names() -> None:
    page = write_report("html", replace(EVERYTHING, map=MAP))
    assert page.count('role="button"') == 2
    assert f"{'G' * 25}…" in page
    assert "&lt;svc&gt;" in page
    assert 'class="node fake' not in write_report("html", EVERYTHING)
    assert 'class="node found fake"' in page


def test_lines_are_shown_with_what_is_meant() -> None:
    page = write_report("html", report(HOSTILE, PLAIN))
    assert "<mark>call</mark>" in page
    assert "<mark>three = {</mark>" in page
    assert "<mark>}</mark>" in page
    assert "<mark> </mark>" not in page


def test_a_finding_without_a_line_or_rule_shows_neither() -> None:
    page = write_report("html", report(replace(PLAIN, code="GW999", span=Span(99, 1, 99, 1), fix=None)))
    assert "<pre" not in page
    assert "<details>" not in page


def test_a_page_without_findings_says_so() -> None:
    page = write_report("html", NOTHING)
    read(page)
    assert "<p>No findings.</p>" in page
    assert "<form hidden>" in page
