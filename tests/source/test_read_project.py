from __future__ import annotations

import ast

import pytest

from gateway_builder.errors import Problem, UsageError
from gateway_builder.model.interface import ImportedName, Interface, InterfaceKind
from gateway_builder.model.module import DefinitionKind
from gateway_builder.source.bindings import absolute_module, read_bindings
from gateway_builder.source.read import ProjectSource, read_project
from gateway_builder.source.signature import signature_text
from tests.fakes.in_memory_source_tree import InMemorySourceTree


def read(files: dict[str, str], *, every_class: bool = True) -> ProjectSource:
    modules = {path: path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in files}
    return read_project(InMemorySourceTree(files), modules, every_class=every_class)


def read_port(files: dict[str, str]) -> Interface:
    return next(each for each in read(files).interfaces if each.name == "IPort")


def texts(interface: Interface) -> list[str]:
    return [each.name + signature_text(each.signature) for each in interface.methods]


BASE = (
    "from typing import Protocol\nfrom .models import Run\nclass IBase(Protocol):\n"
    "    def get(self) -> Run: ...\n    def put(self): ...\n"
)


@pytest.mark.parametrize(
    ("extra", "head", "base"),
    [
        ({}, "from app.base import IBase", "IBase"),
        ({}, "from .base import IBase as B", "B"),
        ({}, "import app.base", "app.base.IBase"),
        ({}, "import app.base as b", "b.IBase"),
        ({}, "from . import base", "base.IBase"),
        ({"app/api/__init__.py": "from app.base import IBase\n"}, "from app.api import IBase", "IBase"),
        ({"app/api/__init__.py": "from ..base import *\n"}, "from .api import IBase", "IBase"),
        ({"app/api.py": "from app import base\nOther = base.IBase\n"}, "from .api import Other", "Other"),
        ({"app/api.py": "import app.base\n"}, "from . import api", "api.app.base.IBase"),
    ],
)
def test_methods_are_inherited_across_files(extra: dict[str, str], head: str, base: str) -> None:
    port = (
        f"from typing import Protocol\n{head}\nclass IPort({base}, Protocol):\n"
        "    def put(self, x: int): ...\n    def go(self): ...\n"
    )
    interface = read_port({"app/__init__.py": "", "app/base.py": BASE, "app/ports.py": port, **extra})
    assert texts(interface) == ["get() -> Run", "put(x: int)", "go()"]
    assert interface.imports == (ImportedName("app.models", "Run"),)


@pytest.mark.parametrize(
    "compat",
    [
        "from typing_extensions import Protocol\n",
        "try:\n    from typing import Protocol\nexcept ImportError:\n    from typing_extensions import Protocol\n",
        "from typing import *\n",
        "from nowhere import *\nfrom .more import *\n",
    ],
)
def test_protocol_is_followed_through_the_projects_own_modules(compat: str) -> None:
    port = "from app.compat import Protocol, runtime_checkable\nclass IPort(Protocol): ...\n"
    files = {"app/compat.py": compat, "app/ports.py": port, "app/more.py": "from typing import Protocol\n"}
    assert read_port(files).kind is InterfaceKind.PROTOCOL


def test_a_name_that_leads_nowhere_is_no_protocol() -> None:
    files = {
        "app/compat.py": "from .other import *\nx = 1\n",
        "app/other.py": "from .compat import *\nfrom .loop import Loop\n",
        "app/loop.py": "from .loop2 import Loop\n",
        "app/loop2.py": "from .loop import Loop\n",
        "app/ports.py": (
            "from app.compat import Protocol, Gone\nfrom .loop import Loop\nclass IPort(Protocol, Loop, Gone): ...\n"
        ),
    }
    assert not read(files).interfaces


def test_classes_that_are_their_own_bases_end() -> None:
    files = {
        "a.py": "from abc import ABC\nfrom b import B\nclass A(B): ...\nclass C(C, ABC): ...\n",
        "b.py": "from a import A\nclass B(A): ...\n# ABC\n",
        "c.py": "from typing import Protocol\nimport d\nclass IPort(d.ID, Protocol):\n    def f(self): ...\n",
        "d.py": "from typing import Protocol\nimport c\nclass ID(c.IPort, Protocol):\n    def g(self): ...\n",
    }
    assert {each.name: {one.name for one in each.methods} for each in read(files).interfaces} == {
        "C": set(),
        "IPort": {"f", "g"},
        "ID": {"f", "g"},
    }


def test_an_abc_of_another_file_makes_an_interface_of_what_adds_abstract_methods() -> None:
    files = {
        "base.py": (
            "import abc\nclass Root(metaclass=abc.ABCMeta): ...\nclass Base(Root):\n    def log(self): return 1\n"
        ),
        "ports.py": (
            "from abc import abstractmethod\nfrom base import Base\nclass IPort(Base):\n"
            "    @property\n    @abstractmethod\n    def size(self) -> int: ...\nclass Port(IPort):\n    size = 1\n"
        ),
    }
    interface = read_port(files)
    assert (interface.kind, texts(interface)) == (InterfaceKind.ABC, ["size() -> int"])
    assert [each.name for each in read(files).interfaces] == ["Root", "IPort"]


