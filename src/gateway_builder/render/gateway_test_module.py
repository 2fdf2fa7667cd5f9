"""The tests of a gateway as the text of their module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.interface import MethodKind, ParameterKind
from gateway_builder.render.docstrings import layout_docstring
from gateway_builder.render.failures import list_expected_keys, list_failures
from gateway_builder.render.gateway_client import name_client_parameter
from gateway_builder.render.gateway_methods import describe_method, is_called
from gateway_builder.render.gateway_module import import_error
from gateway_builder.render.gateway_test_views import BuiltClientView, CallView, ContractView, GatewayTestView
from gateway_builder.render.imports import ImportList
from gateway_builder.render.sdk_facts import choose_facts, is_aws, name_sdk_module, opens_client
from gateway_builder.render.text import string_literal, wrap_literal, wrap_text
from gateway_builder.render.translation import ERROR_KEYS, needs_configuration
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.gateways.interfaces import ITemplateRenderer
    from gateway_builder.model.binding import GatewayBinding
    from gateway_builder.model.interface import ImportedName, Interface, Method
    from gateway_builder.model.project import ErrorClasses
    from gateway_builder.model.style import ClassStyle
    from gateway_builder.model.technology import Technology
    from gateway_builder.render.bound_test_module import BoundTests

_VARIADIC = frozenset({ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD})
# At run time `isinstance` reads properties of a Protocol on Python 3.11, which an undecided one answers by raising.
_UNCHECKABLE = frozenset({MethodKind.PROPERTY, MethodKind.SETTER, MethodKind.DELETER})
_MISTAKE = 'TypeError("example")'
_PROMISE = (
    "A real client is asked, whose answers are stubbed: what is sent and answered has the form that the installed "
    "model of the service gives it, and no network is asked. What a stub does not prove: that the service takes these "
    "values, that the account may do this, and how the service behaves over time."
)
_AWS_MISTAKE = 'botocore.exceptions.ParamValidationError(report="example")'


@value
class _Subject:
    """What is tested, as the views need it."""

    interface: Interface
    technology: Technology
    name: str
    module: str
    origin: ImportedName
    style: ClassStyle
    binding: GatewayBinding | None


def render_test_module(
    renderer: ITemplateRenderer,
    interface: Interface,
    technology: Technology,
    *,
    gateway_name: str,
    gateway_module: str,
    interface_origin: ImportedName,
    errors: ErrorClasses,
    operations: Mapping[str, str],
    style: ClassStyle,
    binding: GatewayBinding | None = None,
) -> str:
    """The tests that pass as soon as the gateway is generated, and one strict xfail for each method left to decide.

    Args:
        renderer: Where templates are rendered.
        interface: What the gateway implements.
        technology: What it implements it for.
        gateway_name: Name of the class.
        gateway_module: Dotted name that the gateway is imported from.
        interface_origin: Where the interface is imported from.
        errors: The application's errors.
        operations: The service's operation by method, as far as the user named them.
        style: How the project writes code.
        binding: What methods do, as far as that is decided.
    """
    facts = choose_facts(technology, interface)
    subject = _Subject(interface, facts, gateway_name, gateway_module, interface_origin, style, binding)
    view = _view_test(subject, errors, operations)
    return renderer.render_template(f"test/{'bound' if view.functions else 'module'}.py.jinja", {"test": view})


def _view_test(subject: _Subject, errors: ErrorClasses, operations: Mapping[str, str]) -> GatewayTestView:
    technology, style, binding = subject.technology, subject.style, subject.binding
    imports = _list_imports(subject)
    late = ImportList() if technology.package else imports
    _import_subject(subject, late)
    contract = _view_contract(subject, imports)
    error = {key: import_error(imports, errors, key) for key in list_expected_keys(technology)}
    client = _view_client(subject, error.get("configuration", ""))
    functions: tuple[str, ...] = ()
    promise = ["They ask no network."]
    if binding and (binding.methods or binding.config):
        bound = _begin_bound(subject, binding, contract, imports, errors)
        functions = bound.write(technology, client.parameter, "" if opens_client(technology) else client.build_path)
        bound.add_imports(functions, imports, late, subject.module)
        contract = contract._replace(given=bound.given, stand_in="object")
        promise = wrap_text(_PROMISE, style.line_length)
    if imports.typing_only:
        imports.add("typing", "TYPE_CHECKING")
    return GatewayTestView(
        module_doc=layout_docstring(f"Tests of {subject.name}.", ["", *promise], style, ""),
        untyped=bool(technology.imports),
        imports=imports.runtime,
        typing_imports=imports.typing_only,
        late_imports=late.runtime if technology.package else (),
        skip_unless=string_literal(name_sdk_module(technology)),
        skip_reason=string_literal(f"pip install {technology.package}"),
        contract=contract,
        client=client,
        aws=is_aws(technology),
        failures=list_failures(technology, error, is_thorough=bool(functions)),
        mistake=_AWS_MISTAKE if is_aws(technology) else _MISTAKE,
        calls=tuple(_view_call(method, subject, operations) for method in _list_undecided(subject)),
        functions=functions,
    )


def _begin_bound(
    subject: _Subject, binding: GatewayBinding, contract: ContractView, imports: ImportList, errors: ErrorClasses
) -> BoundTests:
    from gateway_builder.render.bound_test_module import BoundTests

    return BoundTests(
        binding,
        subject.interface,
        gateway=subject.name,
        gateway_type=contract.gateway_type,
        import_error=lambda key: import_error(imports, errors, key),
    )


def _view_contract(subject: _Subject, imports: ImportList) -> ContractView:
    interface = subject.interface
    checks = interface.runtime_checkable and all(method.kind not in _UNCHECKABLE for method in interface.methods)
    name = imports.add(subject.origin.module, subject.origin.name, typing_only=not checks)
    generic = _any_arguments(interface)
    return ContractView(
        gateway=subject.name,
        gateway_type=subject.name + generic,
        interface=name,
        interface_type=name + generic,
        checks_instance=checks,
        made_type=f": {subject.name}{generic}" if generic else "",
    )


def _view_client(subject: _Subject, missing_error: str) -> BuiltClientView:
    technology = subject.technology
    test = technology.test
    needed = [parameter.name for parameter in technology.parameters if parameter.default is None]
    return BuiltClientView(
        parameter=name_client_parameter(technology),
        builds=bool(technology.build),
        build_path=wrap_literal(f"{subject.module}.build_client", subject.style.line_length),
        missing=string_literal(needed[0]) if needs_configuration(technology) else "",
        missing_error=missing_error,
        patches=any("monkeypatch" in statement for statement in test.setup),
        setup=tuple(line for statement in test.setup for line in _indent_block(statement)),
        arguments=test.arguments,
        asserts=test.asserts if technology.build else (),
    )


def _indent_block(statement: str) -> list[str]:
    """Lines of a statement; a function is followed by a blank one."""
    return [*statement.split("\n"), *([""] if statement.startswith("def ") else [])]


def _list_imports(subject: _Subject) -> ImportList:
    """What is imported before anybody knows whether the SDK is there."""
    binding = subject.binding
    models = [model.imported for model in binding.models.values()] if binding else []
    imports = ImportList((*models, *(binding.imports if binding else ())), foreign=["pytest"])
    imports.add_plain("pytest")
    imports.add("typing", "cast")
    imports.add("typing", "Any")
    if any(method.signature.is_async for method in _list_undecided(subject)):
        imports.add_plain("asyncio")
    return imports


def _import_subject(subject: _Subject, late: ImportList) -> None:
    """Import the gateway, and what the tests use of the SDK."""
    technology = subject.technology
    failures = list_failures(technology, dict.fromkeys(ERROR_KEYS, ""))
    code = " ".join((*(failure for failure, _ in failures), *technology.test.setup, *technology.test.asserts))
    used = [statement for statement in technology.imports if f"{statement.split()[-1]}." in code]
    for statement in (*used, *technology.test.imports):
        late.add_statement(statement)
    build = ["build_client"] if technology.build and technology.test.asserts else []
    for name in (subject.name, *build, *(["translated_errors"] if technology.errors or failures else [])):
        late.add(subject.module, name)


def _list_undecided(subject: _Subject) -> tuple[Method, ...]:
    decided = subject.binding.methods if subject.binding else {}
    return tuple(method for method in subject.interface.methods if is_called(method) and method.name not in decided)


def _any_arguments(interface: Interface) -> str:
    """`[Any]` for a generic interface with one type parameter."""
    count = len([part for part in interface.type_parameters.split(",") if part.strip()])
    return f"[{', '.join(['Any'] * count)}]" if count else ""


def _view_call(method: Method, subject: _Subject, operations: Mapping[str, str]) -> CallView:
    signature = method.overloads[0] if method.overloads else method.signature
    needed = [each for each in signature.parameters if each.default is None and each.kind not in _VARIADIC]
    keyword = ParameterKind.KEYWORD_ONLY
    arguments = [f"{each.name}=anything" if each.kind is keyword else "anything" for each in needed]
    is_property = method.kind is MethodKind.PROPERTY
    reason = describe_method(method, subject.technology, operations, subject.binding)
    call = f"gateway.{method.name}" + ("" if is_property else f"({', '.join(arguments)})")
    if method.signature.is_async:
        call = f"asyncio.run({call})"
    return CallView(
        name=method.name.strip("_"),
        reason=wrap_literal(reason, subject.style.line_length - 13),
        expression=f"str({call})" if is_property else call,
        takes_arguments=bool(arguments),
    )
