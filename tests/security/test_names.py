"""Names, signatures and operations that try to become code, paths, format strings or commands to a terminal."""

from __future__ import annotations

import pytest

from tests.security.victim import INTERFACES, NEW, Victim, assert_harmless, assert_refused

HOSTILE = [
    pytest.param('I"); import os; os.system("true")  #', id="quote"),
    pytest.param("IRun\nimport os\nclass IX", id="newline"),
    pytest.param('IRun"""', id="docstring"),
    pytest.param("IRun):\n    import os\n", id="colon"),
    pytest.param("I../../outside/Evil", id="path"),
    pytest.param("/etc/passwd", id="absolute"),
    pytest.param("I{technology.__class__}", id="format"),
    pytest.param("I{{ 7*7 }}", id="jinja"),
    pytest.param("IRun\\u0041\\N{LATIN SMALL LETTER A}", id="backslash"),
    pytest.param("IRun\u202etxt.exe", id="bidi"),
    pytest.param("IR\u0443nner", id="look-alike"),
    pytest.param("IRun\x1b[2J\x07", id="escape"),
    pytest.param("IRun\udcff", id="undecodable"),
    pytest.param("I" + "Run" * 3333, id="ten-thousand-characters"),
    pytest.param("-", id="dash"),
    pytest.param("IRun\u0000".replace("\u0000", "\u2028"), id="line-separator"),
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_refused_together(victim: Victim, name: str) -> None:
    ran = victim.run("new", "--tech", name, "--op", name, "--no-input", "--", name)

    assert_refused(ran, 2, "INTERFACE", "--tech", "--op")
    assert len(ran.stderr) < 60_000


METHODS = [
    pytest.param("run(self): import os", id="body"),
    pytest.param("run() -> None:\n    import os\n", id="newline"),
    pytest.param("run(a='''\"\"\"''') -> None: ...", id="two-quotes"),
    pytest.param("run(): pass\ndef other()", id="two-functions"),
    pytest.param("run() -> None; import os", id="semicolon"),
    pytest.param("run(a=(b:=__import__('os'))) -> None", id="walrus"),
    pytest.param("run(a=__import__('os').system('true')) -> None", id="call"),
    pytest.param("run(a=[x for x in open('/etc/passwd')]) -> None", id="comprehension"),
    pytest.param("run(a=lambda: 0) -> None", id="lambda"),
    pytest.param("run(a: exec('1')) -> None", id="call-in-annotation"),
    pytest.param("run(a: 'exec(1)') -> None", id="text-annotation"),
    pytest.param("run() -> (yield)", id="yield"),
    pytest.param("__init__() -> None", id="dunder"),
    pytest.param("run(a=f'{open(1)}') -> None", id="f-string"),
    pytest.param("r\u202eun() -> None", id="bidi"),
    pytest.param("run(a: int = 1, a: int = 2) -> None", id="twice"),
    pytest.param("run(" + "(" * 5000 + ")" * 5000 + ") -> None", id="deep"),
    pytest.param("run(a: " + "list[" * 3000 + "int" + "]" * 3000 + ") -> None", id="deep-annotation"),
    pytest.param("run(a=" + "-" * 5000 + "1) -> None", id="deep-default"),
    pytest.param("run(" + "a" * 10_000 + ") -> None", id="long"),
    pytest.param("run(\x1b[2J) -> None", id="escape"),
    pytest.param("", id="empty"),
    pytest.param("@evil\ndef run() -> None", id="decorator"),
]


@pytest.mark.parametrize("method", METHODS)
def test_a_method_is_a_signature_and_nothing_else(victim: Victim, method: str) -> None:
    assert_refused(victim.run(*NEW, "--method", method), 2)


@pytest.mark.parametrize(
    "place",
    [
        "../outside/secret.py",
        "/etc/hosts.py",
        "gateways/../../outside/x.py",
        "a\nb.py",
        "a\x1b[2J.py",
        "x" * 5000 + ".py",
        "~/x.py",
    ],
)
def test_a_place_outside_or_impossible_is_refused(victim: Victim, place: str) -> None:
    ran = victim.run(*NEW, "--in", place)

    if place == "~/x.py":  # the shell's business: here it is a folder of that name
        assert_harmless(ran)
    else:
        assert_refused(ran, 2)


def test_a_project_that_is_not_there_is_refused(victim: Victim) -> None:
    assert_refused(victim.run(*NEW, "--project", "nowhere\x1b[2J"), 2, "does not exist")


def test_json_holds_hostile_text_as_text(victim: Victim) -> None:
    victim.write("gateways/interfaces.py", INTERFACES.replace("Sends mail.", 'Sends {{ mail }} \\" </script> \\x1b[2J'))

    ran = victim.run("list", "--output-format", "json")

    assert ran.code == 0, ran.said
    assert_harmless(ran)
