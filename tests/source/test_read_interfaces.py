from __future__ import annotations

import ast
import inspect

import pytest

from gateway_builder.model.interface import ImportedName, Interface, InterfaceKind, Method, MethodKind, Signature
from gateway_builder.source.members import clean_docstring
from gateway_builder.source.read import read_classes, read_interfaces, read_module
from gateway_builder.source.signature import signature_text


def read(text: str) -> dict[str, Interface]:
    found = read_interfaces(text.encode(), path="src/shop/ports.py", module="shop.ports")
    return {each.name: each for each in found}


def read_one(body: str, head: str = "") -> Interface:
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return read(f"from typing import Protocol\n{head}\nclass IPort(Protocol):\n{lines}\n")["IPort"]


def texts(interface: Interface) -> list[str]:
    return [f"{each.kind.value} {each.name}{signature_text(each.signature)}" for each in interface.methods]


@pytest.mark.parametrize(
    "head",
    [
        "from typing import Protocol\nclass IPort(Protocol): ...",
        "from typing import Protocol as P\nclass IPort(P): ...",
        "import typing\nclass IPort(typing.Protocol): ...",
        "import typing as t\nclass IPort(t.Protocol): ...",
        "import typing_extensions\nclass IPort(typing_extensions.Protocol): ...",
        "from typing_extensions import Protocol\nclass IPort(Protocol): ...",
        "import typing as t\nBase = t.Protocol\nclass IPort(Base): ...",
        "import typing as t\nT = t.TypeVar('T')\nclass IPort(t.Protocol[T]): ...",
        (
            "try:\n    from typing import Protocol\nexcept ImportError:\n"
            "    from other import Protocol\nclass IPort(Protocol): ..."
        ),
        (
            "import sys\nif sys.version_info > (3, 8):\n    from typing import Protocol\nelse:\n    Protocol = object\n"
            "class IPort(Protocol): ..."
        ),
        "with x:\n    from typing import Protocol\nclass IPort(Protocol): ...",
    ],
)
def test_a_protocol_is_known_by_where_it_comes_from(head: str) -> None:
    assert read(head)["IPort"].kind is InterfaceKind.PROTOCOL


@pytest.mark.parametrize(
    "text",
    [
        "class Protocol: ...\nclass IPort(Protocol): ...",
        "from twisted.internet.protocol import Protocol\nclass IPort(Protocol): ...",
        "from typing import Protocol\nProtocol = object\nclass IPort(Protocol): ...",
        "from typing import Protocol\nclass Protocol: ...\nclass IPort(Protocol): ...",
        "from typing import Protocol\nclass _IPort(Protocol): ...",
        "from typing import Protocol\nclass _IPort(Protocol): ...\nclass Gateway(_IPort): ...",
        "from abc import ABC\nclass Base(ABC):\n    def run(self): return 1",
        "Protocol = Protocol\nclass IPort(Protocol): ...",
        "class IPort(make()): ...",
    ],
)
def test_what_only_looks_like_an_interface_is_none(text: str) -> None:
    assert not read(text)


@pytest.mark.parametrize(
    "head",
    [
        "from abc import ABC, abstractmethod\nclass IPort(ABC):",
        "import abc\nfrom abc import abstractmethod\nclass IPort(abc.ABC):",
        "from abc import ABCMeta, abstractmethod\nclass IPort(metaclass=ABCMeta):",
        "from abc import ABC, abstractmethod\nclass _Base(ABC): ...\nclass IPort(_Base):",
    ],
)
def test_an_abc_owes_its_abstract_methods(head: str) -> None:
    found = read(f"{head}\n    @abstractmethod\n    def run(self) -> None: ...\n    def log(self) -> None: print(1)\n")
    assert found["IPort"].kind is InterfaceKind.ABC
    assert texts(found["IPort"]) == ["instance run() -> None"]


def test_implementations_of_an_abc_are_no_interfaces() -> None:
    text = "from abc import ABC, abstractmethod\nclass IPort(ABC):\n    @abstractmethod\n    def run(self): ...\n"
    assert list(read(f"{text}class Port(IPort):\n    def run(self): return 1\nclass Sub(Port): ...\n")) == ["IPort"]


