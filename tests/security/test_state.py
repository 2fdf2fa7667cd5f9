"""A project that comes with a `.gateway-builder` of its own."""

from __future__ import annotations

import json
import os
import shutil

import pytest

from tests.security.victim import NEW, Victim, assert_harmless, assert_made, assert_refused

STATE = ".gateway-builder"
PHASES = ("journal-preparing.json", "journal-placing.json", "journal-done.json", "journal-reverting.json")
ENTRY = {"path": "keep.py", "target": "../outside/secret.py", "before": None, "after": "0" * 64, "generated": True}
PLAN = {"version": 1, "token": "0" * 16, "folders": ["keep"], "entries": [ENTRY]}


@pytest.mark.parametrize("kind", ["symlink", "dangling", "file", "pipe"])
def test_what_is_no_folder_of_state_is_refused(victim: Victim, kind: str) -> None:
    place = victim.project / STATE
    if kind in {"symlink", "dangling"}:
        place.symlink_to(victim.outside if kind == "symlink" else "nowhere")
    elif kind == "file":
        place.write_text("hello")
    else:
        os.mkfifo(place)

    assert_refused(victim.run(*NEW), 1, STATE)


@pytest.mark.parametrize("phase", PHASES)
def test_a_planted_journal_is_not_acted_on(victim: Victim, phase: str) -> None:
    victim.write("keep.py", "KEPT = True\n")
    victim.write("keep/me.txt", "kept\n")
    seal = victim.write(f"{STATE}/seal", "").stat()
    guesses = [None, [0, 0], [seal.st_ino, 0], "seal"]
    for guess in guesses:
        victim.write(f"{STATE}/{phase}", json.dumps({"seal": guess, **PLAN}))
        ran = victim.run("list")
        assert ran.code == 0
        assert_harmless(ran)
        assert ran.changed == frozenset()

    ran = victim.run(*NEW)

    assert_made(ran, "gateways/interfaces.py")
    assert "project/keep.py" not in ran.changed
    assert "project/keep/me.txt" not in ran.changed


def test_the_state_of_another_copy_is_not_acted_on(victim: Victim) -> None:
    other = victim.folder / "other"
    other.mkdir()
    (other / "pyproject.toml").write_text("")
    assert victim.run(*NEW, cwd=other).code == 0
    victim.log.unlink(missing_ok=True)
    shutil.copytree(other / STATE, victim.project / STATE)
    gateway = victim.write(
        "gateways/aws_batch_simulation_runner.py", (other / "gateways/aws_batch_simulation_runner.py").read_bytes()
    )

    ran = victim.run(*NEW, "--op", "submit_run=submit_job", "--op", "cancel_run=cancel_job")

    assert gateway.read_bytes() == (other / "gateways/aws_batch_simulation_runner.py").read_bytes(), ran.said


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"[" * 200_000, id="deep"),
        pytest.param(b"\xff\x00", id="binary"),
        pytest.param(b'{"seal": [1, 2], "digests": {"../../etc/passwd": 3}}', id="paths"),
        pytest.param(b" " * 30_000_000, id="huge"),
    ],
)
def test_strange_documents_are_ignored(victim: Victim, content: bytes) -> None:
    victim.write(f"{STATE}/generated.json", content)
    for phase in PHASES:
        victim.write(f"{STATE}/{phase}", content)

    assert_made(victim.run(*NEW), "gateways/interfaces.py")


@pytest.mark.parametrize("name", [".gitignore", "seal", "generated.json", "unfinished.tmp", "journal-preparing.json"])
def test_links_inside_of_the_state_do_not_lead_out(victim: Victim, name: str) -> None:
    (victim.project / STATE).mkdir()
    (victim.project / STATE / name).symlink_to(victim.outside / "secret.py")

    ran = victim.run(*NEW)

    assert ran.code in {0, 1, 2}, ran.said
    assert "Traceback" not in ran.stderr
    assert_harmless(ran)
