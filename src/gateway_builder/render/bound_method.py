"""A decided method: its docstring and its body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.documentation import MethodDoc
from gateway_builder.render.call_code import write_body
from gateway_builder.render.docstrings import render_docstring, summarise
from gateway_builder.render.interface_class import MethodView
from gateway_builder.render.method_task import MethodTask
from gateway_builder.render.signatures import list_decorators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.model.binding import MethodBinding
    from gateway_builder.model.interface import Method
    from gateway_builder.model.style import ClassStyle
    from gateway_builder.model.technology import Technology
    from gateway_builder.render.method_task import ModuleUse


def view_bound_method(
    method: Method,
    bound: MethodBinding,
    definition: str,
    technology: Technology,
    use: ModuleUse,
    style: ClassStyle,
) -> MethodView:
    """The method with its body.

    Args:
        method: Its signature and docstring.
        bound: What it does.
        definition: Its `def` line.
        technology: What is known of the service.
        use: Where what it uses of its module is kept.
        style: How the project writes classes.
    """
    return MethodView(
        name=method.name,
        decorators=list_decorators(method.name, method.kind),
        definition=definition,
        docstring=_write_docstring(method, bound, technology, use, style),
        ellipsis_on_def_line=False,
        body=write_body(MethodTask(method, bound, use)),
    )


def _write_docstring(
    method: Method, bound: MethodBinding, technology: Technology, use: ModuleUse, style: ClassStyle
) -> str:
    waits = f" and waits for `{bound.wait.waiter.name}`" if bound.wait else ""
    doc = MethodDoc(
        summary=summarise(method),
        raises=tuple(_list_raised(bound, use)),
        details=(f"Calls `{bound.operation.method}` of {technology.label}{waits}.",),
    )
    return render_docstring(doc, style, style.indent * 2)


def _list_raised(bound: MethodBinding, use: ModuleUse) -> Iterator[tuple[str, str]]:
    if bound.require:
        yield "ValueError", f"If {' or '.join(bound.require)} is not set."
    returns = bound.returns
    if returns and returns.when_empty and returns.when_empty.error:
        yield use.error[returns.when_empty.error], "If the answer is empty."
    yield use.error["base"], "If the service refuses, fails or can't be reached."
