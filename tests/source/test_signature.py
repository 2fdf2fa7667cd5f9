from __future__ import annotations

import ast
import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.errors import Problem, UsageError
from gateway_builder.model.interface import Method, Parameter, ParameterKind, Signature
from gateway_builder.source.names import names_in_text, replace_names
from gateway_builder.source.signature import method_text, names_in_signature, parse_method, rename_types, signature_text

PATTERN = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"


def parse(text: str) -> Method:
    return parse_method(text, pattern=PATTERN)


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(UsageError) as caught:
        parse(text)
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("submit_run(run: Run, *, limit: int = 10) -> None", "submit_run(run: Run, *, limit: int = 10) -> None"),
        ("submit_run()", "submit_run() -> None"),
        ("  def submit_run ( run:Run )->Run : ... ", "submit_run(run: Run) -> Run"),
        ("def submit(a: int):", "submit(a: int) -> None"),
        ("async def get(key: str) -> bytes | None", "async def get(key: str) -> bytes | None"),
        ("async get(key: str) -> bytes", "async def get(key: str) -> bytes"),
        (
            "f(a: int, /, b: str = 'é;#', *c: int, d: K = K.A, **e: m.X) -> None",
            "f(a: int, /, b: str = 'é;#', *c: int, d: K = K.A, **e: m.X) -> None",
        ),
        (
            "f(a: int = -1, b: tuple[int, ...] = (1, 'x'), c: float = 1e3) -> None",
            "f(a: int = -1, b: tuple[int, ...] = (1, 'x'), c: float = 1e3) -> None",
        ),
        (
            "f(a: Literal['x', 1], b: Callable[[int], None]) -> None",
            "f(a: Literal['x', 1], b: Callable[[int], None]) -> None",
        ),
        ("f(a: Literal['x']) -> None", "f(a: Literal['x']) -> None"),
        ("f(a: int, b: int, /) -> None", "f(a: int, b: int, /) -> None"),
    ],
)
def test_a_signature_is_read_as_python_writes_it(text: str, read: str) -> None:
    method = parse(text)
    assert method_text(method) == read
    assert parse(method_text(method)) == method


def test_each_part_of_a_signature_is_known() -> None:
    assert parse("find(run: Run, *, limit: int = 10) -> list[Run]") == Method(
        "find",
        Signature(
            (Parameter("run", "Run"), Parameter("limit", "int", "10", ParameterKind.KEYWORD_ONLY)),
            "list[Run]",
        ),
    )


