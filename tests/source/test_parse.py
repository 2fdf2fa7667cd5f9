from __future__ import annotations

import ast
import subprocess
import sys
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.source.newer_syntax import blank_newer_syntax
from gateway_builder.source.parse import (
    _native_type_parameters,
    bounded_nesting,
    decode_source,
    parse_source,
    parse_with_type_parameters,
)

NEWER = '''\
"""Doc."""
class Plain[T: int = str]:
    def method[**P, *Ts](self, x: T) -> None: ...
class Wide[
    # a comment

    T,
](Plain[T]):
    async def größe[

 X](self): return 1; y = 2
class Bare[T,

]: pass
type Alias[T] = list[T]; after = 1
type Tight=int
type é = "é"; behind = 3
try:
    type \\
       Long [
        T] = 5
except A, B: pass
except (C, D): pass
except* E: pass
'''.replace("except* E: pass\n", "")
STRINGS = """\
a = f"{x["y"]}"; after = 1
b = call('é', f'{x['y']}' 'tail', last)
c = (f'a'
 f'{
   x # comment
 }' 'b'); behind = 2
def f(): return''f'{x['y']}'
d = t'{x}'
e = f'{x}'
"""


def statements(tree: ast.Module) -> list[tuple[str, int, int, int | None, int | None]]:
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.stmt))
    return sorted(
        (type(each).__name__, each.lineno, each.col_offset, each.end_lineno, each.end_col_offset) for each in nodes
    )


def segments(text: str, tree: ast.Module, kind: type[ast.AST]) -> list[str | None]:
    return [ast.get_source_segment(text, node) for node in ast.walk(tree) if isinstance(node, kind)]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_type_parameters_are_known_by_the_statement_they_belong_to(newline: str) -> None:
    parsed = parse_with_type_parameters(NEWER.replace("\n", newline))
    assert parsed.type_parameters == {
        (2, 0): "T: int = str",
        (3, 4): "**P, *Ts",
        (4, 0): "T",
        (9, 4): "X",
        (12, 0): "T",
    }


def test_newer_syntax_leaves_every_position_as_it_is() -> None:
    blanked = blank_newer_syntax(NEWER)
    assert len(blanked.text.encode()) == len(NEWER.encode())
    tree = blanked.restore(ast.parse(blanked.text))
    names = {each.name: each for each in ast.walk(tree) if isinstance(each, (ast.ClassDef, ast.AsyncFunctionDef))}
    assert ast.get_source_segment(NEWER, names["Bare"]) == "class Bare[T,\n\n]: pass"
    assert ast.get_source_segment(NEWER, names["größe"]) == "async def größe[\n\n X](self): return 1; y = 2"
    assert ast.get_source_segment(NEWER, names["Wide"].bases[0]) == "Plain[T]"  # type: ignore[union-attr]  # a class
    assigned = segments(NEWER, tree, ast.Assign)
    assert {"type Alias[T] = list[T]", "after = 1", "type Tight=int", 'type é = "é"', "behind = 3"} <= set(assigned)
    assert "type \\\n       Long [\n        T] = 5" in assigned
    caught = [each for each in ast.walk(tree) if isinstance(each, ast.ExceptHandler)]
    assert [ast.unparse(each.type or each) for each in caught] == ["A | B", "(C, D)"]


def test_the_type_statement_binds_its_name() -> None:
    tree = ast.parse(blank_newer_syntax("type Alias[T] = list[T]\ntype Tight=int\n").text)
    assert [each.targets[0].id for each in tree.body] == ["Alias", "Tight"]  # type: ignore[attr-defined]  # Assign of Name


def test_exceptions_without_parentheses_may_end_in_a_comma_or_catch_groups() -> None:
    text = "try:\n    pass\nexcept* A, B:\n    pass\n"
    assert "except* A| B:" in blank_newer_syntax(text).text


