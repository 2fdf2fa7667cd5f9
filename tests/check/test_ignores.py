"""Comments and the configuration silence findings where they say so, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gateway_builder.check.findings import number_fingerprints
from gateway_builder.check.ignores import IgnoreOutcome, apply_ignores, drop_configured
from gateway_builder.check.registry import list_rules
from gateway_builder.model.finding import Finding, Severity, Span
from gateway_builder.source.code_module import read_code
from gateway_builder.source.ignore_comments import IgnoreComment, read_comments, without_directives
from tests.check.cases import check_files

if TYPE_CHECKING:
    from gateway_builder.check.run import CheckResult

PATH = "src/app/gateways/interfaces.py"
ACTIVE = frozenset(rule.code for rule in list_rules())


def comments(text: str) -> tuple[IgnoreComment, ...]:
    return read_comments(read_code(text.encode(), path=PATH, module="app"))


@pytest.mark.parametrize(
    ("comment", "codes", "reason"),
    [
        ("# gw: ignore[GW501] -- legacy, #123", ("GW501",), "legacy, #123"),
        ("# gw: ignore[GW501, GW502]", ("GW501", "GW502"), ""),
        ("#gw:ignore [ GW5 ,] --it", ("GW5",), "it"),
        ("# gw: ignore", (), ""),
        ("# gw: ignore -- vendored", (), "vendored"),
        ("# noqa: D102  # gw: ignore[GW501] -- old", ("GW501",), "old"),
        ("# gw: ignore[GW501] -- old  # noqa: D102", ("GW501",), "old"),
    ],
)
def test_a_directive_is_read(comment: str, codes: tuple[str, ...], reason: str) -> None:
    text = f"\nx = 'ü'  {comment}\n"
    (found,) = comments(text)
    assert (found.line, found.codes, found.reason, found.is_file) == (2, codes, reason, False)
    assert text[found.start : found.end] in comment
    assert found.column == found.start
    assert found.end_column - found.column == found.end - found.start


@pytest.mark.parametrize(
    "text",
    [
        "x = '# gw: ignore[GW501]'\n",
        '"""# gw: ignore[GW501]"""\n',
        "x = 1  # gw: ignore[GW501\n",
        "x = 1  # gw: ignore[]\n",
        "x = 1  # gw: ignore GW501\n",
        "x = 1  # gw: ignores\n",
        "x = 1  # gw: ignore-file[GW501]\n",
        "x = 1\n# gw: ignore-file[GW501]\n",
    ],
)
def test_what_is_no_directive_is_not_read(text: str) -> None:
    assert comments(text) == ()


@pytest.mark.parametrize("before", ["", "#!/usr/bin/python\n", '"""A module."""\n', '"""A module."""\r\n\r\n'])
def test_a_file_is_ignored_at_its_top(before: str) -> None:
    (found,) = comments(f"{before}# gw: ignore-file[GW202] -- generated\nimport os\n")
    assert found.is_file
    assert found.codes == ("GW202",)


def test_a_file_of_comments_alone_has_no_statement_to_stand_above() -> None:
    assert comments("# gw: ignore-file -- empty\n")[0].is_file


def test_comments_are_read_as_far_as_a_file_can_be() -> None:
    module = read_code(b"x = 1  # gw: ignore[GW1]\n", path=PATH, module="app")
    module.__dict__["text"] = "x = 1  # gw: ignore[GW1]\ny = (\n"
    assert [each.line for each in read_comments(module)] == [1]


def test_two_directives_of_one_comment_are_two() -> None:
    assert [each.codes for each in comments("x = 1  # gw: ignore[GW1] -- a # gw: ignore[GW2] -- b\n")] == [
        ("GW1",),
        ("GW2",),
    ]


def test_a_comment_without_its_directives_is_what_else_it_says() -> None:
    assert without_directives("# noqa: D1  # gw: ignore[GW1] -- old") == "# noqa: D1"
    assert without_directives("# gw: ignore[GW1] -- old") == ""


INTERFACE = "from typing import Protocol\n\n{above}class IRunner(Protocol):{behind}\n    def run(self) -> None: ...\n"


def found(above: str = "", behind: str = "", top: str = "", pyproject: str = "") -> CheckResult:
    files = {"pyproject.toml": pyproject, PATH: top + INTERFACE.format(above=above, behind=behind)}
    return check_files(files, select=("GW202", "GW9"))


