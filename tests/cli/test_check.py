"""`check` on a project of the test's own."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gateway_builder import wiring
from gateway_builder.check.reports.report import Report, Sources
from gateway_builder.cli import app
from gateway_builder.cli.check_text import TextReport
from gateway_builder.cli.terminal import Terminal
from gateway_builder.model.finding import Finding, Fix, Severity, Span
from tests.check.cases import check_files
from tests.cli.conftest import snapshot, write_files
from tests.fakes.in_memory_source_tree import InMemorySourceTree

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

INTERFACES = """\
from typing import Protocol


class IRunner(Protocol):
    def run(self) -> None: ...


class IMailer(Protocol):
    def send(self) -> None: ...
"""
CONFIGURATION = "[tool.gateway-builder]\nruntime-checkable = true\n"
PATH = "src/app/gateways/interfaces.py"
SELECT = ("--select", "GW202")
BASELINE = "gateway-builder-baseline.json"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_files(
        tmp_path,
        {"pyproject.toml": CONFIGURATION, PATH: INTERFACES, "src/app/gateways/__init__.py": "", "notes.md": ""},
    )
    return tmp_path


def test_findings_are_shown_with_their_lines_and_counted(cli: Cli, project: Path) -> None:
    result = cli("check", *SELECT)
    assert result.code == 1
    assert result.err == f"Project: {project}\n"
    lines = result.out.splitlines()
    assert lines[0].startswith(f"{PATH}:4:7: GW202 [*] IRunner is not @runtime_checkable")
    assert lines[1:4] == ["  |", "4 | class IRunner(Protocol):", "  |       ^^^^^^^"]
    assert lines[4].startswith("  = why: Without the decorator,")
    assert lines[5] == "  = next: decorate it with @runtime_checkable"
    assert lines[6].startswith("  = fix: ")
    assert lines[6].endswith("(--fix)")
    assert sum("= why" in line for line in lines) == 1
    assert lines[-3:] == ["Found 2 findings.", "  GW2xx interface: 2", "[*] 2 can be mended with --fix."]


def test_a_clean_project_is_0(cli: Cli, project: Path) -> None:
    result = cli("check", "--select", "GW301")
    assert (result.code, result.out) == (0, "No findings.\n")


def test_what_is_silenced_is_counted(cli: Cli, project: Path) -> None:
    write_files(project, {PATH: INTERFACES.replace("Protocol):", "Protocol):  # gw: ignore[GW202] -- old")})
    assert cli("check", *SELECT).out == "No findings. 2 silenced.\n"


@pytest.mark.parametrize(
    "name", ["json", "jsonl", "github", "gitlab", "sarif", "junit", "rdjson", "azure", "markdown", "concise", "html"]
)
def test_each_format_is_all_that_standard_output_holds(cli: Cli, project: Path, name: str) -> None:
    result = cli("check", *SELECT, "--output-format", name)
    assert result.code == 1
    assert "GW202" in result.out
    assert "Project" not in result.out
    assert result.err == ""


def test_a_report_may_go_to_a_file(cli: Cli, project: Path) -> None:
    result = cli("check", *SELECT, "--output-format", "json", "--output-file", "report.json")
    assert (result.code, result.out) == (1, "")
    assert len(json.loads((project / "report.json").read_text())) == 2
    assert cli("check", *SELECT, "--output-file", "report.txt").out == ""
    assert "Found 2 findings." in (project / "report.txt").read_text()


def test_a_report_that_cannot_be_written_is_2(cli: Cli, project: Path) -> None:
    result = cli("check", *SELECT, "--output-file", "absent/report.txt")
    assert result.code == 2
    assert "absent/report.txt can't be written" in result.err


@pytest.mark.parametrize("codes", ["GW202", "GW2", "gw202,GW301", "GW"])
def test_rules_are_selected_by_code_or_its_beginning(cli: Cli, project: Path, codes: str) -> None:
    assert "GW202" in cli("check", "--select", codes, "--output-format", "concise").out
    assert cli("check", "--select", codes, "--ignore", "GW20,GW3", "--output-format", "concise").out.count("GW202") == 0


def test_an_unknown_rule_is_2(cli: Cli, project: Path) -> None:
    result = cli("check", "--select", "E501", "--ignore", "W1")
    assert result.code == 2
    assert "E501 is no rule" in result.err
    assert "W1 is no rule" in result.err


def test_a_profile_is_asked_for(cli: Cli, project: Path) -> None:
    recommended = cli("check", "--output-format", "json").json()
    strict = cli("check", "--profile", "strict", "--output-format", "json").json()
    assert {each["code"] for each in recommended} < {each["code"] for each in strict}


def test_findings_never_fail_with_exit_zero(cli: Cli, project: Path) -> None:
    assert cli("check", *SELECT, "--exit-zero").code == 0


def test_statistics_count_by_rule(cli: Cli, project: Path) -> None:
    result = cli("check", *SELECT, "--statistics")
    assert result.code == 1
    assert result.out.splitlines()[:2] == [
        "COUNT  RULE   FIX  NAME",
        "2      GW202  [*]  not-runtime-checkable",
    ]
    data = cli("check", *SELECT, "--statistics", "--output-format", "json").json()
    assert data[0]["count"] == 2
    assert cli("check", "--select", "GW301", "--statistics").out == "No findings.\n"


def test_options_that_contradict_each_other_are_named_together(cli: Cli, project: Path) -> None:
    result = cli("check", "--unsafe-fixes", "--statistics", "--output-format", "sarif")
    assert result.code == 2
    assert "--unsafe-fixes alone" in result.err
    assert "not sarif" in result.err
    result = cli("check", "--fix", "--diff", "--write-baseline")
    assert "--fix and --diff and --write-baseline exclude each other" in result.err


def found_in(cli: Cli, *arguments: str) -> set[str]:
    return {each["file"] for each in cli("check", *SELECT, "--output-format", "json", *arguments).json()}


def test_paths_are_files_and_folders_below_the_current_one(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "src/shop/gateways/interfaces.py"
    write_files(project, {other: INTERFACES})
    assert found_in(cli) == {PATH, other}
    assert found_in(cli, PATH) == {PATH}
    assert found_in(cli, "src/app", PATH) == {PATH}
    assert found_in(cli, ".") == {PATH, other}
    assert found_in(cli, "notes.md") == set()
    assert found_in(cli, str(project / PATH), "notes.md") == {PATH}
    monkeypatch.chdir(project / "src" / "shop")
    assert found_in(cli, "gateways/interfaces.py") == {other}
    assert found_in(cli, "../app") == {PATH}


def test_a_path_with_its_project_elsewhere(cli: Cli, project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("elsewhere"))
        assert found_in(cli, "--project", str(project), str(project / PATH)) == {PATH}


def test_paths_that_are_not_there_or_outside_are_named_together(cli: Cli, project: Path) -> None:
    result = cli("check", "absent.py", "a\0b", "/usr/bin", PATH, "gone/")
    assert result.code == 2
    assert "not there: absent.py, a\\x00b, gone/" in result.err
    assert f"outside of the project {project}: /usr/bin" in result.err


def test_fix_mends_and_tells_what_is_left(cli: Cli, project: Path) -> None:
    result = cli("check", *SELECT, "--fix")
    assert result.code == 0
    assert result.out.count("Mended") == 2
    assert "No findings." in result.out
    assert (project / PATH).read_text().count("@runtime_checkable\n") == 2
    assert cli("check", *SELECT, "--fix").out == "No findings.\n"


def test_fix_with_another_format_tells_on_standard_error(cli: Cli, project: Path) -> None:
    result = cli("check", *SELECT, "--fix", "--output-format", "json")
    assert (result.code, result.out) == (0, "[]\n")
    assert result.err.count("Mended") == 2


def test_diff_shows_what_fix_would_do_and_writes_nothing(cli: Cli, project: Path) -> None:
    before = snapshot(project)
    result = cli("check", *SELECT, "--diff")
    assert result.code == 1
    assert f"+++ b/{PATH}" in result.out
    assert "+@runtime_checkable" in result.out
    assert snapshot(project) == before
    assert not (project / ".gateway-builder").exists()
    assert cli("check", *SELECT, "--diff", "--exit-zero").code == 0
    cli("check", *SELECT, "--fix")
    assert (cli("check", *SELECT, "--diff").code, cli("check", *SELECT, "--diff").out) == (0, "")


def test_a_baseline_is_written_and_known(cli: Cli, project: Path) -> None:
    result = cli("check", *SELECT, "--write-baseline")
    assert result.code == 0
    assert result.err.splitlines()[-1] == f"Baseline {BASELINE} written: 2 new, 0 known before, 0 gone."
    result = cli("check", *SELECT, "--baseline", BASELINE)
    assert result.code == 0
    assert result.out.splitlines() == ["No findings.", f"Baseline {BASELINE}: 0 new, 2 existing, 0 stale (+0)."]
    before = snapshot(project)
    assert "is up to date: 0 new, 2 known" in cli("check", *SELECT, "--baseline", BASELINE, "--write-baseline").err
    assert snapshot(project) == before


def test_the_configuration_may_name_the_baseline(cli: Cli, project: Path) -> None:
    write_files(project, {"pyproject.toml": f'{CONFIGURATION}baseline = "known.json"\n'})
    assert cli("check", *SELECT).code == 2
    assert cli("check", *SELECT, "--write-baseline").code == 0
    assert (project / "known.json").is_file()
    result = cli("check", *SELECT, "--output-format", "json")
    assert (result.code, result.out) == (0, "[]\n")
    assert result.err == "Baseline known.json: 0 new, 2 existing, 0 stale (+0).\n"


def test_new_and_stale_findings_are_told(cli: Cli, project: Path) -> None:
    cli("check", *SELECT, "--write-baseline")
    renamed = (
        INTERFACES.replace("IMailer", "ISender")
        + "\n\n"
        + INTERFACES[INTERFACES.index("class") :].replace("I", "IOther")
    )
    write_files(project, {PATH: "# moved\n\n" + renamed})
    flags = ("check", *SELECT, "--baseline", BASELINE)
    result = cli(*flags)
    assert result.code == 1
    assert f"Baseline {BASELINE}: 3 new, 1 existing, 1 stale (+2); --write-baseline takes the stale" in result.out
    stale = cli(
        "check", "--select", "GW202,GW903", "--baseline", BASELINE, "--strict-baseline", "--output-format", "json"
    )
    assert next((each["code"], each["file"], each["line"]) for each in stale.json()) == ("GW903", BASELINE, 4)
    assert cli(*flags, "src/app/gateways/__init__.py").out.splitlines()[-1].endswith("0 new, 0 existing, 0 stale (+0).")
    assert "3 new, 1 known before, 1 gone." in cli(*flags, "--write-baseline").err
    assert cli(*flags).code == 0


def test_a_part_of_the_project_keeps_the_rest_of_the_baseline(cli: Cli, project: Path) -> None:
    write_files(project, {"src/shop/gateways/interfaces.py": INTERFACES})
    cli("check", *SELECT, "--write-baseline")
    told = cli("check", *SELECT, "--baseline", BASELINE, "--write-baseline", PATH).err
    assert "0 new, 2 known before, 0 gone, 2 not looked at" in told


def test_a_baseline_that_is_absent_is_2(cli: Cli, project: Path) -> None:
    result = cli("check", "--baseline", "absent.json")
    assert result.code == 2
    assert "the baseline absent.json is not there" in result.err
    assert "outside" in cli("check", "--baseline", "../absent.json").err


def test_since_leaves_out_what_did_not_change(cli: Cli, project: Path) -> None:
    write_files(project, {"src/shop/gateways/interfaces.py": INTERFACES})
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    for arguments in (["init"], ["add", "-A"], ["commit", "-m", "first"]):
        subprocess.run([*git, *arguments], cwd=project, check=True, capture_output=True)
    assert found_in(cli, "--since", "HEAD") == set()
    write_files(project, {PATH: INTERFACES + "\n"})
    assert found_in(cli, "--since", "HEAD") == {PATH}
    assert "knows no revision 'absent'" in cli("check", "--since", "absent").err


def test_a_reader_that_leaves_early_is_no_bug(project: Path) -> None:
    write_files(project, {f"src/p{number}/gateways/interfaces.py": INTERFACES for number in range(300)})
    command = [sys.executable, "-P", "-m", "gateway_builder", "check", *SELECT]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as ran:
        assert ran.stdout
        assert ran.stderr
        ran.stdout.readline()
        ran.stdout.close()
        said = ran.stderr.read()
    assert ran.returncode == 1
    assert said == f"Project: {project}\n"


def test_a_closed_pipe_ends_the_run_quietly(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check() -> None:
        raise BrokenPipeError

    monkeypatch.setattr("gateway_builder.cli.check.check", check)
    with (tmp_path_factory.mktemp("pipe") / "stdout").open("w+") as stream:
        monkeypatch.setattr("sys.stdout", stream)
        assert app.run(["check"]) == 1
        stream.write("lost")
        stream.flush()
        assert Path(stream.name).read_text() == ""


def test_the_cache_changes_nothing_but_time(cli: Cli, project: Path) -> None:
    first = cli("check", *SELECT)
    again, anew = cli("check", *SELECT), cli("check", *SELECT, "--no-cache")
    assert first == again == anew


class NoServices:
    """What is known without any SDK."""

    def find_source(self) -> None:
        return None

    def list_services(self) -> tuple[str, ...]:
        return ()


def test_without_an_sdk_rules_about_services_are_said_to_have_been_left_out(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "open_service_catalog", lambda _: NoServices())
    gateway = "import boto3\n\n\nclass AWSBatchRunner:\n    def __init__(self) -> None:\n"
    gateway += (
        '        self._client = boto3.client("batch")\n\n    def run(self) -> None:\n        self._client.submit()\n'
    )
    write_files(project, {"src/app/gateways/aws_batch_runner.py": gateway})
    result = cli("check", "--output-format", "concise")
    assert "warning: no SDK is installed" in result.err
    assert "GW6" not in result.out
    write_files(project, {"src/app/gateways/aws_batch_runner.py": gateway.replace("boto3", "stripe")})
    assert cli("check", "--output-format", "concise").err == ""


def test_a_fix_that_is_refused_is_a_warning(cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gateway_builder.plan import fixes

    monkeypatch.setattr(fixes._Rounds, "_doubts", lambda *_: ["it is doubted"])
    result = cli("check", *SELECT, "--diff")
    assert result.code == 0
    assert f"warning: {PATH}:4: GW202 was not mended: it is doubted" in result.err


class Screen(io.StringIO):
    """A narrow terminal."""

    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, findings: tuple[Finding, ...], *, colour: bool) -> str:
    files = {PATH: INTERFACES}
    result: Any = check_files(files, select=("GW202",))
    report = Report(findings, Sources(InMemorySourceTree(files)), "1")
    TextReport(Terminal(stream, colour=colour), report, result, ()).write(statistics=False)
    return stream.getvalue()


FINDING = partial(Finding, "GW999", "no-rule", "it is wrong", Severity.WARNING, PATH)


def test_a_narrow_terminal_cuts_the_line_and_is_coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "22")
    text = shown(Screen(), (FINDING(Span(4, 7, 4, 14)),), colour=True)
    assert "\x1b[" in text
    assert "class IRunner(Pro…" in text


def test_a_span_of_several_lines_tells_where_it_ends() -> None:
    text = shown(io.StringIO(), (FINDING(Span(4, 1, 5, 9)),), colour=False)
    assert "^^^^^^^^^^^^^^^^^^^^^^^^ to line 5\n" in text
    assert "why" not in text


def test_fixes_that_are_unsafe_are_counted_apart() -> None:
    fix = Fix("Rename it", is_safe=False, edits=())
    text = shown(io.StringIO(), (FINDING(Span(4, 7, 4, 14), fix=fix),), colour=False)
    assert "GW999 [!] it is wrong" in text
    assert "= fix: Rename it (--fix --unsafe-fixes)" in text
    assert "[!] 1 can be mended with --fix --unsafe-fixes." in text


def test_a_finding_without_a_line_shows_none() -> None:
    text = shown(io.StringIO(), (FINDING(Span(2, 1, 2, 1)), FINDING(Span(99, 1, 99, 1))), colour=False)
    assert " | " not in text