@pytest.mark.parametrize(
    ("text", "message", "column", "hint"),
    [
        ("submitRun(run: Run)", "submitRun is not snake_case", 1, 'try: --method "submit_run(run: Run) -> None"'),
        ("__init__(a: int)", "a name of Python's own", 1, 'try: --method "init(a: int) -> None"'),
        ("____()", "a name of Python's own", 1, 'try: --method "submit_run() -> None"'),
        ("_private(a: int)", "_private is not snake_case", 1, 'try: --method "private(a: int) -> None"'),
        ("submit_run(run)", "the parameter run has no type", 12, 'try: --method "submit_run(run: Run) -> None"'),
        ("f(_=1)", "the parameter _ has no type", 3, 'try: --method "f(_: str = 1) -> None"'),
        ("f(self, b: int)", "self is added by itself", 3, 'try: --method "f(b: int) -> None"'),
        ("f(cls)", "cls is added by itself", 3, 'try: --method "f() -> None"'),
        ("f(a: int, a: int)", "the parameter a is there twice", 11, "leave one of them out"),
        ("f(__a: int)", "the parameter __a is private", 3, "begin its name with a letter"),
        ("f(a: 'Run')", "the type 'Run' is in quotes", 6, "write the type without quotes; imports are added"),
        ("f(a: list['Run'])", "the type 'Run' is in quotes", 11, "write the type without quotes; imports are added"),
        ("f(*, a: str = 'é', b: 1) -> None", "1 is no type", 23, "name a class, or use Literal[…]"),
        ("f(a: make())", "what stands here is no type", 6, "name a class, a union or a collection of them"),
        ("f() -> a + b", "what stands here is no type", 8, "name a class, a union or a collection of them"),
        ("f() -> make()[int]", "what stands here is no type", 8, "name a class, a union or a collection of them"),
        ("f(a: int | make())", "what stands here is no type", 12, "name a class, a union or a collection of them"),
        ("f(a: Literal[make()])", "only plain values stand in Literal", 14, 'write it as Literal["a", "b"]'),
        ("f(a: int = make())", "may not compute anything", 12, None),
        ("f(a: int = [])", "may not compute anything", 12, None),
        ("f(*, a: int = 1 + 1)", "may not compute anything", 15, None),
        ("f(a: int = ...)", "may not compute anything", 12, None),
        ("f(a: int = not b)", "may not compute anything", 12, None),
        ("f(a: int = -b)", "may not compute anything", 12, None),
        ("f(a: int = (1, f()))", "may not compute anything", 12, None),
        ("f(a: str = f'{x}')", "may not compute anything", 12, None),
        ("submit_run", "the parentheses are missing", 11, 'try: --method "submit_run() -> None"'),
        ("submit run -> int", "the parentheses are missing", None, 'try: --method "submit_run() -> None"'),
        ("", "the parentheses are missing", 1, 'try: --method "submit_run() -> None"'),
        ("class(a: int)", "'class' is a reserved word", 1, 'try: --method "class_run(a: int)"'),
        ("None()", "'None' is a reserved word", 1, 'try: --method "none_run()"'),
        ("f(a: int", "", 9, 'try: --method "submit_run(run: Run) -> None"'),
        ("f(class: int)", "invalid syntax", 3, None),
        ("f(a: int = 1, b: int)", "default", None, None),
        ("(a: int)", "invalid syntax", 1, None),
        ("f(): pass\nimport os", "holds '\\n' (U+000A), which no signature can", 10, None),
        ("f(): pass; import os", "holds ';' (SEMICOLON), which no signature can", 10, None),
        ("f() -> None # int", "holds '#' (NUMBER SIGN)", 13, None),
        ("f(a: \\\nint)", "which no signature can", 7, None),
        ("f(a: 'x\0')", "holds '\\x00' (U+0000)", 8, None),
        ("submit_rυn(run: Run)", "holds 'υ' (GREEK SMALL LETTER UPSILON)", 9, None),
        ("ｓubmit()", "FULLWIDTH LATIN SMALL LETTER S", 1, None),
        ("f(a: int\ud800)", "which no signature can", 9, None),
        ("f(): import os", "invalid syntax", None, None),
        ("f(): x", "'f(): x' is more than a signature", None, None),
        ("f(): x = 1", "", None, None),
        ("f(a: int = lambda: 0): 1", "illegal target", None, None),
        ("f(" + "a" * 2000 + ")", "has more than 2000 characters", None, "name a model for what belongs together"),
        ("f(a: " + "(" * 500 + "int" + ")" * 500 + ")", "", None, None),
        ("f(a: " + "|".join("a" * 900) + ", b: " + "-" * 90 + "1)", "", None, None),
    ],
)  # fmt: skip
def test_what_cannot_stand_in_an_interface_is_refused_with_its_place(
    text: str, message: str, column: int | None, hint: str | None
) -> None:
    first = problems(text)[0]
    assert message in first.message
    assert first.place.startswith("--method")
    if column is not None:
        assert first.place == f"--method, column {column}"
    if hint is not None:
        assert first.hint == hint
    assert first.hint


def test_the_caret_stands_under_what_is_wrong() -> None:
    assert problems("f(a: int, b)")[0].message.splitlines() == [
        "the parameter b has no type",
        "    f(a: int, b)",
        "              ^",
    ]


def test_all_reasons_are_given_together_from_left_to_right() -> None:
    found = problems("submitRun(run, limit: 'int' = make())")
    assert [each.place for each in found] == [f"--method, column {column}" for column in (1, 11, 23, 31)]


def test_type_parameters_are_left_to_the_interface_itself() -> None:
    assert "type parameters can't be given here" in problems("f[T](a: T) -> T")[0].message


def test_type_parameters_that_this_python_reads_are_refused_too() -> None:
    from gateway_builder.source.signature_rules import find_faults

    node = ast.parse("def f(a: T) -> T: ...").body[0]
    assert isinstance(node, ast.FunctionDef)
    node.type_params = [ast.Name("T")]  # type: ignore[attr-defined]  # from Python 3.12 on
    (fault,) = find_faults(node, pattern=PATTERN, offset=4)
    assert "type parameters" in fault.message


def test_a_configured_pattern_decides() -> None:
    assert parse_method("submitRun()", pattern="[a-z]+Run").name == "submitRun"
    with pytest.raises(UsageError) as caught:
        parse_method("submit()", pattern="[a-z]+Run")
    (problem,) = caught.value.problems
    assert "does not match method-pattern [a-z]+Run" in problem.message
    assert problem.hint == "name it so that it matches [a-z]+Run"