def test_type_variables_of_a_generic_base_become_what_they_stand_for() -> None:
    files = {
        "base.py": (
            "from typing import Protocol, TypeVar, overload\nK = TypeVar('K')\nV = TypeVar('V')\n"
            "class IStore(Protocol[K, V]):\n    def get(self, key: K, default=None) -> 'V | None': ...\n"
            "    def size(self) -> int: ...\n"
            "    @overload\n    def at(self, key: K) -> int: ...\n"
            "    @overload\n    def at(self, key: str) -> int: ...\n"
        ),
        "new.py": (
            "from typing import Protocol\nclass INew[T: int](Protocol):\n    def put(self, value: T) -> T.x: ...\n"
        ),
        "ports.py": (
            "from typing import Protocol\nfrom base import IStore\n"
            "from new import INew\nimport datetime as dt\nfrom models import Run\n"
            "class IPort(IStore[dt.date, list[Run]], INew[int], Protocol): ...\n"
            "class IBare(IStore, Protocol): ...\n"
        ),
    }
    interface = read_port(files)
    assert texts(interface) == [
        "get(key: dt.date, default=None) -> 'list[Run] | None'",
        "size() -> int",
        "at(key: dt.date | str) -> int",
        "put(value: int) -> int.x",
    ]
    assert [signature_text(each) for each in interface.methods[2].overloads] == [
        "(key: dt.date) -> int",
        "(key: str) -> int",
    ]
    assert interface.imports == (ImportedName("datetime", "", "dt"), ImportedName("models", "Run"))


@pytest.mark.parametrize("typing_in", ["base", "port"])
def test_what_one_file_imports_for_typing_and_another_for_run_time_is_for_run_time(typing_in: str) -> None:
    head = "from typing import TYPE_CHECKING, Protocol\n"
    imported = {"base": "from m import Run\n", "port": "from m import Run\n"}
    imported[typing_in] = "if TYPE_CHECKING:\n    from m import Run\n"
    files = {
        "base.py": f"{head}{imported['base']}class IBase(Protocol):\n    def a(self) -> Run: ...\n",
        "ports.py": (
            f"{head}from base import IBase\n"
            f"{imported['port']}class IPort(IBase, Protocol):\n    def b(self) -> Run: ...\n"
        ),
    }
    assert read_port(files).imports == (ImportedName("m", "Run"),)


def test_only_files_that_can_hold_an_interface_are_parsed() -> None:
    files = {
        "ports.py": "from typing import Protocol\nclass IPort(Protocol): ...\n",
        "broken.py": "class A(:\n",
        "plain.py": "x = 1\n",
    }
    found = read(files, every_class=False)
    assert [each.name for each in found.interfaces] == ["IPort"]
    assert not found.classes
    assert not found.problems


def test_a_file_that_is_no_python_is_told_and_the_others_are_read() -> None:
    files = {
        "a.py": "from typing import Protocol\nclass A(Protocol):\n    def f(:\n",
        "b.py": "import typing\nclass B(typing.Protocol):\n    def f(self, x: " + "|".join("a" * 1200) + "): ...\n",
        "c.py": "from typing import Protocol\nfrom a import A\nclass IPort(A, Protocol): ...\nclass C: ...\n",
    }
    found = read(files)
    assert [each.name for each in found.interfaces] == ["IPort"]
    assert {"IPort", "C"} <= {each.name for each in found.classes}
    assert found.problems[0].place == "a.py:3:11"
    assert "a.py can't be read as Python" in found.problems[0].message
    assert [each.message.partition(" ")[0] for each in found.problems] == ["a.py", "b.py"]


def test_a_file_that_cannot_be_read_is_told_once() -> None:
    class Locked(InMemorySourceTree):
        def read_file(self, path: str) -> bytes | None:
            if path == "locked.py":
                raise UsageError(Problem("locked.py can't be read", place="locked.py"))
            return super().read_file(path)

    files = {"ports.py": "from typing import Protocol\nfrom locked import IBase\nclass IPort(IBase, Protocol): ...\n"}
    found = read_project(Locked(files), {"locked.py": "locked", "ports.py": "ports", "gone.py": "gone"})
    assert [each.name for each in found.interfaces] == ["IPort"]
    assert [each.message for each in found.problems] == ["locked.py can't be read"]


@pytest.mark.parametrize(
    ("module", "is_package", "level", "name", "absolute"),
    [
        ("a.b.c", False, 0, "x", "x"),
        ("a.b.c", False, 1, "x", "a.b.x"),
        ("a.b.c", True, 1, "x", "a.b.c.x"),
        ("a.b.c", False, 2, "", "a"),
        ("a", False, 3, "x", "x"),
    ],
)
def test_relative_imports_are_made_absolute(
    module: str, *, is_package: bool, level: int, name: str, absolute: str
) -> None:
    assert absolute_module(module, is_package=is_package, level=level, name=name) == absolute


def test_the_type_statement_of_newer_pythons_defines_a_type() -> None:
    class TypeAlias(ast.stmt):
        _fields = ("name",)

    statement = TypeAlias()
    statement.name = ast.Name("Ids")  # type: ignore[attr-defined]  # the node of Python 3.12
    statement.lineno = 3
    (definition,) = read_bindings(ast.Module([statement], []), "m", is_package=False).definitions.values()
    assert (definition.name, definition.kind, definition.line) == ("Ids", DefinitionKind.ALIAS, 3)