def test_a_signature_is_copied_as_it_is_written() -> None:
    interface = read_one(
        "async def send(self, a, b: int = 1, /, c: 'Run' = None, *args: str, d: dict[str, int] = X.Y, **kw: float)"
        " -> list[int]: ...\n"
        "@classmethod\n"
        "def make(cls, *, key: str) -> None: ...\n"
        "@staticmethod\n"
        "def count(value: int) -> int: ...\n"
        "def bare(this): ...\n"
        "def nothing(): ...\n"
        "def variadic(*args): ...\n"
        "def wide(\n    self,\n    x: dict[\n        str,  # key\n        int,\n"
        "    ],\n    y: tuple[\n    int,\n    ] = (\n1,\n),\n) -> None: ..."
    )
    assert texts(interface) == [
        (
            "instance send"
            "(a, b: int = 1, /, c: 'Run' = None, *args: str, d: dict[str, int] = X.Y, **kw: float) -> list[int]"
        ),
        "class make(*, key: str) -> None",
        "static count(value: int) -> int",
        "instance bare()",
        "instance nothing()",
        "instance variadic(*args)",
        "instance wide(x: dict[str, int], y: tuple[int,] = (1,)) -> None",
    ]
    assert [each.signature.is_async for each in interface.methods] == [True, *[False] * 6]


def test_a_lambda_over_several_lines_keeps_its_meaning() -> None:
    interface = read_one("def f(self, x: int = {\n 'a  b':\n  1}, y: str = '''a\n  b'''): ...")
    assert [ast.literal_eval(each.default or "") for each in interface.methods[0].signature.parameters] == [
        {"a  b": 1},
        "a\n      b",
    ]


def test_properties_have_their_accessors() -> None:
    interface = read_one(
        "@property\ndef size(self) -> int: ...\n"
        "@size.setter\ndef size(self, value: int) -> None: ...\n"
        "@size.deleter\ndef size(self) -> None: ...\n"
        "@functools.cached_property\ndef name(self) -> str: ...",
        "import functools",
    )
    assert texts(interface) == [
        "property size() -> int",
        "setter size(value: int) -> None",
        "deleter size() -> None",
        "property name() -> str",
    ]


def test_attributes_of_a_protocol_are_properties() -> None:
    interface = read_one(
        "name: str\nlimit: t.ClassVar[int] = 3\nready: Final[bool]\nids: list[Run]\n__slots__: tuple[str, ...]\n"
        "plain = 1",
        "import typing as t\nfrom typing import Final\nfrom .models import Run",
    )
    assert texts(interface) == [
        "property name() -> str",
        "setter name(value: str) -> None",
        "property limit() -> int",
        "property ready() -> bool",
        "property ids() -> list[Run]",
        "setter ids(value: list[Run]) -> None",
    ]
    assert interface.imports == (ImportedName("shop.models", "Run"),)


def test_overloads_without_an_implementation_get_one_that_serves_them_all() -> None:
    interface = read_one(
        "@overload\ndef get(self, key: int, /, strict: bool = True, other: int = 1) -> int: ...\n"
        "@overload\ndef get(self, key: str, /, strict: bool, other: int) -> str: ...\n"
        "@overload\ndef put(self, key: int) -> None:\n    '''Put.'''\n"
        "@overload\ndef put(self) -> int: ...\n"
        "@overload\nasync def ask(self, key: 'int') -> None: ...\n"
        "@overload\nasync def ask(self, key: str) -> None: ...\n",
        "from typing_extensions import overload",
    )
    assert texts(interface) == [
        "instance get(key: int | str, /, strict: bool = True, other: int = 1) -> int | str",
        "instance put(*args: object, **kwargs: object) -> object",
        "instance ask(*args: object, **kwargs: object) -> object",
    ]
    assert [len(each.overloads) for each in interface.methods] == [2, 2, 2]
    assert interface.methods[1].docstring == "Put."
    assert interface.methods[2].signature.is_async


