"""A concrete gateway as the text of its module."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.model.changes import Decision
from gateway_builder.model.interface import InterfaceKind
from gateway_builder.render.docstrings import layout_docstring
from gateway_builder.render.gateway_client import describe_constructor, view_client
from gateway_builder.render.gateway_methods import describe_method, view_methods
from gateway_builder.render.gateway_views import GatewayView
from gateway_builder.render.imports import ImportList, list_runtime_names
from gateway_builder.render.sdk_facts import choose_facts, is_asynchronous, is_aws, opens_client
from gateway_builder.render.text import string_literal, wrap_text
from gateway_builder.render.translation import used_error_keys, view_failures
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.gateways.interfaces import ITemplateRenderer
    from gateway_builder.model.binding import GatewayBinding
    from gateway_builder.model.interface import ImportedName, Interface
    from gateway_builder.model.project import Convention, ErrorClasses
    from gateway_builder.model.style import ClassStyle
    from gateway_builder.model.technology import Technology
    from gateway_builder.render.bound_gateway import BoundGateway


_SHARED_CLIENT = "An injected client is open, shared by all calls, and closed by whoever opened it."


@value
class _Task:
    """What is to be written, as the views need it."""

    interface: Interface
    technology: Technology
    name: str
    origin: ImportedName
    nominal: bool
    style: ClassStyle
    binding: GatewayBinding | None


def render_gateway_module(
    renderer: ITemplateRenderer,
    interface: Interface,
    technology: Technology,
    *,
    gateway_name: str,
    interface_origin: ImportedName,
    errors: ErrorClasses,
    operations: Mapping[str, str],
    convention: Convention,
    style: ClassStyle,
    binding: GatewayBinding | None = None,
) -> tuple[str, tuple[Decision, ...]]:
    """The module of a gateway that implements an interface for a technology, and what it leaves to the user.

    Args:
        renderer: Where templates are rendered.
        interface: What is implemented; `imports` tells where the names of its signatures come from.
        technology: What is known of the service.
        gateway_name: Name of the class.
        interface_origin: Where the interface is imported from, when the gateway subclasses it.
        errors: The application's errors.
        operations: The service's operation by method, as far as the user named them.
        convention: How the project builds gateways.
        style: How the project writes classes.
        binding: What methods do, as far as that is decided.
    """
    task = _Task(
        interface=interface,
        technology=choose_facts(technology, interface),
        name=gateway_name,
        origin=interface_origin,
        nominal=convention.nominal or interface.kind is InterfaceKind.ABC,
        style=replace(style, indent=" " * 4),
        binding=binding,
    )
    view = _view_gateway(task, errors, operations)
    text = renderer.render_template("gateway/module.py.jinja", {"gateway": view})
    decided = binding.methods if binding else {}
    decisions = [
        Decision(method.name, describe_method(method, technology, operations, binding))
        for method in interface.methods
        if method.name not in decided
    ]
    if not view.failures.translates:
        failures = f"decide which failures of {technology.label} become which of the application's errors"
        decisions.append(Decision("", failures))
    return text, tuple(dict.fromkeys(decisions))


def import_error(imports: ImportList, errors: ErrorClasses, key: str) -> str:
    """Import one of the application's errors and give its identifier; a key without a class falls back on the base."""
    dotted = errors.classes.get(key) or errors.classes["base"]
    module, _, name = dotted.rpartition(".")
    return imports.add(module, name) if module not in {"", "builtins"} else name


