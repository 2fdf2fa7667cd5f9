"""The HTML report in a real browser: what it shows, how it is filtered by hand and by keyboard, what it never does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gateway_builder.check.gateway_map import Column, GatewayMap, MapNode, draw_map
from gateway_builder.check.reports.formats import write_report
from gateway_builder.check.reports.report import Report, Sources
from tests.browser.chromium import PROGRAM, Page, browse
from tests.check.cases import check_files
from tests.check.reports.hostile import EVERYTHING, HOSTILE
from tests.check.test_truths import NAIVE
from tests.fakes.in_memory_source_tree import InMemorySourceTree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium is installed")

VISIBLE = "[...document.querySelectorAll('article')].filter(each => each.offsetParent).length"
PRESSED = "document.querySelectorAll('svg [aria-pressed=true]').length"
TOLD = "document.querySelector('#told').textContent"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browse(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def show(page: Page, report: Report, folder: Path) -> None:
    path = folder / "report.html"
    path.write_text(write_report("html", report))
    page.requests.clear()
    page.complaints.clear()
    page.open(path.as_uri())


@pytest.fixture
def naive(page: Page, tmp_path: Path) -> Report:
    files = {path.relative_to(NAIVE).as_posix(): path.read_text() for path in sorted(NAIVE.rglob("*.py"))}
    result = check_files(files)
    report = Report(result.findings, Sources(InMemorySourceTree(files)), "1", draw_map(result.codebase))
    show(page, report, tmp_path)
    return report


def test_the_page_loads_nothing_and_complains_of_nothing(page: Page, naive: Report) -> None:
    assert [url for url in page.requests if not url.startswith("file:")] == []
    assert len(page.requests) == 1
    assert page.complaints == []


def test_everything_is_shown_at_first(page: Page, naive: Report) -> None:
    count = len(naive.findings)
    assert page.ask(VISIBLE) == count
    assert page.ask(TOLD) == f"{count} of {count} shown"
    assert page.ask("document.querySelectorAll('svg .node').length") >= 3
    assert page.ask("[...document.querySelectorAll('mark')].every(each => each.textContent.trim())")


def test_findings_are_filtered_by_rule_severity_and_file(page: Page, naive: Report) -> None:
    wanted = sum(each.code == "GW501" for each in naive.findings)
    page.ask("(() => { const e = document.querySelector('[name=code]'); e.value = 'GW501';"
             " e.dispatchEvent(new Event('input', {bubbles: true})); })()")  # fmt: skip
    assert wanted
    page.wait_for(VISIBLE, wanted)
    page.ask("document.querySelector('[name=file]').focus()")
    for letter in "zzz":
        page.press(letter, letter)
    page.wait_for(VISIBLE, 0)
    page.click("form button")
    page.wait_for(VISIBLE, len(naive.findings))


def test_a_thing_on_the_map_is_chosen_by_mouse_and_by_keyboard(page: Page, naive: Report) -> None:
    badge = int(page.ask("document.querySelector('svg [role=button] .count').textContent"))
    page.click("svg [role=button] .box")
    page.wait_for(f"[{VISIBLE}, {PRESSED}].join()", f"{badge},1")
    page.click("svg [role=button] .box")
    page.wait_for(f"[{VISIBLE}, {PRESSED}].join()", f"{len(naive.findings)},0")
    page.ask("document.querySelector('svg [role=button]').focus()")
    page.press("Enter", "\r")
    page.wait_for(f"[{VISIBLE}, {PRESSED}].join()", f"{badge},1")
    page.press(" ", " ")
    page.wait_for(PRESSED, 0)


def test_the_keyboard_reaches_everything_that_can_be_used(page: Page, naive: Report) -> None:
    reached = set()
    for _ in range(12):
        page.press("Tab")
        reached.add(page.ask("document.activeElement.className.baseVal || document.activeElement.name "
                             "|| document.activeElement.className || document.activeElement.tagName"))  # fmt: skip
    assert {"skip", "scroll", "node found", "code", "severity", "file"} <= reached


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_light_and_dark(page: Page, naive: Report, scheme: str) -> None:
    page.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    contrast = page.ask("""(() => {
      const light = (color) => {
        const parts = color.match(/[\\d.]+/g).slice(0, 3).map((p) => p / 255)
          .map((p) => p <= 0.03928 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4);
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
      };
      const paper = light(getComputedStyle(document.body).backgroundColor);
      return ["body", ".dim", ".code", "h3", "summary"].map((selector) => {
        const ink = light(getComputedStyle(document.querySelector(selector)).color);
        return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
      });
    })()""")
    assert min(contrast) >= 4.5


def test_a_narrow_page_needs_no_sideways_scrolling(page: Page, naive: Report) -> None:
    page.send("Emulation.setDeviceMetricsOverride", width=360, height=800, deviceScaleFactor=1, mobile=False)
    try:
        assert page.ask("document.documentElement.scrollWidth") <= 360
    finally:
        page.send("Emulation.clearDeviceMetricsOverride")


EVIL = "</script></style></title><img src=x onerror=alert(1)><svg/onload=alert(2)>'\"&lt;"


def test_hostile_text_stays_text(page: Page, tmp_path: Path) -> None:
    node = MapNode(EVIL, Column.INTERFACE, EVIL, HOSTILE.path, 1, "")
    gateway = MapNode("g", Column.GATEWAY, EVIL * 3, "x.py", 1, "", is_fake=True)
    finding = replace(HOSTILE, message=EVIL, hint=EVIL, name=EVIL, code=EVIL)
    drawn = GatewayMap((node, gateway), ((EVIL, "g"),))
    show(page, replace(EVERYTHING, findings=(finding, HOSTILE), map=drawn, version=EVIL), tmp_path)
    assert page.complaints == []
    assert len(page.requests) == 1
    assert page.ask("document.querySelectorAll('img, script').length") == 1
    assert EVIL in page.ask("document.querySelector('h3').textContent")
    assert page.ask("document.querySelector('svg text.count').textContent") == "2"
    page.click("svg [role=button] .box")
    page.wait_for(PRESSED, 1)
    assert page.ask(VISIBLE) == 2


def test_a_page_without_findings_says_so(page: Page, tmp_path: Path) -> None:
    show(page, replace(EVERYTHING, findings=()), tmp_path)
    assert "No findings." in page.ask("document.body.innerText")
    assert page.complaints == []
