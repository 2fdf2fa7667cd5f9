"""`new --spec` and `new --op` as a user meets them: a finished gateway, or every mistake at once, nothing written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog
from tests.cli.conftest import Cli, snapshot

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "wind_tunnel"
GATEWAY = "src/wind_tunnel/gateways/aws_batch_simulation_runner.py"
TEST = "tests/gateways/test_aws_batch_simulation_runner.py"
SUBMIT = "submit(job_name: str, job_queue: str, job_definition: str) -> None"
NEW = ("new", "ISimulationRunner", "--tech", "AWSBatch", "--no-input")


@pytest.fixture
def tunnel(tmp_path: Path) -> Path:
    """A copy of the example project, with its spec file."""
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    return tmp_path


def edit_spec(folder: Path, old: str, new: str) -> None:
    """Change the spec file; what is changed must be there."""
    path = folder / "simulation_runner.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def pass_tests(folder: Path) -> str:
    """Run the project's tests, which must pass, and give the last line."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-p",
        "no:cov",
        "tests",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return done.stdout.splitlines()[-1]


def test_a_spec_file_gives_a_finished_gateway_whose_tests_pass(cli: Cli, tunnel: Path) -> None:
    result = cli("new", "--spec", "simulation_runner.toml", "--no-input", "--strict")
    assert result.code == 0, result.err
    assert "Decisions" not in result.out
    assert 'AWSBatch is the service "batch" of botocore ' in result.out
    gateway = (tunnel / GATEWAY).read_text()
    assert "NotImplementedError" not in gateway
    assert "def from_environment(" in gateway
    assert "xfail" not in pass_tests(tunnel)


def test_the_interface_says_what_the_spec_says(cli: Cli, tunnel: Path) -> None:
    cli("new", "--spec", "simulation_runner.toml", "--no-input")
    text = (tunnel / "src/wind_tunnel/gateways/interfaces.py").read_text()
    assert '"""Runs simulations on machines that we rent."""' in text
    assert "        Raises:\n            ValueError: If simulation.job_id is None.\n" in text
    assert "        Side Effects:\n            Sets `simulation.job_id`.\n" in text
    assert "An implementation calls describe_jobs." in text


def test_a_second_run_with_the_spec_has_nothing_to_do(cli: Cli, tunnel: Path) -> None:
    cli("new", "--spec", "simulation_runner.toml", "--no-input")
    before = snapshot(tunnel)
    result = cli("new", "--spec", "simulation_runner.toml", "--no-input")
    assert (result.code, result.err) == (0, "")
    assert "Nothing to do" in result.out
    assert cli("new", "--spec", "simulation_runner.toml", "--check", "--no-input").code == 0
    assert snapshot(tunnel) == before


def test_every_mistake_of_a_spec_is_told_with_its_line_and_nothing_is_written(cli: Cli, tunnel: Path) -> None:
    edit_spec(tunnel, "jobName =", "jobname =")
    edit_spec(tunnel, '"terminate_job"', '"terminat_job"')
    edit_spec(tunnel, 'RUNNABLE = "=SimulationState.WAITING"\n', "")
    edit_spec(tunnel, 'RUNNING = "=SimulationState.RUNNING"', 'RUNNING = "=SimulationState.RUNING"')
    edit_spec(tunnel, "jobs[0].status", "jobs[0].statu")
    before = snapshot(tunnel)
    result = cli("new", "--spec", "simulation_runner.toml", "--no-input")
    assert result.code == 2
    for told in ("jobName", "terminate_job", "RUNNABLE", "did you mean RUNNING", "did you mean status"):
        assert told in result.err
    lines = (tunnel / "simulation_runner.toml").read_text().splitlines()
    wrong = next(number for number, line in enumerate(lines, 1) if line.startswith("jobname"))
    assert f"simulation_runner.toml:{wrong}" in result.err
    assert snapshot(tunnel) == before


def test_mistakes_of_form_and_of_meaning_are_told_together(cli: Cli, tunnel: Path) -> None:
    edit_spec(tunnel, "when_unknown", "when_unkown")
    edit_spec(tunnel, "schema = 1\n", "")
    edit_spec(tunnel, "jobQueue =", "jobQeue =")
    result = cli("new", "--spec", "simulation_runner.toml", "--no-input")
    assert result.code == 2
    for told in ("when_unknown", "schema", "did you mean jobQueue"):
        assert told in result.err


