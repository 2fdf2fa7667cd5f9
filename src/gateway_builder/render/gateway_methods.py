"""The methods of a gateway: signatures of the interface, and bodies that name what is left to decide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.model.interface import MethodKind, Parameter, ParameterKind, Signature
from gateway_builder.render.docstrings import layout_docstring
from gateway_builder.render.interface_class import MethodView
from gateway_builder.render.signatures import list_decorators, render_definition
from gateway_builder.render.text import ends_sentence, string_literal, wrap_literal, wrap_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.model.interface import Interface, Method
    from gateway_builder.model.style import ClassStyle
    from gateway_builder.model.technology import Technology
    from gateway_builder.render.imports import ImportList


def describe_method(method: Method, technology: Technology, operations: Mapping[str, str]) -> str:
    """What is to be decided for one method."""
    operation = operations.get(method.name)
    if operation:
        return f"{method.name} calls {operation} of {technology.label}: decide what is sent and what the answer means"
    return f"decide how {technology.label} does {method.name} (--op {method.name}=OPERATION)"


def view_methods(
    interface: Interface,
    technology: Technology,
    operations: Mapping[str, str],
    style: ClassStyle,
    imports: ImportList,
    *,
    translates: bool,
) -> tuple[MethodView, ...]:
    """Every method of the gateway, with its overloads.

    Args:
        interface: What is implemented.
        technology: What it is implemented for.
        operations: The service's operation by method, as far as the user named them.
        style: How the project writes classes.
        imports: Where what overloads need is added.
        translates: Whether bodies stand inside the translation of errors.
    """
    views = []
    for method in interface.methods:
        if method.overloads:
            overload = imports.add("typing", "overload")
            views += [_view_overload(method, signature, overload, style) for signature in method.overloads]
        views.append(_view_method(method, technology, operations, style, imports, translates=translates))
    return tuple(views)


def summarise(method: Method) -> str:
    """First paragraph of the interface's docstring, else the method's name as a sentence."""
    paragraph = (method.docstring or "").strip().partition("\n\n")[0]
    words = " ".join(paragraph.split()) or method.name.strip("_").replace("_", " ").capitalize()
    return ends_sentence(words)


def _view_overload(method: Method, signature: Signature, overload: str, style: ClassStyle) -> MethodView:
    return MethodView(
        name=method.name,
        decorators=(overload, *list_decorators(method.name, method.kind)),
        definition=render_definition(method.name, signature, method.kind, style.indent, style.line_length),
        docstring="",
        ellipsis_on_def_line=True,
    )


def _view_method(
    method: Method,
    technology: Technology,
    operations: Mapping[str, str],
    style: ClassStyle,
    imports: ImportList,
    *,
    translates: bool,
) -> MethodView:
    operation = operations.get(method.name)
    indent = style.indent * 2
    note = (
        wrap_text(f"Calls `{operation}` of {technology.label}.", style.line_length - len(indent)) if operation else []
    )
    decision = wrap_literal(describe_method(method, technology, operations), style.line_length - len(indent) - 16)
    raising = (*f"decision = {decision}".split("\n"), "raise NotImplementedError(decision)")
    guarded = (f"with translated_errors({string_literal(method.name)}):", *(style.indent + line for line in raising))
    return MethodView(
        name=method.name,
        decorators=list_decorators(method.name, method.kind),
        definition=render_definition(
            method.name, _implementation(method, imports), method.kind, style.indent, style.line_length
        ),
        docstring=layout_docstring(summarise(method), ["", *note] if note else [], style, indent),
        ellipsis_on_def_line=False,
        body=guarded if translates else raising,
    )


def _implementation(method: Method, imports: ImportList) -> Signature:
    """The signature itself; one that takes everything where an interface gives overloads alone."""
    if not method.overloads or method.signature not in (Signature(), *method.overloads):
        return method.signature
    any_type = imports.add("typing", "Any")
    parameters = (
        Parameter("args", any_type, kind=ParameterKind.VAR_POSITIONAL),
        Parameter("kwargs", any_type, kind=ParameterKind.VAR_KEYWORD),
    )
    return replace(method.overloads[0], parameters=parameters, returns=any_type)


def is_called(method: Method) -> bool:
    """Whether a test can call the method: it is neither a setter nor a deleter of a property."""
    return method.kind not in {MethodKind.SETTER, MethodKind.DELETER}