def _view_gateway(task: _Task, errors: ErrorClasses, operations: Mapping[str, str]) -> GatewayView:
    interface, technology, style = task.interface, task.technology, task.style
    imports = _list_imports(interface, technology, task.binding)
    error = {key: import_error(imports, errors, key) for key in used_error_keys(technology)}
    failures = view_failures(technology, error, task.binding)
    bases = _name_bases(task, imports)
    bound = _begin_bound(task, imports, error)
    methods = view_methods(
        interface, technology, operations, style, imports, translates=failures.translates, bound=bound
    )
    own = _import_own(imports, technology, translates=failures.translates)
    client = view_client(technology, own)
    client = bound.view_client(client) if bound else client
    written = bound.view(client, own) if bound else None
    if imports.typing_only:
        own["TYPE_CHECKING"] = imports.add("typing", "TYPE_CHECKING")
    about = f"{interface.name} on {technology.label}."
    return GatewayView(
        module_doc=layout_docstring(f"{task.name}: {about}", [], style, ""),
        class_doc=layout_docstring(about, _describe_class(interface, technology, style), style, style.indent),
        constructor_doc=describe_constructor(technology, style, bound.document_config() if bound else ()),
        name=task.name,
        bases=bases,
        label=string_literal(technology.label),
        untyped=bool(technology.imports),
        imports=imports.runtime,
        typing_imports=imports.typing_only,
        own=own,
        client=client,
        failures=failures,
        methods=methods,
        bound=written,
    )


def _begin_bound(task: _Task, imports: ImportList, error: Mapping[str, str]) -> BoundGateway | None:
    """What writes decided methods; loaded where there are any."""
    if task.binding is None:
        return None
    from gateway_builder.render.bound_gateway import BoundGateway

    return BoundGateway(task.binding, task.technology, imports, error, task.style)


def _list_imports(interface: Interface, technology: Technology, binding: GatewayBinding | None) -> ImportList:
    """What signatures and the SDK need; what a default or the class statement evaluates is imported at run time."""
    imports = ImportList((*interface.imports, *(binding.imports if binding else ())))
    runtime = list_runtime_names(interface)
    for imported in interface.imports:
        imports.add_imported(imported, typing_only=imported.bound not in runtime)
    for statement in technology.imports:
        imports.add_statement(statement)
    return imports


def _import_own(imports: ImportList, technology: Technology, *, translates: bool) -> dict[str, str]:
    """Import what the module's own code uses, and give the identifiers by name."""
    narrow = not technology.client_type
    used = {"Any": is_aws(technology), "Protocol": narrow, "cast": narrow and bool(technology.build)}
    own = {name: imports.add("typing", name) for name, needed in used.items() if needed}
    if translates:
        imports.add_plain("logging")
        own["contextmanager"] = imports.add("contextlib", "contextmanager")
        own["Generator"] = imports.add("collections.abc", "Generator", typing_only=True)
    if is_aws(technology):
        own["Mapping"] = imports.add("collections.abc", "Mapping", typing_only=True)
    if opens_client(technology):
        own["AbstractAsyncContextManager"] = imports.add("contextlib", "AbstractAsyncContextManager", typing_only=True)
        own["nullcontext"] = imports.add("contextlib", "nullcontext")
    return own


def _name_bases(task: _Task, imports: ImportList) -> str:
    """What stands behind the class's name: its type parameters and bases, in their brackets."""
    parameters = task.interface.type_parameters
    bound = {imported.bound for imported in task.interface.imports}
    names = [
        part.partition(":")[0].partition("=")[0].strip().lstrip("*") for part in parameters.split(",") if part.strip()
    ]
    declared_elsewhere = bool(names) and all(name in bound for name in names)
    declared = "" if declared_elsewhere or not parameters else f"[{parameters}]"
    if task.nominal:
        base = imports.add(task.origin.module, task.origin.name)
        return f"{declared}({base}[{', '.join(names)}])" if names else f"({base})"
    if declared_elsewhere:
        return f"({imports.add('typing', 'Generic')}[{', '.join(names)}])"
    return declared


def _describe_class(interface: Interface, technology: Technology, style: ClassStyle) -> list[str]:
    texts = [technology.notes] if technology.notes else []
    if is_aws(technology):
        texts = [
            f"Service `{technology.service}` of botocore ({technology.notes}).",
            "A client built here needs a region.",
            *([_SHARED_CLIENT] if opens_client(technology) else []),
        ]
    elif is_asynchronous(interface) and technology.build and not technology.asynchronous:
        texts.append("The client blocks: await its calls through `asyncio.to_thread`.")
    width = style.line_length - len(style.indent)
    return [line for text in texts for line in ("", *wrap_text(text, width))]