@pytest.mark.parametrize(
    ("above", "behind", "top"),
    [
        ("", "  # gw: ignore[GW202] -- old", ""),
        ("", "  # gw: ignore[gw202] -- old", ""),
        ("", "  # gw: ignore[GW2] -- old", ""),
        ("", "  # gw: ignore -- old", ""),
        ("@final  # gw: ignore[GW202] -- old\n", "", ""),
        ("", "", "# gw: ignore-file[GW202] -- generated\n"),
    ],
)
def test_a_finding_is_silenced(above: str, behind: str, top: str) -> None:
    result = found(above, behind, top)
    assert result.findings == ()
    assert result.suppressed == 1


def test_a_comment_with_another_code_silences_nothing() -> None:
    assert [each.code for each in found(behind="  # gw: ignore[GW203] -- old").findings if each.code < "GW9"] == [
        "GW202"
    ]


def test_the_configuration_silences_files() -> None:
    table = '[tool.gateway-builder.per-file-ignores]\n"src/app/**" = ["gw202"]\n"tests" = ["GW9"]\n'
    result = found(pyproject=table)
    assert result.findings == ()
    assert result.suppressed == 1
    assert drop_configured(result.codebase.configuration, [finding(1, path=PATH)]) != ()
    assert drop_configured(result.codebase.configuration, [finding(1, path="tests/x.py", code="GW901")]) == ()


def finding(line: int, end_line: int = 0, *, code: str = "GW501", path: str = "app.py") -> Finding:
    return Finding(code, "a-rule", "it is wrong", Severity.ERROR, path, Span(line, 1, end_line or line, 2))


def applied(text: str, *findings: Finding, active: frozenset[str] = ACTIVE, pyproject: str = "") -> IgnoreOutcome:
    codebase = check_files({"pyproject.toml": pyproject, "app.py": text}, select=("GW202",)).codebase
    codebase.modules = {"app.py": read_code(text.encode(), path="app.py", module="app")}
    return apply_ignores(codebase, findings, active)


STATEMENTS = """\
x = call(
    1,  # gw: ignore[GW501] -- inside
)
y = call(
    1,
)  # gw: ignore[GW501] -- at the end
def f(
    a,
):  # gw: ignore[GW501] -- head

    # gw: ignore[GW502] -- not the head
    try:
        g()
    except Exception:  # gw: ignore[GW503] -- handler
        pass
    match a:  # gw: ignore[GW504] -- match
        case 1:
            if b: h()  # gw: ignore[GW505] -- one line
"""


@pytest.mark.parametrize(
    ("line", "code", "silenced"),
    [
        (1, "GW501", False),
        (2, "GW501", True),
        (4, "GW501", True),
        (5, "GW501", True),
        (7, "GW501", True),
        (8, "GW501", True),
        (13, "GW502", False),
        (14, "GW503", True),
        (12, "GW503", False),
        (16, "GW504", True),
        (17, "GW504", True),
        (18, "GW505", True),
        (99, "GW501", False),
    ],
)
def test_a_comment_speaks_for_its_statement(line: int, code: str, silenced: bool) -> None:
    outcome = applied(STATEMENTS, finding(line, code=code))
    assert bool(outcome.suppressed) == silenced
    assert bool(outcome.kept) != silenced


def test_what_silences_nothing_is_unused_only_if_its_rules_ran() -> None:
    text = "x = 1  # gw: ignore[GW501, GW202, GW999, GW2]\ny = 2  # gw: ignore\n"
    outcome = applied(text, finding(1))
    assert [each.unused for each in outcome.comments] == [("GW202", "GW999", "GW2"), ("",)]
    outcome = applied(text, finding(1), active=ACTIVE - {"GW202"})
    assert [each.unused for each in outcome.comments] == [("GW999",), ()]
    table = '[tool.gateway-builder.per-file-ignores]\n"app.py" = ["GW202"]\n'
    outcome = applied(text, finding(1), pyproject=table)
    assert [each.unused for each in outcome.comments] == [("GW999",), ()]


def test_equal_findings_are_told_apart_by_number() -> None:
    first, second = number_fingerprints([finding(1), finding(2)])
    assert first.fingerprint != second.fingerprint
