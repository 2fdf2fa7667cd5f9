"""The test of a gateway that somebody wrote by hand: only what is known of it is tested."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.render.docstrings import layout_docstring
from gateway_builder.render.sdk_facts import choose_facts, name_sdk_module
from gateway_builder.render.text import string_literal

if TYPE_CHECKING:
    from gateway_builder.gateways.interfaces import ITemplateRenderer
    from gateway_builder.model.interface import ImportedName, Interface
    from gateway_builder.model.style import ClassStyle
    from gateway_builder.model.technology import Technology


class ForeignTestView(NamedTuple):
    """What the template reads; every text is finished Python."""

    module_doc: str
    module: str
    name: str
    methods: str
    skip_unless: str
    skip_reason: str


def render_foreign_test_module(
    renderer: ITemplateRenderer,
    interface: Interface,
    technology: Technology,
    *,
    gateway: ImportedName,
    style: ClassStyle,
) -> str:
    """A test that the gateway has every method of its interface.

    Args:
        renderer: Where templates are rendered.
        interface: What the gateway implements.
        technology: What it implements it for; without its package the test is skipped.
        gateway: Where the class is imported from.
        style: How the project writes code.
    """
    facts = choose_facts(technology, interface)
    names = dict.fromkeys(method.name for method in interface.methods)
    lines = ["", "Add what it sends, and how it maps answers and errors."]
    view = ForeignTestView(
        module_doc=layout_docstring(f"Tests of {gateway.name}.", lines, style, ""),
        module=gateway.module,
        name=gateway.name,
        methods=", ".join(string_literal(name) for name in names),
        skip_unless=string_literal(name_sdk_module(facts)) if facts.package else "",
        skip_reason=string_literal(f"pip install {facts.package}"),
    )
    return renderer.render_template("test/foreign.py.jinja", {"test": view})