def test_a_mistake_of_form_alone_is_refused_too(cli: Cli, tunnel: Path) -> None:
    edit_spec(tunnel, 'summary = "Submit a simulation."', 'sumary = "Submit a simulation."')
    before = snapshot(tunnel)
    result = cli("new", "--spec", "simulation_runner.toml", "--no-input")
    assert result.code == 2
    assert "did you mean summary" in result.err
    assert snapshot(tunnel) == before


def test_a_spec_without_names_is_told_what_is_missing(cli: Cli, tunnel: Path) -> None:
    edit_spec(tunnel, 'interface = "ISimulationRunner"\n', "")
    edit_spec(tunnel, 'technology = "AWSBatch"\n', "tecnology = 'AWSBatch'\n")
    result = cli("new", "--spec", "simulation_runner.toml", "--no-input")
    assert result.code == 2
    assert "the interface is missing" in result.err
    assert "technology" in result.err


def test_a_map_without_a_policy_is_refused(cli: Cli, tunnel: Path) -> None:
    edit_spec(tunnel, 'when_unknown = "unexpected"\n', "")
    result = cli("new", "--spec", "simulation_runner.toml", "--no-input")
    assert result.code == 2
    assert "when_unknown" in result.err


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("-> SimulationState", "-> SimulationStat", "simulation_runner.toml:34: methods.describe_simulation"),
        ('"AWSBatch"', '"AWSBtch"', "simulation_runner.toml: technology"),
        ('"ISimulationRunner"', '"SimulationRunner"', "simulation_runner.toml: interface"),
    ],
)
def test_what_the_spec_says_wrongly_is_placed_in_the_spec(
    cli: Cli, tunnel: Path, old: str, new: str, place: str
) -> None:
    edit_spec(tunnel, old, new)
    result = cli("new", "--spec", "simulation_runner.toml", "--no-input")
    assert result.code == 2
    assert f"where: {place}" in result.err


def test_mistakes_in_signatures_and_calls_are_told_together(cli: Cli, tunnel: Path) -> None:
    edit_spec(tunnel, "reason: str", "reason: Reeson")
    edit_spec(tunnel, "jobs = [", "job = [")
    result = cli("new", "--spec", "simulation_runner.toml", "--no-input")
    assert result.code == 2
    assert "Reeson" in result.err
    assert "did you mean jobs" in result.err


def test_flags_win_over_the_spec(cli: Cli, tunnel: Path) -> None:
    result = cli("new", "IJobRunner", "--spec", "simulation_runner.toml", "--no-input", "--output-format", "json")
    assert result.json()["interface"] == "IJobRunner"
    assert (tunnel / "src/wind_tunnel/gateways/aws_batch_job_runner.py").is_file()


def test_an_operation_decides_a_method_that_the_spec_only_describes(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "runner.toml").write_text(
        'schema = 1\ninterface = "IRunner"\ntechnology = "AWSBatch"\n\n'
        '[methods.stop]\nsignature = "(job_id: str, reason: str) -> None"\nsummary = "Stop a job"\n'
    )
    result = cli("new", "--spec", "runner.toml", "--op", "stop=terminate_job", "--strict", "--no-input")
    assert result.code == 0, result.err
    assert "jobId=job_id" in (tmp_path / "gateways/aws_batch_runner.py").read_text()


def test_a_spec_that_cannot_be_read_is_refused(cli: Cli, tunnel: Path) -> None:
    result = cli("new", "--spec", "runner.toml", "--no-input")
    assert result.code == 2
    assert "runner.toml can't be read: No such file" in result.err


def test_a_spec_for_a_service_whose_operations_nobody_knows_may_describe_the_contract(cli: Cli, tunnel: Path) -> None:
    refused = cli("new", "--spec", "simulation_runner.toml", "--tech", "SendGrid", "--no-input")
    assert refused.code == 2
    assert "the operations of SendGrid are not known" in refused.err
    (tunnel / "contract.toml").write_text(
        'schema = 1\ninterface = "INotifier"\ntechnology = "SendGrid"\n\n'
        '[methods.notify]\nsignature = "(text: str) -> None"\n'
    )
    assert cli("new", "--spec", "contract.toml", "--no-input").code == 0


def test_operations_that_the_rules_decide_leave_no_decision(cli: Cli, tmp_path: Path) -> None:
    result = cli(*NEW, "--method", SUBMIT, "--op", "submit=submit_job", "--strict")
    assert result.code == 0, result.err
    assert "jobName comes from job_name" in result.out
    assert "jobQueue=job_queue" in (tmp_path / "gateways/aws_batch_simulation_runner.py").read_text()
    assert "xfail" not in pass_tests(tmp_path)


