"""Texts are known, and respelt, only where a file says for sure what they are."""

from __future__ import annotations

import ast

import pytest

from gateway_builder.check.spelling_fixes import spelling_fix
from gateway_builder.source.code_index import CodeIndex
from gateway_builder.source.code_module import read_code
from gateway_builder.trace.texts import Texts
from tests.fakes.in_memory_source_tree import InMemorySourceTree


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("import enum\nclass A(enum.StrEnum):\n    X = 'x'\n    _Y = 'y'\n    z: str", ["x"]),
        ("import enum\nclass B(enum.Enum):\n    X = 'x'\nclass A(B): ...", []),
        ("import enum\nclass A(enum.Enum):\n    X = 'x'\n    Y = made()", None),
        ("import enum\nclass A(enum.Enum):\n    X = 'x'\n    @classmethod\n    def _missing_(cls, given): ...", None),
        ("class A:\n    X = 'x'", None),
    ],
)
def test_the_members_of_an_enum_are_known_only_if_all_are_plain_texts(text: str, members: list[str] | None) -> None:
    index = CodeIndex(InMemorySourceTree({"app.py": text}), {"app.py": "app"})
    view = index.find_class("app.A")
    assert view
    found = Texts(index).enum_members(view)
    assert (None if found is None else [each.text for each in found]) == members


@pytest.mark.parametrize(
    ("content", "fixes"),
    [
        (b'x = "jobID"\n', 1),
        (b"x = ('jobID')\n", 1),
        (b'# -*- coding: latin-1 -*-\n# caf\xe9\nx = "jobID"\n', 1),
        (b'\xef\xbb\xbf# -*- coding: latin-1 -*-\nx = "jobID"\n', 0),
        (b'x = r"jobID"\n', 0),
        (b"x = jobID\n", 0),
    ],
)
def test_a_text_that_is_spelt_wrong_is_mended_where_it_can_be_written_back(content: bytes, fixes: int) -> None:
    module = read_code(content, path="app.py", module="app")
    node = module.tree.body[0]
    assert isinstance(node, ast.Assign)
    fix = spelling_fix(module, node.value, ["jobId"], is_safe=True)
    assert len(fix.edits if fix else ()) == fixes


@pytest.mark.parametrize("near", [[], ["jobId", "jobArn"]])
def test_nothing_is_mended_where_not_one_name_alone_is_near(near: list[str]) -> None:
    module = read_code(b'x = "jobID"\n', path="app.py", module="app")
    node = module.tree.body[0]
    assert isinstance(node, ast.Assign)
    assert spelling_fix(module, node.value, near, is_safe=True) is None
