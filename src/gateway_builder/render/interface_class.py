"""An interface as the text of its class, and the module that a first interface stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.model.interface import ImportedName, InterfaceKind
from gateway_builder.render.docstrings import layout_docstring, render_docstring
from gateway_builder.render.imports import ImportList, list_runtime_names
from gateway_builder.render.signatures import list_decorators, render_definition
from gateway_builder.render.text import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.gateways.interfaces import ITemplateRenderer
    from gateway_builder.model.documentation import MethodDoc
    from gateway_builder.model.interface import Interface, Method, Signature
    from gateway_builder.model.style import ClassStyle


class MethodView(NamedTuple):
    """A method as templates lay it out; every text is finished Python."""

    name: str
    decorators: tuple[str, ...]
    definition: str
    docstring: str
    ellipsis_on_def_line: bool
    body: tuple[str, ...] = ("...",)


class InterfaceView(NamedTuple):
    """An interface as templates lay it out."""

    name: str
    decorators: tuple[str, ...]
    base: str
    docstring: str
    methods: tuple[MethodView, ...]
    indent: str


def render_interface_class(
    renderer: ITemplateRenderer, interface: Interface, docs: Mapping[str, MethodDoc], style: ClassStyle
) -> str:
    """The class statement, its names unqualified, ending with one newline.

    Args:
        renderer: Where templates are rendered.
        interface: What it promises.
        docs: Documentation by name of the method.
        style: How the classes around it are written.
    """
    return renderer.render_template("interface/class.py.jinja", {"interface": view_interface(interface, docs, style)})


def interface_imports(interface: Interface) -> tuple[ImportedName, ...]:
    """What the class statement needs besides the types of its signatures."""
    if interface.kind is InterfaceKind.ABC:
        names = [ImportedName("abc", "ABC"), *([ImportedName("abc", "abstractmethod")] if interface.methods else [])]
    else:
        names = [
            ImportedName("typing", "Protocol"),
            *([ImportedName("typing", "runtime_checkable")] if interface.runtime_checkable else []),
        ]
    if any(method.overloads for method in interface.methods):
        names.append(ImportedName("typing", "overload"))
    return tuple(names)


def render_interfaces_module(
    renderer: ITemplateRenderer,
    interface: Interface,
    docs: Mapping[str, MethodDoc],
    style: ClassStyle,
    doc: str = "What the application expects of outside systems.",
) -> str:
    """A whole new module that holds one interface.

    Args:
        renderer: Where templates are rendered.
        interface: What it promises; `imports` tells where the types of its signatures come from.
        docs: Documentation by name of the method.
        style: How the project writes its classes.
        doc: The module's docstring.
    """
    imports = ImportList(interface.imports)
    for name in interface_imports(interface):
        imports.add(name.module, name.name)
    runtime = list_runtime_names(interface)
    for imported in interface.imports:
        if imported.module != interface.module:
            imports.add_imported(imported, typing_only=imported.typing_only and imported.bound not in runtime)
    if imports.typing_only:
        imports.add("typing", "TYPE_CHECKING")
    view = {
        "docstring": layout_docstring(ends_sentence(doc), [], style, ""),
        "imports": imports.runtime,
        "typing_imports": imports.typing_only,
        "interface": view_interface(interface, docs, style),
    }
    return renderer.render_template("interface/module.py.jinja", view)


def view_interface(interface: Interface, docs: Mapping[str, MethodDoc], style: ClassStyle) -> InterfaceView:
    """The interface with every text finished."""
    abstract = interface.kind is InterfaceKind.ABC
    views = [view for method in interface.methods for view in _view_method(method, docs, style, abstract=abstract)]
    summary = interface.docstring or f"Promises what {interface.name} is named for."
    parameters = f"[{interface.type_parameters}]" if interface.type_parameters else ""
    return InterfaceView(
        name=interface.name,
        decorators=("runtime_checkable",) if interface.runtime_checkable and not abstract else (),
        base="ABC" if abstract else f"Protocol{parameters}",
        docstring=layout_docstring(ends_sentence(summary), [], style, style.indent),
        methods=tuple(views),
        indent=style.indent,
    )


def _view_method(
    method: Method, docs: Mapping[str, MethodDoc], style: ClassStyle, *, abstract: bool
) -> list[MethodView]:
    def view(signature: Signature, doc: MethodDoc | None, *extra: str) -> MethodView:
        return MethodView(
            name=method.name,
            decorators=(*extra, *list_decorators(method.name, method.kind), *(["abstractmethod"] if abstract else [])),
            definition=render_definition(method.name, signature, method.kind, style.indent, style.line_length),
            docstring=render_docstring(doc, style, style.indent * 2) if doc else "",
            ellipsis_on_def_line=style.ellipsis_on_def_line or bool(extra),
        )

    overloads = [view(signature, None, "overload") for signature in method.overloads]
    return [*overloads, view(method.signature, docs.get(method.name))]
