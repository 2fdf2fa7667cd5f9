"""Rewrites names, annotations and quotes of a class's text with LibCST."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from gateway_builder.source.fit import STEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.source.fit import Fit

_TRIPLE = ('"""', "'''")


def rewrite_class(text: str, fit: Fit) -> str:
    """The text with the names and the quotes that it has to have."""
    tree = cst.parse_module(text)
    changed = tree.visit(_Fitter(fit))
    if fit.expressions or fit.quoted:
        changed = changed.visit(_Wrapper(fit.line_length))
    return changed.code


class _Fitter(cst.CSTTransformer):
    """Rewrites references, annotations and quotes; what is not a reference (attributes, parameters, keywords) stays."""

    def __init__(self, fit: Fit) -> None:
        super().__init__()
        self._fit = fit
        self._frozen = 0
        self._locals: list[set[str]] = []
        self._quoting: list[bool] = []

    def visit_FunctionDef_body(self, node: cst.FunctionDef) -> None:
        every = [*node.params.params, *node.params.kwonly_params, *node.params.posonly_params]
        every += [each for each in (node.params.star_arg, node.params.star_kwarg) if isinstance(each, cst.Param)]
        self._locals.append({each.name.value for each in every})

    def leave_FunctionDef_body(self, node: cst.FunctionDef) -> None:
        self._locals.pop()

    def visit_FunctionDef_name(self, node: cst.FunctionDef) -> None:
        self._frozen += 1

    def leave_FunctionDef_name(self, node: cst.FunctionDef) -> None:
        self._frozen -= 1

    def visit_ClassDef_name(self, node: cst.ClassDef) -> None:
        self._frozen += 1

    def leave_ClassDef_name(self, node: cst.ClassDef) -> None:
        self._frozen -= 1

    def visit_Param_name(self, node: cst.Param) -> None:
        self._frozen += 1

    def leave_Param_name(self, node: cst.Param) -> None:
        self._frozen -= 1

    def visit_Arg_keyword(self, node: cst.Arg) -> None:
        self._frozen += 1

    def leave_Arg_keyword(self, node: cst.Arg) -> None:
        self._frozen -= 1

    def visit_Attribute_attr(self, node: cst.Attribute) -> None:
        self._frozen += 1

    def leave_Attribute_attr(self, node: cst.Attribute) -> None:
        self._frozen -= 1

    def visit_Annotation(self, node: cst.Annotation) -> None:
        self._quoting.append(False)

    def leave_Annotation(self, original_node: cst.Annotation, updated_node: cst.Annotation) -> cst.Annotation:
        if not self._quoting.pop():
            return updated_node
        code = cst.Module([]).code_for_node(updated_node.annotation)
        quote = self._fit.quote if self._fit.quote not in code else "'" if self._fit.quote == '"' else '"'
        code = code.replace("\\", "\\\\").replace(quote, f"\\{quote}")
        return updated_node.with_changes(annotation=cst.SimpleString(f"{quote}{code}{quote}"))

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        name = updated_node.value
        if self._frozen or any(name in names for names in self._locals):
            return updated_node
        self._note_quoted(name)
        expression = self._fit.expressions.get(name)
        return cst.parse_expression(expression) if expression else updated_node

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:
        dotted = cst.Module([]).code_for_node(original_node)
        self._note_quoted(dotted)
        expression = self._fit.expressions.get(dotted)
        return cst.parse_expression(expression) if expression else updated_node

    def leave_SimpleString(self, original_node: cst.SimpleString, updated_node: cst.SimpleString) -> cst.SimpleString:
        return updated_node.with_changes(value=requoted(updated_node.value, self._fit.quote, self._fit.docstring_quote))

    def _note_quoted(self, name: str) -> None:
        if name in self._fit.quoted and self._quoting:
            self._quoting[-1] = True


class _Wrapper(cst.CSTTransformer):
    """Gives each parameter a line of its own where longer names made a `def` line too long."""

    def __init__(self, line_length: int) -> None:
        super().__init__()
        self._line_length = line_length

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        bare = updated_node.with_changes(leading_lines=(), decorators=(), lines_after_decorators=())
        header = cst.Module([]).code_for_node(bare).split("\n", 1)[0]
        if len(STEP + header) <= self._line_length or "(" not in header or header.rstrip().endswith("("):
            return updated_node
        return updated_node.with_changes(
            params=_one_on_each_line(updated_node.params), whitespace_before_params=_break(2)
        )


def requoted(literal: str, quote: str, docstring_quote: str) -> str:
    """A string literal with the file's quotes, where that needs no escape."""
    body = literal.lstrip("rRbBuUfF")
    prefix = literal[: len(literal) - len(body)]
    old = body[:3] if body[:3] in _TRIPLE else body[0]
    new = docstring_quote if len(old) > 1 else quote
    inner = literal[len(prefix) + len(old) : -len(old)]
    if old == new or new[0] in inner or "\\" in inner:
        return literal
    return f"{prefix}{new}{inner}{new}"


def _break(levels: int) -> cst.ParenthesizedWhitespace:
    return cst.ParenthesizedWhitespace(last_line=cst.SimpleWhitespace(STEP * levels))


def _one_on_each_line(params: cst.Parameters) -> cst.Parameters:
    """Parameters with a line each and a comma behind the last."""
    inner, outer = _comma(2), _comma(1)
    star = params.star_arg
    named = bool(params.kwonly_params or params.star_kwarg)
    if isinstance(star, cst.Param):
        star = star.with_changes(comma=inner if named else outer)
    elif isinstance(star, cst.ParamStar):
        star = star.with_changes(comma=inner)
    last_positional = not named and not isinstance(params.star_arg, (cst.Param, cst.ParamStar))
    slash = params.posonly_ind
    if isinstance(slash, cst.ParamSlash):
        slash = slash.with_changes(comma=inner if params.params or not last_positional else outer)
    return params.with_changes(
        posonly_params=_separated(params.posonly_params, last=inner),
        posonly_ind=slash,
        params=_separated(params.params, last=outer if last_positional else inner),
        star_arg=star,
        kwonly_params=_separated(params.kwonly_params, last=inner if params.star_kwarg else outer),
        star_kwarg=params.star_kwarg.with_changes(comma=outer) if params.star_kwarg else None,
    )


def _separated(params: Sequence[cst.Param], *, last: cst.Comma) -> list[cst.Param]:
    every = list(params)
    return [each.with_changes(comma=_comma(2) if each is not every[-1] else last) for each in every]


def _comma(levels: int) -> cst.Comma:
    return cst.Comma(whitespace_after=_break(levels))