def test_a_string_that_only_newer_pythons_read_is_an_empty_one_at_the_same_place() -> None:
    blanked = blank_newer_syntax(STRINGS)
    tree = blanked.restore(ast.parse(blanked.text))
    placed = {ast.get_source_segment(STRINGS, node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
    assert "t'{x}'" in placed or sys.version_info >= (3, 14)
    assert {"after = 1", "behind = 2", "return''f'{x['y']}'"} <= {
        ast.get_source_segment(STRINGS, node) for node in ast.walk(tree) if isinstance(node, ast.stmt)
    }
    assert isinstance(tree.body[0], ast.Assign)
    if sys.version_info < (3, 12):
        assert {'f"{x["y"]}"', "f'{x['y']}' 'tail'", "f'a'\n f'{\n   x # comment\n }' 'b'"} <= placed


def test_a_string_that_this_python_reads_keeps_what_it_holds() -> None:
    text = "class A[T]: pass\nx = f'{y}' 'z'\nw = f'{v}'\n"
    blanked = blank_newer_syntax(text)
    tree = blanked.restore(ast.parse(blanked.text))
    assert ast.unparse(tree).endswith("x = f'{y}z'\nw = f'{v}'")


def test_form_feeds_do_not_shift_what_follows() -> None:
    text = "x = 1\n\x0c\x0cclass A[T]: pass\n\x0cx = 1\x0c\nclass B[T]: pass\n"
    assert parse_with_type_parameters(text).type_parameters == {(2, 2): "T", (4, 0): "T"}
    assert blank_newer_syntax(text).text == "x = 1\n\x0c\x0cclass A( ): pass\n\x0cx = 1\x0c\nclass B( ): pass\n"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("x = (\n", 1, 5),
        ("class A:\n    def f(:\n", 2, 11),
        ("x = 1\0", 1, 6),
        ("x = 1\ny = '\ud800'", 2, 6),
        ("x = = 1\nclass A[T]: pass\n", 1, 5),
    ],
)
def test_what_is_no_python_is_a_syntax_error_at_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(SyntaxError) as caught:
        parse_source(text)
    assert caught.value.lineno == line
    assert caught.value.offset == column


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 5000 + ")" * 5000,
        "x = " + "-" * 100_000 + "1",
        "class A[T]: pass\nx = " + "(" * 150 + "a" + "+a" * 500 + ")" * 150 + " = =",
        "type X = int = 1\n" + "if a: pass\n" + "elif a: pass\n" * 5000,
        "type X = int = 1\nx = a" + ".b" * 50_000,
        "type X = int = 1\nx = [\n" + "a + \n" * 5000 + "]",
        "x = ) class " + "(" * 3000,
    ],
)
def test_hostile_nesting_is_a_syntax_error_and_never_the_end_of_the_process(text: str) -> None:
    with pytest.raises(SyntaxError):
        parse_with_type_parameters(text)


def test_long_but_flat_files_with_newer_syntax_are_read() -> None:
    flat = "class A[T]: pass\nx = [\n" + "    call(1, 'a', b=2),\n" * 600 + "]\n" + "y = 1\n" * 600
    assert parse_with_type_parameters(flat).type_parameters == {(1, 0): "T"}


def test_nesting_that_only_libcst_finds_too_deep_is_a_syntax_error() -> None:
    deep = "class A[T]: pass\n" + "".join(f"{' ' * depth}if a:\n" for depth in range(95)) + " " * 95 + "pass\n"
    mixed = deep + "x = " + "not " * 350 + "a\n"
    for text in (deep, mixed):
        try:
            assert parse_with_type_parameters(text).type_parameters == {(1, 0): "T"}
        except SyntaxError as error:
            assert error.lineno


def test_syntax_that_libcst_does_not_give_back_whole_is_refused() -> None:
    with pytest.raises(SyntaxError, match="newer than the running Python"):
        blank_newer_syntax("x = f'{\n  y!r # comment\n}'\n")


def test_type_parameters_that_python_itself_has_read_are_known_too() -> None:
    text = "class A[\n  T: int,  # why\n  é]: pass\ndef plain(): pass\n"
    tree = ast.parse("class A: pass\ndef plain(): pass\n")
    first = ast.Name("T", lineno=2, col_offset=2, end_lineno=2, end_col_offset=8)
    last = ast.Name("é", lineno=3, col_offset=2, end_lineno=3, end_col_offset=4)
    tree.body[0].type_params = [first, last]  # type: ignore[attr-defined]  # from Python 3.12 on
    assert _native_type_parameters(text, tree) == {(1, 0): "T: int, é"}


def test_the_error_behind_newer_syntax_is_the_one_that_is_told() -> None:
    for text in ("class A[T]: pass\nx = = 1\n", "x = f'{y['z']}'\nx = = 1\n", "type X = int\nx = = 1\n"):
        with pytest.raises(SyntaxError) as caught:
            parse_source(text)
        assert (caught.value.lineno, caught.value.offset) == (2, 5)


