"""Whatever a file looks like, an edit keeps all of it, and the module still means what it meant."""

from __future__ import annotations

import builtins
import os
import types
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from gateway_builder.errors import ConflictError
from gateway_builder.model.style import ImportStyle
from gateway_builder.source.edit import add_reexport, bound_names, insert_classes, prove_edit
from tests.source.edit_promises import broken_promises, worse_findings
from tests.source.test_edit_cases import CLASSES, ruff

MODULE = "shop.gateways.ports"
SWEEP = "EDIT_SWEEP" in os.environ  # many random files instead of the same few


@dataclass(frozen=True)
class Flavour:
    """How a file gets at `Protocol`: its imports and the expression."""

    imports: str
    base: str


FLAVOURS = (
    Flavour("from typing import Protocol", "Protocol"),
    Flavour("from typing import Any, Protocol, runtime_checkable", "Protocol"),
    Flavour("from typing import (\n    Any,  # any\n    Protocol,  # base\n)", "Protocol"),
    Flavour("from typing import Any\nfrom typing import Protocol", "Protocol"),
    Flavour("from typing import Protocol, \\\n    Any", "Protocol"),
    Flavour("import typing", "typing.Protocol"),
    Flavour("import typing as t", "t.Protocol"),
    Flavour("from typing import Protocol as P", "P"),
    Flavour("from typing_extensions import Protocol", "Protocol"),
    Flavour("from typing import *", "Protocol"),
    Flavour(
        "try:\n    from typing import Protocol\nexcept ImportError:\n    from typing_extensions import Protocol",
        "Protocol",
    ),
    Flavour(
        "import sys\n\nif sys.version_info >= (3, 8):\n    from typing import Protocol\n"
        "else:\n    from typing_extensions import Protocol",
        "Protocol",
    ),
    Flavour("from shop.wire import Protocol", "Protocol"),
    Flavour("import os; from typing import Protocol", "Protocol"),
    Flavour("from abc import ABC", "ABC"),
    Flavour("", "object"),
)
GUARD = "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:"
IMPORTS = (
    "import os",
    "import json as j",
    "import shop.models",
    "from shop.models import Order",
    "from shop.models import Order, Run",
    "from shop.models import (\n    Order,  # bought\n    Refund,\n)",
    "from shop.models import Order as O",
    "from shop.other import Run",
    "from shop import Run, models",
    "from . import clock",
    "from .clock import Clock",
    "from ..models import Order",
    "from collections.abc import Iterable, Sequence",
    "from typing import Sequence",
    "import collections.abc",
    "from datetime import date",
    "import datetime",
    "import boto3",
    "from __future__ import annotations",
    "# third party\nimport requests  # noqa: F401",
    "from shop.everything import *",
    "import sys\n\nsys.path.insert(0, 'lib')\n\nfrom shop.late import Late",
    "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop.models import Order as Guarded, Run as Walk",
    GUARD + "\n    from shop.guarded import Refund\n    from shop.models import Run",
)
BODIES = (
    "class {name}({base}):\n    '''Says.'''",
    'class {name}({base}):\n    """Says: class Fake(Protocol).\n    """\n\n    def do(self) -> int: ...\n\n    # waits',
    "@staticmethod\ndef {name}(value: int) -> int:\n    return value  # returns",
    "class {name}:\n\tvalue = 1",
    "{name} = 1",
    "# --- section ---",
    "# --- section ---\n\n\nclass {name}({base}): ...",
    "if True:\n    class {name}({base}): ...",
    "# fmt: off\n{name} = [1,  2]\n# fmt: on",
    "{name}: int = 3; other_{name} = 4",
    "def {name}() -> None:\n    global Run_{name}\n    Run_{name} = 1",
    "\f\nclass {name}({base}):\n    text = '''\n# --- not a comment ---\n'''",
)
TAILS = (
    "",
    "Alias = int",
    "if __name__ == '__main__':\n    print('x')",
    "def __getattr__(name):\n    raise AttributeError(name)",
    "temporary = 1\ndel temporary",
    "# waiting section",
    "# vim: ts=4",
    "# fmt: off\nTABLE = [1,  2]",
)
EXPORTS = (
    "",
    "__all__ = []",
    "__all__ = [{names}]",
    "__all__ = ({names},)",
    "__all__ = [\n    {lines}\n]",
    "__all__ = [\n    # group\n    {lines}\n]",
    "__all__ = [{names}]\n__all__ += ['int']",
    "__all__ = []\n__all__.extend([{names}])",
    "__all__ = [name for name in dir() if name.isupper()]",
)


