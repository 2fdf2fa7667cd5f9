"""A rendered signature is the same signature."""

from __future__ import annotations

import ast
import inspect

import pytest

from gateway_builder.model.interface import MethodKind, Parameter, ParameterKind, Signature
from gateway_builder.render.signatures import list_decorators, render_definition

K = ParameterKind
EVERY_KIND = Signature(
    (
        Parameter("a", "int", kind=K.POSITIONAL_ONLY),
        Parameter("b", None, "1", K.POSITIONAL_ONLY),
        Parameter("c", "str", '"x"'),
        Parameter("rest", "int", kind=K.VAR_POSITIONAL),
        Parameter("d", "bool", kind=K.KEYWORD_ONLY),
        Parameter("e", None, "None", K.KEYWORD_ONLY),
        Parameter("more", "float", kind=K.VAR_KEYWORD),
    ),
    "list[str]",
)


def definition(signature: Signature, kind: MethodKind = MethodKind.INSTANCE, width: int = 200) -> str:
    return render_definition("submit", signature, kind, "    ", width)


def test_every_kind_of_parameter_is_kept() -> None:
    assert definition(EVERY_KIND) == (
        '    def submit(self, a: int, b=1, /, c: str = "x", *rest: int, d: bool, e=None, **more: float) -> list[str]:'
    )


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        (MethodKind.INSTANCE, "(self, x)"),
        (MethodKind.CLASS, "(cls, x)"),
        (MethodKind.STATIC, "(x)"),
        (MethodKind.SETTER, "(self, x)"),
    ],
)
def test_the_first_parameter_depends_on_the_kind_of_method(kind: MethodKind, first: str) -> None:
    assert definition(Signature((Parameter("x"),)), kind) == f"    def submit{first}:"


def test_keyword_only_parameters_get_their_star_once() -> None:
    signature = Signature((Parameter("x", kind=K.KEYWORD_ONLY), Parameter("y", kind=K.KEYWORD_ONLY)), "None")

    assert definition(signature) == "    def submit(self, *, x, y) -> None:"


def test_async_and_type_parameters_are_kept() -> None:
    assert (
        definition(Signature((), "T", is_async=True, type_parameters="T: int"))
        == "    async def submit[T: int](self) -> T:"
    )


@pytest.mark.parametrize("width", [200, 90, 60, 40, 10])
def test_wrapping_changes_nothing_but_the_layout(width: int) -> None:
    text = definition(EVERY_KIND, width=width)

    wide = ast.dump(ast.parse(definition(EVERY_KIND).strip() + " ..."))
    assert ast.dump(ast.parse(inspect.cleandoc(text) + " ...")) == wide


def test_lines_are_wrapped_as_the_formatters_do() -> None:
    signature = Signature((Parameter("run", "Run"), Parameter("hard", "bool")), "None")

    assert definition(signature, width=40) == "    def submit(\n        self, run: Run, hard: bool\n    ) -> None:"
    assert (
        definition(signature, width=30)
        == "    def submit(\n        self,\n        run: Run,\n        hard: bool,\n    ) -> None:"
    )
    assert render_definition("f", signature, MethodKind.INSTANCE, "\t", 20).split("\n")[1] == "\t\tself,"


@pytest.mark.parametrize(
    ("kind", "decorators"),
    [
        (MethodKind.INSTANCE, ()),
        (MethodKind.CLASS, ("classmethod",)),
        (MethodKind.STATIC, ("staticmethod",)),
        (MethodKind.PROPERTY, ("property",)),
        (MethodKind.SETTER, ("size.setter",)),
        (MethodKind.DELETER, ("size.deleter",)),
    ],
)
def test_decorators_belong_to_the_kind(kind: MethodKind, decorators: tuple[str, ...]) -> None:
    assert list_decorators("size", kind) == decorators
