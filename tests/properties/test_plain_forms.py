"""Plain statements are extended as text: to the same characters that LibCST would give."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gateway_builder.model.style import ImportStyle
from gateway_builder.source.import_fragment import extend_import, extend_names
from gateway_builder.source.plain_import import extend_plain_import
from gateway_builder.source.plain_names import extend_plain_names

NAMES = st.sampled_from(
    ["Protocol", "runtime_checkable", "IArchive", "IStore", "MOST", "_hidden", "a1", "a10", "a_rather_long_name"]
)
MEMBERS = st.tuples(NAMES, st.sampled_from(["", "", "", "Other"]))
COMMENTS = st.sampled_from(["", "  # models only", " #x", "  # noqa: F401", "\t# type: ignore"])
INDENTS = st.sampled_from(["", "    ", "\t"])


def written(member: tuple[str, str]) -> str:
    return " as ".join(filter(None, member))


@st.composite
def imports(draw: st.DrawFn) -> str:
    head = f"from {draw(st.sampled_from(['.', '..models', 'shop.models', 'typing']))} import "
    names = [written(each) for each in draw(st.lists(MEMBERS, min_size=1, max_size=5))]
    if draw(st.booleans()):
        return head + ", ".join(names) + draw(COMMENTS)
    indent = draw(st.sampled_from(["    ", "  ", "\t"]))
    return f"{head}(\n" + "".join(f"{indent}{name},\n" for name in names) + ")"


@st.composite
def literals(draw: st.DrawFn) -> str:
    names = [
        draw(st.sampled_from(["'{}'", '"{}"'])).format(name) for name in draw(st.lists(NAMES, min_size=1, max_size=5))
    ]
    if draw(st.booleans()):
        return f"[{', '.join(names)}]"
    return "[\n" + "".join(f"    {name},\n" for name in names) + "]"


@example("from a import b  # of b", [("c", "")], 20, "")
@example("from a import b, c  # of both", [("d", "")], 20, "")
@example("from a import b  # noqa: F401", [("c", "")], 20, "")
@settings(max_examples=300)
@given(imports(), st.lists(MEMBERS, min_size=1, max_size=3, unique=True), st.integers(20, 90), INDENTS)
def test_a_plain_import_is_extended_as_libcst_extends_it(
    statement: str, members: list[tuple[str, str]], length: int, indent: str
) -> None:
    style = ImportStyle(line_length=length)
    plain = extend_plain_import(statement, members, style=style, indent=indent)
    assert plain is not None or "\n" in statement  # a line of brackets that is too long may be broken otherwise
    assert plain in {None, extend_import(statement, members, style=style, indent=indent)}


@settings(max_examples=300)
@given(literals(), NAMES, st.integers(0, 5), st.integers(15, 90))
def test_a_plain_list_of_names_is_extended_as_libcst_extends_it(
    literal: str, name: str, index: int, length: int
) -> None:
    new = [(f'"{name}"', min(index, literal.count(",") + (not literal.endswith("\n]"))))]
    plain = extend_plain_names(literal, new, room=length - len("__all__ = "), indent="")
    assert plain == extend_names(literal, new, line_length=length, indent="")


def test_names_in_brackets_get_a_line_of_their_own() -> None:
    statement = "from a import (\n    b,\n    d,\n)"
    plain = extend_plain_import(statement, [("c", "")], style=ImportStyle(), indent="")
    assert plain == "from a import (\n    b,\n    c,\n    d,\n)"


def test_other_forms_are_left_to_libcst() -> None:
    style = ImportStyle()
    for statement in (
        "from a import (b, c)",
        "from a import  b",
        "from a import b \\\n    , c",
        "from a import (  # x\n    b,\n)",
    ):
        assert extend_plain_import(statement, [("d", "")], style=style, indent="") is None
    for literal in ('("a", "b")', '["a",]', "[]", '["a", f("b")]', '[\n    # first\n    "a",\n]'):
        assert extend_plain_names(literal, [('"d"', 0)], room=80, indent="") is None