def test_a_signature_that_python_reads_but_cannot_be_walked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def overflow(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("gateway_builder.source.signature.find_faults", overflow)
    assert "nested too deeply" in problems("f()")[0].message


def test_the_names_of_a_signature_are_known_with_their_modules() -> None:
    signature = parse("f(a: Run | None, b: dt.date, c: dict[str, m.n.X] = K.A, d: Literal['Q'] = 'Z') -> Run").signature
    assert names_in_signature(signature) == ("Run", "dt.date", "dict", "str", "m.n.X", "Literal", "K.A")
    generic = Signature(
        (Parameter("a", "T"), Parameter("b"), Parameter("c", "'Late'")), None, type_parameters="T: Base"
    )
    assert names_in_signature(generic) == ("Late", "Base")
    assert signature_text(Signature((Parameter("a", None, "1"),), type_parameters="T")) == "[T](a=1)"


def test_names_are_renamed_as_a_whole() -> None:
    signature = Signature((Parameter("a", "m.Run | m.RunX | x.m.Run"), Parameter("b", None, "m.Run.A")), None)
    renamed = rename_types(signature, {"m.Run": "Run", "m.Run.A": "A"})
    assert signature_text(renamed) == "(a: Run | m.RunX | x.m.Run, b=A)"
    assert rename_types(signature, {}) == signature
    assert replace_names("T", {}) == "T"


def test_text_that_is_no_expression_has_no_names() -> None:
    assert names_in_text("a b") == ()
    assert names_in_text("'x y' | " + "-" * 50_000 + "a") == ()


NAMES = st.from_regex(r"[a-z][a-z0-9]{0,5}(_[a-z0-9]{1,4}){0,2}", fullmatch=True).filter(
    lambda name: not keyword.iskeyword(name) and name not in {"self", "cls"}
)
TYPES = st.recursive(
    st.sampled_from(["int", "str", "None", "Run", "m.n.Run", "Literal['a', 1]", "Literal['|', \"]\"]"]),
    lambda inner: st.one_of(
        st.builds("list[{}]".format, inner),
        st.builds("dict[str, {}]".format, inner),
        st.builds("{} | {}".format, inner, inner),
        st.builds("Callable[[{}], {}]".format, inner, inner),
        st.builds("tuple[{}, ...]".format, inner),
    ),
    max_leaves=5,
)
DEFAULTS = st.one_of(
    st.none(),
    st.integers().map(str),
    st.text().map(repr).filter(lambda text: "\\" not in text and text.isprintable() and max(text) < "\ud800"),
    st.sampled_from(["None", "True", "K.A", "LIMIT", "-1.5", "b'x'", "()", "(1, 'a')"]),
)


@st.composite
def signatures(draw: st.DrawFn) -> Signature:
    names = draw(st.lists(NAMES, max_size=7, unique=True))
    order = list(ParameterKind)
    kinds = sorted((draw(st.sampled_from(order)) for _ in names), key=order.index)
    parameters: list[Parameter] = []
    starred: set[ParameterKind] = set()
    needs_default = False
    for name, kind in zip(names, kinds, strict=True):
        variadic = kind in {ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD}
        if variadic and kind in starred:
            continue
        starred.add(kind)
        default = None if variadic else draw(DEFAULTS)
        positional = kind in {ParameterKind.POSITIONAL_ONLY, ParameterKind.POSITIONAL_OR_KEYWORD}
        if positional and needs_default and default is None:
            default = "None"
        needs_default = needs_default or (positional and default is not None)
        parameters.append(Parameter(name, draw(TYPES), default, kind))
    return Signature(tuple(parameters), draw(TYPES), draw(st.booleans()))


@given(NAMES, signatures())
def test_every_signature_survives_text_and_back(name: str, signature: Signature) -> None:
    method = Method(name, signature)
    text = method_text(method)
    assert parse(text) == method
    node = ast.parse(f"{'' if signature.is_async else 'def '}{text}: ...").body[0]
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            [
                "f",
                "(",
                ")",
                "a",
                ": ",
                "int",
                ", ",
                " = ",
                "*",
                "/",
                "->",
                "[",
                "]",
                "'",
                "=",
                "|",
                "...",
                "lambda",
                "def ",
                "é",
                "async ",
                " ",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_no_text_raises_anything_but_a_usage_error(text: str) -> None:
    try:
        method = parse(text)
    except UsageError as error:
        assert all(each.message and each.hint and each.place for each in error.problems)
    else:
        assert parse(method_text(method)) == method
