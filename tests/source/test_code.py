"""Names mean what Python makes of them, in every scope and across files; what can't be read is named."""

from __future__ import annotations

import ast

import pytest

from gateway_builder.model.finding import Span
from gateway_builder.source.code_index import CodeIndex
from gateway_builder.source.code_module import CodeModule, read_code
from tests.fakes.in_memory_source_tree import InMemorySourceTree


def read(text: str, path: str = "app/code.py", module: str = "app.code") -> CodeModule:
    return read_code(text.encode(), path=path, module=module)


def index(files: dict[str, str | bytes]) -> CodeIndex:
    names = {path: path.removesuffix(".pyi").removesuffix(".py").replace("/", ".") for path in files}
    return CodeIndex(InMemorySourceTree(files), {path: name.removesuffix(".__init__") for path, name in names.items()})


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("import boto3\nMARK(boto3.client)", "boto3.client"),
        ("import typing as t\nMARK(t.Protocol)", "typing.Protocol"),
        ("from .ports import IRunner as R\nMARK(R)", "app.ports.IRunner"),
        ("def f():\n    from os import path as p\n    MARK(p.join)", "os.path.join"),
        ("import boto3\ndef f(boto3):\n    MARK(boto3.client)", ""),
        ("import boto3\ndef f(x):\n    match x:\n        case {**boto3}:\n            MARK(boto3.client)", ""),
        ("import boto3\ndef f(x):\n    match x:\n        case [*boto3]:\n            MARK(boto3.client)", ""),
        ("import boto3\ndef f():\n    global boto3\n    boto3 = boto3\n    MARK(boto3.client)", "boto3.client"),
        ("class A: ...\nMARK(A)", "app.code.A"),
        ("MARK(len)", "len"),
        ("MARK([1][0])", ""),
    ],
)
def test_a_name_has_the_origin_that_its_scope_gives_it(text: str, origin: str) -> None:
    module = read(text)
    marks = [node for node in ast.walk(module.tree) if isinstance(node, ast.Call) and _name(node) == "MARK"]
    assert [module.origin(node.args[0]) for node in marks] == [origin]


def _name(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def test_a_place_counts_characters_not_bytes() -> None:
    module = read("x = 'ä'; y = f(1)\n")
    call = next(node for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    assert module.span(call) == Span(1, 14, 1, 18)


def test_a_class_or_function_stands_for_its_name() -> None:
    module = read("class Runner:\n    async def run(self): ...\n")
    node = module.classes[0]
    assert module.span(node) == Span(1, 7, 1, 13)
    assert module.span(node.body[0]) == Span(2, 15, 2, 18)


def test_a_name_that_a_line_break_parts_from_its_keyword_is_found_by_its_keyword() -> None:
    module = read("class \\\n    Runner: ...\n")
    assert module.span(module.classes[0]) == Span(1, 1, 1, 2)


def test_a_statement_is_its_own_and_that_of_what_it_holds() -> None:
    module = read("x = f(1)\n")
    statement = module.tree.body[0]
    call = next(node for node in ast.walk(statement) if isinstance(node, ast.Call))
    assert module.statement_of(statement) is statement
    assert module.statement_of(call) is statement


def test_views_say_what_they_show_when_a_test_fails() -> None:
    module = read("class A: ...\n")
    assert repr(module) == "CodeModule(app/code.py)"
    assert repr(index({"app/code.py": "class A: ...\n"}).find_class("app.code.A")) == "ClassView(app.code.A)"


def test_the_source_counts_where_a_stub_stands_beside_it() -> None:
    both = index({"app/a.py": "class A:\n    def run(self): ...\n", "app/a.pyi": "class A: ...\n"})
    found = both.find_class("app.a.A")
    assert found
    assert found.path == "app/a.py"


def test_a_class_is_found_through_star_imports_and_reexports() -> None:
    files = index(
        {
            "app/__init__.py": "from .inner import *\n",
            "app/inner.py": "from .deep import Runner\nfrom json import *\n",
            "app/deep.py": "try:\n    class Runner: ...\nexcept ImportError:\n    pass\n",
        }
    )
    found = files.find_class("app.Runner")
    assert found
    assert found.origin == "app.deep.Runner"
    assert files.resolve("app.Runner") == "app.deep.Runner"
    assert files.resolve("app.deep.Nothing") == "app.deep.Nothing"


def test_a_function_is_found_in_an_exception_handler_too() -> None:
    files = index({"app/a.py": "try:\n    import x\nexcept ImportError:\n    def run(): ...\n"})
    found = files.find_function("app.a.run")
    assert found
    assert found[1].name == "run"


def test_a_file_that_nobody_can_read_is_named_with_its_place() -> None:
    files = index({"app/a.py": "def f(:\n", "app/b.py": b"\xff\n", "app/c.py": "x = 1\n"})
    assert files.module("app/a.py") is None
    assert files.module("app/b.py") is None
    assert files.module("app/c.py")
    assert [(each.path, each.line) for each in files.unreadable.values()] == [("app/a.py", 1), ("app/b.py", 1)]


def test_a_file_that_may_not_be_read_is_named_too() -> None:
    files = CodeIndex(InMemorySourceTree({}), {"../out.py": "out"})
    assert files.module("../out.py") is None
    assert "leaves the project" in files.unreadable["../out.py"].message


def test_a_file_that_is_gone_meanwhile_is_none() -> None:
    files = CodeIndex(InMemorySourceTree({}), {"app/gone.py": "app.gone"})
    assert files.module("app/gone.py") is None
    assert not files.unreadable
