"""Source files made to crash a parser, to hang a reader, or to smuggle code into what is generated from them."""

from __future__ import annotations

import ast
import os
import socket
from pathlib import Path

import pytest

from tests.security.victim import INTERFACES, NEW, Victim, assert_harmless, assert_made, assert_refused

DEEP = {
    "parentheses": "x = " + "(" * 100_000 + ")" * 100_000,
    "calls": "x = " + "f(" * 50_000 + ")" * 50_000,
    "attributes": "x = a" + ".a" * 100_000,
    "sum": "x = " + "1+" * 100_000 + "1",
    "minus": "x = " + "-" * 100_000 + "1",
    "blocks": "\n".join(" " * depth + "if x:" for depth in range(99)) + "\n" + " " * 99 + "pass",
    "classes": "\n".join(" " * depth + f"class C{depth}(Protocol):" for depth in range(99)) + "\n" + " " * 99 + "pass",
    "f-strings": "x = " + "f'{" * 100 + "1" + "}'" * 100,
    "elif": "if x: pass\n" + "elif x: pass\n" * 20_000,
    "bases": "\n".join(f"class C{n}(C{n + 1}, Protocol): ..." for n in range(5_000)),
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_nesting_in_the_interfaces_is_a_user_error_or_read(victim: Victim, text: str) -> None:
    victim.write("gateways/interfaces.py", f"from typing import Protocol\n{text}\n")

    ran = victim.run(*NEW)

    assert ran.code in {0, 1, 2}, ran.said
    assert "Traceback" not in ran.stderr
    assert_harmless(ran)
    if ran.code:
        assert_refused(ran, ran.code, "gateways/interfaces.py")


def test_unreadable_files_elsewhere_are_no_obstacle(victim: Victim) -> None:
    for name, text in DEEP.items():
        victim.write(f"models/{name.replace('-', '_')}.py", f"class Run: ...\n{text}\n")
    victim.write("models/null.py", b"class Simulation: pass\n\0")
    victim.write("models/latin.py", "class Run:\n    name = 'é'\n".encode("latin-1"))
    victim.write("models/cookie.py", "# -*- coding: rot13 -*-\nclass Run: pass\n")
    victim.write("models/unknown_cookie.py", "# -*- coding: no-such -*-\nclass Run: pass\n")
    victim.write("models/utf16.py", "class Run: pass\n".encode("utf-16"))
    victim.write("models/huge.py", b"class Run: pass\n" + b"#" * 30_000_000)
    victim.write("models/tabs.py", "if x:\n\ta\n        b\n")
    os.mkfifo(victim.project / "models/pipe.py")
    (victim.project / "models/folder.py").mkdir()
    (victim.project / "models/loop.py").symlink_to("loop.py")
    (victim.project / "models/.hidden").symlink_to(".hidden")
    (victim.project / "models/around").symlink_to("..")
    (victim.project / "models/out.py").symlink_to(victim.outside / "secret.py")
    (victim.project / "models/dangling.py").symlink_to("nothing.py")

    assert_made(victim.run(*NEW), "gateways/interfaces.py")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"class X: pass\n\0", id="null"),
        pytest.param("x = 'é'\n".encode("latin-1"), id="not-utf-8"),
        pytest.param(b"# coding: no-such\n", id="unknown-cookie"),
        pytest.param(b"# coding: rot13\n", id="text-cookie"),
        pytest.param("x = 1\n".encode("utf-16"), id="utf-16"),
        pytest.param(b"def (:\n", id="syntax"),
        pytest.param(b"a = 1\r\nb = 2\nc = 3\rd = 4\n", id="mixed-newlines"),
        pytest.param(b"#" * 30_000_000, id="huge"),
    ],
)
def test_an_interfaces_file_that_can_not_be_edited_is_left_alone(victim: Victim, content: bytes) -> None:
    victim.write("gateways/interfaces.py", content)

    ran = victim.run(*NEW)

    assert ran.code in {0, 1, 2}, ran.said
    if ran.code:
        assert_refused(ran, ran.code, "gateways/interfaces.py")
    else:
        assert (victim.project / "gateways/interfaces.py").read_bytes().count(content) == 1