def test_what_the_rules_cannot_decide_is_left_and_strict_refuses_it(cli: Cli, tmp_path: Path) -> None:
    method = ("--method", "cancel(run_id: int) -> None", "--op", "cancel=terminate_job")
    refused = cli(*NEW, *method, "--strict")
    assert refused.code == 1
    assert "reason (str)" in refused.err
    assert snapshot(tmp_path) == {}
    left = cli(*NEW, *method)
    assert left.code == 0
    assert "cancel calls terminate_job of AWS Batch: decide " in left.out
    assert "1 xfailed" in pass_tests(tmp_path)


def test_an_unknown_operation_is_refused_with_the_near_one(cli: Cli) -> None:
    result = cli(*NEW, "--method", SUBMIT, "--op", "submit=submitjob")
    assert result.code == 2
    assert "submit_job" in result.err


def test_methods_without_an_operation_get_a_proposal_that_is_not_taken(cli: Cli, tmp_path: Path) -> None:
    result = cli(*NEW, "--method", SUBMIT)
    assert "submit may be submit_job" in result.out
    assert "--op submit=submit_job" in result.out
    assert "submit_job" not in (tmp_path / "gateways/aws_batch_simulation_runner.py").read_text()


def test_a_gateway_of_ours_with_decisions_is_written_anew_when_a_spec_decides_more(cli: Cli, tunnel: Path) -> None:
    spec = (tunnel / "simulation_runner.toml").read_text().splitlines()
    signatures = [line.partition(" = ")[2].strip('"') for line in spec if line.startswith("signature")]
    names = ("submit_simulation", "describe_simulation", "cancel_simulation")
    methods = [f"--method={name}{text}" for name, text in zip(names, signatures, strict=True)]
    assert cli(*NEW, *methods).code == 0
    assert "NotImplementedError" in (tunnel / GATEWAY).read_text()
    result = cli("new", "--spec", "simulation_runner.toml", "--no-input")
    assert result.code == 0, result.err
    assert "NotImplementedError" not in (tunnel / GATEWAY).read_text()
    assert "xfail" not in (tunnel / TEST).read_text()
    pass_tests(tunnel)


def test_a_gateway_that_somebody_edited_is_left_when_a_spec_decides_more(cli: Cli, tunnel: Path) -> None:
    cli(*NEW, "--method", "cancel_simulation(simulation: Simulation, reason: str) -> None")
    (tunnel / GATEWAY).write_text((tunnel / GATEWAY).read_text() + "# mine\n")
    before = snapshot(tunnel)
    result = cli(*NEW, "--op", "cancel_simulation=terminate_job")
    assert result.code == 0
    assert "was not applied" in result.err
    assert snapshot(tunnel) == before


def test_what_a_spec_decided_is_not_lost_when_an_operation_is_named_later(cli: Cli, tmp_path: Path) -> None:
    methods = ("--method", SUBMIT, "--method", "cancel(job_id: str, reason: str) -> None")
    cli(*NEW, *methods, "--op", "submit=submit_job")
    decided = (tmp_path / "gateways/aws_batch_simulation_runner.py").read_text()
    result = cli(*NEW, "--op", "cancel=terminate_job")
    assert "cancel calling terminate_job was not applied" in result.err
    assert (tmp_path / "gateways/aws_batch_simulation_runner.py").read_text() == decided
    both = cli(*NEW, "--op", "submit=submit_job", "--op", "cancel=terminate_job")
    assert (both.code, both.err) == (0, "")
    assert "NotImplementedError" not in (tmp_path / "gateways/aws_batch_simulation_runner.py").read_text()


@pytest.fixture
def no_sdk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine where no botocore can be found."""
    monkeypatch.setattr(BotocoreServiceCatalog, "find_source", lambda _: None)
    monkeypatch.setattr(BotocoreServiceCatalog, "list_services", lambda _: ())


@pytest.mark.usefixtures("no_sdk")
def test_without_the_sdk_operations_are_recorded(cli: Cli) -> None:
    result = cli(*NEW, "--method", SUBMIT, "--op", "submit=submit_job")
    assert result.code == 0
    assert "pip install 'gateway-builder[aws]'" in result.out
    assert "submit calls submit_job of AWS Batch: decide " in result.out
