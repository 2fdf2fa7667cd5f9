"""A terminal is asked and shown colour; a pipe is neither."""

from __future__ import annotations

import os
import pty
import select
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import snapshot


def talk(arguments: list[str], folder: Path, answers: dict[str, str]) -> tuple[int, str]:
    """Run the program on a terminal of its own, answer its questions, and return its exit code and what it showed."""
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover  # the child becomes another program
        os.chdir(folder)
        os.environ.update({"TERM": "xterm-256color", "COLUMNS": "100", "PYTHONPATH": os.pathsep.join(sys.path)})
        os.environ.pop("NO_COLOR", None)
        os.execv(sys.executable, [sys.executable, "-P", "-m", "gateway_builder", *arguments])
    shown, waiting, end = "", dict(answers), time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece.decode(errors="replace")
        for question in [each for each in waiting if each in shown]:
            os.write(terminal, waiting.pop(question).encode())
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), shown


def test_missing_arguments_are_asked_for_and_the_command_is_printed(tmp_path: Path) -> None:
    answers = {"Interface, new or there": "IMailer\n", "Technology [": "SMTP\n"}
    code, shown = talk(["new"], tmp_path, answers)
    assert code == 0, shown
    assert "gateway-builder new IMailer --tech SMTP" in shown
    assert (tmp_path / "gateways/smtp_mailer.py").is_file()


def test_the_interfaces_that_are_there_are_offered(platform: Path) -> None:
    code, shown = talk(["new", "--tech", "SMTP"], platform, {"Interface, new or there": "\n"})
    assert code == 0, shown
    assert "Interfaces that are there: IMailSender" in shown
    assert (platform / "src/shop/gateways/smtp_mail_sender.py").is_file()


def test_questions_are_asked_in_a_project_that_can_not_be_read_too(platform: Path) -> None:
    (platform / "pyproject.toml").write_text("not = [toml")
    code, shown = talk(["new", "--tech", "SMTP"], platform, {"Interface, new or there": "IMailer\n"})
    assert code == 2
    assert "pyproject.toml" in shown


def test_a_wrong_answer_is_2_and_writes_nothing(tmp_path: Path) -> None:
    code, shown = talk(["new", "--tech", "SMTP"], tmp_path, {"Interface, new or there": "mailer\n"})
    assert code == 2
    assert "IMailer" in shown
    assert snapshot(tmp_path) == {}


METHOD = ("--method", "submit(job_name: str, job_queue: str, job_definition: str) -> None")


def test_a_proposed_operation_is_taken_when_somebody_confirms_it(tmp_path: Path) -> None:
    question = {"Number, a name, or - to decide later": "1\n"}
    code, shown = talk(["new", "IRunner", "--tech", "AWSBatch", *METHOD], tmp_path, question)
    assert code == 0, shown
    assert "submit: which operation does it call?" in shown
    assert "--op submit=submit_job --no-input" in shown
    assert "jobName=job_name" in (tmp_path / "gateways/aws_batch_runner.py").read_text()


@pytest.mark.parametrize(("answer", "left"), [("-\n", True), ("register_job_definition\n", False)])
def test_another_operation_may_be_named_or_none(tmp_path: Path, answer: str, left: bool) -> None:
    question = {"Number, a name, or - to decide later": answer}
    code, shown = talk(["new", "IRunner", "--tech", "AWSBatch", *METHOD], tmp_path, question)
    assert code == 0, shown
    assert ("decide how AWS Batch does submit" in (tmp_path / "gateways/aws_batch_runner.py").read_text()) == left


def test_a_name_of_two_services_is_asked_for(tmp_path: Path) -> None:
    questions = {"Which one?": "1\n", "Number, a name, or - to decide later": "-\n"}
    code, shown = talk(["new", "IMailer", "--tech", "AWSSES", "--method", "send(to: str) -> None"], tmp_path, questions)
    assert code == 0, shown
    assert "1. aws:ses" in shown


def test_what_is_wrong_is_told_once_all_questions_or_none_were_asked(tmp_path: Path) -> None:
    code, shown = talk(["new", "IMailer", "--tech", "AWSSES"], tmp_path, {"Which one?": "-\n"})
    assert code == 2
    assert "means more than one service of AWS" in shown
    assert snapshot(tmp_path) == {}


def test_a_gateway_that_is_there_gets_no_proposals(tmp_path: Path) -> None:
    talk(["new", "IRunner", "--tech", "AWSBatch", "--no-input"], tmp_path, {})
    code, shown = talk(["new", "IRunner", "--tech", "AWSBatch"], tmp_path, {})
    assert code == 0
    assert "Nothing to do" in shown


def test_no_input_never_asks(tmp_path: Path) -> None:
    code, shown = talk(["new", "--no-input"], tmp_path, {})
    assert code == 2
    assert "is missing" in shown


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["new", "IMailer", "--tech", "SMTP"], "Created"),
        (["new", "IMailer", "--tech", "SMTP", "--dry-run"], "class SMTPMailer"),
        (["technologies", "smtp"], "SMTP"),
        (["--help"], "technologies"),
    ],
)
def test_a_terminal_is_shown_colour(tmp_path: Path, arguments: list[str], part: str) -> None:
    code, shown = talk(arguments, tmp_path, {})
    assert code == 0
    assert part in shown
    assert "\x1b[" in shown


def test_an_error_is_shown_in_colour_on_a_terminal(tmp_path: Path) -> None:
    code, shown = talk(["new", "mailer", "--tech", "SMTP"], tmp_path, {})
    assert code == 2
    assert "\x1b[1;31merror: " in shown
