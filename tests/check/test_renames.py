"""A class is renamed wherever the project names it, or nowhere."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from gateway_builder.check.renames import offer_rename, rename_class
from gateway_builder.source.text import Splice, apply_splices
from tests.check.cases import check_files, read_project_text

if TYPE_CHECKING:
    from gateway_builder.check.codebase import Codebase
    from gateway_builder.source.code_index import ClassView

_GATEWAY = """
# app/gateways/interfaces.py
from typing import Protocol

class IMailSender(Protocol):
    def send_mail(self, text: str) -> None: ...
    def cancel_mail(self, text: str) -> None: ...

# app/gateways/mail.py
class OldSender:
    def send_mail(self, text: str) -> None: ...
    def cancel_mail(self, text: str) -> None: ...
"""


def _open(text: str) -> tuple[Codebase, ClassView]:
    codebase = check_files(read_project_text(_GATEWAY + text), select=("GW000",)).codebase
    view = codebase.index.find_class("app.gateways.mail.OldSender")
    assert view
    return codebase, view


def _rename(text: str, path: str = "app/use.py", new_name: str = "NewSender") -> str | None:
    """The text of a file behind the rename, None where it is not made."""
    codebase, view = _open(text)
    edits = rename_class(codebase, view, new_name)
    if edits is None:
        return None
    module = codebase.index.module(path)
    assert module
    splices = [Splice(each.start, each.end, each.text) for each in edits if each.path == path]
    return apply_splices(module.source.text, splices)


@pytest.mark.parametrize(
    "code",
    [
        "from app.gateways.mail import OldSender\n\nOldSender().send_mail('text')\n",
        "from .gateways.mail import OldSender as Sender\n\nSender()\n",
        "from app.gateways.mail import OldSender as OldSender\n\nOldSender()\n",
        "import app.gateways.mail\n\napp.gateways.mail.OldSender()\n",
        "import typing as t\nfrom app.gateways.mail import OldSender\n\nS: t.TypeAlias = 'list[OldSender] | None'\n",
        "import app.gateways.mail as m\n\nclass Twice(m.OldSender): ...\n",
        "from app.gateways.mail import *\n\nOldSender()\n",
        "def build():\n    from app.gateways.mail import OldSender\n\n    return OldSender()\n",
        (
            "from typing import cast, TypeVar\nimport app.gateways.mail as m\n\n"
            "T = TypeVar('T', bound='m.OldSender')\nx = cast('m.OldSender | None', None)\n"
        ),
        (
            "from app.gateways.mail import OldSender\n\n__all__ = ['OldSender']\n__all__ += ['OldSender']\n"
            "__all__: list[str] = ['OldSender']\n__all__.extend(['OldSender'])\n"
        ),
        (
            "from app.gateways.mail import OldSender\n\nclass Uses(list['OldSender']):\n    x: 'OldSender'\n\n"
            "    def f(self, a: 'OldSender | None') -> 'list[OldSender]': ...\n    async def g() -> 'OldSender': ...\n"
        ),
        (
            "from unittest.mock import patch\n\npatch('app.gateways.mail.OldSender')\n"
            "patch('app.gateways.mail:OldSender.send_mail')\n"
        ),
        "from app.gateways.mail import OldSender\n\n\ndef f(a: OldSender):\n    '''Use an OldSender.'''\n",
        "try:\n    from app.gateways.mail import OldSender\nexcept ImportError:\n    OldSender = None\n",
        "é = 'é'; from app.gateways.mail import OldSender; print('é', OldSender)\n",
    ],
)
def test_every_use_follows(code: str) -> None:
    assert _rename(f"\n# app/use.py\n{code}") == code.replace("OldSender", "NewSender")


@pytest.mark.parametrize(
    ("code", "after"),
    [
        (
            "from app.gateways.mail import OldSender  # an OldSender\n\nraise OSError('no OldSender here')\n",
            "from app.gateways.mail import NewSender  # an OldSender\n\nraise OSError('no OldSender here')\n",
        ),
        (
            "from app.gateways.mail import OldSender, Other, Queue\n\nOldSender\n",
            "from app.gateways.mail import NewSender, Other, Queue\n\nNewSender\n",
        ),
        (
            "from app.gateways.mail import OldSender as S, helper\n\nS, helper\n",
            "from app.gateways.mail import NewSender as S, helper\n\nS, helper\n",
        ),
        (
            "from app.gateways.mail import (\n    Odd,\n    OldSender,\n    Other,\n)\n",
            "from app.gateways.mail import (\n    NewSender,\n    Odd,\n    Other,\n)\n",
        ),
        (
            "from app.gateways.mail import (\n    Odd,\n    OldSender,  # why\n)\n",
            "from app.gateways.mail import (\n    Odd,\n    NewSender,  # why\n)\n",
        ),
        (
            "from app.gateways.mail import Queue, OldSender\n",
            "from app.gateways.mail import Queue, NewSender\n",
        ),
        (
            "from elsewhere import Other as OldSender\n\nOldSender()\n",
            "from elsewhere import Other as OldSender\n\nOldSender()\n",
        ),
        (
            "from elsewhere import OldSender\n\nOldSender()\n",
            "from elsewhere import OldSender\n\nOldSender()\n",
        ),
        (
            "class OldSender:\n    '''An OldSender of its own.'''\n\n\nx: 'OldSender' = OldSender()\n",
            "class OldSender:\n    '''An OldSender of its own.'''\n\n\nx: 'OldSender' = OldSender()\n",
        ),
        (
            "import elsewhere\n\nelsewhere.OldSender\npatch('elsewhere.OldSender')\n",
            "import elsewhere\n\nelsewhere.OldSender\npatch('elsewhere.OldSender')\n",
        ),
        (
            "import app.gateways.mail as m\nimport elsewhere\n\n'''OldSender'''\nm.OldSender, elsewhere.OldSender\n",
            "import app.gateways.mail as m\nimport elsewhere\n\n'''OldSender'''\nm.NewSender, elsewhere.OldSender\n",
        ),
    ],
)
def test_what_is_something_else_stays(code: str, after: str) -> None:
    assert _rename(f"\n# app/use.py\n{code}") == after


@pytest.mark.parametrize(
    "code",
    [
        "import app.gateways.mail\n\ngetattr(app.gateways.mail, 'OldSender')\n",
        "SENDERS = {'OldSender': 1}\n",
        "from app.gateways.mail import OldSender\n\nSenders = 'OldSender | None'\n",
        "def f(x):\n    return x.OldSender\n",
        "def f(OldSender):\n    return OldSender\n",
        "def OldSender(): ...\n",
        "def f():\n    global OldSender\n",
        "f(OldSender=1)\n",
        "class Holder:\n    OldSender = 1\n",
        "OldSender()\n",
        "from somewhere import *\n\nOldSender()\n",
        "import app.gateways.mail\n\napp.gateways.mail.Inner.OldSender\n",
        "from app.gateways.other import OldSender\n",
        "import OldSender\n\nOldSender()\n",
        "from app.gateways.mail import OldSender\n\nNewSender = 1\n",
        "from typing import Literal\n\nx: Literal['OldSender']\n",
        "x: 'OldSender | ('\n",
        "x: 'OldSender'\n",
        "import elsewhere\nimport app.gateways.mail as m\n\nx: 'm.OldSender | elsewhere.OldSender'\n",
        "from app.gateways.mail import OldSender\n\nx = []  # type: list[OldSender]\n",
        "from app.gateways.mail import OldSender\n\nprint('Old\\x53ender', 'OldSender')\n",
        "from typing import cast\nimport app.gateways.mail as m\n\nx = cast(m.OldSender, 'OldSender')\n",
        "from typing import TypeVar\n\nOldSender = TypeVar('OldSender')\n",
        "import app.gateways.mail as m\n\nm.registry['m.OldSender ']\n",
        "open('app.gateways.gone.OldSender')\n",
        "from app.gateways.mail import OldSender\n\nprint(f'{OldSender}', OldSender.__name__, f'OldSender-{1}')\n",
        "from app.two import Alias as OldSender\n\n# app/two.py\nfrom app.gateways.mail import OldSender as Alias\n",
        "def f(:\n    OldSender\n",
        "",
    ],
)
def test_what_is_not_clear_stops_the_whole_rename(code: str) -> None:
    configuration = "" if code else '\n# pyproject.toml\n[project.scripts]\napp = "app.gateways.mail:OldSender"\n'
    assert _rename(f"\n# app/use.py\n{code}{configuration}") is None


@pytest.mark.parametrize("new_name", ["OldSender", "new_sender", "", "New-Sender"])
def test_a_name_that_can_not_be_or_is_the_same_is_no_rename(new_name: str) -> None:
    codebase, view = _open("")
    assert rename_class(codebase, view, new_name) is None
    assert offer_rename(codebase, view, new_name) is None


def test_a_second_class_of_the_name_in_the_file_stops_it() -> None:
    body = _GATEWAY.partition("mail.py\n")[2]
    twice = f"\n# app/gateways/mail.py\n{body}\nif 1:\n    class Inner:\n        class OldSender: ...\n"
    codebase, view = _open(twice)
    assert rename_class(codebase, view, "NewSender") is None


def test_positions_that_do_not_hold_the_name_stop_it() -> None:
    codebase, view = _open("\n# app/use.py\nimport app.gateways.mail as m\n\nm.OldSender()\n")
    module = codebase.index.module("app/use.py")
    assert module
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            node.end_col_offset = 1
    assert rename_class(codebase, view, "NewSender") is None


def test_a_rename_is_offered_as_an_unsafe_fix() -> None:
    codebase, view = _open("")
    fix = offer_rename(codebase, view, "NewSender")
    assert fix
    assert not fix.is_safe
    assert fix.title == "Rename OldSender to NewSender"
