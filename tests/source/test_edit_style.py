"""The style of a new class is that of its neighbours."""

from __future__ import annotations

import pytest

from gateway_builder.model.style import ClassStyle, DocstringStyle
from gateway_builder.source.edit import bound_names, detect_class_style

HEAD = "from typing import Protocol\n\n\n"


def style(text: str) -> ClassStyle:
    return detect_class_style(text.encode(), path="ports.py", line_length=100)


def method(docstring: str) -> str:
    return f"{HEAD}class IOne(Protocol):\n    def do(self) -> None:\n        {docstring}\n        ...\n"


def test_without_neighbours_the_default_holds() -> None:
    assert style("") == ClassStyle(line_length=100)


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        ('"""Do.\n\n        Args:\n            x: It.\n        """', DocstringStyle.GOOGLE),
        (
            '"""Do.\n\n        Parameters\n        ----------\n        x\n            It.\n        """',
            DocstringStyle.NUMPY,
        ),
        ('"""Do.\n\n        :param x: It.\n        :return: That.\n        """', DocstringStyle.SPHINX),
        ('"""Do."""', DocstringStyle.GOOGLE),
    ],
)
def test_sections_are_written_as_in_the_neighbours(docstring: str, expected: DocstringStyle) -> None:
    assert style(method(docstring)).docstrings is expected


def test_several_docstrings_without_any_section_are_plain() -> None:
    methods = "".join(f'    def do{n}(self) -> None:\n        """Do."""\n' for n in range(3))

    assert style(f"{HEAD}class IOne(Protocol):\n{methods}").docstrings is DocstringStyle.PLAIN


def test_interfaces_decide_before_other_classes() -> None:
    other = 'class Other:\n    def do(self) -> None:\n        """Do.\n\n        :param x: It.\n        """\n'

    assert (
        style(other + "\n\n" + method('"""Do.\n\n        Args:\n            x: It.\n        """')).docstrings
        is DocstringStyle.GOOGLE
    )
    assert style(other).docstrings is DocstringStyle.SPHINX


def test_summary_stands_where_the_neighbours_have_it() -> None:
    assert not style(method('"""\n        Do.\n\n        More.\n        """')).summary_on_first_line
    assert style(method('"""Do.\n\n        More.\n        """')).summary_on_first_line


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("    def do(self) -> None: ...\n", True),
        ("    def do(self) -> None:\n        ...\n", False),
        ("    def do(\n        self,\n        *values: int,\n    ) -> None: ...\n", True),
        ("    def do(self) -> None:\n        pass\n", False),
    ],
)
def test_empty_bodies_stand_where_the_neighbours_have_them(body: str, expected: bool) -> None:
    assert style(f"{HEAD}class IOne(Protocol):\n{body}").ellipsis_on_def_line is expected


def test_indentation_and_quotes_are_those_of_the_file() -> None:
    found = style(f"{HEAD}class IOne(Protocol):\n\tdef do(self, x: str = 'a') -> None: ...\n")

    assert (found.indent, found.quote) == ("\t", "'")


def test_bound_names_tell_the_first_line() -> None:
    text = "import os.path\nfrom a import b as c\n\nX = Y = 1\nX = 2\n\n\nclass K:\n    Z = 1\n"

    assert bound_names(text.encode(), path="m.py") == {"os": 1, "c": 2, "X": 4, "Y": 4, "K": 8}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("for i in []:\n    a = i\n", {"i", "a"}),
        ("with open('x') as (f, *rest):\n    pass\n", {"f", "rest"}),
        (
            "try:\n    import a\nexcept OSError as error:\n    b = 1\nelse:\n    c = 1\nfinally:\n    d = 1\n",
            {"a", "error", "b", "c", "d"},
        ),
        (
            "match x:\n    case [a, *b]:\n        pass\n    case {'k': c, **d}:\n        e = 1\n",
            {"a", "b", "c", "d", "e"},
        ),
        ("match x:\n    case K(v) as whole:\n        pass\n", {"v", "whole"}),
        ("if (n := 1) and (lambda: (m := 2)):\n    pass\n", {"n"}),
        ("values = [last := i for i in range(3)]\n", {"values", "last"}),
        ("a: int = 1\nb += 1\nc.d = 1\ne[0] = 1\n", {"a", "b"}),
        ("def f():\n    global g\n    g = 1\n", {"f", "g"}),
        ("while (w := 1):\n    pass\n", {"w"}),
        ("import a as b, c.d\n", {"b", "c"}),
        ("a = f().b\n", {"a"}),
    ],
)
def test_every_kind_of_binding_is_seen(text: str, names: set[str]) -> None:
    assert set(bound_names(text.encode(), path="m.py")) == names