@st.composite
def sources(draw: st.DrawFn) -> str:
    """Text of a module, with line feeds."""
    flavour = draw(st.sampled_from(FLAVOURS))
    imports = draw(st.lists(st.sampled_from(IMPORTS), max_size=5, unique=True))
    future = [line for line in imports if "__future__" in line]
    rest = [line for line in imports if "__future__" not in line]
    lines = [*rest, *([flavour.imports] if flavour.imports else [])]
    lines = sorted(lines) if draw(st.booleans()) else draw(st.permutations(lines))
    names = draw(
        st.lists(st.sampled_from(["IAlpha", "IBeta", "Gamma", "delta", "_Inner", "IZeta"]), unique=True, max_size=5)
    )
    names = sorted(names) if draw(st.booleans()) else names
    bodies = [draw(st.sampled_from(BODIES)).format(name=name, base=flavour.base) for name in names]
    listed = [name for name, body in zip(names, bodies, strict=True) if name in body]
    exports = draw(st.sampled_from(EXPORTS)) if listed else ""
    exports = exports.format(
        names=", ".join(f"'{name}'" for name in listed), lines=",\n    ".join(f"'{name}'" for name in listed)
    )
    above = draw(st.booleans())
    header = draw(
        st.sampled_from(
            ["", '"""Module."""', "# License\n# More", '#!/usr/bin/env python\n"""Module\n\nImports: none.\n"""']
        )
    )
    tail = draw(st.sampled_from(TAILS))
    gap = draw(st.sampled_from(["\n", "\n\n", "\n\n\n"]))
    block = draw(st.sampled_from(["\n", "\n\n"])).join(lines)
    parts = [
        header,
        *future,
        f"{block}\n" if block else "",
        exports if above else "",
        "FIRST = 1",
        *bodies,
        "" if above else exports,
        tail,
    ]
    return gap.join(part for part in parts if part) + draw(st.sampled_from(["", "\n"]))


class FakeModule(types.ModuleType):
    """A module that has every attribute: a class of its own for each name."""

    __all__: list[str] = []  # noqa: RUF012 -- what a star import reads

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        value = (
            FakeModule(f"{self.__name__}.{name}") if name.islower() else type(name, (), {"__module__": self.__name__})
        )
        setattr(self, name, value)
        return value


def run(content: bytes) -> dict[str, object]:
    """The names of a module after it ran, in a world where every import succeeds."""
    fakes: dict[str, FakeModule] = {}

    def find(name: str, scope: object = None, local: object = None, fromlist: object = (), level: int = 0) -> object:
        top = name.partition(".")[0]
        if not level and top not in {"shop", "boto3", "requests"}:
            return builtins.__import__(name, scope, local, fromlist, level)  # type: ignore[arg-type] # passed on as they came
        base = ".".join(MODULE.split(".")[:-level]) if level else ""
        full = ".".join(part for part in (base, name) if part)
        full = full if fromlist or level else top
        return fakes.setdefault(full, FakeModule(full))

    scope: dict[str, object] = {
        "__name__": MODULE,
        "__builtins__": {**vars(builtins), "__import__": find, "print": str},
    }
    exec(compile(content, "module", "exec", dont_inherit=True), scope)
    return {name: value for name, value in scope.items() if name not in {"__builtins__", "__annotations__"}}


def meaning(value: object) -> object:
    """What can be compared of a value of two runs."""
    if isinstance(value, type):
        return (value.__module__, value.__qualname__, [meaning(base) for base in value.__bases__ if base is not object])
    if isinstance(value, (types.FunctionType, types.ModuleType)):
        return (type(value), value.__name__)
    if isinstance(value, (staticmethod, int, str)) or value is None:
        return (type(value), str(value)[:9])
    return repr(value)


@settings(
    max_examples=2000 if SWEEP else 100,
    derandomize=not SWEEP,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(
    text=sources(),
    newline=st.sampled_from(["\n", "\n", "\r\n", "\r"]),
    bom=st.booleans(),
    name=st.sampled_from(["bare", "model", "models", "list", "date", "default"]),
    length=st.sampled_from([60, 88, 120]),
)
def test_an_inserted_class_changes_nothing_else(text: str, newline: str, bom: bool, name: str, length: int) -> None:
    before = b"\xef\xbb\xbf" * bom + text.replace("\n", newline).encode()
    style = ImportStyle(line_length=length, known_first_party=("shop",))
    try:
        old = run(before)
    except Exception:  # noqa: BLE001 -- a file that does not run tells nothing
        assume(False)  # noqa: FBT003 -- hypothesis' way
    note(text)

    edited = insert_classes(before, [CLASSES[name]], path="ports.py", module=MODULE, is_package=False, imports=style)

    note(edited.content.decode())
    assert broken_promises(before, edited.content, "INew") == []
    assert prove_edit(before, edited.content, path="ports.py", added=["INew"]) == ()
    assert worse_findings(ruff(before, style), ruff(edited.content, style)) == []
    with pytest.raises(ConflictError, match="already bound"):
        insert_classes(edited.content, [CLASSES[name]], path="ports.py", module=MODULE, is_package=False, imports=style)
    new = run(edited.content)
    assert "INew" in new
    assert getattr(new["INew"], "_is_protocol", False)
    changed = [key for key in old if key != "__all__" and meaning(old[key]) != meaning(new.get(key))]
    assert changed == []


@settings(
    max_examples=1000 if SWEEP else 50,
    derandomize=not SWEEP,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(text=sources(), newline=st.sampled_from(["\n", "\r\n"]))
def test_a_reexport_changes_nothing_else(text: str, newline: str) -> None:
    before = text.replace("\n", newline).encode()
    style = ImportStyle(known_first_party=("shop",))
    try:
        old = run(before)
    except Exception:  # noqa: BLE001 -- a file that does not run tells nothing
        assume(False)  # noqa: FBT003 -- hypothesis' way

    def edit(content: bytes) -> bytes:
        return add_reexport(
            content, "INew", from_module="shop.gateways.ports.new", path="__init__.py", module=MODULE, imports=style
        ).content

    after = edit(before)

    note(after.decode())
    assert broken_promises(before, after, "INew") == []
    assert "INew" in bound_names(after, path="__init__.py")
    assert edit(after) == after
    new = run(after)
    assert [key for key in old if key != "__all__" and meaning(old[key]) != meaning(new.get(key))] == []