def test_a_tree_that_is_too_deep_to_be_walked_is_a_syntax_error() -> None:
    with pytest.raises(SyntaxError, match="nested too deeply"), bounded_nesting():
        raise RecursionError


def test_warnings_of_the_users_code_stay_silent() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert parse_source("x = '\\d'\ny = 1 is 1\n").body


def test_libcst_is_loaded_for_newer_syntax_only() -> None:
    program = (
        "import sys; from gateway_builder.source.read import read_interfaces as read;"
        "read(b'import typing\\nclass A(typing.Protocol): ...', path='a.py', module='a');"
        "print([name for name in sys.modules if name.startswith('libcst')])"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout == "[]\n"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbfx = 1\r\n", "x = 1\r\n"),
        (b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", "# -*- coding: latin-1 -*-\nx = 'é'\n"),
        (
            b"#!/bin/python\r# vim: set fileencoding=cp1252 :\rx = '\x80'\r",
            "#!/bin/python\r# vim: set fileencoding=cp1252 :\rx = '€'\r",
        ),
        (b"# one\n\ny = '\xc3\xa9'\n", "# one\n\ny = 'é'\n"),
        (b"x = 1\n# coding: latin-1\ny = '\xc3\xa9'\n", "x = 1\n# coding: latin-1\ny = 'é'\n"),
    ],
)
def test_bytes_are_decoded_as_python_does(content: bytes, text: str) -> None:
    assert decode_source(content) == text


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        (b"x = 1\r\ny = '\xff'\r\n", 2, 6, "not utf-8"),
        (b"# coding: nonsense\n", 1, 1, "unknown encoding nonsense"),
    ],
)
def test_bytes_that_cannot_be_decoded_are_a_syntax_error_at_their_place(
    content: bytes, line: int, column: int, message: str
) -> None:
    with pytest.raises(SyntaxError, match=message) as caught:
        decode_source(content)
    assert (caught.value.lineno, caught.value.offset) == (line, column)


@st.composite
def modules(draw: st.DrawFn) -> str:
    """Modules of classes and functions, half of them with newer syntax."""
    parts = [
        "class A[{0}]({1}):\n    x: int = 1\n\n    def é[{0}](self, a: {1}) -> {1}: ...\n",
        (
            "class B({1}):\n    'doc é'\n    async def f(self, *, a: {1} = {1}.b) -> None:\n"
            "        return f'{{a}}é'; y = 1\n"
        ),
        "type X{2}= {1}; z = 'é'\n",
        "try:\n    pass\nexcept {1}, {1}: z = 1\n",
        "x = ('é' f'{{y}}'\n  'z')\n",
        "\n# comment é {1}\n",
    ]
    texts = draw(st.lists(st.sampled_from(parts), min_size=1, max_size=8))
    parameters = st.sampled_from(["T", "T: (int, str)", "*Ts, **P", "T = dict[str, int]", "T,\n  # c\n  é"])
    names = st.sampled_from(["A", "é", "Long", "a.b"])
    brackets = st.sampled_from([" ", "", "[T]", " [T,\n é] "])
    filled = "".join(text.format(draw(parameters), draw(names), draw(brackets)) for text in texts)
    return draw(st.sampled_from(["\n", "\r\n"])).join(filled.split("\n"))


@given(modules())
def test_blanking_keeps_length_lines_and_readability(text: str) -> None:
    blanked = blank_newer_syntax(text)
    assert [len(line) for line in blanked.text.encode().split(b"\n")] == [
        len(line) for line in text.encode().split(b"\n")
    ]
    again = blank_newer_syntax(blanked.text)
    assert not again.type_parameters
    tree = blanked.restore(ast.parse(blanked.text))
    try:
        own = ast.parse(text)
    except SyntaxError:
        return
    assert sorted(one[1:] for one in statements(tree)) == sorted(one[1:] for one in statements(own))


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            ["def ", "f'{", "}", "(", ")", "[T]", ":", "\n", "type X", "=", "é", "'", '"', "class A", "\0", " "]
        ),
        max_size=30,
    ).map("".join)
)
def test_no_text_raises_anything_but_a_syntax_error(text: str) -> None:
    try:
        tree = parse_source(text)
    except SyntaxError as error:
        assert (error.lineno or 0) >= 1
    else:
        assert isinstance(tree, ast.Module)