def test_an_overload_that_lacks_a_default_in_the_middle_gets_one() -> None:
    interface = read_one(
        "@overload\ndef get(self, a: int = 1, b: int = 2, *, c: int) -> int: ...\n"
        "@overload\ndef get(self, a: int, b: str, *, c: int) -> int: ...\n"
        "@overload\ndef put(self, a: int = 1) -> int: ...\n"
        "@overload\ndef put(self, a: str) -> int: ...\n",
        "from typing import overload",
    )
    assert texts(interface) == [
        "instance get(a: int = 1, b: int | str = 2, *, c: int) -> int",
        "instance put(a: int | str = 1) -> int",
    ]


def test_the_implementation_of_overloads_is_the_signature() -> None:
    interface = read_one(
        "@t.overload\ndef get(self, key: int) -> int: ...\n"
        "@t.overload\ndef get(self, key: str) -> str: ...\n"
        "def get(self, key: int | str) -> int | str:\n    '''Get.'''\n    return key",
        "import typing as t",
    )
    assert texts(interface) == ["instance get(key: int | str) -> int | str"]
    assert len(interface.methods[0].overloads) == 2
    assert interface.methods[0].body_is_default


def test_a_decorator_that_changes_what_a_method_is_stays() -> None:
    interface = read_one(
        "@asynccontextmanager\nasync def open(self) -> AsyncIterator[int]: ...\n"
        "@final\n@log(level=LEVEL)\ndef run(self): ...",
        "from contextlib import asynccontextmanager\nfrom typing import AsyncIterator, final\nLEVEL = 1",
    )
    assert [each.decorators for each in interface.methods] == [("asynccontextmanager",), ("log(level=LEVEL)",)]
    assert ImportedName("contextlib", "asynccontextmanager") in interface.imports
    assert ImportedName("shop.ports", "LEVEL") in interface.imports


def test_methods_that_construct_are_not_part_of_the_contract() -> None:
    interface = read_one("def __init__(self): ...\ndef __call__(self): ...\ndef _own(self): ...")
    assert [each.name for each in interface.methods] == ["__call__", "_own"]


def test_of_methods_in_branches_the_first_counts() -> None:
    interface = read_one(
        "if TYPE_CHECKING:\n    def run(self) -> int: ...\nelse:\n    def run(self): ...\n    def more(self): ...",
        "from typing import TYPE_CHECKING",
    )
    assert texts(interface) == ["instance run() -> int", "instance more()"]


def test_each_name_comes_from_where_the_file_has_it() -> None:
    interface = read_one(
        "def run(self, a: dt.datetime, b: Run, c: 'Late', d: pkg.sub.Thing, e: pkg.other.Thing, f: Local,\n"
        "        g: Literal['Run2'], h: Annotated[int, Check('x')], i: list[int] | None, j: Starred, k: pkg.Top,\n"
        "        m: Annotated[int] = LIMIT, n: object = lambda z: z + LIMIT2, o: object = [q for q in ALL]) -> Up: ...",
        "import datetime as dt, pkg.sub, pkg.other\nfrom typing import Literal, Annotated, TYPE_CHECKING\n"
        "from .models import Run\nfrom ..up import Up\nfrom star import *\n"
        "if TYPE_CHECKING:\n    from .late import Late as Late\n"
        "class Local: ...\nLIMIT = 1\ndef Check(): ...\nlist = list\n",
    )
    assert set(interface.imports) == {
        ImportedName("datetime", "", "dt"),
        ImportedName("shop.models", "Run"),
        ImportedName("up", "Up"),
        ImportedName("shop.late", "Late", typing_only=True),
        ImportedName("pkg.sub"),
        ImportedName("pkg.other"),
        ImportedName("shop.ports", "Local"),
        ImportedName("shop.ports", "Check"),
        ImportedName("shop.ports", "list"),
        ImportedName("typing", "Literal"),
        ImportedName("typing", "Annotated"),
        ImportedName("shop.ports", "Starred"),
        ImportedName("shop.ports", "LIMIT"),
        ImportedName("shop.ports", "LIMIT2"),
        ImportedName("shop.ports", "ALL"),
    }


