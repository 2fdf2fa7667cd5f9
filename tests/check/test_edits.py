"""Pieces that fixes are made of."""

from __future__ import annotations

import ast

from gateway_builder.check.edits import insert_line_below
from gateway_builder.source.code_module import read_code
from gateway_builder.source.text import Splice, apply_splices


def test_a_line_goes_below_the_last_one_although_the_file_does_not_end_with_a_newline() -> None:
    module = read_code(b"class A:\n    x = 1", path="a.py", module="a")
    last = module.tree.body[0]
    assert isinstance(last, ast.ClassDef)
    edit = insert_line_below(module, last.body[0], "y = 2\n\nz = 3")
    text = apply_splices(module.source.text, [Splice(edit.start, edit.end, edit.text)])
    assert text == "class A:\n    x = 1\n    y = 2\n\n    z = 3"