@pytest.mark.parametrize("kind", ["pipe", "folder", "socket", "loop"])
@pytest.mark.parametrize("path", ["gateways/interfaces.py", "pyproject.toml", "ruff.toml", "gateways/errors.py"])
def test_what_is_no_file_is_refused_and_never_waited_for(victim: Victim, kind: str, path: str) -> None:
    place = victim.project / path
    place.unlink(missing_ok=True)
    place.parent.mkdir(exist_ok=True)
    make_special(kind, place)

    ran = victim.run(*NEW)

    assert ran.code in {0, 1, 2}, ran.said
    assert "Traceback" not in ran.stderr
    assert_harmless(ran)
    if path.startswith("gateways"):
        assert_refused(ran, ran.code or 2, path)


CONTRACT = '''\
from typing import Protocol, runtime_checkable
import os

@runtime_checkable
class IVault(Protocol):
    \'\'\'Keeps """secrets""" {{ 7*7 }} {% raw %} {0.__class__} \\\\ \\N{BULLET} \\x1b[2J\'\'\'

    def put_secret(
        self, name: str = 'a"""b\\'\\'\\'{{ 7*7 }}',
        *, ttl: float = 1e308 * 10, raw: bytes = b"\\xff\\\\",
    ) -> None:
        \'\'\'Ends with a quote" and a backslash \\\\\'\'\'
        ...

    def get_secret(self, name: str, where: str = MARK) -> "str | None":
        r"""\\d {self} %s %(x)s"""
        ...
'''


def test_hostile_texts_of_a_contract_stay_texts(victim: Victim) -> None:
    victim.write("gateways/interfaces.py", CONTRACT.replace("MARK", "'-'"))

    ran = victim.run("new", "IVault", "--tech", "Acme", "--no-input")

    assert_made(ran, "gateways/acme_vault.py", "tests/gateways/test_acme_vault.py")
    made = (victim.project / "gateways/acme_vault.py").read_text()
    names = {node.id for node in ast.walk(ast.parse(made)) if isinstance(node, ast.Name)}
    assert names.isdisjoint({"os", "exec", "secrets"})
    assert "49" not in made


def test_defaults_and_decorators_of_a_contract_do_not_run(victim: Victim) -> None:
    call = f"open({str(victim.marker)!r}, 'w').name"
    decorated = CONTRACT.replace("MARK", call).replace(
        "    def get_secret", f"    @({call} and (lambda f: f))\n    def get_secret"
    )
    victim.write("gateways/interfaces.py", decorated)

    for command in (
        ("new", "IVault", "--tech", "Acme", "--no-input"),
        ("list",),
        ("new", "IVault", "--tech", "Acme", "--check"),
    ):
        ran = victim.run(*command)
        assert "Traceback" not in ran.stderr
        assert_harmless(ran)


@pytest.mark.parametrize(
    "name", ["evil\x1b[2J.py", "evil\u202e.py", "evil\nerror: x.py", "evil {{ 7 }}.py", "-rf.py", "é.py"]
)
def test_names_of_files_do_not_steer_the_terminal(victim: Victim, name: str) -> None:
    victim.write(f"ports/{name}", INTERFACES.replace("IMailer", "ISender"))
    victim.write(f"broken/{name}", "class IBroken(Protocol:\n")

    for command in (("list",), (*NEW, "--dry-run"), ("new", "ISender", "--tech", "SMTP", "--dry-run")):
        ran = victim.run(*command)
        assert ran.code in {0, 1, 2}, ran.said
        assert_harmless(ran)


def make_special(kind: str, place: Path) -> None:
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    elif kind == "loop":
        place.symlink_to(place.name)
    else:
        here = Path.cwd()
        os.chdir(place.parent)  # the address of a socket is short
        try:
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(place.name)
        finally:
            os.chdir(here)