def test_a_class_inside_the_interface_is_reached_through_it() -> None:
    interface = read_one(
        "class Kind: ...\ndef run(self, kind: Kind, x: other.Kind) -> 'list[Kind]': ...", "import other"
    )
    assert texts(interface) == ["instance run(kind: IPort.Kind, x: other.Kind) -> 'list[IPort.Kind]'"]
    assert interface.imports == (ImportedName("other"), ImportedName("shop.ports", "IPort"))


def test_a_name_that_is_imported_for_typing_only_stays_so() -> None:
    text = (
        "from typing import TYPE_CHECKING, Protocol\nif TYPE_CHECKING:\n    from a import A\n"
        "class IPort(Protocol):\n    def f(self, a: A): ...\n"
    )
    assert read(text)["IPort"].imports == (ImportedName("a", "A", typing_only=True),)


def test_generic_interfaces_tell_their_type_parameters() -> None:
    found = read(
        "from typing import Generic, Protocol, TypeVar\nfrom .models import Run\nT = TypeVar('T')\n"
        "class IOld(Protocol[T]):\n    def get(self) -> T: ...\n"
        "class IBoth(Generic[T], Protocol):\n    def get(self) -> T: ...\n"
        "class INew[K: Run, *Ts, V = (int, str)](Protocol):\n    def put[Q: (Run, int)](self, k: K, q: Q) -> V: ...\n"
    )
    assert [each.type_parameters for each in found.values()] == ["T", "T", "K: Run, *Ts, V = (int, str)"]
    assert found["IOld"].imports == (ImportedName("shop.ports", "T"),)
    assert found["INew"].imports == (ImportedName("shop.models", "Run"),)
    assert found["INew"].methods[0].signature.type_parameters == "Q: (Run, int)"


def test_interfaces_know_what_is_said_of_them() -> None:
    text = (
        "import typing as t\n\n@t.runtime_checkable\nclass IPort(t.Protocol):\n"
        "    '''\n    Port.\n\n      More.\n    '''\n\n"
        "    def run(self):\n        '''Run.'''\n        raise NotImplementedError('x')\n"
        "    def go(self): raise NotImplementedError\n    def ok(self): pass\n    def no(self): raise ValueError\n"
        "    def again(self): raise\n"
    )
    interface = read(text)["IPort"]
    assert (interface.line, interface.runtime_checkable, interface.docstring) == (4, True, "Port.\n\n  More.")
    assert interface.methods[0] == Method("run", Signature(), MethodKind.INSTANCE, (), "Run.", 11)
    assert [each.body_is_default for each in interface.methods] == [False, False, False, True, True]
    assert not read(text.replace("@t.runtime_checkable", ""))["IPort"].runtime_checkable


@pytest.mark.parametrize(
    "text", ["One.", "  One.\n\n    Two.\n      Three.\n\t", "\n\n  One.\n Two.\n\n", "", "One.\n\n"]
)
def test_docstrings_are_cleaned_as_python_cleans_them(text: str) -> None:
    node = ast.parse(f"def f():\n    {text!r}\n").body[0]
    assert isinstance(node, ast.FunctionDef)
    assert (clean_docstring(node) or "").rstrip() == inspect.cleandoc(text).rstrip()


def test_classes_tell_bases_methods_and_decorators() -> None:
    text = (
        "from dataclasses import dataclass\nfrom shop.ports import IPort as Port, IStore\nimport x.y\n"
        "@dataclass(frozen=True)\n@x.y.register\nclass Gateway(Port, IStore[int], x.y.Base, make()):\n"
        "    def run(self) -> None: ...\n    async def go(self, a: int) -> str: ...\n"
        "    def _own(self): ...\n    field: int\n"
        "    @property\n    def size(self) -> int: ...\n"
        "def function(): ...\n"
    )
    (found,) = read_classes(text.encode(), path="shop/g.py", module="shop.g")
    assert (found.name, found.path, found.module, found.line) == ("Gateway", "shop/g.py", "shop.g", 6)
    assert found.bases == ("shop.ports.IPort", "shop.ports.IStore", "x.y.Base")
    assert found.decorators == ("dataclasses.dataclass", "x.y.register")
    assert [(each.name, each.signature.is_async) for each in found.methods] == [
        ("run", False),
        ("go", True),
        ("size", False),
    ]


