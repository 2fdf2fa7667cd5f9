"""The methods of a gateway: signatures of the interface, and bodies that name what is left to decide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.model.interface import MethodKind, Parameter, ParameterKind, Signature
from gateway_builder.render.docstrings import layout_docstring, summarise
from gateway_builder.render.interface_class import MethodView
from gateway_builder.render.signatures import list_decorators, render_definition
from gateway_builder.render.text import string_literal, wrap_literal, wrap_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.model.binding import GatewayBinding
    from gateway_builder.model.interface import Interface, Method
    from gateway_builder.model.style import ClassStyle
    from gateway_builder.model.technology import Technology
    from gateway_builder.render.bound_gateway import BoundGateway
    from gateway_builder.render.imports import ImportList


def describe_method(
    method: Method, technology: Technology, operations: Mapping[str, str], binding: GatewayBinding | None = None
) -> str:
    """What is to be decided for one method.

    Args:
        method: What is undecided.
        technology: What it is implemented for.
        operations: The service's operation by method, as far as the user named them.
        binding: What is decided, and what is known to be left.
    """
    operation = _find_operation(method, operations, binding)
    left = binding.undecided.get(method.name) if binding else None
    if operation:
        texts = "; ".join(left.texts) if left else ""
        undecided = texts or "what is sent and what the answer means"
        return f"{method.name} calls {operation} of {technology.label}: decide {undecided}"
    return f"decide how {technology.label} does {method.name} (--op {method.name}=OPERATION)"


def _find_operation(method: Method, operations: Mapping[str, str], binding: GatewayBinding | None) -> str:
    left = binding.undecided.get(method.name) if binding else None
    return (left.operation if left else "") or operations.get(method.name, "")


def view_methods(
    interface: Interface,
    technology: Technology,
    operations: Mapping[str, str],
    style: ClassStyle,
    imports: ImportList,
    *,
    translates: bool,
    bound: BoundGateway | None = None,
) -> tuple[MethodView, ...]:
    """Every method of the gateway, with its overloads.

    Args:
        interface: What is implemented.
        technology: What it is implemented for.
        operations: The service's operation by method, as far as the user named them.
        style: How the project writes classes.
        imports: Where what overloads need is added.
        translates: Whether bodies stand inside the translation of errors.
        bound: What is decided.
    """
    views = []
    for method in interface.methods:
        if method.overloads:
            overload = imports.add("typing", "overload")
            views += [_view_overload(method, signature, overload, style) for signature in method.overloads]
        definition = render_definition(
            method.name, _implementation(method, imports), method.kind, style.indent, style.line_length
        )
        decided = bound.view_method(method, definition) if bound else None
        if decided is None:
            binding = bound.binding if bound else None
            operation = _find_operation(method, operations, binding)
            note = f"Calls `{operation}` of {technology.label}." if operation else ""
            decision = describe_method(method, technology, operations, binding)
            decided = _view_undecided(method, definition, decision, note, style, translates=translates)
        views.append(decided)
    return tuple(views)


def _view_overload(method: Method, signature: Signature, overload: str, style: ClassStyle) -> MethodView:
    return MethodView(
        name=method.name,
        decorators=(overload, *list_decorators(method.name, method.kind)),
        definition=render_definition(method.name, signature, method.kind, style.indent, style.line_length),
        docstring="",
        ellipsis_on_def_line=True,
    )


def _view_undecided(
    method: Method, definition: str, decision: str, note: str, style: ClassStyle, *, translates: bool
) -> MethodView:
    indent = style.indent * 2
    width = style.line_length - len(indent)
    literal = wrap_literal(decision, width - 16)
    raising = (*f"decision = {literal}".split("\n"), "raise NotImplementedError(decision)")
    guarded = (f"with translated_errors({string_literal(method.name)}):", *(style.indent + line for line in raising))
    more = ["", *wrap_text(note, width)] if note else []
    return MethodView(
        name=method.name,
        decorators=list_decorators(method.name, method.kind),
        definition=definition,
        docstring=layout_docstring(summarise(method), more, style, indent),
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
