"""`check` reads hostile projects: it runs nothing of them, writes nothing but its cache, and ends in time."""

from __future__ import annotations

import pytest

from tests.security.test_sources import DEEP
from tests.security.victim import INTERFACES, Victim, assert_harmless

GATEWAY = """\
import boto3


class AWSBatchMailer:
    def __init__(self) -> None:
        self._client = boto3.client("batch")

    def send_mail(self, to: str) -> None:
        self._client.submit_jobs(to)
"""
FORMATS = (
    "text",
    "concise",
    "json",
    "jsonl",
    "github",
    "gitlab",
    "sarif",
    "junit",
    "rdjson",
    "azure",
    "markdown",
    "html",
)


def fill(victim: Victim) -> None:
    victim.write("src/app/gateways/interfaces.py", INTERFACES)
    victim.write("src/app/gateways/aws_batch_mailer.py", GATEWAY)


def only_cache(changed: frozenset[str]) -> bool:
    return all(path.startswith("project/.gateway-builder") for path in changed)


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_written_without_running_anything_of_the_project(victim: Victim, name: str) -> None:
    fill(victim)
    for path in ("json.py", "html.py", "sitecustomize.py", "src/app/__init__.py", "conftest.py", "boto3/__init__.py"):
        victim.trap(path)
    victim.write(".venv/bin/git", "#!/bin/sh\nexit 9\n").chmod(0o755)

    ran = victim.run("check", "--profile", "strict", "--output-format", name)

    assert ran.code == 1, ran.said
    assert "GW601" in ran.stdout
    assert_harmless(ran)
    assert only_cache(ran.changed)


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
@pytest.mark.parametrize("path", ["src/app/gateways/aws_batch_mailer.py", "src/app/use_cases/deep.py"])
def test_deep_nesting_is_read_or_unreadable(victim: Victim, path: str, text: str) -> None:
    fill(victim)
    victim.write(path, f"from app.gateways.interfaces import IMailer\n{GATEWAY}\n{text}\n")

    ran = victim.run("check", "--profile", "strict", "--output-format", "concise", seconds=60)

    assert ran.code in {0, 1}, ran.said
    assert "Traceback" not in ran.stderr
    assert_harmless(ran)
    assert only_cache(ran.changed)


def test_names_can_not_steer_a_terminal(victim: Victim) -> None:
    fill(victim)
    victim.write("src/app/gateways/aws\x1b[31m\r\n_batch.py", GATEWAY)
    for name in ("text", "concise", "github", "azure", "junit", "markdown", "html"):
        ran = victim.run("check", "--output-format", name)
        assert "\x1b" not in ran.said
        assert "\r" not in ran.said


def test_the_baseline_stays_in_the_project(victim: Victim) -> None:
    fill(victim)
    (victim.project / "link.json").symlink_to(victim.outside / "secret.py")
    ran = victim.run("check", "--baseline", "link.json", "--write-baseline")
    assert ran.code == 2, ran.said
    assert ran.seen == ""
    assert (victim.outside / "secret.py").read_text() == "SECRET = 'never read'\n"


def test_fixes_follow_no_link_out_of_the_project(victim: Victim) -> None:
    outside = victim.outside / "interfaces.py"
    outside.write_text(INTERFACES.replace("@runtime_checkable\n", ""))
    victim.write("src/app/gateways/__init__.py", "")
    (victim.project / "src/app/gateways/interfaces.py").symlink_to(outside)
    ran = victim.run("check", "--fix", "--select", "GW202")
    assert ran.code == 0, ran.said
    assert "@runtime_checkable" not in outside.read_text()