def test_hostile_depth_is_a_syntax_error() -> None:
    deep = "import typing\nclass IPort(typing.Protocol):\n    def f(self, x: " + "|".join("a" * 1500) + "): ...\n"
    with pytest.raises(SyntaxError, match="deep"):
        read_interfaces(deep.encode(), path="a.py", module="a")


def test_a_module_tells_its_definitions_imports_and_exports() -> None:
    text = (
        "from .run import Run, Status as S\nfrom .more import *\nimport os.path\n"
        "from enum import Enum\nfrom typing import NewType, TypeAlias, TypeVar\n"
        "class Model: ...\nclass Kind(Enum): ...\n"
        "UserId = NewType('UserId', int)\nIds = list[int]\nMaybe = Model | None\n"
        "Other: TypeAlias = 'Model'\ntype Newer = int\nT = TypeVar('T')\nLIMIT = 3\nA, B = 1, 2\nTable = {}['a']\n"
        "Sum = 1 | 2\nMade = make()\ncount: int = 1\nSame = Model\nx.y: int = 1\nx.y = 2\ndef f(): ...\n"
        "Deep = Model | list[int] | None\nFirst = Second = int\n"
        "__all__ = ['Run', 'Model']\n"
    )
    found = read_module(text.encode(), path="shop/models/__init__.py", module="shop.models", is_package=True)
    kinds = {each.name: each.kind.value for each in found.definitions}
    newer = kinds.pop("Newer")
    assert newer == "type alias"
    assert kinds == {
        "Model": "class", "Kind": "enum", "UserId": "type alias", "Ids": "type alias", "Maybe": "type alias",
        "Other": "type alias", "T": "type variable", "LIMIT": "variable", "A": "variable", "B": "variable",
        "Table": "variable", "Sum": "variable", "Made": "variable", "count": "variable", "Same": "type alias",
        "f": "function", "Deep": "type alias", "First": "variable", "Second": "variable", "__all__": "variable",
    }  # fmt: skip
    assert {each.name for each in found.definitions if each.kind.is_type} >= {"Model", "Kind", "UserId"}
    assert found.imports["Run"] == ImportedName("shop.models.run", "Run")
    assert found.imports["S"] == ImportedName("shop.models.run", "Status", "S")
    assert found.star_imports == ("shop.models.more",)
    assert found.exports == ("Run", "Model")


@pytest.mark.parametrize(
    ("line", "exports"),
    [
        ("", None),
        ("__all__ = [*a, 'b']", None),
        ("__all__ = names()", None),
        ("__all__ = ('a',)", ("a",)),
        ("__all__ = [1]", None),
    ],
)
def test_exports_are_known_where_they_are_literal(line: str, exports: tuple[str, ...] | None) -> None:
    assert read_module(line.encode(), path="a.py", module="a").exports == exports


def test_the_last_binding_counts_unless_it_stands_in_a_branch() -> None:
    text = (
        "from a import X\nfrom b import X\nfrom a import Y\nY = 1\nZ = 1\nfrom b import Z\nfrom a import W\n"
        "if x:\n    from b import W\n    W = 1\n    Z = 2\n    from b import Y\n"
        "else:\n    from c import V\nfor i in y:\n    from d import V\n"
    )
    found = read_module(text.encode(), path="a.py", module="m")
    assert {name: each.module for name, each in found.imports.items()} == {"X": "b", "Z": "b", "W": "a", "V": "c"}
    assert [each.name for each in found.definitions] == ["Y"]
