"""What the user is shown."""

from __future__ import annotations

import io

import pytest

from gateway_builder.cli.plan_output import print_tree
from gateway_builder.cli.terminal import Terminal, print_problems, wants_colour
from gateway_builder.errors import Problem
from gateway_builder.model.changes import FileEdit


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_problem_is_shown_with_place_next_step_and_patch(capsys: pytest.CaptureFixture[str]) -> None:
    print_problems([Problem("it is wrong", "mend it", "a.py:1", "--- a\n+++ b\n"), Problem("that too")])
    assert capsys.readouterr().err == (
        "error: it is wrong\n  where: a.py:1\n  next:  mend it\n--- a\n+++ b\nerror: that too\n"
    )


def test_a_tree_names_each_folder_once() -> None:
    stream = io.StringIO()
    edits = [FileEdit(path, None, b"x") for path in ("a/b/c.py", "a/b/d.py", "a/e.py")] + [FileEdit("f.py", b"", b"x")]
    print_tree(Terminal(stream, colour=False), edits)
    assert stream.getvalue() == "  a/\n    b/\n+     c.py\n+     d.py\n+   e.py\n~ f.py\n"


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [({}, True), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False)],
)
def test_a_terminal_is_coloured_unless_it_can_not_or_must_not(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], wanted: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(Screen()) is wanted
    assert wants_colour(io.StringIO()) is False


def test_a_pipe_is_coloured_when_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert wants_colour(io.StringIO()) is True


def test_a_table_on_a_pipe_is_plain_and_stable() -> None:
    stream = io.StringIO()
    Terminal(stream, colour=False).table(("A", "BB"), [("long", "x"), ("y", "")])
    assert stream.getvalue() == "A     BB\nlong  x\ny\n"
